"""Bodies: what reaches a page, and what does not."""

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, strategies as st

from newsgen.content.markup import (
    Markup,
    MarkupError,
    demote,
    paragraphs,
    plain_text,
    references,
    rewrite,
)
from tests.support.draws import draws

EXTENSIONS = ("tables", "sane_lists", "attr_list")
MARKUP = Markup(EXTENSIONS, {})


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[x](javascript:alert(1))", "<p><a>x</a></p>"),
        ("[x](JaVaScRiPt:alert(1))", "<p><a>x</a></p>"),
        ("[x](java&#115;cript:alert(1))", "<p><a>x</a></p>"),
        ("[x](java&#1;script:alert(1))", "<p><a>x</a></p>"),
        ("<a href='&#xFFFE;javascript:alert(1)'>x</a>", "<p><a>x</a></p>"),
        ("<scr&#1;ipt>x</scr&#1;ipt>", "<p>x</p>"),
        ("a&#x1;b&#xFFFE;c&#65535;d&#xD800;e", "<p>abcd\ufffde</p>"),
        ("<p>a&#12;b<p title='&#8;x'>", '<p>a b</p><p title="x"></p>'),
        ("[x](vbscript:x)", "<p><a>x</a></p>"),
        ("[x](data:text/html,x)", "<p><a>x</a></p>"),
        ("<a href='javascript:x' onclick='x'>y</a>", "<p><a>y</a></p>"),
        ("A<javascript:alert(1)>B", "<p>AB</p>"),
        ("![x](data:image/png;base64,AA)", '<p><img alt="x"></p>'),
        ('<img src="a.png" onerror="x">', '<p><img src="a.png"></p>'),
        ('<p id="main-content">x</p>', "<p>x</p>"),
        ('<p id="site-menu">x</p><p id="site-embed-1">y</p>', "<p>x</p>\n<p>y</p>"),
        ('<p id="share">x</p>', '<p id="share">x</p>'),
        (
            '![a" onerror="alert(1)](https://x.example/y.jpg)',
            '<p><img alt="a&quot; onerror=&quot;alert(1)" src="https://x.example/y.jpg"></p>',
        ),
        ("<b onmouseover=x style='color:red' class=y>z</b>", "<p><b>z</b></p>"),
        ("A<script>alert(1)</script>B", "<p>AB</p>"),
        ("A<style>p{}</style>B", "<p>AB</p>"),
        ('A<iframe src="https://x.example"></iframe>B', "<p>AB</p>"),
        ("A<object data=x></object><embed src=x>B", "<p>AB</p>"),
        ("A<input name=y><button>z</button>", "<p>Az</p>"),
        ("A<svg onload=alert(1)></svg>B", "<p>AB</p>"),
        ("<form action=x>A</form>", "A"),
        ("x{: onclick=alert(1) .big #there}", "<p>x{: onclick=alert(1) .big #there}</p>"),
        ("# x {: onclick=alert(1) .big #there}", '<h2 id="there">x</h2>'),
        ("A <!-- secret --> B", "<p>A  B</p>"),
        ("[call](tel:101)", '<p><a href="tel:101">call</a></p>'),
        ("[mail](mailto:a@b.example)", '<p><a href="mailto:a@b.example">mail</a></p>'),
        ("[x](/y.aspx?a=1&b=2)", '<p><a href="/y.aspx?a=1&amp;b=2">x</a></p>'),
        ("[x](//y.example/)", '<p><a href="//y.example/">x</a></p>'),
        ("[x](y.pdf 'Title')", '<p><a href="y.pdf" title="Title">x</a></p>'),
        ("Fish & chips < 5", "<p>Fish &amp; chips &lt; 5</p>"),
        ("5&nbsp;&pound;", "<p>5&nbsp;\u00a3</p>"),
        ("{{ site.title }}", "<p>{{ site.title }}</p>"),
    ],
)
def test_only_what_the_allowlist_has_reaches_a_page(body: str, expected: str) -> None:
    assert MARKUP.convert(body) == expected


