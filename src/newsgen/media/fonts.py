"""The letters of a font file, read from its own table, so that no library is needed to ask."""

import struct
from collections.abc import Iterator
from typing import Final

_KINDS: Final = (b"\0\1\0\0", b"OTTO", b"true")
"""How a font of one face begins, by how its outlines are written."""
_UNICODE: Final = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))
"""The tables of Unicode's characters by platform and encoding, the largest first."""
_LAST: Final = 0xFFFF
"""Ends a table of segments; it is not a character."""


def letters_of(font: bytes) -> str:
    """Return all characters that a TrueType or OpenType font has a glyph for, in order.

    Raises:
        ValueError: it is not such a font.

    """
    try:
        return "".join(map(chr, sorted(set(_codes(font)))))
    except (struct.error, KeyError, StopIteration):
        raise ValueError("not a TrueType or OpenType font") from None


def _codes(font: bytes) -> Iterator[int]:
    if font[:4] not in _KINDS:
        raise KeyError("kind")
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * at) for at in range(count))
    offset, length = {tag: (start, size) for tag, _, start, size in records}[b"cmap"]
    table = font[offset : offset + length]
    (count,) = struct.unpack_from(">H", table, 2)
    subtables = (struct.unpack_from(">HHL", table, 4 + 8 * at) for at in range(count))
    starts = {(platform, encoding): start for platform, encoding, start in subtables}
    start = next(starts[which] for which in _UNICODE if which in starts)
    (form,) = struct.unpack_from(">H", table, start)
    return {4: _segments, 12: _groups}[form](table[start:])


def _segments(table: bytes) -> Iterator[int]:
    """Yield the characters of a table of segments, but those that lead to no glyph."""
    (double,) = struct.unpack_from(">H", table, 6)
    rows = [
        struct.unpack_from(f">{double // 2}{sign}", table, 14 + at * double + (2 if at else 0))
        for at, sign in enumerate("HHhH")
    ]
    for at, (last, first, delta, jump) in enumerate(zip(*rows, strict=True)):
        for code in range(first, min(last, _LAST - 1) + 1):
            glyph = code
            if jump:
                place = 16 + 3 * double + 2 * at + jump + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", table, place)
            if glyph and (glyph + delta) & 0xFFFF:
                yield code


def _groups(table: bytes) -> Iterator[int]:
    """Yield the characters of a table of groups, which also has those beyond 16 bits."""
    (count,) = struct.unpack_from(">L", table, 12)
    for at in range(count):
        first, last, glyph = struct.unpack_from(">LLL", table, 16 + 12 * at)
        yield from range(first if glyph else first + 1, last + 1)
