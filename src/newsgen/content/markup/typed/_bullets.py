"""Lists right below a sentence, and lists with typed bullets or with brackets after numbers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from newsgen.fast.patterns import later

TYPED: Final = "•·●▪◦‣○■►▶➢➤❖\uf0a7\uf0b7"
"""Bullets that Markdown does not have; the last two are those of Word in a font of symbols."""
_DASHES: Final = r"(?:[–—]|\\-)"
"""Bullets that may be dashes of a sentence or of a conversation too.

Converters of old pages put a backslash before a hyphen that made no list there.
"""
_ITEM: Final = later(
    rf"(?P<indent>[ \t]{{0,12}})(?:(?P<typed>[{TYPED}]|&(?:bull|middot|#8226|#183);)[ \t\u00a0]*+"
    r"|(?P<mark>[-*+])[ \t]++"
    rf"|(?P<dash>{_DASHES}[ \t\u00a0]++|-(?=[^\W\d_]))"
    r"|(?P<star>\*)(?=[^\W\d_])(?!.*\*)|(?P<bar>\|)[ \t]++(?!.*\|)"
    rf"|(?P<number>\d{{1,3}})(?P<end>[.)])[ \t]++)(?P<text>[^\s{TYPED}].*)"
)
_IS_TYPED: Final = later(rf"^[ \t]*(?:[{TYPED}|&]|{_DASHES}|\d+\))", re.MULTILINE)
"""An item that is none in Markdown, or an entity."""
_APART: Final = later(rf"\n\n {{0,3}}(?:[{TYPED}]|{_DASHES}[ \t\u00a0]|\d{{1,3}}\)[ \t])")
_NUMBERED: Final = (".", ")")
_BULLET: Final = "•"
_DASH: Final = "–"
_STAR: Final = "✱"
"""The kind of an asterisk without a blank behind it, as notes have one too."""
_ELSEWHERE: Final = ("    ", "\t", ">", "[")
"""Blocks that begin so are code, quotations and references, or belong to an item above."""
_TABLE: Final = " \t:|-"
"""What the line below the head of a table consists of."""
_GOES_ON: Final = later(r"[ \t]|[^\W\d_A-Z]")
"""A line that belongs to the item above it: it is indented, or begins with a small letter."""
_SPOKEN: Final = ("?", "-", "–", "—")
"""How a line ends that is a question, or is enclosed in dashes."""
_SPEAKS: Final = later(r"\b(?:said|says|added|adds|asked|asks|told|replied|answered)\b")
_QUOTES: Final = ("“", '"', "‘", "'")
_STOPS: Final = (".", "!", "?", ".”", "!”", "?”", '."', '!"', '?"')
_UNFINISHED: Final = (",", ":", "-", "–", "—")
FLOWS: Final = later(r"\b(?:an?|and|as|at|by|for|from|in|of|on|or|that|the|to|with|who)$")
"""Words that no line of its own ends with."""
_NARROWEST: Final = 25
"""Characters of a line that is not cut because it becomes too long."""
_TAB: Final = 4
_INNER: Final = 2
"""So many columns further in begins an inner list."""
_MOST_LEVELS: Final = 4
_INDENT: Final = "    "
_CODE: Final = len(_INDENT)
"""A block that begins so many columns in is code."""


class _ListItem(NamedTuple):
    """A line of a list: its column, kind (a mark, or what ends its number), number and text."""

    column: int
    kind: str
    number: int
    text: str

    @property
    def is_markdown(self) -> bool:
        return self.kind in "-*+."

    @property
    def marker(self) -> str:
        return f"{self.number}." if self.kind in _NUMBERED else "-"

    def follows(self, other: "_ListItem") -> bool:
        """Return whether it can be the next item of the list of another one."""
        is_next = self.number == other.number + (self.kind in _NUMBERED)
        return self.kind == other.kind and is_next and self.column < other.column + _INNER


def may_be_apart(text: str) -> bool:
    """Return whether a paragraph of a text begins with a typed bullet, or a number with `)`."""
    return _APART.search(text) is not None


def join(text: str) -> str:
    """Take out the blank lines between items with the same typed bullet, or the next number."""
    pieces: list[str] = []
    above: list[_ListItem] = []
    for block in text.split("\n\n"):
        below = block.lstrip("\n")
        items = _items_alone(below.rstrip("\n"))
        is_joined = items and above and _goes_on(above[-1], items[0])
        pieces += ["\n", below] if is_joined else ["\n\n", block]
        above = items
    return "".join(pieces[1:])


def _goes_on(last: _ListItem, first: _ListItem) -> bool:
    """Return whether an item goes on with the list of one above a blank line."""
    return first.kind == last.kind and (first.kind != ")" or first.number == last.number + 1)


def _items_alone(block: str) -> list[_ListItem]:
    """Return the items of a block that is nothing but a list that Markdown does not have."""
    lines = block.split("\n")
    first = _item(lines[0])
    if first is None or first.is_markdown or first.kind in f"|{_STAR}":
        return []
    if "|" in block or any(line.count("**") % 2 for line in lines):
        return []
    items = [_item(line) for line in lines]
    if first.kind == _DASH and _is_spoken(items):
        return []
    is_list = all(item or _GOES_ON.match(line) for line, item in zip(lines, items, strict=True))
    return [item for item in items if item and item.kind == first.kind] if is_list else []


def rewrite(block: str) -> str:
    """Rewrite lists in a block so that they are some: with blank lines and Markdown's marks."""
    if block.startswith(_ELSEWHERE):
        return block
    lines = block.split("\n")
    first = _item(lines[0])
    if first.is_markdown and not _IS_TYPED.search(block) if first else block.startswith("  "):
        return _parted(block, lines) if first else block  # else it may be the text of an item above
    items = [_item(line) for line in lines]
    if not any(items) or any(map(_is_rule_of_table, lines)):
        return block
    if any(line.count("**") % 2 for line in lines):
        return block  # the marks of bold words are in several items
    if first and first.is_markdown and len(_depths(lines, items, 0)) < len(lines):
        return block
    return "\n".join(_rewritten(lines, items))


