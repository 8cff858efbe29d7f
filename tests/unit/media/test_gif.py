"""GIF: only frames, how long they last and how often they are repeated are kept."""

import pytest

from newsgen.media._gif import cleaned
from newsgen.media._unclean import UncleanError
from tests.media import SECRET, read

HEAD = b"GIF89a" + bytes([1, 0, 1, 0, 0x80, 0, 0]) + bytes(6)
CONTROL = b"!\xf9\x04" + bytes(4) + b"\0"
FRAME = b"," + bytes(9) + b"\x02\x02\x44\x01\0"
WITH_COLOURS = b"," + bytes(8) + b"\x81" + bytes(12) + b"\x02\x02\x44\x01\0"
LOOPS = b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
BLOCK = bytes([len(SECRET)]) + SECRET + b"\0"


def test_comments_go_and_frames_stay() -> None:
    before = read("frames.gif")
    after = cleaned(before)
    assert (SECRET in before, SECRET in after) == (True, False)
    assert b"XMP" not in after
    assert b"NETSCAPE2.0" in after
    assert after.count(b"!\xf9\x04") == before.count(b"!\xf9\x04") == 2


def test_a_file_without_more_than_frames_stays() -> None:
    whole = HEAD + LOOPS + CONTROL + FRAME + CONTROL + WITH_COLOURS + b";"
    assert cleaned(whole) == whole


@pytest.mark.parametrize(
    "more",
    [
        b"!\xfe" + BLOCK,
        b"!\xff\x0bXMP DataXMP" + BLOCK,
        b"!\x01\x0c" + bytes(12) + BLOCK,
        CONTROL + b"!\x01\x0c" + bytes(12) + BLOCK,
    ],
)
def test_comments_texts_and_other_applications_go(more: bytes) -> None:
    whole = HEAD + CONTROL + FRAME + b";"
    assert cleaned(whole.replace(CONTROL, more + CONTROL)) == whole


def test_a_comment_may_stand_between_a_frame_and_its_time() -> None:
    whole = HEAD + CONTROL + FRAME + b";"
    assert cleaned(whole.replace(CONTROL, CONTROL + b"!\xfe" + BLOCK)) == whole


def test_what_stands_behind_the_picture_goes() -> None:
    assert cleaned(HEAD + FRAME + b";" + SECRET) == HEAD + FRAME + b";"


@pytest.mark.parametrize("rest", [FRAME + SECRET, FRAME + b",", FRAME + b"!", FRAME[:-2], b";"])
def test_a_file_that_is_not_whole_is_damaged(rest: bytes) -> None:
    with pytest.raises(UncleanError, match="damaged"):
        cleaned(HEAD + rest)
