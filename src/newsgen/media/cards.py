"""Cards: the pictures that stand for releases without one where their pages are shared.

Pillow draws them, as it makes variants. A card has texts on plain areas, each of two colours, and
every pixel is one of 16 steps between those of its area: so a card is a PNG with a palette, which
is small and quick to write.
"""

import struct
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont


WIDTH: Final = 1200
HEIGHT: Final = 630
_STEPS: Final = 16
"""From the colour of an area to that of the text on it."""
_AREAS: Final = (("band", "on_band"), ("page", "text"), ("panel", "text"), ("page", "muted"))
_BAND, _TITLE, _LABEL, _DATE, _EDGE = range(len(_AREAS) + 1)

_MARGIN: Final = 72
_ROOM: Final = WIDTH - 2 * _MARGIN
_BAND_HEIGHT: Final = 112
_ROW: Final = _BAND_HEIGHT + 44
"""Where the label and the date begin."""
_ROW_HEIGHT: Final = 52
_FOOT: Final = HEIGHT - 14
_TITLE_END: Final = _FOOT - 34
_GAP: Final = 32
_PAD: Final = 22
_MARK: Final = 10
"""The width of the coloured edge of the label."""
_FORCE_SIZES: Final = (40, 36, 32, 28, 24)
_SMALL: Final = 29
_TITLE_SIZES: Final = (104, 88, 76, 66, 58, 52, 46, 40)
_LEAD: Final = 1.13
"""From one line to the next, in sizes of the letters."""
_RISE: Final = 0.82
"""From the top of a line to the foot of its letters, in sizes."""
_NARROWER: Final = tuple(1 - step / 40 for step in range(1, 15))
"""Shares of the room that are tried for lines of about the same length."""
_ELLIPSIS: Final = "…"
_COMPRESSION: Final = 6
EDITION: Final = 1
"""Changes when this module begins to draw other cards than before."""


class Colours(NamedTuple):
    """The colours of a theme, such as `#1d3557`."""

    band: str
    on_band: str
    page: str
    text: str
    panel: str
    muted: str
    edge: str


class CardText(NamedTuple):
    """What stands on a card: all but the title may be empty.

    `edge` is the colour of the label's edge; `url` is the address of the page, which is written
    into the file, as the title is: so that whoever removes a release finds its card.
    """

    title: str
    label: str
    edge: str
    force: str
    date: str
    url: str


class FontError(Exception):
    """Pillow cannot draw with a font."""


