"""Ogg: comments say nothing, and streams that no player shows go."""

import pytest

from newsgen.media._ogg import cleaned
from newsgen.media._unclean import UncleanError
from tests.media import SECRET, read

HEAD = b"OpusHead" + bytes(11)


def page(stream: int, *packets: bytes, flags: int = 0, unfinished: bool = False) -> bytes:
    """Return a page; the last packet may go on in the next one."""
    table = b""
    for packet in packets:
        table += b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255])
    if unfinished:
        table = table[:-1]
    head = b"OggS\0" + bytes([flags]) + bytes(8) + stream.to_bytes(4) + bytes(8)
    return head + bytes([len(table)]) + table + b"".join(packets)


def comments(content: bytes = SECRET) -> bytes:
    return b"OpusTags" + len(content).to_bytes(4, "little") + content + bytes(4)


SOUND = page(1, b"sound")


@pytest.mark.parametrize("name", ["sound.ogg", "sound.opus"])
def test_what_a_program_wrote_goes_and_the_sound_stays(name: str) -> None:
    before = read(name)
    after = cleaned(before)
    assert (SECRET in before, SECRET in after) == (True, False)
    assert b"Lav" not in after
    assert len(before) == len(after)
    assert before[-1000:] == after[-1000:]
    assert cleaned(after) == after


def test_comments_may_take_several_pages() -> None:
    packet = comments(b"\0" * 500 + SECRET * 40)
    pages = page(1, packet[:510], unfinished=True) + page(1, packet[510:], b"more", flags=1)
    after = cleaned(page(1, HEAD, flags=2) + pages + SOUND)
    assert SECRET not in after
    assert b"more" in after
    assert after.endswith(SOUND)


def test_a_stream_that_no_player_shows_goes() -> None:
    mine, other = page(1, HEAD, flags=2), page(2, b"fishead\0" + SECRET, flags=2)
    after = cleaned(mine + other + page(1, comments(b"")) + page(2, SECRET) + SOUND)
    assert SECRET not in after
    assert after.endswith(SOUND)
    assert after.count(b"OggS") == 3


def test_a_codec_that_is_not_known_is_refused() -> None:
    with pytest.raises(UncleanError, match="codec"):
        cleaned(page(1, b"\x80kate" + SECRET, flags=2))


@pytest.mark.parametrize(
    "rest",
    [b"", b"Ogg", SOUND[:-1], page(1, comments()) + SECRET, page(1, b"x" * 255, unfinished=True)],
)
def test_a_file_that_is_not_whole_is_damaged(rest: bytes) -> None:
    with pytest.raises(UncleanError, match="damaged"):
        cleaned(page(1, HEAD, flags=2) + rest)
