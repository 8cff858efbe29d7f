"""Fonts: the shipped one, and tables of characters without a glyph."""

import struct
from typing import Final

from tests.support.paths import REPOSITORY

FONTS: Final = REPOSITORY / "src/newsgen/themes/plain/fonts"
PUBLIC_SANS: Final = (FONTS / "public-sans-bold.ttf").read_bytes()


def font_with(letters: str, form: int) -> bytes:
    """Return a font of nothing but a table of characters, in form 4 or 12."""
    codes = sorted(map(ord, letters))
    if form == 12:
        groups = b"".join(struct.pack(">LLL", code, code, 1 + at) for at, code in enumerate(codes))
        length = 16 + len(groups)
        table = struct.pack(">HHLLL", 12, 0, length, 0, len(codes)) + groups
        where = (3, 10)
    else:
        ends, count = [*codes, 0xFFFF], len(codes) + 1
        deltas = [(1 + at - code) & 0xFFFF for at, code in enumerate(codes)]
        rows = [ends, [0], ends, [*deltas, 1], [0] * count]
        body = b"".join(struct.pack(f">{len(row)}H", *row) for row in rows)
        table = struct.pack(">HHHHHHH", 4, 14 + len(body), 0, 2 * count, 0, 0, 0) + body
        where = (3, 1)
    table = struct.pack(">HHHHL", 0, 1, *where, 12) + table
    return (
        b"\0\1\0\0" + struct.pack(">HHHH", 1, 0, 0, 0)
        + struct.pack(">4sLLL", b"cmap", 0, 28, len(table)) + table
    )  # fmt: skip
