"""Results as data: JSON, CSV, and tables that fit the terminal."""

import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from newsgen.model.release import Release
from newsgen.printing import json_text, show, visible, width as width_of
from newsgen.report.json import json_pieces

Row = dict[str, Any]
_GAP: Final = "  "
_FORMULA: Final = ("=", "+", "-", "\N{MINUS SIGN}", "@")
"""How a cell begins that spreadsheets compute, in any width, behind what they take no notice of."""

_BREAKS: Final = ("\t", "\r", "\n")


def print_json(**members: Any) -> None:
    """Print an object of the first version of its shape."""
    show([json_text({"version": 1, **members}), "\n"])


def print_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Print rows as CSV with a header, as they come.

    A text that a spreadsheet would take for a formula has an apostrophe before it, and control
    characters are visible: a title may come from anybody.
    """
    import csv  # noqa: PLC0415 (most commands print none)

    writer = csv.DictWriter(_ReturnedLine(), columns)
    cells = ({name: _as_text(cell) for name, cell in row.items()} for row in rows)
    show(chain([writer.writeheader()], map(writer.writerow, cells)))


class _ReturnedLine:
    """Has the writer of a row return it."""

    def write(self, text: str) -> str:
        return text


def _as_text(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    shown = next((char for char in cell if char.isprintable() and not char.isspace()), "")
    is_formula = unicodedata.normalize("NFKC", shown).startswith(_FORMULA)
    return visible(f"'{cell}" if is_formula or cell.startswith(_BREAKS) else cell)


def print_table(rows: Iterable[Sequence[str]], widths: Sequence[int]) -> None:
    """Print rows in aligned columns, as they come; `widths` are those of all columns but the last.

    At a terminal, what does not fit into its width is cut, and no column but the last takes more
    than half of it. A file or a pipe gets everything.
    """
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    if room:
        widths = [min(width, room // 2) for width in widths]
    show(f"{_line(row, widths, room)}\n" for row in rows)


def _line(row: Sequence[str], widths: Sequence[int], room: int) -> str:
    *first, last = map(visible, row)
    cells = [_padded(cell, width, room) for cell, width in zip(first, widths, strict=False)]
    line = _GAP.join([*cells, last]).rstrip()
    return _cut(line, room) if room else line


def widest(rows: Iterable[Sequence[str]]) -> list[int]:
    """Return the widths of all columns of rows but the last."""
    columns = zip(*(row[:-1] for row in rows), strict=True)
    return [max(map(width_of, map(visible, column))) for column in columns]


def _padded(text: str, width: int, room: int) -> str:
    text = _cut(text, width) if room else text
    return text + " " * (width - width_of(text))


def _cut(text: str, width: int) -> str:
    """Return a text that takes no more columns of a terminal than `width`."""
    if width_of(text) <= width:
        return text
    while text and width_of(text) >= width:
        text = text[:-1]
    return text + "…"


def row_of(release: Release, **first: Any) -> Row:
    """Return the row of a release in a list, with what is of interest there."""
    source = f"content/{release.source}"
    return {**first, "title": release.title, "url": release.url, "source": source}


def print_releases(
    rows: Iterable[Row], form: str, columns: Sequence[str], table: Callable[[Iterable[Row]], None]
) -> None:
    """Print a row for each release, in the format that was asked for, as rows come.

    `table` prints those of a text.
    """
    if form == "text":
        table(rows)
    elif form == "json":
        show(json_pieces({"version": 1, "releases": []}, "releases", rows))
        show("\n")
    else:
        print_csv(rows, columns)
