"""The one thing of Exif data that changes what a reader sees: how a picture is turned.

Source: Exif 2.3, section 4.6.4 A.
"""

from typing import Final, Literal

PREFIX: Final = b"Exif\0\0"
"""What stands before Exif data in a JPEG."""
UPRIGHT: Final = 1
"""The orientation of a picture that is shown as it is stored; 2 to 8 are mirrored or turned."""
_ORIENTATION: Final = 0x0112
_TURNS: Final = range(2, 9)
_ENTRY: Final = 12


def orientation_of(exif: bytes) -> int:
    """Return the orientation that Exif data gives, 1 to 8; 1 if it gives none."""
    order: Literal["little", "big"] = "little" if exif.startswith(b"II") else "big"
    at = int.from_bytes(exif[4:8], order)
    count = int.from_bytes(exif[at : at + 2], order)
    for entry in range(at + 2, min(at + 2 + _ENTRY * count, len(exif)), _ENTRY):
        if int.from_bytes(exif[entry : entry + 2], order) == _ORIENTATION:
            orientation = int.from_bytes(exif[entry + 8 : entry + 10], order)
            return orientation if orientation in _TURNS else UPRIGHT
    return UPRIGHT


def only_orientation(exif: bytes) -> bytes:
    """Return Exif data that says how a picture is turned and no more; empty if it is not."""
    orientation = orientation_of(exif)
    if orientation == UPRIGHT:
        return b""
    entry = bytes([1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0])
    return b"MM\0\x2a\0\0\0\x08" + b"\0\1" + entry + bytes(4)
