"""Words that begin captions, and lines that give a date."""

import re

import pytest

from newsgen.model.labels import CAPTION, PUBLISHED


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
