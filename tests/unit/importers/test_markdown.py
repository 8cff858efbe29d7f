"""HTML to Markdown, and what newsgen gives of that."""

import pytest

from newsgen.config.settings import DEFAULT_EXTENSIONS
from newsgen.content.markup import Markup, MarkupError
from newsgen.importers._markdown import to_markdown


@pytest.mark.parametrize(
    "line",
    ["Posted on 10:49:00 on 5th March 2020", "Share on Facebook", "Print this page", "Next<br>"],
)
@pytest.mark.parametrize(
    "around", ["{}<p>x said.</p>", "<p>x said.</p>{}", "<p>a</p>{0}{0}<p>b</p>"]
)
def test_lines_that_newsgen_takes_out_of_typed_texts_stay(line: str, around: str) -> None:
    converted = to_markdown(around.format(f"<p>{line}</p>"))
    assert converted.is_same
    assert line.partition("<")[0] in converted.html


def test_a_heading_that_repeats_the_title_stays() -> None:
    converted = to_markdown("<h2>Van stolen</h2><p>x</p>", titles=("Van stolen",))
    assert converted.text == "<h2>Van stolen</h2>\n\nx\n"
    assert to_markdown("<h2>Van stolen</h2><p>x</p>").text == "## Van stolen\n\nx\n"


def test_what_stays_html_is_named_once() -> None:
    html = "<p>H<sub>2</sub>O, H<sub>2</sub></p><dl><dt>One</dt><dd><b>Two</b></dd></dl>"
    assert to_markdown(html).kept == ("dl", "sub")


def test_what_pages_may_not_have_is_named() -> None:
    html = (
        "<p>Hello</p><script>x</script><script src=/chart.js></script><style>x</style><form>"
        "<input type=hidden><input><select><option>y</select></form>"
        '<a href="javascript:print()">Print</a><iframe src="https://x.example/f"></iframe>'
        '<img src="data:image/png;base64,iVBORw0KGgo" alt="A map of roads"><map name=roads>'
        '<area href="/north.pdf" alt="North"></map><img alt="Bare">'
        "<object></object><svg><title>z</title></svg>"
    )
    converted = to_markdown(html)
    assert converted.text == "Hello\n\nPrint\n\n[x.example](https://x.example/f)\n"
    assert converted.dropped == (
        "script /chart.js", "input", "select", "a javascript:print()",
        "iframe https://x.example/f", "img data:image/png A map of roads",
        "area /north.pdf North", "img Bare", "object", "svg",
    )  # fmt: skip


def test_an_empty_element_that_a_system_would_fill_is_named() -> None:
    html = (
        '<p>Hello</p><drupal-media data-entity-uuid="a1" data-caption="By A"></drupal-media>'
        "<oembed url=https://v.example/1></oembed><x-box>words</x-box>"
        "<x-pic><img src=/a.png></x-pic>"
    )
    converted = to_markdown(html)
    assert converted.dropped == ("drupal-media a1 By A", "oembed https://v.example/1")
    assert "words" in converted.text
    assert "/a.png" in converted.text


def test_other_extensions_of_a_site_are_heeded() -> None:
    """What is text for newsgen alone may be more with them."""
    html = "<p>Area[^1]</p><p>[^1]: One</p>"
    markup = Markup((*DEFAULT_EXTENSIONS, "footnotes"), {})
    assert to_markdown(html, markup=markup).is_same
    assert to_markdown("<p>~~~</p><p>x</p><p>~~~</p>", markup=markup).is_same


def test_a_body_that_asks_for_too_much_is_refused() -> None:
    with pytest.raises(MarkupError, match="more than 10,000 paragraphs"):
        to_markdown("<p>H<sub>2</sub>O</p>" * 10_100)


def test_what_is_too_much_as_markdown_stays_html() -> None:
    rows = "<tr><td>x</td><td>y</td></tr>" * 3000
    converted = to_markdown(f"<table><tr><th>a</th><th>b</th></tr>{rows}</table>")
    assert converted.kept == ("table",)
    assert converted.is_same


def test_nesting_without_end_is_unfolded() -> None:
    converted = to_markdown("<div>" * 5000 + "<ul><li>x" * 500)
    assert converted.html.count("x") == 500
    assert converted.is_same


@pytest.mark.parametrize("html", ["", " ", "<!-- x -->", "<p></p>", "<ul><li></li></ul>"])
def test_nothing_comes_of_nothing(html: str) -> None:
    converted = to_markdown(html)
    assert (converted.text, converted.html, converted.is_same) == ("", "", True)


def test_of_equal_elements_the_one_that_is_lost_is_kept() -> None:
    """A line that says News is left out where a text begins, and only there."""
    converted = to_markdown("<pre><code>News\nNews</code></pre>" * 3)
    assert converted.is_same
    assert converted.html.count("<pre>") == 3
