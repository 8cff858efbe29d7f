"""Lists right below a sentence, and lists with typed bullets or with brackets behind numbers."""

from typing import Final, NamedTuple

from newsgen.fast.patterns import later

TYPED: Final = "•·●▪◦‣"
"""Bullets that Markdown does not have."""
_ITEM: Final = later(
    rf" {{0,3}}(?:(?P<typed>[{TYPED}])[ \t\u00a0]*+|(?P<mark>[-*+])[ \t]++"
    rf"|(?P<number>\d{{1,3}})(?P<end>[.)])[ \t]++)(?P<text>[^\s{TYPED}].*)"
)
_APART: Final = later(rf"\n\n {{0,3}}[{TYPED}]")
_ELSEWHERE: Final = ("  ", "\t", ">", "<", "[", "#")
"""Blocks that begin so are code, quotations and the like, or belong to an item above."""
_GOES_ON: Final = later(r"[ \t]|[^\W\d_A-Z]")
"""A line that belongs to the item above it: it is indented, or begins with a small letter."""


class _Item(NamedTuple):
    """A line of a list: its kind (a mark, or what ends its number), its number and its text."""

    kind: str
    number: int
    text: str

    @property
    def is_markdown(self) -> bool:
        return self.kind in "-*+."

    @property
    def marker(self) -> str:
        return f"{self.number}." if self.kind in ".)" else "-"


def may_be_apart(text: str) -> bool:
    """Return whether a paragraph of a text begins with a typed bullet."""
    return _APART.search(text) is not None


def join(text: str) -> str:
    """Take out the blank lines between items with the same typed bullet."""
    first, *blocks = text.split("\n\n")
    done = [first]
    for block in blocks:
        below = block.lstrip("\n")
        if (kind := _kind_of_list(below)) and kind == _kind_of_list(done[-1].strip("\n")):
            done[-1] += f"\n{below}"
        else:
            done.append(block)
    return "\n\n".join(done)


def _kind_of_list(block: str) -> str:
    """Return the typed bullet of a block that is nothing but items, or an empty string."""
    lines = block.split("\n")
    first = _item(lines[0])
    if first is None or first.kind not in TYPED or "|" in block or block.count("**") % 2:
        return ""
    is_list = all(_item(line) or _GOES_ON.match(line) for line in lines)
    return first.kind if is_list else ""


def rewrite(block: str) -> str:
    """Rewrite lists in a block so that they are some: with blank lines and Markdown's marks."""
    if block.startswith(_ELSEWHERE) or "|" in block:
        return block
    lines = block.split("\n")
    if (first := _item(lines[0])) and first.is_markdown:
        return block
    items = [_item(line) for line in lines]
    if not any(items) or any(line.count("**") % 2 for line in lines):
        return block  # in the latter case the marks of bold words are in several items
    done: list[str] = []
    at = 0
    while at < len(lines):
        end = _end_of_list(lines, items, at)
        if end == at:
            done.append(lines[at])
            at += 1
            continue
        above = [""] if done and done[-1] else []
        below = [""] if end < len(lines) and lines[end] else []
        done += above + _list(lines[at:end], items[at:end]) + below
        at = end
    return "\n".join(done)


def _item(line: str) -> _Item | None:
    match = _ITEM.match(line)
    if match is None or not any(map(str.isalnum, match["text"])):
        return None
    kind = match["typed"] or match["mark"] or match["end"]
    return _Item(kind, int(match["number"] or 0), match["text"].rstrip())


def _end_of_list(lines: list[str], items: list[_Item | None], start: int) -> int:
    """Return where a list of two items or more ends, or its start if there is none."""
    first = items[start]
    if first is None or (start and first.number > 1):
        return start
    count, end = 1, start + 1
    for at in range(start + 1, len(lines)):
        item = items[at]
        if item is None:
            if not _GOES_ON.match(lines[at]):
                break
        elif item[:2] == (first.kind, first.number + count * (first.kind in ".)")):
            count += 1
        else:
            break
        end = at + 1
    return end if count > 1 else start


def _list(lines: list[str], items: list[_Item | None]) -> list[str]:
    """Return the lines of a list with Markdown's marks."""
    return [
        f"{item.marker} {item.text}" if item else line.strip()
        for line, item in zip(lines, items, strict=True)
    ]