TABLE = "| a | b |\n| - | - |\n| 1 | 2 |\n\n"


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (TABLE, ["Table 1"]),
        (TABLE + TABLE, ["Table 1", "Table 2"]),
        (f"## The *year* & “more”\n\n{TABLE}", ["The year &amp; “more”"]),
        (f'## A "year"\n\nText.\n\n{TABLE}{TABLE}', ["A &quot;year&quot;", "A &quot;year&quot; 2"]),
        (f"{TABLE}## One\n\n{TABLE}### Two\n\n{TABLE}", ["Table 1", "One", "Two"]),
        (f"## Table\n\n{TABLE}", ["Table 1"]),
    ],
)
def test_a_table_is_called_as_the_heading_above_it(body: str, names: list[str]) -> None:
    assert re.findall(r'aria-label="([^"]*)"', MARKUP.convert(body)) == names


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (TABLE + TABLE, ["a, b", "a, b 2"]),
        (f"## Rok\n\n{TABLE}", ["Rok"]),
        ("| a & *b* | |\n| - | - |\n| 1 | 2 |", ["a &amp; b"]),
        ("<table><caption>Rok</caption><tr><th>a</th></tr></table>", ["Rok, a"]),
        ("<table><tr><td>1</td></tr></table>\n\n<table><tr><td>2</td></tr></table>", ["1", "2"]),
    ],
)
def test_a_table_in_a_language_without_a_word_for_it_is_called_by_its_columns(
    body: str, names: list[str]
) -> None:
    assert re.findall(r'aria-label="([^"]*)"', MARKUP.convert(body, "pl")) == names


@pytest.mark.parametrize(("align", "mark"), [("left", ":--"), ("center", ":-:"), ("right", "--:")])
def test_an_aligned_table_has_classes_and_no_styles(align: str, mark: str) -> None:
    html = MARKUP.convert(f"| a |\n|{mark}|\n| b |\n")
    assert f'<th class="align-{align}">a</th>' in html
    assert f'<td class="align-{align}">b</td>' in html
    assert "style" not in html


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1", "2"),
        ("3", "2"),
        ("123", "234"),
        ("13", "23"),
        ("131", "232"),
        ("2524", "2323"),
        ("1234561", "2345662"),
        ("321", "222"),
    ],
)
def test_headings_start_at_h2_and_skip_no_level(before: str, after: str) -> None:
    html = demote("".join(f'<h{n} id="x">y</h{n}>\n' for n in before))
    assert re.findall(r"<h(\d)", html) == list(after)
    assert re.findall(r"</h(\d)", html) == list(after)


@pytest.mark.parametrize(
    "empty", ["#", "## ", "## ##", "<h3> </h3>", "<h2><b></b></h2>", "## &nbsp;", "# <br>"]
)
def test_a_heading_without_words_is_left_out(empty: str) -> None:
    html = MARKUP.convert(f"One.\n\n{empty}\n\nTwo.\n\n### Three\n\nFour.")
    assert re.findall("<h.*?>.*?</h", html) == ["<h2>Three</h"]
    assert [words for words in ("One.", "Two.", "Four.") if words not in html] == []


def test_a_heading_that_is_a_picture_stays() -> None:
    assert "<h2><img" in MARKUP.convert("## ![Words](/a.png)")


def test_only_headings_are_renumbered() -> None:
    text = "<p>&lt;h1&gt; <em>h1</em></p><hr><h1>x</h1>"
    assert demote(text) == "<p>&lt;h1&gt; <em>h1</em></p><hr><h2>x</h2>"


@pytest.mark.parametrize(
    ("clean", "expected"),
    [
        ("<p>First.</p><p>Second.</p>", "First."),
        ("<h2>H</h2><p> </p><p><img></p><p>A <b>b</b>\nc &amp; d</p>", "A b c & d"),
        ("<ul><li>x</li></ul>", ""),
        ("<pre>x</pre><p id='a'>y</p>", "y"),
        ("", ""),
    ],
)
def test_the_first_paragraph_with_words_comes_first(clean: str, expected: str) -> None:
    assert next(paragraphs(clean), "") == expected


