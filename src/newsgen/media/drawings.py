"""The width and height of a drawing (SVG), for the place that a page keeps for it.

Sources: SVG 2, section 8; CSS Values 4, section 6.2.
"""

import re
from contextlib import suppress
from typing import Final

from newsgen.files.imagesize import Size
from newsgen.media.kinds import kind_of

WIDE: Final = 1200
"""The width of a drawing that says its shape and no size: browsers draw it as wide as its place."""
_MOST: Final = 100_000
_ROOT: Final = re.compile(rb"<(?:svg:)?svg\b([^>]*)>")
_SIDES: Final = re.compile(r'(?:^|\s)(width|height|viewBox)="([^"]*)"')
_LENGTH: Final = re.compile(
    r"\s*\+?((?:\d++(?:\.\d++)?|\.\d++)(?:[eE][+-]?\d+)?)(px|pt|pc|mm|cm|in|Q)?\s*"
)
_PIXELS: Final = {
    "": 1, "px": 1, "pt": 4 / 3, "pc": 16, "in": 96,
    "mm": 96 / 25.4, "cm": 96 / 2.54, "Q": 24 / 25.4,
}  # fmt: skip
_NUMBERS_OF_VIEW_BOX: Final = 4


def drawing_size(clean: bytes) -> Size | None:
    """Return the size in pixels that a drawing is shown in; None if it says no shape.

    Takes the bytes of a file as they are published, of any kind.
    """
    kind = kind_of(clean)
    root = _ROOT.search(clean) if kind and kind.name == "SVG" else None
    if root is None:
        return None
    said = dict(_SIDES.findall(root[1].decode("utf-8", "replace")))
    width, height = _length(said.get("width", "")), _length(said.get("height", ""))
    if not (width and height):
        shape = _shape(said.get("viewBox", ""))
        if not shape:
            return None
        if height and not width:
            width = height * shape
        width = width or WIDE
        height = width / shape
    size = max(round(width), 1), max(round(height), 1)
    return size if max(size) <= _MOST else None


def _length(text: str) -> float:
    """Return a length in pixels; 0 if it depends on the page, as a percentage does."""
    match = _LENGTH.fullmatch(text)
    return min(float(match[1]) * _PIXELS[match[2] or ""], _MOST + 1) if match else 0


def _shape(view_box: str) -> float:
    """Return how many times as wide as high a drawing is; 0 if that is not known."""
    with suppress(ValueError, OverflowError):
        numbers = [float(number) for number in view_box.replace(",", " ").split()]
        if len(numbers) == _NUMBERS_OF_VIEW_BOX and min(numbers[2:]) > 0:
            shape = numbers[2] / numbers[3]
            return shape if 1 / _MOST < shape < _MOST else 0
    return 0
