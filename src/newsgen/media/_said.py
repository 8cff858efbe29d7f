"""The parts of a picture that have metadata."""

from typing import NamedTuple

_IPTC_RECORDS, _RESOURCE_HEAD = b"\4\4", 12


class RawFacts(NamedTuple):
    """The metadata of a picture: its Exif data, its XMP packet and its IPTC records."""

    exif: bytes = b""
    xmp: bytes = b""
    iptc: bytes = b""


def iptc_of(resources: bytes) -> bytes:
    """Return the IPTC records among the resources that Photoshop writes."""
    at = 0
    while resources[at : at + 4] == b"8BIM" and at + _RESOURCE_HEAD <= len(resources):
        name = resources[at + 4 : at + 6]
        at += 6 + (resources[at + 6] + 2) // 2 * 2  # a name, and its length
        size = int.from_bytes(resources[at : at + 4])
        at += 4
        if name == _IPTC_RECORDS:
            return resources[at : at + size]
        at += size + size % 2
    return b""
