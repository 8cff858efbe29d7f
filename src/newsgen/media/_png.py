"""PNG: the chunks of the picture and its colours. Source: PNG, third edition, sections 5 and 11."""

import zlib
from typing import Final

from newsgen.files import exif
from newsgen.media._said import RawFacts
from newsgen.media._unclean import damaged

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_END: Final = b"IEND"
_PICTURE: Final = frozenset({
    b"IHDR", b"PLTE", b"IDAT", _END, b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP",
    b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT",
})  # fmt: skip
_XMP: Final = b"XML:com.adobe.xmp" + bytes(5)
"""How a text begins that is an XMP packet: uncompressed, in no language."""
_HEADER: Final = 13
_FRAME: Final = 12
"""The bytes around the content of a chunk: its length, its name and a checksum."""


def cleaned(data: bytes) -> bytes:
    """Return a picture without texts, times, and chunks that the standard does not define.

    Raises:
        UncleanError: it is damaged.

    """
    kept, at = [_SIGNATURE], len(_SIGNATURE)
    names = set[bytes]()
    while at + _FRAME <= len(data):
        end = at + _FRAME + int.from_bytes(data[at : at + 4])
        name = data[at + 4 : at + 8]
        if end > len(data) or zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(
            data[end - 4 : end]
        ):
            break
        names.add(name)
        if name in _PICTURE:
            kept.append(data[at:end])
        elif name == b"eXIf" and (turned := exif.only_orientation(data[at + 8 : end - 4])):
            kept.append(_chunk(name, turned))
        if name == _END and {b"IHDR", b"IDAT"} <= names:
            return b"".join(kept)
        at = end
    raise damaged()


def said(data: bytes) -> RawFacts:
    """Return what a picture that is not damaged says of itself."""
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
