"""The extension `FastText` gives the HTML that Python-Markdown gives without it."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Final, Literal

import pytest
from hypothesis import example, given, strategies as st
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import SimpleTagInlineProcessor, SimpleTextInlineProcessor
from markdown.serializers import to_html_string

from newsgen.config.settings import DEFAULT_EXTENSIONS
from newsgen.content import frontmatter
from newsgen.content.markup import Markup, MarkupError
from newsgen.content.markup._converter import Converter
from newsgen.content.scan import decode
from newsgen.fast.markdown import _plain as plain
from newsgen.fast.markdown.extension import FastText, can_shorten, extend
from tests.support.archive_folders import SHAPES, Name, sources_of
from tests.support.draws import draws

EXTENSIONS = ("tables", "sane_lists", "attr_list")


def long_way() -> Markup:
    """Return a converter that only Python-Markdown and the cleaner work in."""
    markup = Markup(EXTENSIONS, {})
    markup._clean = Converter(EXTENSIONS, {}).convert
    return markup


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
            "[u](https://x.example/a_b)", "[t](https://x.example/ 't')",
            "![a\u00a0b](https://x.example/)",
            "* one\n* two", " * one\n * two", " *   one", "- a\n    - b", "- a\n  - b",
            "1. a\n2. b",
            "- *a* [b](/c)\n- **d**", "+ a & b", "- a\nlazy", "* * *", "* *", "_ _", "** **",
            " text",
            " [x]: /y", " # x", " > x", "> **a**", "> a\n> b", "> - a", "## **b** & c", "# a #",
            "###### _x_",
            "_a_", "__a__ _b_", "*a* **b**", "(*a*, _b_)", "_a_b_ c", "*a *b* c*", "**_a_**",
            "_**a**_",
            "**a **", "** a **", "**a", "_a", "a_b", "5*3", "__a_b", "***a", "****", "___", "## ",
            "##", "#a", "a #b", "## a #b", "* ### a\n* b", "- #", "a | b", "## a | b",
            "- a | b\n- - | -",
            "[a]", "[a]: b", "[a](b)c", "\\- a", "a\\.", "\\*a*", "A&E", "A&E;", "a*b*c",
            "a *b\nc* d", "**a**\n_b_", "Q&A & b", "a & b &c; &\n&", "[a](/b_c_d)",
            "[a](//b.example/c)",
            "[a](/b#c)", "![a](/b_c) _d_", "Hello![a](/b)", "[a](/b)[c](/d)", "[a](/b){: .x}",
            "*a*{: .x}",
            "[a](https://x.example)", "[a](https://x-.example/)", "[a](https://xn--a.example/)",
            "[a](https://1.2.3.4/)", "[a](https://x.example:80/)", "[a](/b 'c')",
            "[x](/y)\n[x]: /z",
            "\ue0000\ue001", "\ue001", "a\r\n\r\nb", "\x0cform", "a\x0b", "\x00", "\x7f",
            "\ufeffa", "\ufffe",
            "| a | [b](/c) |\n|---|---|\n| *d* | & |", "<div>\n\ntext\n\n- item\n\n</div>",
            "<div>", "<!--",
            "<?php", "<![CDATA[", "a <b\n\ntitle='x'>", "[^1]: note", "Term\n: definition",
            "!!! note\n    x",
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


@draws(1500)
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
@example("Plain.\n\n \nPlain.\n")
@example("- a\n\n\n- b\n- c\n\n\n\n+ d\n")
@example("- a\n\n* * *\n\n- b\n")
@example("- a\n\n text\n\n- b\n")
@example("> a\n\n> b\n\n- c\n")
@example("<p>\ue0000\ue001</p>\n\nplain\n")
@example("<div>\n\nplain\n\n\n\n- plain & _x_\n\n</div>\n")
@example("Name: A\nCall: 101\nQuay Road\n\n- a  \nb\n")
@example("> a\n>\n> *b*\n> c\n\n> d  \n> \n> e\n\n> # f\n>\n> - g\n\nh_i_j k_ _l_m_\n")
@example("plain \ufffe\n\n- and \uffff\n")
@example("A | *b*  \n-|-\n\nC | d\n | :- | -:\n\n e | f\n--\ng\n\n- a | b\n\n- - | -\n")
@example("As:\n• a\n• *b*\n\n* ### c\n\n#d 2*3*4 ** e **\n")
def test_the_shortcuts_change_nothing(body: str) -> None:
    assert SHORT.convert(body) == LONG.convert(body)


Form = Literal["html", "xhtml"]
FORMS: Final[tuple[Form, ...]] = ("html", "xhtml")


def converters(extensions: Sequence[str | Extension], form: Form) -> Iterator[Markdown]:
    """Yield a converter without the extension, and two with it: as the last, and as the first."""
    for before, after in ([], []), ([], [FastText()]), ([FastText()], []):
        yield Markdown(extensions=[*before, *extensions, *after], output_format=form)


CORE = [list(converters(extensions, form)) for extensions in ((), EXTENSIONS) for form in FORMS]


INLINES = st.lists(
    st.sampled_from(
        ["a", "b c", " ", "\n", "\u00a0", "*", "**", "_", "__", "*a*", "**a**", "_a_", "__a__",
        "a | b", "\n-|-\n", "  \n", "a_b", "\n> ", "\n>\n> ", "\n>", "[a]", "\\-", "\\*", "A&E",
        "***", "___", "|", " ** ", " __ ", "_**a**_", "**_a_**",
        "___a___",
        "[a](/b)", "(/b)", "![a](/b_c)", "[", "]", "(", ")", "!", ".", "&", "& ", "#", "# ",
        "-", "- ",
        "> ", "1. ", "\\", "`", "<", ">", "<b>", "&amp;", "https://x.example/", '"', "'", "{",
        "{: .x}"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@draws(1500)
@given(st.lists(INLINES, min_size=1, max_size=3).map("\n\n".join))
@example("__a__ _b_ ___c___")
def test_the_shortcuts_change_nothing_in_a_line(body: str) -> None:
    assert SHORT.convert(body) == LONG.convert(body)


@draws(800)
@given(bodies())
@example("![a](/b)\n\n* * *\n\n<div>\n\nplain\n\n</div>\n")
@example("[x]: /a\n\n[x] and [b](/c)\n")
def test_the_extension_changes_nothing(body: str) -> None:
    for usual, *fast_ones in CORE:
        expected = usual.reset().convert(body)
        for md in fast_ones:
            assert md.reset().convert(body) == expected
            assert md.references == usual.references


class LetterE(Extension):
    """Gives an ordinary letter a meaning."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"()(e)", "mark"), "letter", 175)


