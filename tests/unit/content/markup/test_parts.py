"""Parts of a body in other languages as HTML."""

import re

import pytest

from newsgen.config.settings import DEFAULT_EXTENSIONS
from newsgen.content.markup import Markup

MARKUP = Markup(DEFAULT_EXTENSIONS, {})


def test_a_part_is_an_element_with_its_language() -> None:
    html = MARKUP.convert("One.\n:::cy\n## Dau\n\n- tri\n:::\nFour.\n\n:::pl\nPięć.\n:::")
    assert html == (
        '<p>One.</p>\n<div lang="cy">\n<h2>Dau</h2>\n<ul>\n<li>tri</li>\n</ul>\n</div>\n'
        "<p>Four.</p>\n"
        '<div lang="pl">\n<p>Pięć.</p>\n</div>\n'
    )


def test_a_part_that_runs_the_other_way_says_so() -> None:
    html = MARKUP.convert(":::ur\nOne.\n:::\n\n:::pl\nTwo.\n:::", "en-GB")
    assert html == (
        '<div lang="ur" dir="rtl">\n<p>One.</p>\n</div>\n<div lang="pl">\n<p>Two.</p>\n</div>\n'
    )
    assert MARKUP.convert(":::en\nOne.\n:::\n\n:::fa\nTwo.\n:::", "ar") == (
        '<div lang="en" dir="ltr">\n<p>One.</p>\n</div>\n<div lang="fa">\n<p>Two.</p>\n</div>\n'
    )


def test_a_part_has_the_links_that_are_defined_elsewhere() -> None:
    html = MARKUP.convert("Text.\n\n:::cy\n[Un][1]\n:::\n\n[1]: https://a.example/")
    assert '<div lang="cy">\n<p><a href="https://a.example/">Un</a></p>\n</div>' in html


def test_tables_and_films_are_called_in_the_language_of_their_part() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |"
    film = ":::video X\n/films/a.mp4\ncaptions: a.vtt\n:::"
    html = MARKUP.convert(f"{table}\n\n{film}\n\n:::cy\n{table}\n\n{film}\n:::\n\n{table}", "en-GB")
    labels = [piece.partition('"')[0] for piece in html.split('role="region" aria-label="')[1:]]
    assert labels == ["Table 1", "Tabl 1", "Table 2"]
    assert [piece.partition('"')[0] for piece in html.split('srclang="')[1:]] == ["en-GB", "cy"]


def test_a_table_is_not_called_as_a_heading_in_another_language() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |"
    body = f"## Year\n\n{table}\n\n:::cy\n{table}\n:::\n\n:::pl\n{table}\n\n## Rok\n\n{table}\n:::"
    labels = re.findall(r'role="region" aria-label="([^"]*)"', MARKUP.convert(body, "en-GB"))
    assert labels == ["Year", "Tabl 1", "a, b", "Rok"]


@pytest.mark.parametrize(
    "body",
    [
        "<div>\n:::cy\nUn.\n:::\n</div>", "<div>\n\n:::cy\nUn.\n:::\n\n</div>",
        "<div>\n:::cy\nUn.\n\n</div>\n:::", ":::cy\n<div>\nUn.\n:::\n</div>",
    ],
)  # fmt: skip
def test_within_other_markup_no_element_is_left_open(body: str) -> None:
    html = MARKUP.convert(body)
    assert html.count("<div") == html.count("</div>")
    assert not any("\ue000" <= letter <= "\uf8ff" for letter in html)
    assert "Un." in html
