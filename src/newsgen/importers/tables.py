"""CSV: a record on each line, under a head of names."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from newsgen.importers.capture import LARGEST_FILE, LARGEST_PAGE
from newsgen.importers.letters import letters_of
from newsgen.importers.records import DataRow

DELIMITERS: Final = (",", ";", "\t", "|")
_JUDGED: Final = 200
"""Lines by which the delimiter is judged."""
_MOST_LINES: Final = 5_000
"""Lines of a record; a quotation mark that is not closed costs no more."""
_LONGEST_NAME: Final = 80
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_BYTES_OF_TEXT: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def rows(file: Path, _: str = "") -> Iterator[DataRow]:
    """Yield the records of a table; one that is not whole costs itself."""
    if file.stat().st_size > LARGEST_FILE:
        yield DataRow(file.name, {}, f"it is larger than {LARGEST_FILE >> 20} MB")
        return
    lines = _LINE.findall(letters_of(file.read_bytes(), "")[0])
    delimiter = delimiter_of(lines)
    csv.field_size_limit(LARGEST_PAGE)
    names: Sequence[str] = ()
    for number, cells, trouble in records_of(lines, delimiter):
        origin = f"{file.name}, line {number:,}"
        if trouble:
            yield DataRow(origin, {}, trouble)
        elif names:
            yield _row(origin, cells, names)
        else:
            names, is_head = _names(cells)
            if not is_head:
                yield _row(origin, cells, names)


def records_of(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str], str]]:
    """Yield the number of the first line of each record with its cells, or what is wrong."""
    at = 0
    while at < len(lines):
        reader = csv.reader(islice(lines, at, at + _MOST_LINES), delimiter=delimiter, strict=True)
        start = at
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield start + 1, cells, ""
                start = at + reader.line_num
                if reader.line_num > _MOST_LINES // 2:
                    break
        except csv.Error as error:
            yield start + 1, [], f"the line is not CSV: {error}"
            start += 1
        at = max(start, at + 1)


def delimiter_of(lines: Sequence[str]) -> str:
    """Return what parts cells: that by which most records have as many as the head, and most."""

    def fit(delimiter: str) -> tuple[int, int]:
        records = islice(records_of(lines[:_JUDGED], delimiter), _JUDGED)
        counts = Counter(len(cells) for _, cells, trouble in records if not trouble)
        counts.pop(1, None)
        return max(((number, columns) for columns, number in counts.items()), default=(0, 0))

    return max(DELIMITERS, key=fit)


def _names(cells: Sequence[str]) -> tuple[list[str], bool]:
    """Return the names of columns, and whether the cells of the first line are those."""
    names = [" ".join(cell.strip("\ufeff ").split()) for cell in cells]
    is_head = not any(len(name) > _LONGEST_NAME or "://" in name for name in names)
    seen: Counter[str] = Counter()
    unique = []
    for number, name in enumerate(names, 1):
        name = name if is_head and name else f"column {number}"  # noqa: PLW2901
        seen[name] += 1
        unique.append(f"{name} {seen[name]}" if seen[name] > 1 else name)
    return unique, is_head


def _row(origin: str, cells: Sequence[str], names: Sequence[str]) -> DataRow:
    if any(cell.strip() for cell in cells[len(names) :]):
        return DataRow(origin, {}, f"it has {len(cells)} cells, and the head has {len(names)}")
    lacks = len(cells) < len(names)
    doubt = f"it has {len(cells)} cells, and the head has {len(names)}" if lacks else ""
    return DataRow(origin, dict(zip(names, cells, strict=False)), "", doubt)


def is_table(file: Path) -> bool:
    """Return whether a file is called like a table, or begins with lines of as many cells."""
    if file.suffix.lower() in (".csv", ".tsv"):
        return True
    with file.open("rb") as stream:
        start = stream.read(1 << 16)
    if file.suffix.lower() != ".txt" or _BYTES_OF_TEXT.search(start):
        return False
    lines = _LINE.findall(start.decode("utf-8", "replace"))[:-1]
    return len(lines) > 1 and "\t" in lines[0] and delimiter_of(lines) == "\t"
