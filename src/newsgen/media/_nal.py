"""What cameras write between the pictures of H.264 and H.265: times, places, makers.

Sources: ITU-T H.264, sections 7.3.2.3 and 7.4.1; ITU-T H.265, sections 7.3.1.1 and 7.3.2.4.
"""

import re
from typing import Final, NamedTuple

from newsgen.media._boxes import number
from newsgen.media._unclean import spend

_CONFIGURED_AT: Final = {b"avcC": 4, b"hvcC": 21}
"""Where the description of samples says how many bytes the length of a unit has."""
_ROWS_AT: Final = 23
"""Where that of H.265 has units for the decoder, among which messages may be."""
_USER_DATA: Final = 5
"""Messages of whoever wrote the file; captions are in others."""
_X264: Final = bytes.fromhex("dc45e9bde6d948b7962cd820d923eeef")
"""Whose messages stay: players know mistakes of its older versions by them."""
_BYTE: Final = re.compile(rb"\0\0\x03|.", re.DOTALL)
"""A byte, or two with a third that only keeps them from being a sign."""
_OF_UNIT, _OF_BYTE = 400, 40
"""The work for a unit, and for a byte of a message."""


class Packing(NamedTuple):
    """How the pictures of a track are packed: how long a length is, and whether as H.265."""

    size: int
    is_hevc: bool


def packing(data: bytearray, kind: bytes, content: int) -> Packing | None:
    """Return how pictures are packed, from a box in their description; None if not so."""
    if kind not in _CONFIGURED_AT:
        return None
    return Packing((number(data, content + _CONFIGURED_AT[kind], 1) & 3) + 1, kind == b"hvcC")


def blank_messages(data: bytearray, start: int, end: int, packed: Packing) -> None:
    """Overwrite what cameras say between pictures; nothing moves."""
    end = min(end, len(data))
    while start + packed.size < end:
        spend(_OF_UNIT)
        unit = start + packed.size
        start = unit + number(data, start, packed.size)
        if start > end:
            return
        if packed.is_hevc and data[unit] >> 1 & 63 in (39, 40):
            _blank_in_unit(data, unit + 2, start)
        elif not packed.is_hevc and data[unit] & 31 == 6:
            _blank_in_unit(data, unit + 1, start)


def blank_described(data: bytearray, at: int, end: int) -> None:
    """Overwrite messages in a description of H.265: it has rows of units, each of one type."""
    at += _ROWS_AT
    while at < end:
        spend(_OF_UNIT)
        count, at = number(data, at + 1, 2), at + 3
        while count and at < end:
            unit, at, count = at, at + 2 + number(data, at, 2), count - 1
            blank_messages(data, unit, min(at, end), Packing(2, is_hevc=True))


def _blank_in_unit(data: bytearray, at: int, end: int) -> None:
    while at + 1 < end:
        kind, at = _coded(data, at, end)
        left, at = _coded(data, at, end)
        begin = at
        for byte in _BYTE.finditer(data, at, end):
            if left <= 0:
                break
            left -= min(len(byte[0]), 2)
            at = byte.end()
            spend(_OF_BYTE)
        if kind == _USER_DATA and data[begin : begin + len(_X264)] != _X264:
            data[begin:at] = _BYTE.sub(
                lambda byte: byte[0] if len(byte[0]) > 1 else b"\xff", data[begin:at]
            )


def _coded(data: bytearray, at: int, end: int) -> tuple[int, int]:
    """Return a number whose bytes are added up, as far as they are 255, and what comes behind."""
    first = at
    while at < end and data[at] == 0xFF:
        at += 1
    return 255 * (at - first) + number(data, at, 1), at + 1
