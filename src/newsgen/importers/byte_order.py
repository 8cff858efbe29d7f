"""Texts of two bytes a letter, UTF-16: they begin with a mark, or every second byte is zero."""

from typing import Final

_MARKS: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_JUDGED: Final = 512
_FEWEST: Final = 16
"""Bytes by which a text without a mark is judged, and how many there must be."""


def wide_encoding(body: bytes) -> str:
    """Return which encoding of two bytes a letter a text has; empty if it has none."""
    if name := _MARKS.get(body[:2]):
        return name
    start = body[:_JUDGED]
    first, second = start[::2], start[1::2]
    if len(start) < _FEWEST:
        return ""
    for zeros, letters, name in ((second, first, "utf-16-le"), (first, second, "utf-16-be")):
        if 4 * zeros.count(0) > 3 * len(zeros) and not letters.count(0):
            return name
    return ""


def as_utf8(body: bytes) -> bytes:
    """Return a text in UTF-8 if it has two bytes a letter, as patterns of bytes need it."""
    name = wide_encoding(body)
    return body.decode(name, "replace").removeprefix("\ufeff").encode() if name else body
