"""Words that begin captions, and lines that give a date."""

import re

import pytest

from newsgen.model.labels import CAPTION, LOST_EMAIL, PUBLISHED


@pytest.mark.parametrize(
    "words",
    [
        "CCTV image",
        "images",
        "Photo",
        "photographs",
        "Pictured",
        "Left",
        "L-R",
        "back row",
        "still",
        "stock photo",
        "Custody image",
        "L to R",
        "Media caption",
    ],
)
def test_a_caption_begins(words: str) -> None:
    assert re.fullmatch(CAPTION, words, re.IGNORECASE)
    assert not re.fullmatch(PUBLISHED, words, re.IGNORECASE)


@pytest.mark.parametrize(
    "words",
    ["Date", "dated", "Posted", "Published", "Issued", "Release date", "Last updated", "modified"],
)
def test_a_line_with_a_date_begins(words: str) -> None:
    assert re.fullmatch(PUBLISHED, words, re.IGNORECASE)
    assert not re.fullmatch(CAPTION, words, re.IGNORECASE)


@pytest.mark.parametrize("words", ["Officers", "News", "Imagery", "Update"])
def test_other_words_are_neither(words: str) -> None:
    assert not re.fullmatch(rf"{CAPTION}|{PUBLISHED}", words, re.IGNORECASE)


@pytest.mark.parametrize(
    "words",
    [
        "[email protected]",
        "[email\u00a0protected]",
        "[email&nbsp;protected]",
        r"\[email protected\]",
        "[email protected](/cdn-cgi/l/email-protection#0a)",
    ],
)
def test_an_address_was_lost(words: str) -> None:
    assert re.fullmatch(LOST_EMAIL, words)
    assert not re.fullmatch(LOST_EMAIL, "[email us]")
