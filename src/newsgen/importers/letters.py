"""A page's bytes as letters, and these as a tree."""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from newsgen.importers.byte_order import wide_encoding
from newsgen.importers.capture import Capture
from newsgen.model.wellformed import legal

_META: Final = re.compile(
    rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_WINDOWS: Final = "cp1252"
_AS_BROWSERS: Final = {"iso-8859-1": _WINDOWS, "latin-1": _WINDOWS, "latin1": _WINDOWS,
                       "us-ascii": _WINDOWS, "ascii": _WINDOWS, "utf8": "utf-8"}  # fmt: skip
"""What browsers take some names for."""


def letters_of(body: bytes, header: str) -> tuple[str, str]:
    """Return the text of a page, and what is odd about its encoding.

    What is UTF-8 beyond doubt is UTF-8, whatever server and page say.
    """
    if wide := wide_encoding(body):
        return _decoded_wide(body, wide)
    body = body.removeprefix(codecs.BOM_UTF8)
    meta = _META.search(body[:4096])
    said = _known(header) or _known(meta[1].decode("ascii") if meta else "")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        is_odd = said not in ("", "utf-8") and not body.isascii()
        return text, f"it says {said} and is UTF-8" if is_odd else ""
    if said and not said.startswith("utf"):  # UTF-16 is known by its bytes
        try:
            return body.decode(said), ""
        except UnicodeDecodeError:
            pass
    words = f"it says {said} and is not" if said else "it does not say its encoding"
    text, name = max(_readings(body), key=lambda reading: _plausible(reading[0]))
    return text, f"{words}: read as {name}"


def _decoded_wide(body: bytes, wide: str) -> tuple[str, str]:
    try:
        text, oddity = body.decode(wide), ""
    except UnicodeDecodeError:
        text, oddity = body.decode(wide, "replace"), f"it begins as {wide} and is not"
    return text.removeprefix("\ufeff"), oddity


_MIXED: Final = "newsgen-windows"


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Take a byte that is not UTF-8 for the letter that it is on Windows."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode(_WINDOWS, "replace"), error.end


codecs.register_error(_MIXED, _as_windows)


def _known(name: str) -> str:
    """Return a charset's name as Python has it, or an empty text."""
    name = name.strip().lower()
    name = _AS_BROWSERS.get(name, name)
    try:
        "".encode(name)
    except (LookupError, ValueError, UnicodeError):
        return ""
    return name


def _readings(body: bytes) -> Iterator[tuple[str, str]]:
    """Yield a text as each of the encodings has it that English and Welsh are likely to be in.

    Read with the right one, signs stand beside words, and letters in them.
    """
    for name in _LIKELY:
        yield body.decode(name, "replace"), name
    yield body.decode("utf-8", _MIXED), f"utf-8 with letters of {_WINDOWS} in it"


_LIKELY: Final = (_WINDOWS, "iso8859_14", "mac_roman", "cp850")
_IN_WORDS: Final = re.compile(
    r"(?<=[a-z])[^\W\dA-Z_a-z](?=[a-z]|\W|$)|(?<=\W)[^\W\dA-Z_a-z](?=[a-z]{2})|[ŵŷ]"
)
_SIGNS: Final = re.compile(
    r"£(?=\d)|[€°](?!\w)|\xa0|[“‘](?=\w)|(?<=[\w.,!?])[”’…]|’(?=\w)|[–—•](?=\s|<)|(?<=\d)[–½¼°]"
)


def _plausible(text: str) -> int:
    """Return how many letters and signs stand where such stand, less those that do not."""
    other = sum(not each.isascii() for each in text)
    letters = (match[0] for match in _IN_WORDS.finditer(text))
    return 2 * (len(_SIGNS.findall(text)) + sum(map(str.islower, letters))) - other


_DEEPEST: Final = 1_000
_NESTED: Final = re.compile(
    r"<(/?)(?:div|span|font|center|[abiu]|em|strong|small|big|section|article|table|ul|ol|dl|form"
    r"|blockquote)\b",
    re.IGNORECASE,
)
_MANY: Final = 5_000
_TAG: Final = re.compile(r"<(/?)([a-z][^\s/>]*)(?:[^<>]*+(?<=/)(>))?", re.IGNORECASE)
_ENDING: Final = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr", "dd", "dt", "li", "option", "p", "tbody", "td", "th", "tr",
})  # fmt: skip
"""Elements that end by themselves: all others stand open until they are closed."""
_HTML_AGAIN: Final = ("foreignobject", "desc", "title")
"""What holds HTML within a drawing."""
_MOST_WORK: Final = 25_000_000


def tree_of(capture: Capture) -> tuple[LexborHTMLParser, str]:
    """Parse a page. Returns its tree, and what is odd about its encoding.

    Raises:
        ValueError: its elements are nested so deep that all work on them takes too long, or its
            bytes are not those of the encoding that they begin as.

    """
    text, oddity = letters_of(capture.body, capture.charset)
    if oddity and wide_encoding(capture.body):
        raise ValueError(f"its encoding is wrong: {oddity}; save it as UTF-8, or copy it again")
    if text.count("<") > _DEEPEST:
        depth = 0
        for tag in _NESTED.finditer(text):
            depth = max(0, depth - 1) if tag[1] else depth + 1
            if depth > _DEEPEST:
                raise ValueError(f"its elements are nested more than {_DEEPEST:,} deep")
    if text.count("<") > _MANY and _work_of(text) > _MOST_WORK:
        raise ValueError("too many of its elements are nested, or not closed")
    return LexborHTMLParser(legal(text)), oddity


def _work_of(text: str) -> int:
    """Add up how many elements are open at each tag: a parser may look at all of them."""
    work = depth = 0
    opened: Counter[str] = Counter()
    for closing, name, is_closed in _TAG.findall(text.lower()):
        work += depth
        if name in _ENDING or (is_closed and _is_drawn(opened)) or (closing and not opened[name]):
            continue
        step = -1 if closing else 1
        opened[name] += step
        depth += step
    return work


def _is_drawn(opened: Counter[str]) -> bool:
    """Return whether a place is in a drawing, where a tag can close itself."""
    return bool(opened["svg"] or opened["math"]) and not any(map(opened.get, _HTML_AGAIN))
