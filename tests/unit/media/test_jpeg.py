"""JPEG: only what draws the picture is kept."""

import pytest

from newsgen.files.exif import PREFIX
from newsgen.media._jpeg import cleaned
from newsgen.media._unclean import UncleanError
from tests.media import SECRET, read

START, END = b"\xff\xd8", b"\xff\xd9"


def segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(content) + 2).to_bytes(2) + content


TABLES = segment(0xDB, bytes(65)) + segment(0xC0, bytes(9))
SCAN = segment(0xDA, bytes(6)) + b"pixels\xff\x00more\xff\xd0last"
ICC = segment(0xE2, b"ICC_PROFILE\0\1\1colours")
ADOBE = segment(0xEE, b"Adobe\0d\0\0\0\0\1")


def test_a_file_without_more_than_the_picture_stays() -> None:
    assert cleaned(read("plain.jpg")) == read("plain.jpg")
    whole = START + ICC + ADOBE + TABLES + SCAN + segment(0xC4, bytes(20)) + SCAN + END
    assert cleaned(whole) == whole


@pytest.mark.parametrize("name", ["camera.jpg", "progressive.jpg"])
def test_what_a_camera_wrote_goes_and_the_picture_stays(name: str) -> None:
    before = read(name)
    after = cleaned(before)
    assert SECRET in before
    assert SECRET not in after
    assert after.startswith(START)
    assert before[before.rindex(b"\xff\xda") : before.rindex(END)] in after
    assert after.count(b"\xff\xda") == (10 if name == "progressive.jpg" else 1)
    assert PREFIX in after, "it is still shown upright"


@pytest.mark.parametrize(
    "more",
    [
        segment(0xFE, SECRET),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET),
        segment(0xE1, PREFIX + SECRET),
        segment(0xE2, b"MPF\0" + SECRET),
        segment(0xEB, b"JP" + SECRET),
        segment(0xED, b"Photoshop 3.0\0" + SECRET),
        segment(0xEE, SECRET),
        segment(0xF7, SECRET),
    ],
)
def test_other_segments_go_wherever_they_stand(more: bytes) -> None:
    whole = START + TABLES + SCAN + END
    for place in (START, START + TABLES, START + TABLES + SCAN):
        assert cleaned(whole.replace(place, place + more, 1)) == whole


def test_what_stands_behind_the_picture_goes() -> None:
    whole = START + TABLES + SCAN + END
    assert cleaned(whole + START + SECRET) == whole


def test_the_small_copy_of_a_jfif_picture_goes() -> None:
    head = b"JFIF\0\1\2\0\0\1\0\1"
    thumbnail = segment(0xE0, head + b"\1\2" + SECRET)
    assert cleaned(START + thumbnail + TABLES + SCAN + END) == (
        START + segment(0xE0, head + b"\0\0") + TABLES + SCAN + END
    )


def test_padding_between_segments_goes() -> None:
    assert cleaned(START + b"\xff\xff" + TABLES + SCAN + END) == START + TABLES + SCAN + END


@pytest.mark.parametrize("length", range(2, 130, 7))
def test_a_file_that_is_cut_off_is_damaged(length: int) -> None:
    whole = START + segment(0xE1, SECRET) + TABLES + SCAN
    with pytest.raises(UncleanError, match="damaged"):
        cleaned(whole[:length])


def test_tables_alone_are_no_picture() -> None:
    with pytest.raises(UncleanError, match="damaged"):
        cleaned(START + TABLES + END)
