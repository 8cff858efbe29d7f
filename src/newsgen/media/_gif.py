"""GIF: its frames, and how long they last. Source: GIF89a, sections 17 to 27."""

from typing import Final

from newsgen.media._unclean import damaged

_HEADER: Final = 13
_DESCRIPTOR: Final = 10
_IMAGE, _EXTENSION, _TRAILER = b",", b"!", b";"
_TEXT, _CONTROL, _APPLICATION = 0x01, 0xF9, 0xFF
_LOOPS: Final = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
"""The applications whose extension says how often the frames are repeated."""
_CONTROL_SIZE, _LOOPS_AT = 7, 14
"""How long the control of a frame is, and where an extension says how often."""


def cleaned(data: bytes) -> bytes:
    """Return a picture without comments, hidden texts and extensions of other applications.

    Raises:
        UncleanError: it is damaged.

    """
    start = _HEADER + _table(data[10:11])
    kept, at, control = [data[:start]], start, b""
    while at < len(data):
        kind = data[at : at + 1]
        if kind == _IMAGE:
            pixels = at + _DESCRIPTOR + _table(data[at + 9 : at + 10])
            end = _blocks_end(data, pixels + 1)
            kept += (control, data[at:end])
            control = b""
        elif kind == _EXTENSION:
            label, end = data[at + 1 : at + 2], _blocks_end(data, at + 2)
            if label == bytes([_CONTROL]):
                control = data[at : at + _CONTROL_SIZE] + b"\0"
            elif label == bytes([_TEXT]):
                control = b""  # it was for this text
            elif label == bytes([_APPLICATION]) and data[at + 3 : at + 14] in _LOOPS:
                count = data[at + _LOOPS_AT : at + _LOOPS_AT + 4]
                kept += (data[at : at + _LOOPS_AT], count, b"\0") if count[:2] == b"\3\1" else ()
        elif kind == _TRAILER and len(kept) > 1:
            return b"".join((*kept, _TRAILER))
        else:
            break
        at = end
    raise damaged()


def _table(flags: bytes) -> int:
    """Return the bytes of the table of colours that a field of flags announces."""
    return 3 << (flags[0] & 7) + 1 if flags and flags[0] & 0x80 else 0


def _blocks_end(data: bytes, at: int) -> int:
    """Return where a row of blocks ends, each of which begins with its length."""
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1
