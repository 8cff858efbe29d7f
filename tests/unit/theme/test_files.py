"""What readers are told of a file before they open it."""

from types import SimpleNamespace

import pytest

from newsgen.theme._files import described, file_words
from newsgen.theme.load import load_theme
from tests.support.paths import REPOSITORY

WORDS = load_theme(REPOSITORY, "plain", {}).words


def file(kind: str = "PDF", size: int = 1_234_567, pages: int = 8) -> SimpleNamespace:
    return SimpleNamespace(href="/files/a&b.pdf", kind=kind, size=size, pages=pages)


@pytest.mark.parametrize(
    ("size", "pages", "expected"),
    [
        (0, 0, "PDF, 0 bytes"),
        (999, 0, "PDF, 999 bytes"),
        (1_000, 1, "PDF, 1.0 KB, 1 page"),
        (345_678, 8, "PDF, 346 KB, 8 pages"),
        (1_234_567, 1_200, "PDF, 1.2 MB, 1,200 pages"),
        (2_000_000_000, 0, "PDF, 2.0 GB"),
    ],
)
def test_size_and_pages_are_in_words(size: int, pages: int, expected: str) -> None:
    assert file_words(file(size=size, pages=pages), WORDS["en"]) == expected


def test_they_are_in_the_language_of_the_page() -> None:
    assert file_words(file(pages=8), WORDS["cy"]) == "PDF, 1.2 MB, 8 o dudalennau"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("the plan", "the plan (PDF, 1.2 MB, 8 pages)"),
        ("the <em>plan</em>", "the <em>plan</em> (PDF, 1.2 MB, 8 pages)"),
        ("the plan (PDF)", "the plan (PDF, 1.2 MB, 8 pages)"),
        ("the plan [pdf, 900 kB] ", "the plan (PDF, 1.2 MB, 8 pages)"),
        ("the plan (draft)", "the plan (draft) (PDF, 1.2 MB, 8 pages)"),
        ('<img src="/a.png" alt="A plan">', '<img src="/a.png" alt="A plan">'),
    ],
)
def test_a_link_says_what_it_leads_to(html: str, expected: str) -> None:
    link = '<p><a href="/files/a&amp;b.pdf#page=2">{}</a> and <a href="/x">x</a></p>'
    html = described(link.format(html), (file(),), lambda _place: (WORDS["en"], ""))
    assert html == link.format(expected)
