"""The letters of a font, read from either form of its table of characters."""

import struct

import pytest

from newsgen.media.cards import letters_of
from tests.support.fonts import PUBLIC_SANS, font_with

WELSH = "ÂÊÎÔÛŴŶâêîôûŵŷÀÈÌÒÙẀỲàèìòùẁỳÁÉÍÓÚẂÝáéíóúẃýÄËÏÖÜẄŸäëïöüẅÿ"
MARKS = "‘’“”–—…•£€×½°"


def test_the_shipped_font_has_the_letters_of_welsh_and_the_marks_of_headlines() -> None:
    letters = letters_of(PUBLIC_SANS)
    assert set(WELSH + MARKS) <= set(letters)
    assert list(letters) == sorted(set(letters))
    assert not set("😀ж漢") & set(letters)


@pytest.mark.parametrize("form", [4, 12])
def test_both_forms_of_the_table_are_read(form: int) -> None:
    assert letters_of(font_with("ABCŵ", form)) == "ABCŵ"


def test_the_largest_table_counts() -> None:
    assert letters_of(font_with("A😀", 12)) == "A😀"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"\0\1\0\0",
        PUBLIC_SANS[:300],
        b"\0\1\0\0" + struct.pack(">H", 0) + bytes(6),
        font_with("A", 12).replace(struct.pack(">HH", 12, 0), struct.pack(">HH", 6, 0)),
    ],
)
def test_what_is_not_a_font_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a TrueType or OpenType font"):
        letters_of(data)
