"""The elements of WebM and Matroska files. Source: RFC 8794, sections 4 to 11."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from newsgen.media._unclean import damaged

VOID: Final = 0xEC
_MOST: Final = 8
"""The bytes of the longest number."""


class Element(NamedTuple):
    """An element: its kind, and where it, its content and the next one begin."""

    kind: int
    start: int
    content: int
    end: int
    is_open: bool
    """It does not say where it ends."""


def elements(data: bytearray, start: int, end: int) -> Iterator[Element]:
    """Yield the elements of a part of a file; one that is open lasts to the end of the part."""
    while start < end:
        kind, at = _number(data, start, keep_marker=True)
        size, content = _number(data, at, keep_marker=False)
        is_open = size == (1 << 7 * (content - at)) - 1
        stop = end if is_open else content + size
        if stop > end:
            raise damaged()
        yield Element(kind, start, content, stop, is_open)
        start = stop


def number(data: bytearray, element: Element) -> int:
    """Return the number that an element holds."""
    return int.from_bytes(data[element.content : min(element.end, element.content + _MOST)])


def number_at(data: bytearray, at: int) -> int:
    """Return a number that says its length itself."""
    return _number(data, at, keep_marker=False)[0]


def void(data: bytearray, element: Element) -> None:
    """Make padding of an element: nothing after it moves."""
    size = element.end - element.start
    rest = size - 2
    short = rest < (1 << 7) - 1
    head = bytes([VOID, 0x80 | rest]) if short else b"\xec\x01" + (size - 9).to_bytes(7)
    data[element.start : element.end] = head.ljust(size, b"\0")


def _number(data: bytearray, at: int, *, keep_marker: bool) -> tuple[int, int]:
    """Return a number, whose first bit that is set says its length, and where it ends."""
    first = data[at] if at < len(data) else 0
    length = _MOST + 1 - first.bit_length()
    if not first or at + length > len(data):
        raise damaged()
    value = int.from_bytes(data[at : at + length])
    return value if keep_marker else value & (1 << 7 * length) - 1, at + length
