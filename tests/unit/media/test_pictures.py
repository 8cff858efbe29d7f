"""Variants: what is in them, what they are made of, and which pictures have none."""

import struct
from collections.abc import Callable, Sequence
from importlib import metadata
from io import BytesIO
from random import Random
from typing import Any
from zlib import compress, crc32

import pytest
from PIL import Image, ImageCms

from newsgen.files.imagesize import size_of
from newsgen.media import UncleanError, cleaned, pictures, published
from newsgen.media.facts import facts_of
from newsgen.media.pictures import Original, can_make_avif, height_at, may_have_variants, recipe
from tests.media import read
from tests.support.pictures import photograph, png


def written(image: Image.Image, kind: str, **how: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


def changed(mode: str) -> Image.Image:
    return Image.open(BytesIO(photograph(400, 300))).convert(mode)


def turned(orientation: int) -> bytes:
    return cleaned(photograph(400, 300, exif=_exif(orientation)))


def _exif(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif.tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_variant_is_the_picture_at_another_width(kind: str) -> None:
    data = photograph(1200, 800, kind)
    original = Original(data)
    assert original.is_fit()
    variant = original.variant(320, 75)
    assert size_of(variant) == (320, 213)
    assert len(variant) < len(data)
    small, whole = Image.open(BytesIO(variant)), Image.open(BytesIO(data)).resize((320, 213))
    for place in ((5, 5), (300, 10), (160, 100), (10, 200)):
        for after, before in zip(_pixel(small, place), _pixel(whole, place), strict=True):
            assert abs(after - before) < 12, place


def _pixel(image: Image.Image, place: tuple[int, int]) -> tuple[int, ...]:
    pixel = image.convert("RGB").getpixel(place)
    assert isinstance(pixel, tuple)
    return tuple(map(int, pixel))


def test_its_bytes_do_not_depend_on_what_was_made_before() -> None:
    data = photograph(2400, 1600)
    together = Original(data)
    for width in (1280, 320, 960, 321, 2400):
        assert together.variant(width, 75) == Original(data).variant(width, 75)


def test_in_avif_it_is_the_same_picture_and_smaller() -> None:
    data = photograph(1200, 800)
    webp, avif = (Original(data).variant(640, 75, kind) for kind in ("webp", "avif"))
    assert avif == Original(data).variant(640, 75, "avif")
    assert len(avif) < len(webp)
    small = Image.open(BytesIO(avif))
    assert (small.format, small.size) == ("AVIF", (640, 427))
    whole = Image.open(BytesIO(data)).resize((640, 427))
    for after, before in zip(_pixel(small, (300, 10)), _pixel(whole, (300, 10)), strict=True):
        assert abs(after - before) < 12
    assert can_make_avif()


@pytest.mark.parametrize("kind", ["webp", "avif"])
def test_it_says_nothing_of_its_origin(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x8825] = "Camera", {1: "N", 2: (51.0, 30.0, 0.0)}
    data = photograph(400, 300, exif=exif.tobytes(), comment=b"secret")
    assert facts_of(data)
    variant = Original(data).variant(320, 75, kind)
    assert facts_of(variant) == []
    assert b"exif" not in variant.lower()


def test_it_keeps_the_profile_of_its_colours() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    variant = Original(photograph(400, 300, icc_profile=profile)).variant(320, 75)
    assert Image.open(BytesIO(variant)).info["icc_profile"] == profile


def test_what_can_be_seen_through_stays_so() -> None:
    image = changed("RGBA")
    image.putalpha(Image.new("L", image.size, 40))
    variant = Original(written(image, "PNG")).variant(320, 75)
    assert Image.open(BytesIO(variant)).mode == "RGBA"


@pytest.mark.parametrize("mode", ["RGBA", "LA", "RGB", "L"])
@pytest.mark.parametrize("size", [(1001, 777), (3000, 100), (333, 1222), (640, 480)])
def test_what_can_be_seen_through_is_scaled_as_pillow_scales_it(
    mode: str, size: tuple[int, int]
) -> None:
    data = Random(1).randbytes(4 * size[0] * size[1])
    image = Image.frombytes("RGBA", size, data).convert(mode)
    if mode in ("RGB", "L"):
        image.info["transparency"] = image.getpixel((0, 0))
    original = Original(written(image, "PNG"))
    for width in (210, 320, 321):
        asked = width, height_at(width, size)
        scaled = image.convert("RGBA").resize(asked, Image.Resampling.LANCZOS, reducing_gap=2)
        shown = written(scaled, "WEBP", quality=75, method=4, exif=b"", xmp=b"")
        assert original.variant(width, 75) == shown


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_photograph_is_turned_in_its_variants(orientation: int) -> None:
    data = turned(orientation)
    shown = size_of(data)
    assert shown == ((300, 400) if orientation >= 5 else (400, 300))
    variant = Image.open(BytesIO(Original(data).variant(240, 75)))
    assert variant.size == (240, height_at(240, shown))
    assert variant.getexif() == {}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_ways_to_store_pixels(mode: str) -> None:
    original = Original(written(changed(mode), "PNG"))
    assert original.is_fit()
    assert size_of(original.variant(320, 75)) == (320, 240)


def stored(depth: int, colours: int, samples: Sequence[int], clear: bytes = b"") -> bytes:
    """Return a PNG, 400 pixels across, whose rows are all of some samples, with a clear colour."""
    bits = "".join(format(sample, f"0{depth}b") for sample in samples)
    row = b"\0" + int(bits, 2).to_bytes(len(bits) // 8)
    header = struct.pack(">IIBBBBB", 400, 300, depth, colours, 0, 0, 0)
    chunks = {b"IHDR": header, b"tRNS": clear, b"IDAT": compress(row * 300), b"IEND": b""}
    parts = (
        struct.pack(">I", len(content)) + name + content + crc32(name + content).to_bytes(4)
        for name, content in chunks.items()
        if content or name == b"IEND"
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _shades(data: bytes) -> list[tuple[int, ...]]:
    original = Original(cleaned(data))
    assert original.is_fit()
    small = Image.open(BytesIO(original.variant(320, 90))).convert("RGBA")
    pixels = [small.getpixel((x, 120)) for x in (40, 120, 200, 280)]
    return [pixel for pixel in pixels if isinstance(pixel, tuple)]


@pytest.mark.parametrize("depth", [2, 4, 8, 16])
def test_grey_of_any_depth(depth: int) -> None:
    most = (1 << depth) - 1
    samples = [at * most // 3 for at in range(4) for _ in range(100)]
    shades = _shades(stored(depth, 0, samples))
    assert [pixel[3] for pixel in shades] == [255] * 4
    for shade, expected in zip(shades, (0, 85, 170, 255), strict=True):
        assert abs(shade[0] - expected) < 3


@pytest.mark.parametrize("depth", [1, 2, 4, 8, 16])
def test_one_grey_of_any_depth_may_be_clear(depth: int) -> None:
    most = (1 << depth) - 1
    samples = [at // 2 * most for at in range(4) for _ in range(100)]
    shades = _shades(stored(depth, 0, samples, most.to_bytes(2)))
    assert [pixel[3] for pixel in shades] == [255, 255, 0, 0]


@pytest.mark.parametrize("depth", [8, 16])
def test_one_colour_of_any_depth_may_be_clear(depth: int) -> None:
    most = (1 << depth) - 1
    clear = (most, most // 2, 0)
    samples = [each for at in range(4) for _ in range(100) for each in ((0, 0, 0), clear)[at // 2]]
    shades = _shades(stored(depth, 2, samples, struct.pack(">HHH", *clear)))
    assert [pixel[3] for pixel in shades] == [255, 255, 0, 0]


@pytest.mark.parametrize(
    "data",
    [
        lambda: written(changed("CMYK"), "JPEG"),
        lambda: written(changed("RGB"), "WEBP", save_all=True, append_images=[changed("L")]),
        lambda: written(changed("RGB"), "PNG", exif=_exif(6)),
    ],
    ids=["CMYK", "frames", "turned PNG"],
)  # fmt: skip
def test_pictures_without_variants(data: Callable[[], bytes]) -> None:
    assert not Original(data()).is_fit()


@pytest.mark.parametrize(
    ("data", "may"),
    [
        (photograph(201, 20), True), (photograph(200, 400), False), (png(300, 2), True),
        (photograph(300, 20, "GIF"), False), (b"<svg/>", False), (b"", False),
    ],
)  # fmt: skip
def test_which_files_may_have_variants(data: bytes, may: bool) -> None:
    assert may_have_variants(data) == may


def test_a_picture_of_too_many_pixels_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    head = b"\x89PNG\r\n\x1a\n" + bytes(4) + b"IHDR"
    data = head + struct.pack(">II", 100_000, 100_000) + bytes(100)
    with pytest.raises(UncleanError, match="100,000 by 100,000 pixels"):
        Original(data).is_fit()
    monkeypatch.setattr(pictures, "MOST_PIXELS", 400 * 300 - 1)
    with pytest.raises(UncleanError, match="400 by 300"):
        Original(photograph(400, 300)).is_fit()


def test_a_damaged_picture_is_said_to_be() -> None:
    random = Random(7)
    whole = [photograph(300, 200), photograph(300, 200, "PNG"), photograph(300, 200, "WEBP")]
    faults = 0
    for number in range(150):
        data = bytearray(random.choice(whole))
        for _ in range(random.choice([1, 5, 40])):
            data[random.randrange(20, len(data))] = random.randrange(256)
        data = data[: random.randrange(100, len(data))] if number % 2 else data
        if not may_have_variants(bytes(data)):
            continue
        original = Original(bytes(data))
        try:
            if original.is_fit():
                assert original.variant(240, 75)
        except UncleanError:
            faults += 1
    assert faults > 20


def test_a_recipe_names_the_version_of_pillow_and_the_quality() -> None:
    assert recipe(75).endswith(f"{metadata.version('pillow')} 75")
    assert recipe(75) != recipe(76)


def test_a_picture_of_too_many_pixels_is_not_published() -> None:
    whole = photograph(400, 300, "PNG")
    at = whole.index(b"IHDR") + 4
    header = struct.pack(">II", 20_000, 20_000) + whole[at + 8 : at + 13]
    large = whole[:at] + header + struct.pack(">I", crc32(b"IHDR" + header)) + whole[at + 17 :]
    with pytest.raises(UncleanError, match="20,000 by 20,000 pixels"):
        published("images/van.png", large)
    assert published("images/van.png", whole)


def test_a_telephones_picture_by_another_name_is_still_called_heic() -> None:
    with pytest.raises(UncleanError, match="it is HEIC"):
        published("images/van.jpg", b"\0\0\0\x18ftypheic" + bytes(12))


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"hevc"])
def test_a_picture_that_most_browsers_do_not_show_is_refused(brand: bytes) -> None:
    with pytest.raises(UncleanError, match="HEIC") as refused:
        published("images/van.heic", b"\0\0\0\x18ftyp" + brand + bytes(12))
    assert refused.value.hint == "Save it as JPEG."


def test_one_that_has_another_brand_is_told_by_its_others_and_by_its_items() -> None:
    avif = read("camera.avif")
    published("images/van.avif", avif)
    common = avif.replace(b"ftypavif", b"ftypmif1", 1)
    published("images/van.avif", common)
    for heic in (common.replace(b"avif", b"heic"), common.replace(b"avif", b"abcd")):
        with pytest.raises(UncleanError, match="HEIC"):
            published("images/van.heic", heic.replace(b"av01", b"hvc1"))
    published("images/van.avif", common.replace(b"avif", b"abcd"))
    sequence = b"\0\0\0\x18ftypmsf1" + bytes(4) + b"msf1hevc"
    with pytest.raises(UncleanError, match="HEIC"):
        published("images/van.heic", sequence)


@pytest.mark.parametrize("end", range(12, 400, 11))
def test_one_that_is_cut_off_is_refused(end: int) -> None:
    common = read("camera.avif").replace(b"avif", b"mif1")
    with pytest.raises(UncleanError):
        published("images/van.avif", common[:end])
