"""AVIF and HEIC: items that are no picture are blank, and nothing moves."""

import pytest

from newsgen.media._bmff import cleaned
from newsgen.media._unclean import UncleanError
from tests.media import SECRET, read
from tests.unit.media.test_boxes import box

FILE_TYPE = box(b"ftyp", b"avif" + bytes(4))


def full(kind: bytes, content: bytes, version: int = 0) -> bytes:
    return box(kind, bytes([version, 0, 0, 0]) + content)


def info(item: int, kind: bytes) -> bytes:
    return full(b"infe", item.to_bytes(2) + bytes(2) + kind + b"name\0", version=2)


def picture(kind: bytes, *, inner: bool = False) -> bytes:
    """Return a picture, and an item that says SECRET beside the pixels or in the description."""
    infos = full(b"iinf", (2).to_bytes(2) + info(1, b"av01") + info(2, kind))

    def described(starts: tuple[int, int]) -> bytes:
        rows = b""
        for item, start in enumerate(starts, start=1):
            method = 1 if inner and item == 2 else 0
            rows += item.to_bytes(2) + method.to_bytes(2) + bytes(2) + (1).to_bytes(2)
            rows += start.to_bytes(4) + len(SECRET).to_bytes(4)
        places = full(b"iloc", b"\x44\x00" + (2).to_bytes(2) + rows, version=1)
        return full(b"meta", infos + places + box(b"idat", SECRET if inner else b""))

    at = len(FILE_TYPE) + len(described((0, 0))) + 8
    meta = described((at, 0 if inner else at + len(SECRET)))
    return FILE_TYPE + meta + box(b"mdat", b"pixels" + (b"" if inner else SECRET))


def test_what_a_camera_wrote_goes_and_the_picture_stays() -> None:
    before = read("camera.avif")
    after = cleaned(before)
    assert (SECRET in before, SECRET in after) == (True, False)
    assert len(before) == len(after)
    assert before.index(b"mdat") == after.index(b"mdat")
    assert b"Exif" not in after


@pytest.mark.parametrize("inner", [False, True])
@pytest.mark.parametrize("kind", [b"Exif", b"mime", b"uri "])
def test_an_item_that_is_no_picture_is_blank(kind: bytes, inner: bool) -> None:
    before = picture(kind, inner=inner)
    after = cleaned(before)
    assert (SECRET in before, SECRET in after) == (True, False)
    assert b"pixels" in after
    assert b"name" not in after
    assert len(before) == len(after)


def test_an_item_that_is_a_picture_stays() -> None:
    assert SECRET in cleaned(picture(b"av01"))


@pytest.mark.parametrize("place", [0, 2])
def test_a_list_of_places_that_says_too_much_is_read_to_its_end(place: int) -> None:
    damaged = bytearray(picture(b"Exif"))
    at = damaged.index(b"iloc") + 8
    damaged[at + place : at + place + 2] = b"\xff\xff"
    assert len(cleaned(bytes(damaged))) == len(damaged)


@pytest.mark.parametrize("kind", [b"udes", b"crtt", b"mdft", b"altt", b"uuid"])
def test_what_a_property_says_beside_the_pixels_goes(kind: bytes) -> None:
    properties = box(b"ipco", box(b"ispe", b"sides") + box(kind, b"\0en\0" + SECRET))
    meta = box(b"iprp", properties + box(b"ipma", b"whose"))
    before = FILE_TYPE + full(b"meta", meta)
    after = cleaned(before)
    assert (SECRET in before, SECRET in after) == (True, False)
    assert (len(before), b"sides" in after, b"whose" in after) == (len(after), True, True)


def test_where_an_item_came_from_and_what_no_item_uses_goes() -> None:
    place = box(b"dinf", full(b"dref", (1).to_bytes(4) + full(b"url ", SECRET)))
    before = FILE_TYPE + full(b"meta", place + box(b"idat", SECRET))
    assert (SECRET in before, SECRET in cleaned(before)) == (True, False)


@pytest.mark.parametrize(
    "meta",
    [
        full(b"iinf", (1).to_bytes(2) + full(b"infe", bytes(4) + SECRET + b"\0text/plain\0")),
        full(b"iinf", (1).to_bytes(2) + info(2, b"Exif")) + full(b"iinf", bytes(2)),
    ],
)
def test_items_that_no_picture_has_are_refused(meta: bytes) -> None:
    with pytest.raises(UncleanError, match="damaged"):
        cleaned(FILE_TYPE + full(b"meta", meta))
