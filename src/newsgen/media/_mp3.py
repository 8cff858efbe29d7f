"""MP3: its frames, without the tags before and behind. Source: ISO/IEC 11172-3, section 2.4.2."""

import re
from typing import Final

from newsgen.media._unclean import damaged

_HEAD: Final = 4
_SYNC: Final = 0xFFE0
_RATES: Final = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
"""Samples a second, by the version: MPEG 1, 2 and 2.5."""
_BITS: Final = {
    (3, 3): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (3, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (3, 1): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 3): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Thousands of bits a second, by the version (1, or 2 and 2.5) and the layer (3 is the first)."""
_TAG: Final = re.compile(rb"LYRICSBEGIN|\Z")
_SHORT_TAG: Final = 128
"""The bytes of a tag in the older form."""


def cleaned(data: bytes) -> bytes:
    """Return sound without tags, pictures, lyrics and comments.

    Raises:
        UncleanError: it is damaged.

    """
    at, kept = 0, list[bytes]()
    while at < len(data):
        if skip := _skipped(data, at):
            at += skip
            continue
        start = at
        while (size := _frame_size(data[at : at + _HEAD])) and at + size <= len(data):
            at += size
        if start == at:
            break
        kept.append(data[start:at])
    is_cut_off = at + _frame_size(data[at : at + _HEAD]) > len(data)
    if not kept or not (is_cut_off or _TAG.match(data, at)):
        raise damaged()
    return b"".join(kept)


def _skipped(data: bytes, at: int) -> int:
    """Return how long padding or a tag is; where sounds were joined, frames are behind it."""
    if data.startswith(b"ID3", at):
        return _id3_size(data[at : at + 10])
    if data.startswith(b"APETAGEX", at):
        return 32 + int.from_bytes(data[at + 12 : at + 16], "little")
    return _SHORT_TAG if data.startswith(b"TAG", at) else data.startswith(b"\0", at)


def _id3_size(head: bytes) -> int:
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    footer = 10 if len(head) > 5 and head[5] & 0x10 else 0
    return 10 + size + footer


def _frame_size(head: bytes) -> int:
    """Return how many bytes a frame has; 0 if it is none."""
    if len(head) < _HEAD or int.from_bytes(head[:2]) & _SYNC != _SYNC:
        return 0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bits, rate, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version == 1 or not layer or not 0 < bits < 15 or rate == 3:
        return 0
    row = (3, layer) if version == 3 else (2, 3 if layer == 3 else 2)
    per_second, bitrate = _RATES[version][rate], _BITS[row][bits - 1] * 1000
    if layer == 3:
        return (12 * bitrate // per_second + padding) * 4
    return (72 if layer == 1 and version != 3 else 144) * bitrate // per_second + padding
