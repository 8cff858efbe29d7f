"""The words of pages."""

import pytest

from newsgen.importers.page_text import is_error, lines_of, notices_in, text_of


@pytest.mark.parametrize(
    ("heading", "words", "is_missing"),
    [
        ("Page not found", 20, True),
        ("404", 20, True),
        ("Sorry, this page could not be found", 20, True),
        ("The page you want is no longer available", 20, True),
        ("Not found", 20, True),
        ("Ni ellir dod o hyd i'r dudalen / Tudalen heb ei chanfod", 20, True),
        ("Body found in river", 20, False),
        ("Missing man not found yet", 20, False),
        ("Page not found", 400, False),
        ("Road closed", 20, False),
    ],
)
def test_a_page_that_says_it_is_not_there(heading: str, words: int, is_missing: bool) -> None:
    assert is_error([heading, "News"], lambda: words) is is_missing


def test_words_are_apart_where_blocks_are() -> None:
    assert text_of("<p>a<b>b</b></p><p>c&amp;d<br>e</p><!-- f -->") == "ab c&d e"


def test_lines_have_the_words_that_are_in_no_link() -> None:
    html = (
        "<ul><li><a href=/>Home &amp; all</a></li></ul><p>By <a href=/x>us</a>, <b>here</b>.</p> "
    )
    assert list(lines_of(html)) == [("Home & all", 0), ("By us, here.", 3)]


def test_a_page_without_a_heading_may_say_that_it_is_not_there() -> None:
    long = "word " * 31
    assert list(notices_in(f"<p>Sorry, it is not here.</p><p>{long}</p>")) == [
        "Sorry, it is not here."
    ]
