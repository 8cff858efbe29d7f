"""Plain bodies are converted without Python-Markdown, or left to it."""

import pytest
from markdown import Markdown

from newsgen.fast.markdown._plain import convert, joined

MARKDOWN = Markdown(output_format="html")


@pytest.mark.parametrize(
    "body",
    [
        "Text.",
        "One – “two”.\nThree.\n\nFour’s & five.",
        "Apêl am dystion\n\nSiôn’s car",
        "a  \nb",
        "\n\nText\n",
    ],
)
def test_what_is_converted_is_as_python_markdown_has_it(body: str) -> None:
    html = convert(body)
    assert html in (None, MARKDOWN.reset().convert(body))


def test_most_bodies_are_plain() -> None:
    assert convert("Officers are asking for help.\n\nCall 101.") == (
        "<p>Officers are asking for help.</p>\n<p>Call 101.</p>"
    )


@pytest.mark.parametrize(
    "body",
    ["", "\n", "# A", "- a", "    code", "<b>a</b>", "[a](/b)", "**a**", "> a", "a\n===", "1. a"],
)
def test_other_bodies_are_left_or_right(body: str) -> None:
    html = convert(body)
    assert html in (None, MARKDOWN.reset().convert(body))


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("**Now all is well. **", "<p>**Now all is well. **</p>"),
        ("call ** 101 **", "<p>call ** 101 **</p>"),
        ("**Unclosed, _too", "<p>**Unclosed, _too</p>"),
        ("20*52", "<p>20*52</p>"),
        ("a**b**c *d*e", "<p>a<strong>b</strong>c <em>d</em>e</p>"),
        ("**_a_** _**b**_", "<p><strong><em>a</em></strong> <em><strong>b</strong></em></p>"),
        (
            "**A&E** and *#safe [A] | b\\_c*",
            "<p><strong>A&amp;E</strong> and <em>#safe [A] | b_c</em></p>",
        ),
        (
            "***a*** ___b & c___",
            "<p><strong><em>a</em></strong> <strong><em>b &amp; c</em></strong></p>",
        ),
        ("**a\\* - b**", "<p><strong>a* - b</strong></p>"),
        (
            "- a\nb & c\n- **d**\n• e",
            "<ul>\n<li>a\nb &amp; c</li>\n<li><strong>d</strong>\n• e</li>\n</ul>",
        ),
        (
            "- a\n\n- b  \nc\n- d",
            "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b<br>\nc</p>\n</li>\n<li>d</li>\n</ul>",
        ),
        (
            "_a_ __b__ ___c___ __d__",
            "<p><em>a</em> <strong>b</strong> <strong><em>c</em></strong> <strong>d</strong></p>",
        ),
        ("For #Safety | more", "<p>For #Safety | more</p>"),
        ("#Safety", "<h1>Safety</h1>"),
        ("## a #b", "<h2>a #b</h2>"),
        ("####", "<h4></h4>"),
        ("a\n b\n\n *", "<p>a\n b</p>\n<p>*</p>"),
        ("****\n\n___", "<hr>\n<hr>"),
        ("* ### a\n* b", "<ul>\n<li>\n<h3>a</h3>\n</li>\n<li>b</li>\n</ul>"),
        ("An [email] to A&E", "<p>An [email] to A&amp;E</p>"),
        ("\\- £387\\.", "<p>- £387.</p>"),
        ("Name: A&E  \nCall: 101", "<p>Name: A&amp;E<br>\nCall: 101</p>"),
        ("a  \nb\nc  \nd", "<p>a<br>\nb\nc<br>\nd</p>"),
    ],
)
def test_marks_that_mean_themselves_are_plain(body: str, html: str) -> None:
    assert convert(body) == html == MARKDOWN.reset().convert(body)


@pytest.mark.parametrize(
    "body",
    [
        "a | b\n--|--",
        "[a]\n\n[a]: /b",
        "*a *b* c*",
        "**a **b**",
        "**a [b](/c)**",
        "**a &amp; b**",
        "*a [b]: c*",
        "- a\n    b",
        "- a\n1. b",
        "a &amp; b",
        "# a #",
        "\\[a]",
        "*a  \nb*",
        "a  ",
        "a   \nb",
        "a  \n b",
        "a  \n- b",
        "a\n  b",
        "a\n # b",
        "* **",
        "__a__ _b_ ___c___",
        "__a__ (_**b**_) c___",
    ],
)
def test_marks_that_may_mean_more_are_left(body: str) -> None:
    assert convert(body) is None


def test_what_gave_nothing_is_left_out_between_blocks() -> None:
    assert joined(["<p>a</p>", None, "", "<p>b</p>"]) == "<p>a</p>\n<p>b</p>"
    assert joined([]) == ""
