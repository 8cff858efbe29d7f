"""WebP: only frames and colours are kept, and how the picture is turned."""

import pytest

from newsgen.media._unclean import UncleanError
from newsgen.media._webp import cleaned
from tests.media import SECRET, read


def chunk(name: bytes, content: bytes) -> bytes:
    return name + len(content).to_bytes(4, "little") + content + bytes(len(content) % 2)


def webp(*chunks: bytes) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def extended(flags: int) -> bytes:
    return chunk(b"VP8X", bytes([flags]) + bytes(9))


PIXELS = chunk(b"VP8L", b"odd")


@pytest.mark.parametrize("name", ["camera.webp", "frames.webp"])
def test_what_a_camera_wrote_goes_and_the_picture_stays(name: str) -> None:
    before = read(name)
    after = cleaned(before)
    assert (SECRET in before, SECRET in after) == (True, False)
    assert int.from_bytes(after[4:8], "little") == len(after) - 8
    assert after.count(b"ANMF") == before.count(b"ANMF")
    assert after.count(b"EXIF") == 1, "it is still shown upright"


def test_a_simple_file_stays() -> None:
    assert cleaned(webp(PIXELS)) == webp(PIXELS)


def test_what_is_left_out_is_not_announced() -> None:
    before = webp(extended(0b101100), chunk(b"ICCP", b"c"), PIXELS, chunk(b"XMP ", SECRET))
    assert cleaned(before) == webp(extended(0b100000), chunk(b"ICCP", b"c"), PIXELS)


def test_frames_are_cleaned_too() -> None:
    head = bytes(16)
    frame = chunk(b"ANMF", head + PIXELS + chunk(b"unkn", SECRET))
    assert cleaned(webp(extended(2), frame)) == webp(extended(2), chunk(b"ANMF", head + PIXELS))


def test_what_stands_behind_the_picture_goes() -> None:
    assert cleaned(webp(PIXELS) + chunk(b"VP8L", SECRET)) == webp(PIXELS)


@pytest.mark.parametrize("data", [webp(PIXELS)[:-2], webp(PIXELS[:-2]), webp(extended(0)), webp()])
def test_a_file_that_is_not_whole_is_damaged(data: bytes) -> None:
    with pytest.raises(UncleanError, match="damaged"):
        cleaned(data)
