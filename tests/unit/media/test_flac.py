"""FLAC: frames, and what says where they are."""

import pytest

from newsgen.media._flac import cleaned
from newsgen.media._unclean import UncleanError
from tests.media import SECRET, read

FRAMES = b"\xff\xf8frames"


def block(kind: int, content: bytes, *, last: bool = False) -> bytes:
    return bytes([kind | 0x80 * last]) + len(content).to_bytes(3) + content


STREAM, SEEK = block(0, bytes(34)), block(3, bytes(18))


def test_what_a_program_wrote_goes_and_the_sound_stays() -> None:
    before = read("sound.flac")
    after = cleaned(before)
    assert (SECRET in before, SECRET in after) == (True, False)
    assert b"Lavf" not in after
    assert before.endswith(after[-1000:])


@pytest.mark.parametrize("kind", [1, 2, 4, 5, 6, 50])
def test_other_blocks_go(kind: int) -> None:
    before = b"fLaC" + STREAM + block(kind, SECRET) + SEEK + block(kind, SECRET, last=True) + FRAMES
    assert cleaned(before) == b"fLaC" + STREAM + block(3, bytes(18), last=True) + FRAMES


def test_a_tag_behind_the_frames_goes() -> None:
    whole = b"fLaC" + block(0, bytes(34), last=True) + FRAMES
    assert cleaned(whole + b"TAG" + SECRET.ljust(125)) == whole


@pytest.mark.parametrize("rest", [b"", STREAM, SEEK + FRAMES, STREAM[:-1], STREAM + b"\x84\0\0\0x"])
def test_a_file_that_is_not_whole_is_damaged(rest: bytes) -> None:
    with pytest.raises(UncleanError, match="damaged"):
        cleaned(b"fLaC" + rest)
