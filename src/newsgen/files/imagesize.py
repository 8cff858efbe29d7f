"""The width and height of a picture, from the first bytes of its file.

With them a browser reserves the right space, and nothing moves when the picture loads.
Sources: the specifications of PNG, GIF, JPEG (ITU T.81, Exif 2.3), WebP (RFC 9649) and AVIF
(ISO/IEC 23008-12, sections 6.5.3 and 6.5.10).
"""

import re
from io import BytesIO
from typing import BinaryIO, Final

from newsgen.files import exif

Size = tuple[int, int]
_HEAD: Final = 32
_PROPERTIES: Final = 65_536
"""The first bytes of an AVIF, which say how large its items are."""
_ITEM_SIZE: Final = re.compile(rb"\0\0\0\x14ispe\0\0\0\0")
_TURN: Final = re.compile(rb"\0\0\0\x09irot.", re.DOTALL)
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a JPEG's frames, whose headers hold the size."""
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers without a segment."""
_ON_ITS_SIDE: Final = 5
"""The least orientation of a picture that is shown with its width for its height."""


def size_of(data: bytes) -> Size | None:
    """Return a picture's width and height as it is shown; None if the file is not a picture."""
    try:
        size = _size(BytesIO(data))
    except IndexError:  # too short
        return None
    return size if size and all(size) else None


def _size(stream: BinaryIO) -> Size | None:
    head = stream.read(_HEAD)
    if head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR":
        return _big(head[16:20]), _big(head[20:24])
    if head.startswith((b"GIF87a", b"GIF89a")):
        return _little(head[6:8]), _little(head[8:10])
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return _webp(head)
    if head.startswith(b"\xff\xd8"):
        stream.seek(2)
        return _jpeg(stream)
    if head[4:8] == b"ftyp" and b"avif" in head:
        return _avif(head + stream.read(_PROPERTIES))
    return None


def _avif(head: bytes) -> Size | None:
    """Return the largest size of an item: that of the whole, not of a tile or a small copy."""
    sizes = [
        (_big(head[m.end() : m.end() + 4]), _big(head[m.end() + 4 : m.end() + 8]))
        for m in _ITEM_SIZE.finditer(head)
    ]
    turn = _TURN.search(head)
    width, height = max(sizes, key=lambda size: size[0] * size[1], default=(0, 0))
    return (height, width) if turn and turn[0][-1] % 2 else (width, height)


def _webp(head: bytes) -> Size | None:
    match head[12:16]:
        case b"VP8X":
            return _little(head[24:27]) + 1, _little(head[27:30]) + 1
        case b"VP8 ":
            return _little(head[26:28]) & 0x3FFF, _little(head[28:30]) & 0x3FFF
        case b"VP8L":
            bits = _little(head[21:25])
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return None


def _jpeg(stream: BinaryIO) -> Size | None:
    is_turned = False
    while stream.read(1) == b"\xff":
        marker = 0xFF
        while marker == 0xFF:  # any number of them may be padding
            marker = stream.read(1)[0]
        if marker in _ALONE:
            continue
        length = _big(stream.read(2)) - 2
        if marker in _FRAMES:
            header = stream.read(5)
            size = _big(header[3:5]), _big(header[1:3])
            return size[::-1] if is_turned else size
        segment = stream.read(max(length, 0))
        if marker == 0xE1 and segment.startswith(exif.PREFIX):
            is_turned = exif.orientation_of(segment[len(exif.PREFIX) :]) >= _ON_ITS_SIDE
    return None


def _big(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")
