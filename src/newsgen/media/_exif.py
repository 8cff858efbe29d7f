"""What cameras and programs write as Exif data: rows of tags, each with a value or where that is.

Source: Exif 2.3, section 4.6.
"""

from collections.abc import Collection
from contextlib import suppress
from struct import error, unpack_from
from typing import Final

MOST_BYTES: Final = 2_000
"""Bytes of a text that are read."""
_MOST_ROWS: Final = 1_000
_GPS, _MORE = 0x8825, 0x8769
_DEGREES: Final = ((2, 1, b"S"), (4, 3, b"W"))
"""Tags of latitude and longitude, those of their sides, and the side that is negative."""
_WITHIN: Final = 4
"""A value of so many bytes stands in its row."""


class ExifBlock:
    """A block of Exif data, which may be cut off, or no such data at all."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._order = "<" if data.startswith(b"II") else ">"
        self._tags: dict[int, int] = {}
        self.has_more = False
        with suppress(error):
            self._tags, following = self._rows(self._number("I", 4))
            self.has_more = following > 0
            if _MORE in self._tags:
                self._tags |= self._rows(self._number("I", self._tags[_MORE] + 8))[0]

    def texts(self, tags: Collection[int]) -> dict[int, str]:
        """Return the texts of those of the tags that there are."""
        texts = dict[int, str]()
        with suppress(error):
            for tag in self._tags.keys() & set(tags):
                texts[tag] = self._text(self._tags[tag])
        return texts

    def place(self) -> list[str]:
        """Return latitude and longitude; empty if there are none."""
        with suppress(error):
            if _GPS in self._tags:
                places = self._rows(self._number("I", self._tags[_GPS] + 8))[0]
                return [self._degrees(places, *row) for row in _DEGREES if row[0] in places]
        return []

    def _number(self, form: str, at: int) -> int:
        number: int = unpack_from(self._order + form, self._data, at)[0]
        return number

    def _rows(self, at: int) -> tuple[dict[int, int], int]:
        """Return where the row of each tag is, and where the next table is."""
        places = range(at + 2, at + 2 + 12 * self._number("H", at), 12)
        rows = {self._number("H", place): place for place in places[:_MOST_ROWS]}
        return rows, self._number("I", places.stop)

    def _text(self, row: int) -> str:
        size = self._number("I", row + 4)
        start = row + 8 if size <= _WITHIN else self._number("I", row + 8)
        text = self._data[start : start + min(size, MOST_BYTES)]
        return text.split(b"\0")[0].decode("utf-8", "replace")

    def _degrees(self, places: dict[int, int], tag: int, side: int, negative: bytes) -> str:
        start = self._number("I", places[tag] + 8)
        parts = [
            self._number("I", at) / (self._number("I", at + 4) or 1)
            for at in range(start, start + 24, 8)
        ]
        value = parts[0] + parts[1] / 60 + parts[2] / 3600
        is_negative = side in places and self._data[places[side] + 8 :].startswith(negative)
        return f"{-value if is_negative else value:.5f}"
