"""Texts that are cut."""

from hypothesis import given, strategies as st

from newsgen.model.titles import LONGEST_SUMMARY, LONGEST_TITLE, short_title, shorten


@given(st.text("ab ,;:\u2013-.", max_size=500))
def test_a_short_form_is_a_beginning_of_the_text_and_never_too_long(text: str) -> None:
    short = shorten(text)
    assert len(short) <= LONGEST_SUMMARY
    if len(text) <= LONGEST_SUMMARY:
        assert short == text
    else:
        assert short.endswith("\u2026")
        assert text.startswith(short[:-1])


def test_a_long_text_is_cut_between_words() -> None:
    assert shorten("word " * 60) == ("word " * 39).rstrip() + "\u2026"


def test_a_title_is_cut_where_it_would_fill_a_screen() -> None:
    assert short_title("word " * 30) == "word " * 30
    assert len(short_title("word " * 31)) <= LONGEST_TITLE
