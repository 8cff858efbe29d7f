"""Ogg: the streams of sound and film in it, page by page. Source: RFC 3533, section 6."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from newsgen.media._comments import blank_comments
from newsgen.media._unclean import UncleanError, damaged

_HEAD: Final = 27
_LAST, _FIRST = 255, 0x02
_KNOWN: Final = (b"\x01vorbis", b"OpusHead", b"\x80theora")
"""What the first packet of a stream begins with, by its codec."""
_MOST_PAGES: Final = 4096
"""Comments may be so many pages long, which holds a picture of 250 MB."""


@dataclass(slots=True)
class _Page:
    start: int
    content: int
    end: int
    stream: bytes
    is_first: bool
    comments: int
    """Where its part of a packet of comments ends; 0 if there is none."""


def cleaned(data: bytes) -> bytes:
    """Return sound and film without comments, and without streams that no player shows.

    Raises:
        UncleanError: it is damaged, or of a codec that is not known.

    """
    whole = bytearray(data)
    commented: dict[bytes, list[_Page]] = {}
    kept: list[_Page] = []
    shown: set[bytes] = set()
    waiting: set[bytes] = set()
    for page in _pages(whole):
        if page.is_first and whole[page.content : page.end].startswith(_KNOWN):
            shown.add(page.stream)
            waiting.add(page.stream)
        elif page.stream in waiting:  # the second packet of a stream is that of its comments
            commented.setdefault(page.stream, []).append(page)
            page.comments = _end_of_packet(whole, page)
            if page.comments or len(commented[page.stream]) > _MOST_PAGES:
                waiting.discard(page.stream)
        if page.stream in shown:
            kept.append(page)
    if not shown:
        raise UncleanError("its codec is not known", "Save it as MP3, or as Ogg Vorbis or Opus.")
    if waiting:
        raise damaged()
    for pages in commented.values():
        _blank(whole, pages)
    return b"".join(whole[page.start : page.end] for page in kept)


def _pages(data: bytearray) -> Iterator[_Page]:
    at = 0
    while at < len(data):
        table = at + _HEAD
        content = table + data[table - 1] if table <= len(data) else len(data) + 1
        end = content + sum(data[table:content])
        if data[at : at + 4] != b"OggS" or end > len(data):
            raise damaged()
        stream = bytes(data[at + 14 : at + 18])
        yield _Page(at, content, end, stream, bool(data[at + 5] & _FIRST), 0)
        at = end


def _end_of_packet(data: bytearray, page: _Page) -> int:
    """Return where the first packet of a page ends; 0 if that is on another page."""
    at = page.content
    for size in data[page.start + _HEAD : page.content]:
        at += size
        if size < _LAST:
            return at
    return 0


def _blank(data: bytearray, pages: list[_Page]) -> None:
    ends = [page.comments or page.end for page in pages]
    packet = bytearray().join(
        data[page.content : end] for page, end in zip(pages, ends, strict=True)
    )
    blank_comments(packet)
    done = 0
    for page, end in zip(pages, ends, strict=True):
        size = end - page.content
        data[page.content : end] = packet[done : done + size]
        done += size
        data[page.start + 22 : page.start + 26] = bytes(4)
        checksum = _checksum(data[page.start : page.end])
        data[page.start + 22 : page.start + 26] = checksum.to_bytes(4, "little")


def _row(byte: int) -> int:
    value = byte << 24
    for _ in range(8):
        value = value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)
    return value & 0xFFFFFFFF


_ROWS: Final = [_row(byte) for byte in range(256)]


def _checksum(page: bytearray) -> int:
    value = 0
    for byte in page:
        value = value << 8 & 0xFFFFFFFF ^ _ROWS[value >> 24 ^ byte]
    return value
