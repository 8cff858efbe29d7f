"""The line of a finding, with a mark under the place."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Final

from newsgen.content.scan import LARGEST, SUFFIX
from newsgen.diagnostics import Span
from newsgen.printing import visible_character, width, without_commands

WIDEST: Final = 100
"""Columns of an excerpt; a longer line is cropped around the place."""

_BEFORE: Final = 30
_TAB: Final = "    "
_ELLIPSIS: Final = "…"


class Excerpts:
    """The lines of a site's files, as newsgen reads them.

    A file that is not there, no regular file, too big, not a text or outside the site has no lines:
    a link that leads out of the site must not bring what it leads to into a log. The content folder
    itself may be a link.
    """

    def __init__(self, site: Path) -> None:
        self._lines = lru_cache(maxsize=16)(lambda path: _read(site, path))

    def line(self, path: str, number: int) -> str | None:
        """Return one line of a file, counted from 1, if there is one."""
        lines = self._lines(path)
        return lines[number - 1] if 0 < number <= len(lines) else None


def _read(site: Path, path: str) -> Sequence[str]:
    try:
        file = (site / path).resolve(strict=True)
        inside = any(map(file.is_relative_to, (site.resolve(), (site / "content").resolve())))
        if not inside or not file.is_file() or file.stat().st_size > LARGEST:
            return ()
        data = file.read_bytes()
    except (OSError, ValueError, RuntimeError):
        return ()
    if b"\0" in data and not path.endswith(SUFFIX):
        return ()
    text = data.decode(errors="replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def excerpt(span: Span, line: str) -> Iterator[str]:
    """Yield a line and the mark below it: carets under the span, or under the rest of the line."""
    start = min(span.column - 1, len(line))
    end = len(line) if span.end_line > span.line else min(span.end_column - 1, len(line))
    shown, before, marked = _cropped(line, start, max(start, end))
    number = str(span.line)
    yield f"    {number} | {shown}".rstrip()
    yield f"    {' ' * len(number)} | {' ' * before}{'^' * max(1, marked)}"


def _cropped(line: str, start: int, end: int) -> tuple[str, int, int]:
    """Return what is shown of a line, the columns before the mark, and those of the mark."""
    first, last = max(0, start - WIDEST), start + 2 * WIDEST  # what lies beyond is never shown
    near = without_commands(line[first:last])
    cells = [_TAB if char == "\t" else visible_character(char) for char in near]
    at = list(accumulate(map(width, cells), initial=0))
    start, end = start - first, min(end - first, len(near))
    left, right = 0, len(near)
    if at[-1] > WIDEST or len(near) < len(line):
        room = WIDEST - 2
        begin = max(0, min(at[start] - _BEFORE, at[-1] - room))
        if at[end] - at[start] <= room:
            begin = max(begin, at[end] - room)
        left = next(i for i, column in enumerate(at) if column >= begin)
        right = max(i for i, column in enumerate(at) if column <= at[left] + room)
    head = _ELLIPSIS if first + left else ""
    tail = _ELLIPSIS if first + right < len(line) else ""
    shown = head + "".join(cells[left:right]) + tail
    return shown, len(head) + at[start] - at[left], at[min(end, right)] - at[start]