PIECES = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            '<p id="x">',
            "<pre>",
            "<p",
            "<",
            ">",
            "&lt;",
            "&amp;nbsp;",
            "&nbsp;",
            "a",
            "b",
        ),
        *(" ", "  ", "\n", "\t", "\xa0", "\x1f", "\u2028", "<b>", "</b>", "\x7f", "&#32;", "é"),
    ]
)


@given(st.lists(PIECES, max_size=16).map("".join))
@example("<p>a  b</p>")
def test_words_and_summaries_are_those_of_a_plain_reading(clean: str) -> None:
    def words(text: str) -> str:
        return " ".join(html.unescape(re.sub("<[^>]*>", "", text)).split())

    written = re.findall(r"<p(?: [^>]*)?>(.*?)</p>", clean, re.DOTALL)
    assert plain_text(clean) == words(clean)
    assert list(paragraphs(clean)) == list(filter(None, map(words, written)))


def test_links_and_pictures_are_found_and_replaced_decoded() -> None:
    clean = '<p><a href="a?b=1&amp;c=2">x</a><img alt="y" src="d.png"></p>'
    assert references(clean) == ["a?b=1&c=2", "d.png"]
    changed = rewrite(clean, {"a?b=1&c=2": '/"e&f', "d.png": "/d.png"})
    assert 'href="/&quot;e&amp;f"' in changed
    assert 'src="/d.png"' in changed


def test_a_missing_extension_is_named() -> None:
    with pytest.raises(MarkupError, match="no_such_extension"):
        Markup(("no_such_extension",), {})


@pytest.mark.parametrize("at", ["import", "call"])
def test_an_extension_cannot_end_newsgen(
    at: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = (
        "from markdown import Extension\n"
        "from markdown.preprocessors import Preprocessor\n"
        "class End(Preprocessor):\n    def run(self, lines): raise SystemExit(0)\n"
        "class Ends(Extension):\n"
        "    def extendMarkdown(self, md): md.preprocessors.register(End(md), 'end', 1)\n"
    )
    name = f"ends_at_{at}"
    (tmp_path / f"{name}.py").write_text("raise SystemExit(0)" if at == "import" else source)
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(MarkupError, match="SystemExit") as error:
        Markup((f"{name}:Ends",), {}).convert("Text.")
    is_of_text = "The text can be converted without the Markdown extensions" in error.value.hint
    assert is_of_text == (at == "call")


def test_a_converter_keeps_nothing_of_the_body_before() -> None:
    MARKUP.convert("[there]: https://x.example/\n\n[x][there]")
    assert MARKUP.convert("[x][there]") == "<p>[x][there]</p>"


class _Spy(HTMLParser):
    """Collects tags, attributes and link targets."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.names.add(name)
            if name in ("href", "src", "cite"):
                self.targets.append((value or "").strip().lower())


HOSTILE = st.lists(
    st.sampled_from(
        [
            "<script>", "</script>", "<img src=x onerror=alert(1)>", "javascript:", "[x](", ")",
            "<a href=", "'", '"', ">", "<svg/onload=x>", "data:text/html,", "&#106;", "&colon;",
            "<!--", "-->", "<![CDATA[", "]]>", "\n", "    ", "`", "<style>", "<math><mi>",
            "<p id=", "![](", "\t", "<iframe srcdoc=", "<base href=", "<meta http-equiv=refresh",
        ]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@draws(300)
@given(HOSTILE)
def test_no_hostile_body_brings_a_script_to_a_page(body: str) -> None:
    spy = _Spy()
    spy.feed(MARKUP.convert(body))
    assert not spy.tags & {"script", "style", "iframe", "object", "form", "svg", "base", "meta"}
    assert not [name for name in spy.names if name.startswith("on") or name in ("style", "srcdoc")]
    assert not [t for t in spy.targets if t.startswith(("javascript:", "data:", "vbscript:"))]


def test_a_hash_in_fenced_code_is_no_heading_with_or_without_the_extension() -> None:
    body = "```\n#a\n# b\n```\n\n# C"
    assert MARKUP.convert(body) == "<p><code>#a\n # b</code></p>\n<h2>C</h2>"
    with_fences = Markup((*EXTENSIONS, "fenced_code"), {})
    assert with_fences.convert(body) == "<pre><code>#a\n# b\n</code></pre>\n<h2>C</h2>"
