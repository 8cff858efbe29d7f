"""FLAC: its frames, and what says where they are. Source: RFC 9639, section 8."""

from typing import Final

from newsgen.media._unclean import damaged

_SIGNATURE: Final = b"fLaC"
_STREAM, _SEEK = 0, 3
_LAST: Final = 0x80
_HEAD: Final = 4
_ID3_TAG, _ID3_SIZE = b"TAG", 128
_FRAME: Final = 0xFFF8
"""The bits that a frame begins with."""


def cleaned(data: bytes) -> bytes:
    """Return sound without comments, pictures and what programs add.

    Raises:
        UncleanError: it is damaged.

    """
    kept: list[tuple[int, bytes]] = []
    at, is_last = len(_SIGNATURE), False
    while not is_last:
        head = data[at : at + _HEAD]
        size = int.from_bytes(head[1:])
        content = data[at + _HEAD : at + _HEAD + size]
        if len(head) < _HEAD or len(content) < size:
            raise damaged()
        is_last, kind = bool(head[0] & _LAST), head[0] & ~_LAST
        if kind in (_STREAM, _SEEK):
            kept.append((kind, content))
        at += _HEAD + size
    frames = data[at:]
    if frames[-_ID3_SIZE:].startswith(_ID3_TAG):
        frames = frames[:-_ID3_SIZE]
    if not kept or kept[0][0] != _STREAM or int.from_bytes(frames[:2]) & ~1 != _FRAME:
        raise damaged()
    blocks = (
        bytes([kind | (_LAST if number == len(kept) else 0)]) + len(content).to_bytes(3) + content
        for number, (kind, content) in enumerate(kept, 1)
    )
    return _SIGNATURE + b"".join(blocks) + frames
