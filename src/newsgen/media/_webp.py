"""WebP: its frames and colours. Source: RFC 9649, section 2."""

from collections.abc import Iterator
from typing import Final

from newsgen.files import exif
from newsgen.files.imagesize import size_of
from newsgen.media._said import RawFacts
from newsgen.media._unclean import damaged

_HEADER: Final = 12
_CHUNK: Final = 8
_ALPHA, _EXIF, _XMP = 0b1_0000, 0b1000, 0b0100
_HAS_ALPHA: Final = 0b1_0000
"""The bit of a lossless picture's fifth byte that says so."""
_PICTURE: Final = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ICCP"})
_SIZES: Final = {b"VP8X": 10, b"ANIM": 6}
"""Chunks of a known size."""
_FRAMES: Final = frozenset({b"VP8 ", b"VP8L", b"ANMF"})
_FRAME_HEAD: Final = 16


def cleaned(data: bytes) -> bytes:
    """Return a picture without Exif but how it is turned, XMP and chunks of no standard.

    Raises:
        UncleanError: it is damaged.

    """
    size = int.from_bytes(data[4:8], "little")
    if 8 + size > len(data):
        raise damaged()
    kept, has_exif, names = [], False, set[bytes]()
    for name, content in _chunks(data[_HEADER : 8 + size]):
        if name in names:  # no reader looks at a second one
            continue
        if name in _PICTURE:
            kept.append((name, content[: _SIZES.get(name)]))
            names.add(name)
        elif name == b"ANMF":
            frame = (part for part in _chunks(content[_FRAME_HEAD:]) if part[0] in _PICTURE)
            kept.append((name, content[:_FRAME_HEAD] + b"".join(_chunk(*part) for part in frame)))
        elif name == b"EXIF" and (turned := exif.only_orientation(_tiff(content))):
            kept.append((name, turned))
            has_exif = True
    if not any(name in _FRAMES for name, _ in kept):
        raise damaged()
    return _file([(name, _announced(name, part, has_exif=has_exif)) for name, part in kept])


def said(data: bytes) -> RawFacts:
    """Return the metadata of a picture that is not damaged."""
    parts = dict(_chunks(data[_HEADER : 8 + int.from_bytes(data[4:8], "little")]))
    return RawFacts(_tiff(parts.get(b"EXIF", b"")), parts.get(b"XMP ", b""))


def with_packet(clean: bytes, packet: bytes) -> bytes:
    """Return a clean picture with an XMP packet, which its first chunk has to announce."""
    parts = list(_chunks(clean[_HEADER:]))
    name, content = parts[0]
    if name != b"VP8X":
        has_alpha = name == b"VP8L" and bool(content[4] & _HAS_ALPHA)
        width, height = size_of(clean) or (1, 1)
        size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        parts.insert(0, (b"VP8X", bytes([_ALPHA if has_alpha else 0, 0, 0, 0]) + size))
    flags = parts[0][1]
    parts[0] = b"VP8X", bytes([flags[0] | _XMP]) + flags[1:]
    return _file([*parts, (b"XMP ", packet)])


def _file(parts: list[tuple[bytes, bytes]]) -> bytes:
    body = b"".join(_chunk(*part) for part in parts)
    return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body


def _tiff(content: bytes) -> bytes:
    """Return Exif data as it is; some programs write before it what a JPEG has there."""
    return content.removeprefix(exif.PREFIX)


def _announced(name: bytes, content: bytes, *, has_exif: bool) -> bytes:
    """Return a chunk; the first one announces no other that is left out."""
    if name != b"VP8X" or not content:
        return content
    flags = content[0] & ~(_EXIF | _XMP) | (_EXIF if has_exif else 0)
    return bytes([flags]) + content[1:]


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + _CHUNK <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        content = data[at + _CHUNK : at + _CHUNK + size]
        if len(content) < size:
            raise damaged()
        yield data[at : at + 4], content
        at += _CHUNK + size + size % 2


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + len(content).to_bytes(4, "little") + content + bytes(len(content) % 2)