def _parted(block: str, lines: list[str]) -> str:
    """Put a blank line between a list of Markdown and a sentence right below its last item.

    A line that was cut where it became too long goes on with the item: then there was no room.
    """
    if not block.rstrip().endswith(_STOPS) or _item(lines[-1]):
        return block
    below = 1 + max(at for at, line in enumerate(lines) if _item(line))
    sentence = lines[below] if below < len(lines) else ""
    above, (word, *more) = lines[below - 1].rstrip(), sentence.split(" ") if sentence else [""]
    is_begun = sentence.lstrip("“‘\"'(*_")[:1].isupper() and bool(more)
    if not is_begun or above.endswith(_UNFINISHED) or FLOWS.search(above):
        return block
    if len(f"{above} {word}") >= max(_NARROWEST, *map(len, lines)):
        return block
    return "\n".join([*lines[:below], "", *lines[below:]])


def _is_rule_of_table(line: str) -> bool:
    return "-" in line and "|" in line and not line.strip(_TABLE)


def _rewritten(lines: list[str], items: list[_ListItem | None]) -> list[str]:
    """Return the lines of a block in which lists are parted from what is above and below."""
    done: list[str] = []
    at = 0
    base = "  " if items[0] and items[0].column >= _INNER else ""  # of a list in an item above
    while at < len(lines):
        depths = _depths(lines, items, at)
        end = at + len(depths)
        if not depths:
            done.append(lines[at])
            at += 1
            continue
        above = [""] if done and done[-1] else []
        below = [""] if end < len(lines) and lines[end] else []
        done += [*above, *_list(lines[at:end], items[at:end], depths, base), *below]
        at = end
    return done


