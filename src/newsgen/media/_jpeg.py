"""JPEG: the segments of the picture itself. Source: ITU T.81, annex B; JFIF 1.02; Exif 2.3."""

import re
from typing import Final

from newsgen.files import exif
from newsgen.media._said import RawFacts, iptc_of
from newsgen.media._unclean import damaged

_START: Final = b"\xff\xd8"
_END: Final = 0xD9
_SCAN: Final = 0xDA
_PICTURE: Final = frozenset({*range(0xC0, 0xD0), *range(0xDA, 0xE0)})
"""Markers of frames, tables and scans: all that is needed to draw the picture."""
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_NEXT: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""The marker that ends the data of a scan, without its padding: that a run of it is read once."""
_LENGTH: Final = 2
_PADDING: Final = 0xFF
_SAYS: Final = {
    "exif": exif.PREFIX,
    "xmp": b"http://ns.adobe.com/xap/1.0/\0",
    "iptc": b"Photoshop 3.0\0",
}
"""How segments with metadata begin."""
_FIRST: Final = frozenset({0xE0, 0xE1})
"""Markers of JFIF and Exif data, before which nothing may be."""
_JFIF_HEAD, _ADOBE_HEAD = 12, 12


def cleaned(data: bytes) -> bytes:
    """Return a picture without comments, and of the segments for applications those for colour.

    Raises:
        UncleanError: it is damaged.

    """
    kept, at, has_scan = [_START], len(_START), False
    while data[at : at + 1] == b"\xff":
        while data[at + 1 : at + 2] == b"\xff":  # any number of them may be padding
            at += 1
        marker = data[at + 1 : at + 2]
        if not marker:
            break
        if marker[0] == _END:
            if not has_scan:
                break
            return b"".join((*kept, b"\xff", bytes([_END])))
        at += len(marker) + 1
        if marker[0] in _ALONE:
            kept.append(b"\xff" + marker)
            continue
        length = int.from_bytes(data[at : at + _LENGTH])
        content = data[at + _LENGTH : at + length]
        if length < _LENGTH or at + length > len(data):
            break
        at += length
        if (part := _part(marker[0], content)) is not None:
            kept.append(b"\xff" + marker + (len(part) + _LENGTH).to_bytes(_LENGTH) + part)
        if marker[0] == _SCAN:
            next_marker = _NEXT.search(data, at)
            end = next_marker.start() if next_marker else len(data)
            kept.append(data[at:end].rstrip(b"\xff"))
            at, has_scan = end, True
    raise damaged()


def said(data: bytes) -> RawFacts:
    """Return the metadata of a picture that is not damaged, from before its first scan."""
    parts, at = dict[str, bytes](), len(_START)
    while data[at : at + 1] == b"\xff" and (marker := data[at + 1]) != _SCAN:
        at += 1 if marker == _PADDING else 2
        if marker == _PADDING or marker in _ALONE:
            continue
        end = at + int.from_bytes(data[at : at + _LENGTH])
        content, at = data[at + _LENGTH : end], end
        for name, start in _SAYS.items():
            if content.startswith(start):
                parts.setdefault(name, content[len(start) :])
    return RawFacts(parts.get("exif", b""), parts.get("xmp", b""), iptc_of(parts.get("iptc", b"")))


def with_packet(clean: bytes, packet: bytes) -> bytes:
    """Return a clean picture with an XMP packet, behind its first segments."""
    at = len(_START)
    while clean[at + 1] in _FIRST:
        at += 2 + int.from_bytes(clean[at + 2 : at + 2 + _LENGTH])
    content = _SAYS["xmp"] + packet
    length = (len(content) + _LENGTH).to_bytes(_LENGTH)
    return clean[:at] + b"\xff\xe1" + length + content + clean[at:]


def _part(marker: int, content: bytes) -> bytes | None:
    """Return what is published of a segment; None if that is nothing."""
    if marker in _PICTURE:
        return content
    match marker:
        case 0xE0 if content.startswith(b"JFIF\0"):
            # Without its small copy of the picture.
            return content[:_JFIF_HEAD].ljust(_JFIF_HEAD + 2, b"\0")
        case 0xE1 if content.startswith(exif.PREFIX):
            turned = exif.only_orientation(content[len(exif.PREFIX) :])
            return exif.PREFIX + turned if turned else None
        case 0xE2 if content.startswith(b"ICC_PROFILE\0"):
            return content
        case 0xEE if content.startswith(b"Adobe"):
            return content[:_ADOBE_HEAD]
    return None
