"""TIFF: only what draws the pictures is kept."""

import pytest

from newsgen.media._tiff import cleaned
from newsgen.media._unclean import UncleanError
from tests.media import SECRET, read

ARTIST = 315


def entry(tag: int, kind: int, count: int, value: int) -> bytes:
    return tag.to_bytes(2) + kind.to_bytes(2) + count.to_bytes(4) + value.to_bytes(4)


def tiff(
    *more: bytes, compression: int = 1, strip: tuple[int, int] = (8, 6), then: int = 0
) -> bytes:
    """Return a picture of six bytes, and its description."""
    start, size = strip
    rows = [entry(259, 4, 1, compression), entry(273, 4, 1, start), entry(279, 4, 1, size), *more]
    table = len(rows).to_bytes(2) + b"".join(rows) + then.to_bytes(4)
    return b"MM\0*" + (14).to_bytes(4) + b"pixels" + table


@pytest.mark.parametrize("name", ["scan.tiff", "pages.tiff"])
def test_what_a_camera_wrote_goes_and_the_picture_stays(name: str) -> None:
    before = read(name)
    after = cleaned(before)
    assert (SECRET in before, SECRET in after) == (True, False)
    assert len(after) <= len(before)
    assert cleaned(after) == after


def test_tags_that_do_not_draw_go() -> None:
    text = entry(ARTIST, 2, 6, len(tiff(bytes(12))))
    assert cleaned(tiff(text) + SECRET) == tiff()


def test_what_is_left_of_a_short_value_goes() -> None:
    turned = entry(274, 3, 1, 6 << 16 | 0x5345)
    assert cleaned(tiff(turned)) == tiff(entry(274, 3, 1, 6 << 16))


@pytest.mark.parametrize(
    "data",
    [
        tiff()[:-1],
        tiff()[:20],
        tiff(then=14),
        tiff(then=2),
        tiff(strip=(8, 7)),
        tiff(strip=(8, 10**6)),
        tiff(strip=(0, 6)),
        tiff(strip=(4, 6)),
        tiff(strip=(8, 8)),
        b"MM\0*" + bytes(4),
        b"MM\0*" + (8).to_bytes(4) + bytes(6),
    ],
)
def test_a_file_that_is_not_whole_is_damaged(data: bytes) -> None:
    with pytest.raises(UncleanError, match="damaged"):
        cleaned(data)


@pytest.mark.parametrize("compression", [6, 34712, 0])
def test_a_compression_that_is_not_known_is_refused(compression: int) -> None:
    with pytest.raises(UncleanError, match="compression"):
        cleaned(tiff(compression=compression))
