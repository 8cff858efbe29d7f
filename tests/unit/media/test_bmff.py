"""Files of boxes: which they are, and what is left of their outermost boxes."""

import pytest

from newsgen.media._bmff import cleaned
from newsgen.media._unclean import UncleanError
from tests.media import SECRET, read
from tests.unit.media.test_boxes import box


@pytest.mark.parametrize("name", ["camera.avif", "film.mp4", "film.mov"])
def test_films_and_pictures_are_files_of_boxes(name: str) -> None:
    assert cleaned(cleaned(read(name))) == cleaned(read(name))


@pytest.mark.parametrize("brand", [b"avif", b"isom", b"qt  "])
@pytest.mark.parametrize("kind", [b"uuid", b"free", b"skip", b"wide", b"udta", b"jumb"])
def test_a_box_that_is_not_needed_is_free_space(brand: bytes, kind: bytes) -> None:
    head, tail = box(b"ftyp", brand + bytes(4)), box(b"moov")
    assert cleaned(head + box(kind, SECRET) + tail) == head + box(b"free", bytes(6)) + tail


@pytest.mark.parametrize("name", ["camera.avif", "film.mp4", "film.mov"])
def test_a_file_that_is_cut_off_is_damaged(name: str) -> None:
    for length in (20, len(read(name)) - 1):
        with pytest.raises(UncleanError, match="damaged"):
            cleaned(read(name)[:length])


def test_a_file_that_describes_nothing_is_damaged() -> None:
    with pytest.raises(UncleanError, match="damaged"):
        cleaned(box(b"ftyp", b"isom" + bytes(4)) + box(b"mdat", b"pixels"))