def _item(line: str) -> _ListItem | None:
    match = _ITEM.match(line)
    if match is None or not any(map(str.isalnum, match["text"])):
        return None
    other = _STAR if match["star"] else _DASH
    kind = match["typed"] or match["mark"] or match["end"] or match["bar"] or other
    column = len(match["indent"].expandtabs(_TAB))
    text = match["text"].rstrip()
    return _ListItem(column, _BULLET if kind[0] == "&" else kind, int(match["number"] or 0), text)


def _depths(lines: list[str], items: list[_ListItem | None], start: int) -> list[int]:
    """Return how deep the lines of a list of two items or more stand; none if none begins there."""
    first, above = items[start], lines[start - 1] if start else ""
    if first is None or not _may_begin(first, above, items):
        return []
    levels, depths, count = [first], [0], 1
    within: set[str] = set()  # kinds of lists within this one that are not further in
    for at in range(start + 1, len(lines)):
        item = items[at]
        if item is None:
            if not (_GOES_ON.match(lines[at]) or _is_empty(lines[at])):
                break
        elif _place(levels, item):
            count += 1
        elif item.kind in within or _is_within(items, at, levels[0]):
            within.add(item.kind)
            levels.append(item)
            count += 1
        else:
            break
        depths.append(len(levels) - 1)
    return depths if count > 1 else []


def _may_begin(first: _ListItem, above: str, items: list[_ListItem | None]) -> bool:
    """Return whether an item may begin a list below a line, or at the start of a block."""
    if not above.strip():
        is_other = first.kind == _STAR or (first.kind == _DASH and _is_spoken(items))
        return first.column < _CODE and not is_other
    if first.kind in {_DASH, _STAR}:
        return above.rstrip(" *_").endswith(":") and not _SPEAKS.search(above.rpartition(". ")[2])
    return first.number <= 1


def _is_spoken(items: Iterable[_ListItem | None]) -> bool:
    """Return whether lines that begin with a dash may be a conversation, or a signature."""
    texts = [item.text for item in items if item]
    return any(text.endswith(_SPOKEN) or text.startswith(_QUOTES) for text in texts)


def _place(levels: list[_ListItem], item: _ListItem) -> bool:
    """Put an item in the place of the one that it follows, or below the last if further in."""
    while len(levels) > 1 and item.column < levels[-1].column:
        levels.pop()
    if item.column >= levels[-1].column + _INNER and len(levels) < _MOST_LEVELS:
        levels.append(item)
        return True
    for depth in reversed(range(len(levels))):
        if item.follows(levels[depth]) or levels[depth].column > levels[0].column:
            levels[depth:] = [item]
            return True
    return False


def _is_within(items: Sequence[_ListItem | None], at: int, outer: _ListItem) -> bool:
    """Return whether a bullet stands between items with numbers, or a dash between bullets."""
    item, kinds = items[at], _NUMBERED if outer.kind in _NUMBERED else (outer.kind,)
    if item is None or item.kind in _NUMBERED:
        return False
    if outer.kind not in _NUMBERED and (outer.kind not in TYPED or item.kind != _DASH):
        return False
    rest = islice(items, at + 1, None)
    following = next((each for each in rest if each and each.kind in kinds), None)
    return following is not None and following.follows(outer)


def _is_empty(line: str) -> bool:
    """Return whether a line is a typed bullet alone."""
    return bool(line.strip()) and not line.strip(f"{TYPED} \t\u00a0")


def _list(
    lines: list[str], items: list[_ListItem | None], depths: list[int], base: str
) -> Iterator[str]:
    """Yield the lines of a list with Markdown's marks, from the column `base` on."""
    for line, item, depth in zip(lines, items, depths, strict=True):
        if not _is_empty(line):
            text = f"{item.marker} {item.text}" if item else line.strip()
            yield f"{base}{_INDENT * depth}{text}"
