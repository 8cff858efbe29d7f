"""JPEG 2000, as a PDF may hold it. Source: ITU T.800, annexes A and I."""

from collections.abc import Iterator
from typing import Final

from newsgen.media._boxes import boxes
from newsgen.media._unclean import damaged

_STREAM: Final = b"\xff\x4f"
"""How the pixels begin, with boxes around them or without."""
_SIGNATURE: Final = b"\0\0\0\x0cjP  "
_PICTURE: Final = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c"})
_HEADER: Final = frozenset({b"ihdr", b"bpcc", b"colr", b"pclr", b"cmap", b"cdef", b"res "})
_COMMENT, _TILE, _DATA, _END = 0xFF64, 0xFF90, 0xFF93, 0xFFD9


def cleaned(data: bytes) -> bytes:
    """Return a picture without comments, and boxes that are not needed to draw it.

    Raises:
        UncleanError: it is damaged.

    """
    whole = bytearray(data)
    if data.startswith(_STREAM):
        return _without_comments(whole)
    if not data.startswith(_SIGNATURE):
        raise damaged()
    kept = b"".join(_boxes(whole))
    if _STREAM not in kept:
        raise damaged()
    return kept


def _boxes(data: bytearray) -> Iterator[bytes]:
    for box in boxes(data, 0, len(data)):
        content = bytes(data[box.content : box.end])
        if box.kind == b"jp2h":
            inner = boxes(data, box.content, box.end)
            kept = (
                _box(b.kind, bytes(data[b.content : b.end])) for b in inner if b.kind in _HEADER
            )
            yield _box(box.kind, b"".join(kept))
        elif box.kind == b"jp2c":
            yield _box(box.kind, _without_comments(bytearray(content)))
        elif box.kind in _PICTURE:
            yield _box(box.kind, content)


def _box(kind: bytes, content: bytes) -> bytes:
    return (len(content) + 8).to_bytes(4) + kind + content


def _without_comments(stream: bytearray) -> bytes:
    """Return pixels with zeros for comments: lengths of tiles are written elsewhere too."""
    at, tile_end = len(_STREAM), 0
    while at + 2 <= len(stream):
        marker = int.from_bytes(stream[at : at + 2])
        if marker == _END:
            return bytes(stream[: at + 2])
        length = int.from_bytes(stream[at + 2 : at + 4])
        if marker == _TILE:
            size = int.from_bytes(stream[at + 6 : at + 10])
            tile_end = at + size if size else len(stream) - 2
        if marker == _COMMENT:
            words = slice(at + 4, at + 2 + length)
            stream[words] = bytes(len(stream[words]))
        following = tile_end if marker == _DATA else at + 2 + length
        if following <= at + 2:
            raise damaged()
        at = following
    raise damaged()
