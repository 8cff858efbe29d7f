"""Files of boxes: which they are, and what is left of their outermost boxes."""

import pytest

from newsgen.media._bmff import cleaned, is_one
from tests.media import SECRET, read
from tests.unit.media.test_boxes import box


@pytest.mark.parametrize("name", ["camera.avif", "film.mp4", "film.mov"])
def test_films_and_pictures_are_files_of_boxes(name: str) -> None:
    assert is_one(read(name))
    assert cleaned(cleaned(read(name))) == cleaned(read(name))


@pytest.mark.parametrize("brand", [b"avif", b"isom", b"qt  "])
@pytest.mark.parametrize("kind", [b"uuid", b"free", b"skip", b"wide", b"udta", b"jumb"])
def test_a_box_that_is_not_needed_is_free_space(brand: bytes, kind: bytes) -> None:
    head, tail = box(b"ftyp", brand + bytes(4)), box(b"mdat", b"pixels")
    assert cleaned(head + box(kind, SECRET) + tail) == head + box(b"free", bytes(6)) + tail


def test_another_file_is_none() -> None:
    assert not is_one(read("plain.jpg"))
    assert not is_one(b"")
