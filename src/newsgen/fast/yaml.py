"""The plainest YAML, read line by line: most front matter is like that.

Each line is a key and a text, in quotes or in none, or words in brackets, or a key above a group
that is indented further. Whatever else YAML knows is left to its parser, which is slow to load
and finds in these texts the same values at the same places.
"""

import re
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any, Final, NamedTuple, Protocol

from newsgen import fast
from newsgen.fast.patterns import later

Keys = tuple[str | int, ...]
Extent = tuple[int, int]
"""The characters from where to where something stands in a text."""


class Written(NamedTuple):
    """How a text is written: from where to where, and in what quotes or form."""

    start: int
    end: int
    text: str
    style: str | None


class Nodes(Protocol):
    """The values of a text of YAML, and where they stand in it.

    `cut` has the keys that cannot be read, or not all of them; an empty text may be any key.
    """

    @property
    def values(self) -> dict[str, Any]: ...
    @property
    def cut(self) -> frozenset[str]: ...

    def key(self, keys: Keys) -> Extent | None:
        """Return where a key stands, or the deepest key above it that exists."""

    def value(self, keys: Keys) -> Extent | None:
        """Return where a value stands, or that of the deepest key above it that exists."""

    def written(self, keys: Keys) -> Written | None:
        """Return how the text of a key is written, if it has one."""


def read(text: str, parse: Callable[[], Nodes]) -> Nodes:
    """Return what `parse` makes of a text, or something quicker that says the same.

    The text begins with a line feed, as it does after a fence.
    """
    values = lines(text) if fast.is_on("yaml") else None
    return Lines(text, values, parse) if values and len(values) <= MOST_KEYS else parse()


LONGEST: Final = 10_000
"""Characters: a text of no more never holds too many values."""
MOST_KEYS: Final = 500
"""Keys of front matter itself: each is compared with those that it may be meant for."""
DEEPEST: Final = 40
"""Columns of indentation: a group inside a group takes one at least."""

