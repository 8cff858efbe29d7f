"""MP3: frames stay, and tags before and behind them go."""

import pytest

from newsgen.media._mp3 import cleaned
from newsgen.media._unclean import UncleanError
from tests.media import SECRET, read

FRAME = bytes([0xFF, 0xFB, 0x90, 0x00]).ljust(417, b"x")
"""Of 128 000 bits and 44 100 samples a second."""
ID3 = b"ID3\4\0\0\0\0\0\6" + SECRET

APE = b"APETAGEX".ljust(12) + (6).to_bytes(4, "little") + bytes(16) + SECRET


def test_what_a_program_wrote_goes_and_the_sound_stays() -> None:
    before = read("sound.mp3")
    after = cleaned(before)
    assert (SECRET in before, SECRET in after) == (True, False)
    assert after in before
    assert after.startswith(b"\xff\xfb")


@pytest.mark.parametrize("start", [ID3, ID3 + ID3, ID3 + bytes(9), b""])
@pytest.mark.parametrize(
    "end",
    [b"TAG" + SECRET, b"APETAGEX" + SECRET, b"LYRICSBEGIN" + SECRET, ID3, bytes(7), FRAME[:9]],
)
def test_tags_go(start: bytes, end: bytes) -> None:
    assert cleaned(start + FRAME * 3 + end) == FRAME * 3


@pytest.mark.parametrize(
    ("head", "size"),
    [
        (0xFFFB9000, 417),
        (0xFFFB9200, 418),
        (0xFFF39000, 261),
        (0xFFE39000, 522),
        (0xFFFD9000, 522),
        (0xFFFF9000, 312),
        (0xFFF59000, 522),
        (0xFFF79000, 312),
    ],
)
def test_frames_of_each_version_and_layer(head: int, size: int) -> None:
    frame = head.to_bytes(4).ljust(size, b"x")
    assert cleaned(frame * 2 + b"TAG" + SECRET) == frame * 2


@pytest.mark.parametrize(
    "data", [ID3, FRAME + SECRET, FRAME + b"x" + FRAME, b"\xff\xfb\0\0", b"\xff"]
)
def test_another_file_is_damaged(data: bytes) -> None:
    with pytest.raises(UncleanError, match="damaged"):
        cleaned(data)


@pytest.mark.parametrize("tag", [ID3, APE, b"TAG" + SECRET.ljust(125), bytes(9)])
def test_sounds_that_were_joined_stay_without_the_tags_between_them(tag: bytes) -> None:
    assert cleaned(FRAME * 2 + tag + ID3 + FRAME * 3 + ID3) == FRAME * 5
