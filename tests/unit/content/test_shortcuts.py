"""The shortcuts of `content.markup.plain` give the HTML that Python-Markdown would."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.inlinepatterns import SimpleTextInlineProcessor

from newsgen.content import frontmatter
from newsgen.content.markup import Markup, plain
from newsgen.content.read import decode

EXTENSIONS = ("tables", "sane_lists", "attr_list")
ROOT = Path(__file__).parents[3]
DEMO = ROOT / "content"
CORPUS = ROOT.parent / "shared" / "corpus"


def long_way() -> Markup:
    """Return a converter without the shortcuts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain, "can_shorten", lambda _: False)
        return Markup(EXTENSIONS, {})


SHORT, LONG = Markup(EXTENSIONS, {}), long_way()

LINES = st.one_of(
    st.sampled_from(
        [
            "Plain text.", "Two plain\nlines.", "  indented", "    code", "\tcode", "* item",
            "1. one", "2) two", "12. twelve", "- dash", "+ plus", "> quote", "# heading",
            "## h {: #x}",
            "Head\n====", "Head\n----", "***", "- - -", "===", "| a | b |\n|---|--:|\n| c | d |",
            "a | b\n--|--\nc | d", "[x]: https://x.example/ 'T'", "[x]", "[x][]", "[y](z)",
            "![p](q)",
            "<div>", "</div>", "<div>text</div>", "<p>", "</p>", "<b>bold</b>", "<!-- c", "-->",
            "<pre>", "</pre>", "<br>", "a <i>b</i>", "&amp; &nbsp; &#65; &bogus;", "**b** _i_ `c`",
            "*** ****", "{: .x }", "end {: .x}", "ends with two  ", "a  \nb", "a\\\nb", "\\* not",
            "https://x.example", "<https://x.example>", "<a@b.example>", "a_b_c", "1986. A year",
            "\u00a0nbsp first", "nbsp last\u00a0", "\u2003em first", "\u2028sep", "a\u0085b",
            "    \u00a0", "  ", "\u00a0", "!", "a!", "![", "]", "}", "{", "~~~", "```",
            "```\ncode\n```",
            "[link](https://x.example/a?b=c)", "see [a b](http://x.example/) now",
            "![pic](https://x.example/p.jpg)", '![a" onerror="alert(1)](https://x.example/y.jpg)',
            '["q"](https://x.example/)', "**strong**", "a **b c** d", "(**in**)", "**x**y",
            "**a** **b**", "**[l](https://x.example/)**", "[**b**](https://x.example/)",
            "[u](https://x.example/a_b)", "[t](https://x.example/ 't')", "![a\u00a0b](https://x.example/)",
            "\ue000", "\x02wzxhzdk:0\x03", "klzzwxh:0000", "'quote'", '"x"', "a\tb", "trail\t",
        ]
    ),
    st.text(
        st.sampled_from("ab .,-+*_=#>|`~!&<:[](){}\\'\"1\t\n\u00a0\u2003\u2028\u0085\u00e9"),
        max_size=16,
    ),
    st.text(max_size=12),
)  # fmt: skip
GAPS = st.sampled_from(
    ["\n", "\n\n", "\n\n\n", "\n \n", "\n\t\n", "\n    ", "\n\u00a0\n", "\n\n    "]
)


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """Return lines of markup and of plain text, with gaps of every sort between them."""
    parts = []
    for line in draw(st.lists(LINES, max_size=8)):
        parts += [line, draw(GAPS)]
    return "".join(parts)


@settings(max_examples=1200, deadline=None)
@given(bodies())
@example("* a\n\nplain\n\n* b\n")
@example("<div>\n\nplain\n\n</div>\n\nplain\n")
@example("Plain.\n\n    code\n\nPlain.\n\n    code\n")
@example("1. a\n\nplain\n\n2. b\n")
@example("> a\n\nplain\n\n> b\n")
@example("[x]\n\nplain\n\n[x]: /y\n")
@example("plain\n\n{: .x}\n")
@example("<p>\ue000</p>\n")
@example("\u00a0plain\n")
@example("\u2028plain\n")
@example("\n\t\nplain!\n")
@example("    \n===\n===\n")
@example("\tcode\n\n\n\tcode\n\nplain\n")
@example("<pre>\n\n\n\nx\n</pre>\n")
def test_the_shortcuts_change_nothing(body: str) -> None:
    assert SHORT.convert(body) == LONG.convert(body)


def bodies_below(folder: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(folder.rglob("*.md")):
        text = decode(file.read_bytes(), file.name)
        if isinstance(text, str):
            yield file.name, frontmatter.split(text, file.name).body


def different(folder: Path) -> list[str]:
    return [
        name for name, body in bodies_below(folder) if SHORT.convert(body) != LONG.convert(body)
    ]


def test_the_shortcuts_change_nothing_in_the_demo() -> None:
    assert sum(1 for _ in bodies_below(DEMO)) >= 40
    assert different(DEMO) == []


def test_the_shortcuts_change_nothing_in_the_corpus() -> None:
    """The corpus lies beside the repository, and not on every machine: then there is none."""
    assert different(CORPUS) == []


def test_the_default_extensions_allow_the_shortcuts() -> None:
    assert plain.can_shorten(Markdown(extensions=list(EXTENSIONS)))
    assert plain.can_shorten(Markdown())


@pytest.mark.parametrize("name", ["nl2br", "smarty", "abbr", "footnotes", "toc", "fenced_code"])
def test_an_extension_that_is_not_known_turns_them_off(name: str) -> None:
    assert not plain.can_shorten(Markdown(extensions=[*EXTENSIONS, name]))
    markup = Markup((*EXTENSIONS, name), {})
    assert markup.convert("A plain\nline.") == (
        "<p>A plain<br>\nline.</p>" if name == "nl2br" else "<p>A plain\nline.</p>"
    )


def own_pattern(md: Markdown) -> SimpleTextInlineProcessor:
    own = type("Own", (SimpleTextInlineProcessor,), {"__module__": "elsewhere"})
    made: SimpleTextInlineProcessor = own(r"(plain)", md)
    return made


@pytest.mark.parametrize("name", ["backtick", "own"])
@pytest.mark.parametrize("priority", [1, 95, 190, 1000])
def test_a_pattern_of_another_module_turns_them_off(name: str, priority: int) -> None:
    md = Markdown()
    md.inlinePatterns.register(own_pattern(md), name, priority)
    assert not plain.can_shorten(md)
