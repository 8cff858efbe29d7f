"""Long blocks and long texts give what Python-Markdown makes of them."""

from typing import Final

import pytest
from hypothesis import example, given, strategies as st
from markdown import Markdown, __version__

from newsgen.fast.markdown import _inline as inline
from newsgen.fast.markdown.extension import FastText
from tests.support.draws import draws

NAMES: Final = ["tables", "sane_lists", "attr_list"]
USUAL: Final = Markdown(extensions=NAMES)
FAST: Final = Markdown(extensions=[*NAMES, FastText()])

LINES: Final = st.sampled_from(
    [
        "text", "more text", "# a", "## b ##", "###### c", "####### d", "#", "##", "#e", " # f",
        "# g \\", "# h \\# i", "\\# j", "# k {: .l}", "# | m |", "# `n`", "# *o*", "#\tp",
        "Q\n==", "R\n---", "s\n--", "T |\n===", "===", "---", "- - -", "U\n==  ", "9 v\n==",
        "[w]: /x", "[w]: /y 'z'", "[a]: /b |", "[c]:/d", "[e]: <f>", "[w]:", "[w]: /x\n'title'",
        "[ W ]: /g", "[]: /h", "[w] [e]", " [i]: /j", "[k\nl]: /m", "[n]: o p", "(t)", "'t'",
        "- n", "    - o", "1. p", "> q", "> # r", "> [w]: /s", "    # t", "\tu", "| a | b |",
        "|---|---|", "a | b", "--|--", "", " ", "   ", "    ", "{: .x}", "* y\n    # z",
        "<div>", "</div>", "<b>", "&amp;", "    code", "    code", "     more  ", "    a\n    b",
        "        deep", "    \u00a0", "    x\u00a0", "    a\nb",
    ]
)  # fmt: skip

GAPS: Final = st.sampled_from(["\n", "\n", "\n\n", "\n\n", "\n\n\n", "\n    \n"])
TEXTS: Final = st.lists(st.tuples(LINES, GAPS).map("".join), max_size=12).map("".join)


@draws(2000)
@given(TEXTS)
@example("    a  \n\n    b\n\n    c\n\n- d\n\n    e\n\n    f\n")
@example("# a\n# b\n    c")
@example("- a\n\n    # b\n    # c\nd")
@example("# a\n|b|\n|-|\n# c")
@example("Q\n==\nR\n---\n\n    # a\n    # b")
@example("[w]: /x\n[e]: /y\n[w] [e]")
@example("[w]: /x\n[e]: /y\n---")
@example("[w]: /x\n[e]: /y\n'title'")
@example("1. a\n# b\n# c\n2. d")
def test_blocks_are_cut_where_python_markdown_cuts_them(text: str) -> None:
    assert FAST.reset().convert(text) == USUAL.reset().convert(text)
    assert FAST.references == USUAL.references


PIECES: Final = st.sampled_from(
    [
        "a", "b", " ", " ", "!", "\\", "\\\\", "`", "``", "`c`", "\\`", "\\*", "\\_", "\\[", "*",
        "**", "***", "_", "__", "___", "*d*", "**e**", "_f_", "__g__", "_h_i_", " * ", " _ ", "[",
        "]", "(", ")", "[j](/k)", "![l](/m)", "[n](/o 'p')", "[q][r]", "[r]", "![r]", "![](]]>'",
        "<b>", "</b>", "<br>", "<i class='s'>", "<", ">", "<https://t.example>", "<u@v.example>",
        "&amp;", "&#65;", "&", ";", "  \n", "\n", "{: .x}", "'", '"', "\u00a0", "é", "<b>*</b>",
        "[<b>w</b> *x*](/y)", "\\<b>", "*<b>*", "`<b>`", "!<b>[z](/a)",
    ]
)  # fmt: skip


@draws(3000)
@given(st.lists(PIECES, max_size=24).map("".join))
@example("\\\\`a`")
@example("_a__b_")
@example("![](]]>'<b>) all that follows")
@example("*a*_b_ **c**__d__")
def test_texts_are_gone_through_as_python_markdown_does(text: str) -> None:
    source = f"{text}\n\n[r]: /s\n"
    assert FAST.reset().convert(source) == USUAL.reset().convert(source)


def test_the_steps_of_the_pinned_version_are_known() -> None:
    assert __version__ == inline.KNOWN


MANY: Final = [
    "    code\n\n", "text\n\n    code\n\n    more\n\n", "- a\n\n    b\n\n        c\n\n",
    "# a\n# b\nc *d*\n\n", "    a\n\n\n    b\n\n", "> *a*\n\n    b\n\n",
]  # fmt: skip


@pytest.mark.rotates(7)
@pytest.mark.parametrize("piece", MANY)
def test_many_blocks_are_what_python_markdown_makes_of_them(piece: str) -> None:
    for text in (piece * 900, f"- *a*\n\n{piece * 900}", f"    a\n\n{piece * 900}z\n\n    a\n"):
        assert FAST.reset().convert(text) == USUAL.reset().convert(text)


@pytest.mark.rotates(7)
def test_many_long_blocks_nest_nothing_deeper() -> None:
    """Deep lists behind them are converted as far as Python-Markdown converts them."""
    nested = "".join(f"{'    ' * depth}- *a*\n" for depth in range(100))
    text = ("#a\n" * 401 + "\n") * 199 + nested
    assert FAST.reset().convert(text) == USUAL.reset().convert(text)
