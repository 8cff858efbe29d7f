"""PNG: the chunks of the picture and its colours. Source: PNG, third edition, sections 5 and 11."""

import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from newsgen.files import exif
from newsgen.media._said import RawFacts
from newsgen.media._unclean import UncleanError, damaged, inflated, spend, too_large

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_END: Final = b"IEND"
_PICTURE: Final = frozenset({
    b"IHDR", b"PLTE", b"IDAT", _END, b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP",
    b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs", b"acTL", b"fcTL", b"fdAT",
})  # fmt: skip
_XMP: Final = b"XML:com.adobe.xmp" + bytes(5)
"""How a text begins that is an XMP packet: uncompressed, in no language."""
_HEADER: Final = 13
_FRAME: Final = 12
"""The bytes around the content of a chunk: its length, its name and a checksum."""
_SAMPLES: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""How many samples a pixel has, by the type of colour."""
_WHOLE: Final = ((0, 0, 1, 1),)
_PASSES: Final = (
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4),
    (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
)  # fmt: skip
"""Where the pixels of a pass begin, and how far they are apart; an interlaced picture has seven."""
_STEP: Final = 1 << 14
_OF_WORK: Final = 8
"""So many bytes of pixels are unpacked as quickly as one of a document is rewritten."""
_PROFILE: Final = b"ICC\0\0"
"""What a profile of colours begins with: its name, and how it is packed."""


def cleaned(data: bytes) -> bytes:
    """Return a picture without texts, times, and chunks that the standard does not define.

    Raises:
        UncleanError: it is damaged.

    """
    kept, at = list[tuple[bytes, bytes]](), len(_SIGNATURE)
    names = set[bytes]()
    while at + _FRAME <= len(data):
        end = at + _FRAME + int.from_bytes(data[at : at + 4])
        name, content = data[at + 4 : at + 8], data[at + 8 : end - 4]
        if end > len(data) or zlib.crc32(content, zlib.crc32(name)) != int.from_bytes(
            data[end - 4 : end]
        ):
            break
        names.add(name)
        if name in _PICTURE:
            kept.append((name, content))
        elif name == b"eXIf" and (turned := exif.only_orientation(content)):
            kept.append((name, turned))
        if name == _END and {b"IHDR", b"IDAT"} <= names:
            return _SIGNATURE + b"".join(_chunk(*part) for part in _without_rests(kept))
        at = end
    raise damaged()


def _without_rests(chunks: list[tuple[bytes, bytes]]) -> Iterator[tuple[bytes, bytes]]:
    """Yield chunks without what is packed behind the last pixel, and names of profiles.

    A profile that cannot be unpacked, which no reader uses, is left out.
    """
    packed = b"".join(content for name, content in chunks if name == b"IDAT")
    header = next(content for name, content in chunks if name == b"IHDR")
    pixels = _pixels(packed, _length(header, header[:8]))
    has_rest = pixels != packed
    control, frame = b"", list[bytes]()
    for name, content in chunks:
        if name == b"IDAT" and has_rest:
            yield from [(name, pixels)] if pixels else []
            pixels = b""
        elif name == b"iCCP":
            if profile := inflated(content[content.find(b"\0") + 2 :]):
                yield name, _PROFILE + zlib.compress(profile)
        else:
            if name == b"fcTL":
                _check_frame(header, control, frame)
                control, frame = content, []
            elif name == b"fdAT":
                frame.append(content[4:])
            yield name, b"" if name == _END else content
    _check_frame(header, control, frame)


def _check_frame(header: bytes, control: bytes, frame: list[bytes]) -> None:
    """See that a frame of a picture that moves has nothing behind its last pixel."""
    packed = b"".join(frame)
    if packed and _pixels(packed, _length(header, control[4:12])) != packed:
        raise damaged()


def _length(header: bytes, size: bytes) -> int:
    """Return how many bytes the pixels of a size are unpacked to; 0 if that is not known."""
    if len(header) != _HEADER or header[9] not in _SAMPLES:
        return 0
    width, height = int.from_bytes(size[:4]), int.from_bytes(size[4:])
    bits = header[8] * _SAMPLES[header[9]]
    length = 0
    for left, top, across, down in _PASSES if header[12] else _WHOLE:
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        length += rows * (1 + (columns * bits + 7) // 8) if columns > 0 < rows else 0
    try:
        spend(length // _OF_WORK)
    except UncleanError:
        raise too_large(width, height) from None
    return length


def _pixels(packed: bytes, length: int) -> bytes:
    """Return packed pixels without what is behind the last one; as they are if none unpacks them.

    If there is more within, they are packed again.
    """
    unpacker, unpacked = zlib.decompressobj(), 0
    with suppress(zlib.error):
        for at in range(0, len(packed), _STEP):
            part = unpacker.decompress(packed[at : at + _STEP])
            unpacked += len(part)
            if not length:
                spend(len(part) // _OF_WORK)
            elif unpacked > length:
                return _packed_again(packed, length)
            if unpacker.eof:
                return packed[: min(at + _STEP, len(packed)) - len(unpacker.unused_data)]
    return packed


def _packed_again(packed: bytes, length: int) -> bytes:
    spend(length // 2)
    unpacker, packer, again = zlib.decompressobj(), zlib.compressobj(), list[bytes]()
    for at in range(0, len(packed), _STEP):
        part = unpacker.decompress(packed[at : at + _STEP])[:length]
        length -= len(part)
        again.append(packer.compress(part))
        if not length:
            break
    return b"".join((*again, packer.flush()))


def said(data: bytes) -> RawFacts:
    """Return the metadata of a picture that is not damaged."""
    exif_data = xmp = b""
    at = len(_SIGNATURE)
    while (name := data[at + 4 : at + 8]) and name != _END:
        size = int.from_bytes(data[at : at + 4])
        content = data[at + 8 : at + 8 + size]
        if name == b"eXIf":
            exif_data = exif_data or content
        elif name == b"iTXt" and content.startswith(_XMP):
            xmp = xmp or content[len(_XMP) :]
        at += _FRAME + size
    return RawFacts(exif_data, xmp)


def with_packet(clean: bytes, packet: bytes) -> bytes:
    """Return a clean picture with an XMP packet, behind its header."""
    at = len(_SIGNATURE) + _FRAME + _HEADER
    return clean[:at] + _chunk(b"iTXt", _XMP + packet) + clean[at:]


def _chunk(name: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(name + content)
    return len(content).to_bytes(4) + name + content + checksum.to_bytes(4)
