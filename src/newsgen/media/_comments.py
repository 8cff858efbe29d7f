"""The packets of comments that Vorbis, Opus, Theora and others begin with.

Sources: Vorbis I, section 5; RFC 7845, section 5.2; Theora, section 6.3.
"""

from typing import Final

from newsgen.media._unclean import damaged

_HEADS: Final = {b"\x03vorbis": b"\1", b"OpusTags": b"", b"\x81theora": b""}
"""What a packet of comments begins with, and what stands behind the comments."""


def blank_comments(packet: bytearray) -> None:
    """Blank the comments and the name of the program in a packet; zeros fill what is left.

    Raises:
        UncleanError: it does not hold comments, or it is too short.

    """
    for head, tail in _HEADS.items():
        empty = head + bytes(8) + tail
        if packet.startswith(head) and len(packet) >= len(empty):
            packet[:] = empty.ljust(len(packet), b"\0")
            return
    raise damaged()
