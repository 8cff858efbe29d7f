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


def test_what_gave_nothing_is_left_out_between_blocks() -> None:
    assert joined(["<p>a</p>", None, "", "<p>b</p>"]) == "<p>a</p>\n<p>b</p>"
    assert joined([]) == ""
