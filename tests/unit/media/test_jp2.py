"""JPEG 2000: the picture stays, and comments and boxes about it go."""

from io import BytesIO

import pytest
from PIL import Image

from newsgen.media._jp2 import cleaned
from newsgen.media._unclean import UncleanError
from tests.media import SECRET
from tests.unit.media.test_boxes import box


def picture(*, bare: bool = False) -> bytes:
    data = BytesIO()
    image = Image.radial_gradient("L").resize((64, 48)).convert("RGB")
    image.save(data, "JPEG2000", comment=SECRET, no_jp2=bare, tile_size=(32, 32))
    return data.getvalue()


def pixels(data: bytes) -> bytes:
    return Image.open(BytesIO(data)).convert("RGB").tobytes()


@pytest.mark.parametrize("bare", [True, False])
def test_comments_go_and_the_picture_stays(bare: bool) -> None:
    before = picture(bare=bare)
    after = cleaned(before)
    assert (SECRET in before, SECRET in after) == (True, False)
    assert pixels(after) == pixels(before)
    assert cleaned(after) == after


@pytest.mark.parametrize("kind", [b"xml ", b"uuid", b"jp2i", b"free", b"UUID"])
def test_boxes_about_the_picture_go(kind: bytes) -> None:
    before = picture()
    after = cleaned(before + box(kind, SECRET))
    assert after == cleaned(before)
    header = before.index(b"jp2h") - 4
    size = int.from_bytes(before[header : header + 4])
    end = header + size
    inner = before[header + 8 : end] + box(kind, SECRET)
    within = cleaned(before[:header] + box(b"jp2h", inner) + before[end:])
    assert SECRET not in within
    assert pixels(within) == pixels(before)


def test_words_behind_the_end_go() -> None:
    bare = picture(bare=True)
    assert cleaned(bare + SECRET) == cleaned(bare)


@pytest.mark.parametrize("bare", [True, False])
def test_one_that_is_not_whole_is_damaged(bare: bool) -> None:
    data = picture(bare=bare)
    for end in range(0, len(data) - 1, 37):
        with pytest.raises(UncleanError):
            cleaned(data[:end])


def test_a_tile_without_an_end_is_damaged() -> None:
    start = b"\xff\x4f\xff\x90\0\x0a\0\0"
    for size in (1, 2, 12):
        with pytest.raises(UncleanError):
            cleaned(start + size.to_bytes(4) + b"\0\1\xff\x93" + bytes(20))
