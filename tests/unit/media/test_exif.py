"""Blocks of Exif data: whole, cut off, or none."""

import pytest

from newsgen.media._exif import ExifBlock
from tests.media import read

WHOLE = read("camera.jpg").partition(b"Exif\0\0")[2][:2000]


def test_texts_and_the_place_are_read() -> None:
    block = ExifBlock(WHOLE)
    assert block.texts([0x010F, 0x013B, 0x9999]) == {0x010F: "SECRET", 0x013B: "SECRET"}
    assert block.place() == ["54.60000", "-3.30000"]
    assert block.has_more


@pytest.mark.parametrize("end", range(0, 400, 7))
def test_one_that_is_cut_off_gives_what_is_there(end: int) -> None:
    block = ExifBlock(WHOLE[:end])
    assert set(block.texts([0x010F])) <= {0x010F}
    block.place()


def test_other_data_gives_nothing() -> None:
    assert ExifBlock(b"").texts([0x010F]) == {}
    assert ExifBlock(b"II*\0\xff\xff\xff\xff").place() == []
