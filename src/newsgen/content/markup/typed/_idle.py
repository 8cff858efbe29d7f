"""Marks that enclose nothing, backslashes at the ends of lines, and blanks within underscores."""

from collections.abc import Iterable
from typing import Final

from newsgen.content.markup.typed._bullets import TYPED
from newsgen.fast.patterns import later
from newsgen.model.marks import has_idle_backslash, idle_lines, spaced_underscores

_SIGNS: Final = {
    "*": ("**\n", "** ", "**\t"),
    "_": ("_\n", "_ ", "_\t", " __"),
    "\\": ("\\",),
    "&": ("&nbsp;", "&#160;"),
    "=": ("===",),
}
"""What may be idle, by a mark in it: most bodies hardly have any of these marks."""
_LAST: Final = ("**", "_")
_CODE: Final = ("    ", "\t")
_BREAK: Final = "  "
_ITEM: Final = later(rf"[ \t]*(?:[-*+{TYPED}]|\d{{1,9}}[.)])[ \t]")


def may_change(body: str) -> bool:
    """Return whether a body has marks that may enclose nothing."""
    signs = (sign for mark in _SIGNS if mark in body for sign in _SIGNS[mark])
    return any(sign in body for sign in signs) or body.endswith(_LAST)


def rewrite(text: str) -> str:
    """Leave out idle marks, read backslashes at the ends of lines, and close up underscores."""
    text = _replaced(text, idle_lines(text))
    if "\\" in text:
        text = "\n\n".join(map(_without_backslashes, text.split("\n\n")))
    return _replaced(text, spaced_underscores(text))


def _replaced(text: str, stretches: Iterable[tuple[int, int, str]]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end, right in stretches:
        pieces += text[at:start], right
        at = end
    return "".join([*pieces, text[at:]]) if pieces else text


def _without_backslashes(block: str) -> str:
    """Read a backslash at the end of a line as a line break; behind the last line it is nothing."""
    if "\\" not in block or block.startswith(_CODE):
        return block
    lines = block.split("\n")
    for at, line in enumerate(lines):
        if has_idle_backslash(line):
            goes_on = "".join(lines[at + 1 : at + 2]).strip() and not _ITEM.match(lines[at + 1])
            lines[at] = line.rstrip()[:-1].rstrip() + (_BREAK if goes_on else "")
    return "\n".join(lines)