_UNUSUAL: Final = later("[\0-\t\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What no text holds as it is: control characters, and what ends a line for YAML alone."""
_KEY: Final = later(r"[A-Za-z_][\w.-]{0,63}", re.ASCII)
_QUOTES: Final = frozenset("'\"")
_SIGNS: Final = frozenset("-?:,[]{}#&*!|>%@`")
"""What means something to YAML at the beginning of a text."""
_LAST_SIGNS: Final = frozenset(" :")
"""What no text ends with."""
_ITEM: Final = r"[^\W_][\w'’./&-]*+(?: ++[\w'’./&-]++)*+"
_LIST: Final = later(rf" +\[ *({_ITEM}(?: *, *{_ITEM})*+) *\]")
"""Words in brackets, behind a key's colon: none of their characters means anything to YAML."""
_IN_DOUBLE_QUOTES: Final = later(
    r"""[^"\\]*+(?:\\(?:[n_"\\]|x[0-9A-Fa-f]{2}|u(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})[^"\\]*+)*+"""
)
_ESCAPE: Final = later(r"\\(x..|u....|.)")
_ESCAPED: Final = {"n": "\n", "_": "\xa0"}


class Lines:
    """Values that were read by line; only the parser knows where groups and empty texts are."""

    cut: frozenset[str] = frozenset()

    def __init__(self, text: str, values: dict[str, Any], parse: Callable[[], Nodes]) -> None:
        self.values = values
        self._text = text
        self._parse = parse

    @cached_property
    def _parsed(self) -> Nodes:
        return self._parse()

    def key(self, keys: Keys) -> Extent | None:
        extents = find(self._text, self.values, keys)
        if extents:
            return extents[0]
        return self._parsed.key(keys) if self._has(keys) else None

    def value(self, keys: Keys) -> Extent | None:
        extents = find(self._text, self.values, keys)
        if extents:
            return extents[1]
        return self._parsed.value(keys) if self._has(keys) else None

    def _has(self, keys: Keys) -> bool:
        return len(keys) > 0 and str(keys[0]) in self.values

    def written(self, keys: Keys) -> Written | None:
        extents = find(self._text, self.values, keys)
        if extents is None or isinstance(keys[-1], int):
            return self._parsed.written(keys)
        (start, end), text = extents[1], self.values
        for key in keys:
            text = text[str(key)]
        if isinstance(text, list):
            return None
        quote = self._text[start]
        return Written(start, end, str(text), quote if quote in "'\"" else None)


def gives(nodes: Nodes, line: str, text: str) -> bool:
    """Return whether it is certain that a line gives its key a text and nothing else changes.

    It is to stand in the place of the line of that key. Only what was read by line is certain.
    """
    key, _, written = line.lstrip(" ").partition(":")
    is_plain = isinstance(nodes, Lines) and "\n" not in line and _is_usual(f"\n{line}\n")
    return is_plain and _is_key(key) and _text(written) == text


def lines(text: str) -> dict[str, Any] | None:
    """Return the values of a text, or None if only YAML's parser can read them."""
    if len(text) > LONGEST or not _is_usual(text):
        return None
    values: dict[str, Any] = {}
    group, column, above = values, 0, []
    childless = ""  # the key above, if it has no text
    for line in text.split("\n"):
        if not line:
            continue
        bare = line.lstrip(" ")
        here = len(line) - len(bare)
        key, colon, written = bare.partition(":")
        value = _value(written) if written else ""
        if value is None or not (colon and _is_key(key)):
            return None
        if here > column:
            if not childless or here > DEEPEST:
                return None
            above.append((group, column))
            group[childless] = {}
            group, column = group[childless], here
        while here < column:
            group, column = above.pop()
        if here != column or key in group:
            return None
        group[key] = value
        childless = "" if written else key
    return values or None


def _is_usual(text: str) -> bool:
    """Return whether a text is whole lines, and YAML takes each character as it is."""
    is_whole = text.startswith("\n") and text.endswith("\n")
    return is_whole and (text.replace("\n", "").isprintable() or not _UNUSUAL.search(text))


@lru_cache
def _is_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None


def _value(written: str) -> str | list[str] | None:
    """Return the text or the words behind a key's colon; None if it is anything else."""
    text = _text(written)
    if text is None and (match := _LIST.fullmatch(written)):
        return [item.strip(" ") for item in match[1].split(",")]
    return text


def _text(written: str) -> str | None:
    """Return the text behind a key's colon, in quotes or in none; None if it is anything else."""
    text = written.lstrip(" ")
    if not text or len(text) == len(written):
        return None
    first, last = text[0], text[-1]
    if first in _QUOTES:
        return _inside(text[1:-1], first) if first == last and len(text) > 1 else None
    is_odd = first in _SIGNS or last in _LAST_SIGNS or ": " in text or " #" in text
    return None if is_odd else text


def _inside(text: str, quote: str) -> str | None:
    """Return the text inside quotes, if it ends nowhere before."""
    if quote == "'":
        return None if "'" in text.replace("''", "") else text.replace("''", "'")
    if "\\" not in text:
        return None if '"' in text else text
    return _ESCAPE.sub(_unescaped, text) if _IN_DOUBLE_QUOTES.fullmatch(text) else None


def _unescaped(escape: re.Match[str]) -> str:
    code = escape[1]
    return chr(int(code[1:], 16)) if len(code) > 1 else _ESCAPED.get(code, code)


def find(text: str, values: Any, keys: Keys) -> tuple[Extent, Extent] | None:
    """Return where a key and its text stand in what was read, unless it is a group or empty."""
    indent, start, end = "", 0, 0
    for key in keys:
        if isinstance(values, list) and isinstance(key, int) and key < len(values):
            return _find_item(text, values, key, end)
        if values and isinstance(values, str):
            break  # nothing is below a text
        if not isinstance(values, dict) or not isinstance(key, str) or key not in values:
            return None
        if end:
            below = text[end + 1 :].lstrip("\n")
            indent = below[: len(below) - len(below.lstrip(" "))]
        start = text.index(f"\n{indent}{key}:", end) + len(indent) + 1
        end, values = start + len(key), values[key]
    if not values or isinstance(values, dict):
        return None
    value = end + 1
    while text[value] == " ":
        value += 1
    return (start, end), (value, text.index("\n", value))


def _find_item(text: str, items: list[str], number: int, at: int) -> tuple[Extent, Extent]:
    """Return where an item of words in brackets stands behind a place, as its key and its text."""
    at = text.index("[", at)
    for _ in range(number):
        at = text.index(",", at + 1)
    start = at + 1
    while text[start] == " ":
        start += 1
    extent = start, start + len(items[number])
    return extent, extent
