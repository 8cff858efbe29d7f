"""Packets of comments say nothing and keep their length."""

import pytest

from newsgen.media._comments import blank_comments
from newsgen.media._unclean import UncleanError


@pytest.mark.parametrize(
    ("head", "empty"),
    [
        (b"\x03vorbis", b"\x03vorbis" + bytes(8) + b"\1"),
        (b"OpusTags", b"OpusTags" + bytes(8)),
        (b"\x81theora", b"\x81theora" + bytes(8)),
    ],
)
def test_a_packet_of_comments_says_nothing(head: bytes, empty: bytes) -> None:
    packet = bytearray(head + b"\6\0\0\0SECRET\1\0\0\0\6\0\0\0SECRET\1")
    length = len(packet)
    blank_comments(packet)
    assert packet == empty.ljust(length, b"\0")


@pytest.mark.parametrize("packet", [b"", b"SECRET", b"OpusTags", b"\x03vorbis" + bytes(8)])
def test_another_packet_is_damaged(packet: bytes) -> None:
    with pytest.raises(UncleanError, match="damaged"):
        blank_comments(bytearray(packet))
