"""Variants: smaller copies of pictures, for readers whose screens or lines are small.

Pillow makes them. It is an extra, `newsgen[pictures]`, and is loaded with the first picture that
has variants. They are made of clean bytes, whose size is known before anything is decoded.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from io import BytesIO
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final
from warnings import catch_warnings

from newsgen.files.exif import UPRIGHT, orientation_of
from newsgen.files.imagesize import Size, size_of
from newsgen.media._said import RawFacts
from newsgen.media._unclean import MOST_PIXELS, damaged, too_large
from newsgen.media.kinds import KINDS, kind_of
from newsgen.version import version_of

if TYPE_CHECKING:
    from PIL.Image import Image

NARROW: Final = 200
"""A picture of at most so many pixels across has no variants."""
_FORMATS: Final = {"JPEG": "JPEG", "PNG": "PNG", "WebP": "WEBP"}
"""What Pillow calls the kinds of pictures that have variants."""
WITH_VARIANTS: Final = tuple(
    ending for kind in KINDS if kind.name in _FORMATS for ending in kind.endings
)
"""How the names of such pictures end."""
_DEEP_GREY: Final = "I;16"
_MODES: Final = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", _DEEP_GREY})
"""Ways to store pixels whose colours Pillow knows: not CMYK."""
_DEPTH_AT: Final = 24
"""Where a PNG says how many bits each of its colours has."""
_BYTE: Final = 8
"""The bits of a colour in a variant."""
_ROOM: Final = 2
"""A picture is decoded at no less than so many times the width of its variant."""
_STRIP: Final = 64
"""The rows of a strip of a picture that can be seen through."""
_METHOD: Final = 4
"""How hard the encoder of WebP works, 0 to 6."""
_SPEED: Final = 6
"""How quickly the encoder of AVIF works, 0 to 10."""
_LESS: Final = 25
"""A picture in AVIF looks as one in WebP does whose quality is so much higher."""
_MEMORY, _SMALL, _MORE = 200_000_000, 1 << 20, 200
"""What decoding a small picture may take, the bytes of one, and what for each byte more."""
_COSTS: Final = {"JPEG": 1, "PNG": 8, "WEBP": 15}
"""The bytes of memory that Pillow takes for a pixel; of a JPEG it decodes no more than it needs."""
_SCAN: Final = b"\xff\xda"
_COST_OF_SCANS, _SCANS_A_BYTE = 6, 5
"""A JPEG in several scans is decoded whole, and so many scans take as long as a byte more."""
_EDITION: Final = 2
"""Changes when this module begins to make other variants than before."""


def can_make_variants() -> bool:
    """Return whether Pillow is installed."""
    return find_spec("PIL") is not None


def can_make_avif() -> bool:
    """Return whether the Pillow that is installed makes AVIF."""
    return find_spec("PIL._avif") is not None


def recipe(quality: int) -> str:
    """Name all that decides a variant's bytes beside its picture and its width."""
    return f"{_EDITION} {pillow_version()} {quality}"


def pillow_version() -> str:
    return version_of("pillow")


def may_have_variants(data: bytes) -> bool:
    """Return whether a file is a picture of a kind that has variants, and wide enough for them."""
    kind, size = kind_of(data), size_of(data)
    return kind is not None and kind.name in _FORMATS and size is not None and size[0] > NARROW


def height_at(width: int, size: Size) -> int:
    """Return the height of a picture at another width."""
    return max(round(size[1] * width / size[0]), 1)


