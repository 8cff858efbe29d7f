"""What a film says of itself beside pictures, sound and captions: places, times, makers.

Sources: ISO/IEC 14496-12, section 8; Apple's QuickTime File Format.
"""

from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from newsgen.media._boxes import Box, blank, blank_all, free, inside, number

_WITHIN: Final = {
    b"moov": frozenset({b"mvhd", b"trak", b"mvex", b"iods", b"pssh"}),
    b"trak": frozenset({b"tkhd", b"tref", b"edts", b"mdia", b"tapt", b"load", b"imap"}),
    b"mdia": frozenset({b"mdhd", b"hdlr", b"minf", b"elng"}),
    b"minf": frozenset({
        b"vmhd", b"smhd", b"hmhd", b"nmhd", b"sthd", b"gmhd", b"hdlr", b"dinf", b"stbl",
    }),
    b"moof": frozenset({b"mfhd", b"traf", b"pssh"}),
    b"traf": frozenset({
        b"tfhd", b"tfdt", b"trun", b"sdtp", b"sbgp", b"sgpd", b"saiz", b"saio", b"senc",
    }),
}  # fmt: skip
"""What is published of a box that holds others: what a player needs."""
_TIMED: Final = frozenset({b"mvhd", b"tkhd", b"mdhd"})
"""Boxes that begin with when they were made and changed."""
_SHOWN: Final = frozenset({b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp", b"auxv", b"pict"})
"""Kinds of tracks that a player shows; others hold places, and what sensors saw."""
_HANDLER, _HANDLER_NAME = 8, 24
_ROW: Final = 12
"""The bytes of a row of the table that says how many samples a chunk holds."""


def clean(data: bytearray, box: Box) -> None:
    """Make free space of what a player does not need in a box, and blank names and times."""
    for part in list(inside(data, box)):
        if part.kind not in _WITHIN[box.kind]:
            free(data, part)
        elif part.kind == b"trak" and not _is_shown(data, part):
            blank_all(data, _samples(data, part))
            free(data, part)
        elif part.kind in _WITHIN:
            clean(data, part)
        elif part.kind in _TIMED:
            size = 16 if data[part.content] == 1 else 8
            blank(data, part.content + 4, part.content + 4 + size)
        elif part.kind == b"hdlr":
            blank(data, part.content + _HANDLER_NAME, part.end)


def _is_shown(data: bytearray, track: Box) -> bool:
    handler = _at(data, track, b"mdia", b"hdlr")
    kind = handler.content + _HANDLER if handler else 0
    return bytes(data[kind : kind + 4]) in _SHOWN


def _samples(data: bytearray, track: Box) -> Iterator[tuple[int, int]]:
    """Yield where in the file what a track holds begins and ends, chunk by chunk."""
    table = _at(data, track, b"mdia", b"minf", b"stbl")
    parts = {part.kind: part for part in inside(data, table)} if table else {}
    chunks = _offsets(data, parts.get(b"stco"), 4) + _offsets(data, parts.get(b"co64"), 8)
    if not (chunks and b"stsz" in parts and b"stsc" in parts):
        return
    sizes = _sizes(data, parts[b"stsz"])
    ends = list(accumulate(sizes, initial=0))
    first = 0
    for offset, count in zip(chunks, _counts(data, parts[b"stsc"], len(chunks)), strict=True):
        last = min(first + count, len(sizes))
        yield offset, offset + ends[last] - ends[min(first, last)]
        first = last


def _offsets(data: bytearray, box: Box | None, size: int) -> list[int]:
    """Return where the chunks of a track begin."""
    if box is None:
        return []
    last = min(box.content + 8 + size * number(data, box.content + 4, 4), box.end)
    return [number(data, at, size) for at in range(box.content + 8, last, size)]


def _sizes(data: bytearray, box: Box) -> list[int]:
    """Return the sizes of a track's samples in bytes."""
    same, count = number(data, box.content + 4, 4), number(data, box.content + 8, 4)
    if same:
        return [same] * min(count, len(data) // same + 1)
    last = min(box.content + 12 + 4 * count, box.end)
    return [number(data, at, 4) for at in range(box.content + 12, last, 4)]


def _counts(data: bytearray, box: Box, chunks: int) -> list[int]:
    """Return how many samples each chunk holds; a row of the table is for all up to the next."""
    end = min(box.content + 8 + _ROW * number(data, box.content + 4, 4), box.end)
    rows = range(box.content + 8, end, _ROW)
    firsts = [number(data, row, 4) - 1 for row in rows]
    counts: list[int] = []
    for row, after in zip(rows, (*firsts[1:], chunks), strict=True):
        counts += [number(data, row + 4, 4)] * (min(after, chunks) - len(counts))
    return counts + [0] * (chunks - len(counts))


def _at(data: bytearray, box: Box, *way: bytes) -> Box | None:
    """Return the box at the end of a way of kinds, each within the one before."""
    for kind in way:
        within = next((part for part in inside(data, box) if part.kind == kind), None)
        if within is None:
            return None
        box = within
    return box