class Painter:
    """Draws cards in one font and the colours of a theme."""

    def __init__(self, font: bytes, colours: Colours) -> None:
        """Take the bytes of a TrueType or OpenType font."""
        self._file = font
        self._colours = {name: _rgb(colour) for name, colour in colours._asdict().items()}
        self._font = cache(self._opened)

    def card(self, text: CardText) -> bytes:
        """Return a card as PNG: the same bytes for the same text with one version of Pillow.

        Raises:
            FontError: the font cannot be used.

        """
        from PIL import Image, ImageDraw  # noqa: PLC0415 (an extra)

        levels = Image.new("L", (WIDTH, HEIGHT), _level(_TITLE))
        draw = ImageDraw.Draw(levels)
        draw.rectangle((0, 0, WIDTH, _BAND_HEIGHT), fill=_level(_BAND))
        draw.rectangle((0, _FOOT, WIDTH, HEIGHT), fill=_level(_BAND))
        self._force(draw, text.force)
        top = self._row(draw, text) if text.label or text.date else _ROW
        self._title(draw, text.title, top)
        return self._png(levels.tobytes(), text)

    def _force(self, draw: "ImageDraw", force: str) -> None:
        fonts = map(self._font, _FORCE_SIZES)
        font = next((f for f in fonts if f.getlength(force) <= _ROOM), None)
        shown = force if font else _shortened(force, self._font(_FORCE_SIZES[-1]))
        font = font or self._font(_FORCE_SIZES[-1])
        place = _MARGIN, _BAND_HEIGHT // 2
        draw.text(place, shown, font=font, fill=_level(_BAND, 1), anchor="lm")

    def _row(self, draw: "ImageDraw", text: CardText) -> int:
        """Draw label and date; return where the title begins."""
        left, middle, font = _MARGIN, _ROW + _ROW_HEIGHT // 2, self._font(_SMALL)
        if text.label:
            end = left + _MARK + 2 * _PAD + round(font.getlength(text.label))
            draw.rectangle((left, _ROW, end, _ROW + _ROW_HEIGHT), fill=_level(_LABEL))
            draw.rectangle((left, _ROW, left + _MARK, _ROW + _ROW_HEIGHT), fill=_level(_EDGE, 1))
            place = left + _MARK + _PAD, middle
            draw.text(place, text.label, font=font, fill=_level(_LABEL, 1), anchor="lm")
            left = end + _GAP
        if text.date:
            draw.text((left, middle), text.date, font=font, fill=_level(_DATE, 1), anchor="lm")
        return _ROW + _ROW_HEIGHT + _GAP

    def _title(self, draw: "ImageDraw", title: str, top: int) -> None:
        size, lines = self._fitted(title, _TITLE_END - top)
        for at, line in enumerate(lines):
            foot = top + round((at * _LEAD + _RISE) * size)
            place = _MARGIN, foot
            draw.text(place, line, font=self._font(size), fill=_level(_TITLE, 1), anchor="ls")

    def _fitted(self, title: str, height: int) -> tuple[int, list[str]]:
        """Return the largest size in which a title fits, and its lines.

        In the smallest, a word that is too long is cut, and what is too much is left out.
        """
        words = title.split()
        largest, font = _TITLE_SIZES[0], self._font(_TITLE_SIZES[0])
        space, *widths = [font.getlength(part) for part in (" ", *words)]
        for size in _TITLE_SIZES:
            lines = _balanced(words, widths, space, _ROOM * largest / size)
            if _height(lines, size) <= height and max(widths) * size <= _ROOM * largest:
                return size, lines
        size = _TITLE_SIZES[-1]
        font = self._font(size)
        parts = [part for word in words for part in _cut(word, font)]
        space, *widths = [font.getlength(part) for part in (" ", *parts)]
        lines = _lines(parts, widths, space, _ROOM)
        whole = len(lines)
        while _height(lines, size) > height:
            lines.pop()
        if len(lines) < whole:
            lines[-1] = _shortened(lines[-1], font)
        return size, lines

    def _opened(self, size: int) -> "FreeTypeFont":
        from PIL import ImageFont  # noqa: PLC0415 (an extra)

        # Not Raqm, which not every Pillow has: the letters would stand otherwise.
        basic = ImageFont.Layout.BASIC
        try:
            return ImageFont.truetype(BytesIO(self._file), size, layout_engine=basic)
        except OSError:
            raise FontError from None

    def _png(self, levels: bytes, text: CardText) -> bytes:
        from PIL import Image  # noqa: PLC0415 (an extra)
        from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415

        image = Image.frombytes("P", (WIDTH, HEIGHT), levels)
        areas = [(self._colours[back], self._colours[front]) for back, front in _AREAS]
        areas.append((self._colours["page"], _rgb(text.edge)))
        image.putpalette([part for back, front in areas for part in _ramp(back, front)])
        about, png = PngInfo(), BytesIO()
        about.add_itxt("Title", text.title)
        about.add_itxt("Source", text.url)
        image.save(png, "PNG", compress_level=_COMPRESSION, pnginfo=about)
        return png.getvalue()


def _level(area: int, share: int = 0) -> int:
    """Return the level of an area's colour, or with a `share` of 1 that of what stands on it."""
    return area * _STEPS + share * (_STEPS - 1)