class LetterInOldName(Extension):
    """Gives an ordinary letter a meaning under a name of the core, with a class of the core."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.inlinePatterns.register(SimpleTextInlineProcessor(r"e(x)"), "not_strong", 70)


class NoParagraphs(Extension):
    """Changes what is a block."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.block_level_elements.remove("p")


ADDED: Final[list[str | Extension]] = [
    "footnotes", "toc", "smarty", "nl2br", "abbr", "def_list", "admonition", "md_in_html", "meta",
    "wikilinks", "fenced_code", "codehilite", "legacy_em", "legacy_attrs", "extra",
    LetterE(), LetterInOldName(), NoParagraphs(),
]  # fmt: skip
SAMPLES: Final = [
    'Plain "text" -- with\nan exe.\n\n- item\n- item e\n\n> quoted\n',
    "Note[^1] and HTML.\n\n[^1]: The *note*.\n\n*[HTML]: Markup\n\nTerm\n: A definition.\n",
    ("title: x\n\n# Head\n\n[TOC]\n\n"
    "## Next & last\n\n[[Page]]\n\n!!! note\n    Text.\n\n    More.\n"),
    ('<div markdown="1">\n\nplain\n\n- item\n\n</div>\n\n'
    '```\ncode\n```\n\n    more code\n\n_a_b_ {@id=x}\n'),
]  # fmt: skip


def name_of(added: str | Extension) -> str:
    return added if isinstance(added, str) else type(added).__name__


@pytest.mark.parametrize("added", ADDED, ids=name_of)
def test_an_extension_keeps_its_effect(added: str | Extension) -> None:
    for extensions in ([added], [*EXTENSIONS, added], [added, *EXTENSIONS]):
        usual, *fast_ones = converters(extensions, "html")
        for sample in [*SAMPLES, "\n\n".join(SAMPLES)]:
            expected = usual.reset().convert(sample)
            for md in fast_ones:
                assert md.reset().convert(sample) == expected


@draws(150)
@given(bodies())
@pytest.mark.parametrize("added", ADDED, ids=name_of)
def test_an_extension_keeps_its_effect_on_any_text(added: str | Extension, body: str) -> None:
    usual, *fast_ones = converters([*EXTENSIONS, added], "html")
    try:
        expected = usual.convert(body)
    except Exception as error:  # noqa: BLE001 (some fail on some texts: then both must)
        for md in fast_ones:
            with pytest.raises(type(error)):
                md.convert(body)
        return
    for md in fast_ones:
        assert md.convert(body) == expected


def test_a_pattern_that_is_registered_later_has_its_effect() -> None:
    md = Markdown(extensions=[FastText()])
    assert md.convert("exe") == "<p>exe</p>"
    LetterE().extendMarkdown(md)
    assert md.reset().convert("exe") == "<p><mark>e</mark>x<mark>e</mark></p>"
    md.inlinePatterns.deregister("letter")
    assert md.reset().convert("exe") == "<p>exe</p>"


