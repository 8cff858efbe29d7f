"""Sizes of pictures: each format as its specification lays it out, and files that are none."""

import struct

import pytest

from newsgen.files.imagesize import size_of
from tests.support.paths import REPOSITORY
from tests.support.pictures import png

IMAGES = REPOSITORY / "content/images"


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + bytes(20)


def webp(kind: bytes, data: bytes) -> bytes:
    chunk = kind + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk


def lossy(width: int, height: int) -> bytes:
    return webp(b"VP8 ", bytes(3) + b"\x9d\x01\x2a" + struct.pack("<HH", width, height) + bytes(8))


def lossless(width: int, height: int) -> bytes:
    bits = (width - 1) | (height - 1) << 14
    return webp(b"VP8L", b"\x2f" + struct.pack("<I", bits) + bytes(8))


def extended(width: int, height: int) -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return webp(b"VP8X", bytes(4) + sides + bytes(8))


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def exif(orientation: int, order: str) -> bytes:
    head, sign = (b"II", "<") if order == "little" else (b"MM", ">")
    entry = struct.pack(f"{sign}HHIHH", 0x0112, 3, 1, orientation, 0)
    tiff = head + struct.pack(f"{sign}HIH", 42, 8, 1) + entry
    return segment(0xE1, b"Exif\0\0" + tiff)


def jpeg(width: int, height: int, before: bytes = b"", frame: int = 0xC0) -> bytes:
    header = struct.pack(">BHH", 8, height, width) + bytes(10)
    tables = segment(0xC4, bytes(30))  # a marker among the frames' that is none
    return (
        b"\xff\xd8" + segment(0xE0, b"JFIF\0") + before + tables + b"\xff" + segment(frame, header)
    )


@pytest.mark.parametrize(
    "data",
    [
        png(640, 480), gif(640, 480), lossy(640, 480), lossless(640, 480), extended(640, 480),
        jpeg(640, 480), jpeg(640, 480, frame=0xC2), jpeg(640, 480, exif(1, "big")),
        jpeg(480, 640, exif(6, "big")), jpeg(480, 640, exif(8, "little")),
    ],
)  # fmt: skip
def test_the_size_is_the_one_that_is_shown(data: bytes) -> None:
    assert size_of(data) == (640, 480)


@pytest.mark.parametrize(
    "data",
    [b"", b"one", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8",
     b"\xff\xd8\xff\xe0", jpeg(640, 480)[:30], webp(b"ABCD", bytes(20)), bytes(64)],
)  # fmt: skip
def test_what_is_no_picture_has_no_size(data: bytes) -> None:
    assert size_of(data) is None


def test_the_pictures_of_the_demo_have_sizes() -> None:
    sizes = {file.name: size_of(file.read_bytes()) for file in IMAGES.iterdir()}
    assert len(sizes) >= 8
    assert all(size and size[0] > 50 and size[1] > 50 for size in sizes.values()), sizes


def avif(*sizes: tuple[int, int], angle: int | None = None) -> bytes:
    properties = b"".join(b"\0\0\0\x14ispe" + struct.pack(">III", 0, *size) for size in sizes)
    turned = b"" if angle is None else b"\0\0\0\x09irot" + bytes([angle])
    return b"\0\0\0\x1cftypavif" + bytes(4) + b"avifmif1miaf" + properties + turned


def test_an_avif_has_the_size_of_the_whole_as_it_is_turned() -> None:
    assert size_of(avif((60, 40), (300, 200))) == (300, 200)
    assert size_of(avif((300, 200), (60, 40), angle=1)) == (200, 300)
    assert size_of(avif((300, 200), angle=2)) == (300, 200)
    assert size_of(avif()) is None
    assert size_of(avif((300, 200))[:46]) is None
    assert size_of(avif((300, 200)).replace(b"avif", b"mp42")) is None