class Original:
    """A picture that variants are made of."""

    def __init__(self, data: bytes) -> None:
        """Take the clean bytes of a picture that may have variants."""
        self._data = data
        self._size = size_of(data) or (1, 1)
        kind = kind_of(data)
        self._format = _FORMATS[kind.name] if kind else ""
        self._said = kind.load().said if kind else RawFacts
        self._decoded: tuple[Size, Image] | None = None

    def is_fit(self) -> bool:
        """Return whether a variant would show what the picture shows.

        It would not if the picture moves, or has colours that Pillow does not know.

        Raises:
            UncleanError: it is too large, or Pillow cannot read it.

        """
        with _plain_failures():
            image = self._opened()
            if getattr(image, "is_animated", False) or image.mode not in _MODES:
                return False
            if self._format != "JPEG" and orientation_of(self._said(self._data).exif) != UPRIGHT:
                return False
            self._shown(NARROW)
        return True

    def variant(self, width: int, quality: int, kind: str = "webp") -> bytes:
        """Return the variant of a width, as WebP or AVIF. Raises as `is_fit` does."""
        with _plain_failures():
            image = self._shown(width)
            profile = None if image.mode in ("1", "L", "LA") else image.info.get("icc_profile")
            size = width, height_at(width, self._size)
            if image.has_transparency_data:
                small = _scaled_clear(image, size)
            else:
                whole = image if image.mode == "RGB" else image.convert("RGB")
                small = whole.resize(size, _pillow().Resampling.LANCZOS, reducing_gap=_ROOM)
            data = BytesIO()
            how = _of_avif(quality) if kind == "avif" else {"quality": quality, "method": _METHOD}
            small.save(data, kind.upper(), icc_profile=profile, exif=b"", xmp=b"", **how)
            return data.getvalue()

    def _shown(self, width: int) -> "Image":
        """Return the picture as it is shown, decoded as large as a variant needs.

        How large depends on the variant's width alone, so its bytes do too.
        """
        box = width * _ROOM, height_at(width * _ROOM, self._size)
        image = self._opened()
        image.draft(image.mode, box if image.size == self._size else box[::-1])
        stored = image.size
        if self._decoded is None or self._decoded[0] != stored:
            from PIL.ImageOps import exif_transpose  # noqa: PLC0415 (an extra)

            image.load()
            if self._format == "PNG":
                image = _in_bytes(image, self._data[_DEPTH_AT])
            exif_transpose(image, in_place=True)
            self._decoded = stored, image
        return self._decoded[1]

    def _cost(self) -> int:
        """Return how many bytes of memory a pixel takes, or time in which they would be filled."""
        scans = self._data.count(_SCAN) if self._format == "JPEG" else 1
        return _COSTS[self._format] if scans == 1 else max(_COST_OF_SCANS, scans // _SCANS_A_BYTE)

    def _opened(self) -> "Image":
        width, height = self._size
        most = _MEMORY + _MORE * max(len(self._data) - _SMALL, 0)
        if width * height > MOST_PIXELS or width * height * self._cost() > most:
            raise too_large(width, height)
        image: Image = _pillow().open(BytesIO(self._data), formats=(self._format,))
        return image


def _scaled_clear(image: "Image", size: Size) -> "Image":
    """Return a picture that can be seen through in another size, as Pillow's `resize` does.

    It would keep the whole picture three times: as it is, with its colours by themselves, and with
    those multiplied by how dense they are. Here the last is made strip by strip.
    """
    width, height = image.size
    across, down = (
        int(now / then / _ROOM) or 1 for now, then in zip(image.size, size, strict=True)
    )
    few: Image = _pillow().new("RGBa", (-(-width // across), -(-height // down)))
    for top in range(0, height, down * _STRIP):
        strip = image.crop((0, top, width, min(top + down * _STRIP, height)))
        few.paste(strip.convert("RGBA").convert("RGBa").reduce((across, down)), (0, top // down))
    box = (0, 0, width / across, height / down)
    return few.resize(size, _pillow().Resampling.LANCZOS, box).convert("RGBA")


def _in_bytes(image: "Image", depth: int) -> "Image":
    """Return a PNG with a byte for each colour, of which a file may have 2 bits to 16.

    Pillow leaves the one colour that may be clear, `transparency`, as the file has it.
    """
    clear = image.info.get("transparency")
    if image.mode == _DEEP_GREY:
        raw = image.tobytes("raw", "I;16B")
        image = _pillow().frombytes("L", image.size, raw, "raw", "L;16B")
    if image.mode == "L" and isinstance(clear, int):
        image.info["transparency"] = _as_byte(clear, depth)
    elif image.mode == "RGB" and isinstance(clear, tuple):
        image.info["transparency"] = tuple(_as_byte(sample, depth) for sample in clear)
    return image


def _as_byte(sample: int, depth: int) -> int:
    """Return a sample of some bits as one of eight, as Pillow returns those of pixels."""
    return sample >> depth - _BYTE if depth > _BYTE else sample * 255 // ((1 << depth) - 1)


def _of_avif(quality: int) -> dict[str, Any]:
    """Say how AVIF is made; more threads than one would make the bytes depend on the machine."""
    return {"quality": max(quality - _LESS, 1), "speed": _SPEED, "max_threads": 1}


def _pillow() -> ModuleType:
    from PIL import Image  # noqa: PLC0415 (an extra)

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    return Image


@contextmanager
def _plain_failures() -> Iterator[None]:
    """Say in plain words that Pillow cannot read a picture, and keep its warnings to itself."""
    try:
        with catch_warnings(action="ignore"):
            yield
    except (
        OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError,
        AttributeError, RuntimeError, struct.error, _pillow().DecompressionBombError,
    ):  # fmt: skip
        raise damaged() from None