def test_a_change_of_the_output_has_its_effect() -> None:
    md = Markdown(extensions=[FastText()])
    assert md.convert("![a](/b)") == '<p><img alt="a" src="/b" /></p>'
    md.set_output_format("html")
    assert md.reset().convert("![a](/b)") == '<p><img alt="a" src="/b"></p>'
    md.serializer = lambda root: to_html_string(root).replace("/b", "/c")
    assert md.reset().convert("![a](/b)") == '<p><img alt="a" src="/c"></p>'


def test_the_extension_can_be_named() -> None:
    md = Markdown(extensions=["newsgen.fast.markdown.extension:FastText"])
    assert md.convert("A *b*.\n\n`c`") == "<p>A <em>b</em>.</p>\n<p><code>c</code></p>"


def test_much_of_one_mark_takes_no_long_time() -> None:
    marks = (
        "a\n\n", "- a\n\n", "*a", "_a ", "[", "[a](", "![", "& ", "**a ", "a ", "- ", "a ** ",
        "a _ ", "[a] ", "\\-", "#", "a#", "|", "&a", "a_**b", "- ## a\n",
    )  # fmt: skip
    for mark in marks:
        plain.convert(mark * 100_000)


def bodies_of(name: Name) -> Iterator[tuple[str, str]]:
    for file in sources_of(name):
        text = decode(file.read_bytes(), file.name)
        if isinstance(text, str):
            yield file.name, frontmatter.split(text, file.name).body


@pytest.mark.rotates(7)
@pytest.mark.archive
@pytest.mark.parametrize("name", ["demo", *SHAPES])
def test_the_shortcuts_change_nothing_in_real_releases(name: Name) -> None:
    bodies = dict(bodies_of(name))
    assert len(bodies) >= 0.9 * len(sources_of(name))
    assert [n for n, body in bodies.items() if SHORT.convert(body) != LONG.convert(body)] == []


def test_the_default_extensions_allow_the_shortcuts() -> None:
    assert EXTENSIONS == DEFAULT_EXTENSIONS
    assert can_shorten(Markdown(extensions=list(EXTENSIONS)))
    assert can_shorten(Markdown())
    assert extend(Converter(EXTENSIONS, {}).markdown)  # as `shortened` takes for granted


def test_the_default_extensions_are_those_that_python_markdown_has_by_these_names() -> None:
    bundled = Converter(EXTENSIONS, {}).markdown.registeredExtensions
    named = Markdown(extensions=list(EXTENSIONS)).registeredExtensions
    assert [type(extension) for extension in bundled] == [type(extension) for extension in named]


LOADING = """\
import sys
from newsgen.content.markup import Markup
from newsgen.config.settings import DEFAULT_EXTENSIONS
markup = Markup(DEFAULT_EXTENSIONS, {})
markup.convert("A *plain* body.")
assert "markdown" not in sys.modules
markup.convert("Not `plain`.")
assert "markdown" in sys.modules
"""


def test_python_markdown_is_loaded_for_the_first_body_that_is_not_plain() -> None:
    subprocess.run([sys.executable, "-c", LOADING], check=True)


@pytest.mark.parametrize(
    ("names", "configs"), [(("gone",), {}), (EXTENSIONS, {"tables": {"x": 1}})]
)
def test_other_extensions_are_loaded_at_once(
    names: tuple[str, ...], configs: dict[str, dict[str, int]]
) -> None:
    with pytest.raises(MarkupError):
        Markup(names, configs)


@pytest.mark.parametrize("name", ["nl2br", "smarty", "abbr", "footnotes", "toc", "fenced_code"])
def test_an_extension_that_is_not_known_turns_them_off(name: str) -> None:
    assert not can_shorten(Markdown(extensions=[*EXTENSIONS, name]))
    markup = Markup((*EXTENSIONS, name), {})
    assert markup.convert("A plain\nline.") == (
        "<p>A plain<br>\nline.</p>" if name == "nl2br" else "<p>A plain\nline.</p>"
    )


def own_pattern(md: Markdown) -> SimpleTextInlineProcessor:
    processor_class = type("Own", (SimpleTextInlineProcessor,), {"__module__": "elsewhere"})
    processor: SimpleTextInlineProcessor = processor_class(r"(plain)", md)
    return processor


@pytest.mark.parametrize("name", ["backtick", "own"])
@pytest.mark.parametrize("priority", [1, 95, 190, 1000])
def test_a_pattern_of_another_module_turns_them_off(name: str, priority: int) -> None:
    md = Markdown()
    md.inlinePatterns.register(own_pattern(md), name, priority)
    assert not can_shorten(md)
