"""WAV: its format and its samples. Source: Multimedia Programming Interface 1.0, chapter 2."""

from typing import Final

from newsgen.media._unclean import damaged

_HEADER, _CHUNK = 12, 8
_SOUND: Final = frozenset({b"fmt ", b"fact", b"data"})
_STREAMED: Final = 0xFFFFFFFF
"""The size of samples that a program wrote without knowing how many would come."""


def cleaned(data: bytes) -> bytes:
    """Return sound without texts, markers and chunks of editors.

    Raises:
        UncleanError: it is damaged.

    """
    kept, at = list[bytes](), _HEADER
    names = set[bytes]()
    while at + _CHUNK <= len(data) and names < _SOUND:
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + _CHUNK], "little")
        if name == b"data" and size == _STREAMED:
            size = len(data) - at - _CHUNK
        if at + _CHUNK + size > len(data):
            raise damaged()
        content = data[at + _CHUNK : at + _CHUNK + size]
        if name in _SOUND - names:
            kept.append(name + size.to_bytes(4, "little") + content + bytes(size % 2))
            names.add(name)
        at += _CHUNK + size + size % 2
    if not {b"fmt ", b"data"} <= names:
        raise damaged()
    body = b"WAVE" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body