def _rgb(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of a colour such as `#1d3557` or `#fff`."""
    digits = colour.removeprefix("#")
    if len(digits) == len("fff"):
        digits = "".join(2 * digit for digit in digits)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _ramp(back: Sequence[int], front: Sequence[int]) -> Iterator[int]:
    """Yield the colours from one to another, each as red, green and blue."""
    for step in range(_STEPS):
        for b, f in zip(back, front, strict=True):
            yield b + (f - b) * step // (_STEPS - 1)


def _height(lines: Sequence[str], size: int) -> int:
    return round(len(lines) * _LEAD * size)


def _lines(words: Sequence[str], widths: Sequence[float], space: float, room: float) -> list[str]:
    """Set words into lines, none of which is longer than the room unless by a single word."""
    lines, line, length = list[str](), list[str](), 0.0
    for word, width in zip(words, widths, strict=True):
        if line and length + space + width > room:
            lines.append(" ".join(line))
            line, length = [], 0.0
        length += width + (space if line else 0)
        line.append(word)
    return [*lines, " ".join(line)]


def _balanced(
    words: Sequence[str], widths: Sequence[float], space: float, room: float
) -> list[str]:
    """Set words into as few lines as there can be, of about the same length."""
    lines = _lines(words, widths, space, room)
    for share in _NARROWER:
        narrower = _lines(words, widths, space, room * share)
        if len(narrower) > len(lines) or room * share < max(widths):
            break
        lines = narrower
    return lines


def _cut(word: str, font: "FreeTypeFont") -> Iterator[str]:
    """Cut a word into parts that fit into a line."""
    while font.getlength(word) > _ROOM:
        end = next(n for n in range(len(word) - 1, 0, -1) if font.getlength(word[:n]) <= _ROOM)
        yield word[:end]
        word = word[end:]
    yield word


def _shortened(text: str, font: "FreeTypeFont") -> str:
    """Leave out the end of a text, so that it fits into a line with an ellipsis behind it."""
    while font.getlength(text + _ELLIPSIS) > _ROOM:
        text = text[:-1]
    return text.rstrip(" ,;:.–-") + _ELLIPSIS


_KINDS: Final = (b"\0\1\0\0", b"OTTO", b"true")
"""How a font of one face begins, by how its outlines are written."""
_UNICODE: Final = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))
"""The tables of Unicode's characters by platform and encoding, the largest first."""
_LAST: Final = 0xFFFF
"""Ends a table of segments; it is not a character."""


def letters_of(font: bytes) -> str:
    """Return all characters that a TrueType or OpenType font has a glyph for, in order.

    Raises:
        ValueError: it is not such a font.

    """
    try:
        return "".join(map(chr, sorted(set(_codes(font)))))
    except (struct.error, KeyError, StopIteration):
        raise ValueError("not a TrueType or OpenType font") from None


def _codes(font: bytes) -> Iterator[int]:
    if font[:4] not in _KINDS:
        raise KeyError("kind")
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * at) for at in range(count))
    offset, length = {tag: (start, size) for tag, _, start, size in records}[b"cmap"]
    table = font[offset : offset + length]
    (count,) = struct.unpack_from(">H", table, 2)
    subtables = (struct.unpack_from(">HHL", table, 4 + 8 * at) for at in range(count))
    starts = {(platform, encoding): start for platform, encoding, start in subtables}
    start = next(starts[which] for which in _UNICODE if which in starts)
    (form,) = struct.unpack_from(">H", table, start)
    return {4: _segments, 12: _groups}[form](table[start:])


def _segments(table: bytes) -> Iterator[int]:
    """Yield the characters of a table of segments, but those that lead to no glyph."""
    (double,) = struct.unpack_from(">H", table, 6)
    rows = [
        struct.unpack_from(f">{double // 2}{sign}", table, 14 + at * double + (2 if at else 0))
        for at, sign in enumerate("HHhH")
    ]
    for at, (last, first, delta, jump) in enumerate(zip(*rows, strict=True)):
        for code in range(first, min(last, _LAST - 1) + 1):
            glyph = code
            if jump:
                place = 16 + 3 * double + 2 * at + jump + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", table, place)
            if glyph and (glyph + delta) & 0xFFFF:
                yield code


def _groups(table: bytes) -> Iterator[int]:
    """Yield the characters of a table of groups, which also has those beyond 16 bits."""
    (count,) = struct.unpack_from(">L", table, 12)
    for at in range(count):
        first, last, glyph = struct.unpack_from(">LLL", table, 16 + 12 * at)
        yield from range(first if glyph else first + 1, last + 1)
