"""ICO: the icons in it, without what stands between and behind them."""

import pytest

from newsgen.media._ico import cleaned
from newsgen.media._unclean import UncleanError
from tests.media import SECRET, read
from tests.support.pictures import png

BITMAP = (40).to_bytes(4, "little") + bytes(60)


def ico(*icons: bytes, gap: bytes = b"") -> bytes:
    at = 6 + 16 * len(icons)
    rows = b""
    for icon in icons:
        at += len(gap)
        rows += bytes(8) + len(icon).to_bytes(4, "little") + at.to_bytes(4, "little")
        at += len(icon)
    whole = b"".join(gap + icon for icon in icons)
    return b"\0\0\1\0" + len(icons).to_bytes(2, "little") + rows + whole


def test_icons_stay_and_what_is_between_them_goes() -> None:
    icons = (png(3, 2), BITMAP)
    assert cleaned(ico(*icons)) == ico(*icons)
    assert cleaned(ico(*icons, gap=SECRET) + SECRET) == ico(*icons)


def test_an_icon_that_is_a_png_is_cleaned() -> None:
    assert SECRET not in cleaned(ico(read("camera.png")))


@pytest.mark.parametrize(
    "data", [ico(), ico(BITMAP)[:-1], ico(SECRET), b"\0\0\1\0", b"\0\0\1\0\x09\0" + bytes(99)]
)
def test_another_file_is_damaged(data: bytes) -> None:
    with pytest.raises(UncleanError, match="damaged"):
        cleaned(data)


def test_icons_that_are_each_the_whole_are_damaged() -> None:
    whole = bytearray(ico(*[BITMAP] * 40))
    for row in range(6, 6 + 16 * 40, 16):
        whole[row + 8 : row + 16] = (2000).to_bytes(4, "little") + (6 + 16 * 40).to_bytes(
            4, "little"
        )
    with pytest.raises(UncleanError, match="damaged"):
        cleaned(bytes(whole))
