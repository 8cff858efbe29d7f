"""Raw HTML is found as Python-Markdown finds it, in a time that grows with the text."""

from typing import Any, Final

import pytest
from hypothesis import example, given, strategies as st
from markdown import Markdown
from markdown.blockprocessors import ReferenceProcessor
from markdown.htmlparser import HTMLExtractor
from markdown.preprocessors import HtmlBlockPreprocessor

from newsgen.fast.markdown import _raw as raw, extension as fast
from newsgen.fast.markdown.extension import FastText
from tests.support.draws import draws

PIECES: Final = [
    "<div>", "</div>", "<p>", "</p>", "</ p>", "</p\n>", "</P  >", "<DIV class='a'>", "<br>",
    "<br/>", "<hr>", "<hr />", "</hr>", "<b>", "</b>", "<span>", "</span>", "<li>", "</ul>", "<ul>",
    "<pre>", "</pre>", "<script>", "</script>", "<style>", "</style>", "<p/>", "<div\n", "</",
    "</>", "</div", "<", ">", "<!-- c -->", "<!-- a\n\nb -->", "<!--", "-->", "--!>",
    "<!-->", "<!>", "<?php x ?>", "<?", "?>", "<![CDATA[ x ]]>", "<![CDATA[", "]]>", "<![if x]>",
    "<!DOCTYPE html>", "<!doctype", "&amp;", "&#65;", "&#x41;", "&", "&bogus;", "&#", ";", "`<p>`",
    "`", "text", "é", '<div a="', "<b a='", '"', "'", '<p a="x>', "' >", "<!A '",
    "\n", "\n", "\n\n", "\n\n\n", " ", "   ", "    ", "\n   ", " \n", "  \n  \n", "\u00a0", "\t",
]  # fmt: skip
TEXTS: Final = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
    st.text(st.sampled_from("<>/!-?&;#[] \n\"'=abp"), max_size=30),
)


def found(md: Markdown, text: str, kind: type[HtmlBlockPreprocessor]) -> Any:
    """Return what is left of a text, what was taken out, and the error if there was one."""
    md.reset()
    try:
        left: Any = kind(md).run(text.split("\n"))
    except Exception as error:  # noqa: BLE001 (both must have the same)
        left = repr(error)
    return left, md.htmlStash.rawHtmlBlocks


MD: Final = Markdown()


@draws(4000)
@given(TEXTS)
@example("<div>\nx\n</div>  \n \n\ny")
@example("   <p>x</p>\n\n   <!-- c -->\n  \n x")
@example("a <p>b</p>\n<hr>\n\n<hr>x<hr>\n \n")
@example("<p>a</p")
@example("<p>a</p><!-- c --!>\n\nx")
@example("<ul></b>;\n<?php x ?>&#</div</b><div></b><![CDATA[ x ]]><li>&#65; \n<br/><![CDATA[")
@example("<div><b><br></b></i></div>\n\n</div>")
def test_the_same_raw_html_is_found(text: str) -> None:
    assert found(MD, text, raw.HtmlBlocks) == found(MD, text, HtmlBlockPreprocessor)


NAMES: Final = ["tables", "sane_lists", "attr_list"]
USUAL: Final = Markdown(extensions=NAMES)
FAST: Final = Markdown(extensions=[*NAMES, FastText()])


@draws(1500)
@given(TEXTS)
@example("<!DOCTYPE html>&#<div>\n\n;")
@example("x &#\n\n;\n\n<div>y</div>")
@example('<div a="\n\nx" y\n\nz>')
@example("<div a='\n\nx' y\n\nz>")
@example('<div a="x>y\n\nz" z\n\n<p>x</p>')
@example('<!A "\n\nx" y\n\nz>')
def test_the_same_html_is_made(text: str) -> None:
    try:
        expected = USUAL.reset().convert(text)
    except Exception as error:  # noqa: BLE001 (an unclosed declaration: then both must fail)
        with pytest.raises(type(error)):
            FAST.reset().convert(text)
        return
    assert FAST.reset().convert(text) == expected


