"""Nested lists as people write them.

Python-Markdown wants an item of an inner list four columns further in, and takes fewer as text or
as an item of the outer one. Authors indent by two or three, so that it looks right. Here items are
moved to the columns it wants; nothing but the white space before a marker, or before the text that
belongs to an item, changes.
"""

import re
from typing import Final

from newsgen.fast.patterns import later

_ITEM: Final = later(r"( *)(?:[-*+]|\d{1,9}\.) +\S")
_INDENTED: Final = later(r"^ {2,}\S", re.MULTILINE)
_WIDTH: Final = 4


def indent(body: str) -> str:
    """Move the items of nested lists, and the text below them, to multiples of four columns."""
    if "\n  " not in body or not _INDENTED.search(body):
        return body
    columns: list[int] = []  # of the open lists, outermost first
    lines = []
    blank = True
    for line in body.split("\n"):
        text = line.lstrip(" ")
        column = len(line) - len(text)
        if not text:
            lines.append(line)
            blank = True
            continue
        if _ITEM.match(line) and (columns or column < _WIDTH):
            _open(columns, column)
            lines.append(" " * (_WIDTH * (len(columns) - 1)) + text)
        elif columns and column > columns[0]:
            depth = max(1, sum(column > start for start in columns))
            lines.append(" " * (_WIDTH * depth) + text if column < _WIDTH * depth else line)
        else:
            if blank:
                columns.clear()
            lines.append(line)
        blank = False
    return "\n".join(lines)


def _open(columns: list[int], column: int) -> None:
    """Close the lists that an item at this column ends, and open the one it begins."""
    while columns and column < columns[-1]:
        columns.pop()
    if not columns or column >= columns[-1] + 2:
        columns.append(column)
