"""ICO: the icons in it. Source: Windows' ICONDIR and ICONDIRENTRY."""

from typing import Final

from newsgen.media import _png
from newsgen.media._unclean import damaged

_HEAD, _ENTRY = 6, 16
_PNG: Final = b"\x89PNG"
_BITMAP: Final = (40).to_bytes(4, "little")
"""The length of the header that a bitmap begins with."""


def cleaned(data: bytes) -> bytes:
    """Return icons one behind the other, those that are PNG cleaned as such.

    Raises:
        UncleanError: it is damaged.

    """
    count = int.from_bytes(data[4:_HEAD], "little")
    at = _HEAD + _ENTRY * count
    rows, icons = list[bytes](), list[bytes]()
    left = 2 * len(data)
    for row in range(_HEAD, at, _ENTRY):
        size = int.from_bytes(data[row + 8 : row + 12], "little")
        start = int.from_bytes(data[row + 12 : row + 16], "little")
        icon = data[start : start + size]
        left -= size
        if left < 0:  # the same bytes again and again
            raise damaged()
        if len(icon) < size or not icon.startswith((_PNG, _BITMAP)):
            raise damaged()
        if icon.startswith(_PNG):
            icon = _png.cleaned(icon)
        rows.append(
            data[row : row + 8] + len(icon).to_bytes(4, "little") + at.to_bytes(4, "little")
        )
        icons.append(icon)
        at += len(icon)
    if not icons:
        raise damaged()
    return data[:_HEAD] + b"".join((*rows, *icons))