class Counted(str):
    """A text that counts the characters that are copied from it."""

    __slots__ = ()
    copied = 0

    def __getitem__(self, part: Any) -> str:
        got = super().__getitem__(part)
        Counted.copied += len(got)
        return got


def copied(kind: type[HTMLExtractor], text: str) -> int:
    """Return how many characters of a text are copied while raw HTML is looked for in it."""
    extractor: Any = kind(Markdown())
    extractor.rawdata = Counted(text)
    Counted.copied = 0
    extractor.close()
    assert extractor.md.htmlStash.html_counter > 0
    return Counted.copied


@pytest.mark.parametrize(
    "part",
    [
        "<div><p>Words.</p></div>\n\n", "<p>Words.</p>\n", "<p>Words.</p>", "<!-- Words. -->\n\n",
        "Words.\n\n<hr>\n\n", "<p>A <b>word</b>.</p>\n\n\n", "<style>a</style>\n\n",
    ],
)  # fmt: skip
def test_a_text_is_copied_only_once(part: str) -> None:
    text = part * 500
    assert copied(raw.Extractor, text) < 6 * len(text)
    assert copied(HTMLExtractor, text) > 50 * len(text)  # else the class can go


class Tag(str):
    """A name that counts how often it is compared."""

    __slots__ = ()
    compared = 0
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        Tag.compared += 1
        return super().__eq__(other)


def test_open_tags_are_not_gone_through() -> None:
    tags = raw.Extractor(Markdown()).stack
    for number in range(10_000):
        tags.append(Tag("br" if number % 2 else "p"))
    Tag.compared = 0
    assert Tag("br") in tags
    assert Tag("b") not in tags
    assert Tag.compared < 10


@given(st.lists(st.sampled_from(["a", "b", "p", None])))
def test_open_tags_are_those_of_a_list(steps: list[str | None]) -> None:
    usual: list[str] = []
    tags = raw.OpenTags()
    for step in steps:
        if step is not None:
            usual.append(step)
            tags.append(step)
        elif usual:
            assert tags.pop() == usual.pop()
        assert list(tags) == usual
        assert [tag in tags for tag in "abpx"] == [tag in usual for tag in "abpx"]


LONG: Final = [
    "Some `code`.", "<p>x</p>", "- a `b`", "    code", "> quote `x`", "[x]: /y", "# Head `x`\ntext",
    "Head `x`\n---\nmore", "a `x`\n[y]: /z\nb", "| a | `b` |\n|---|---|\n| c | d |", "* * *\n`x`",
    "1. one `x`", "        more", "    - in\n    it",
]  # fmt: skip


@draws(300)
@given(st.lists(st.sampled_from(LONG), min_size=10, max_size=60), st.integers(1, 8))
def test_a_long_text_becomes_what_python_markdown_makes_of_it(parts: list[str], few: int) -> None:
    text = "\n\n".join(parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast, "_FEW", few)
        assert FAST.reset().convert(text) == USUAL.reset().convert(text)


@pytest.mark.parametrize("extension", [None, "nl2br"])
def test_processors_get_few_blocks_at_a_time(
    extension: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    lengths: list[int] = []

    def run(self: Any, parent: Any, blocks: list[str]) -> Any:
        lengths.append(len(blocks))
        return usual(self, parent, blocks)

    usual = ReferenceProcessor.run
    monkeypatch.setattr(ReferenceProcessor, "run", run)
    md = Markdown(extensions=[FastText(), *([extension] if extension else [])])
    for number in (100, 3000):
        md.reset().convert("Some `code`.\n\n<p>x</p>\n\n" * number)
    is_long = max(lengths) > 2 * fast._FEW + 2
    assert is_long is (extension is not None)  # an unknown processor may look at all of them
