"""The boxes of MP4, MOV, AVIF and HEIC files. Source: ISO/IEC 14496-12, section 4.2."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from newsgen.media._unclean import damaged

_HEAD, _LONG_HEAD = 8, 16
_FULL: Final = 4
"""The version and flags of a box, where it has them."""


class Box(NamedTuple):
    """A box of a file: its kind, and where it, its content and the next box begin, in bytes."""

    kind: bytes
    start: int
    content: int
    end: int


def boxes(data: bytearray, start: int, end: int) -> Iterator[Box]:
    """Yield the boxes of a part of a file; behind the last there may be zeros.

    Raises:
        UncleanError: one is not whole, or something else is behind the last.

    """
    while start + _HEAD <= end:
        size, head = number(data, start, 4), _HEAD
        if not size and not any(data[start:end]):
            return
        if size == 1:
            size, head = number(data, start + _HEAD, 8), _LONG_HEAD
        elif size == 0:
            size = end - start
        if size < head or start + size > end:
            raise damaged()
        yield Box(bytes(data[start + 4 : start + 8]), start, start + head, start + size)
        start += size
    if any(data[start:end]):
        raise damaged()


def inside(data: bytearray, box: Box, skip: int = 0) -> Iterator[Box]:
    """Yield the boxes in a box, behind the first bytes of its content."""
    return boxes(data, box.content + skip, box.end)


def in_full(data: bytearray, box: Box) -> Iterator[Box]:
    """Yield the boxes in a box that has a version."""
    return inside(data, box, _FULL)


def number(data: bytearray, at: int, size: int) -> int:
    """Return a number of so many bytes; one of none is 0."""
    return int.from_bytes(data[at : at + size])


def blank(data: bytearray, start: int, end: int) -> None:
    """Overwrite a part of a file with zeros: nothing after it moves."""
    end = min(end, len(data))
    if start < end:
        data[start:end] = bytes(end - start)


def blank_all(data: bytearray, parts: Iterable[tuple[int, int]]) -> None:
    """Overwrite parts of a file, each once, however many times a hostile file names it."""
    done = 0
    for start, end in sorted(parts):
        blank(data, max(start, done), end)
        done = max(done, end)


def free(data: bytearray, box: Box) -> None:
    """Make free space of a box."""
    blank(data, box.content, box.end)
    data[box.start + 4 : box.start + 8] = b"free"
