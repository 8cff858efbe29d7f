"""The kinds of data: one row each, in the order in which a file is tried."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from newsgen.importers import feeds, json_rows, tables
from newsgen.importers.records import ReadRows


class DataKind(NamedTuple):
    """What a kind is called and means, what reads a file of it, and whether a file looks so."""

    noun: str
    meaning: str
    rows: ReadRows
    looks_so: Callable[[Path], bool]


DATA: Final = {
    "feed": DataKind("RSS or Atom", "RSS or Atom.", feeds.rows, feeds.is_feed),
    "json": DataKind("JSON", "JSON, or a record on each line.", json_rows.rows, json_rows.is_json),
    "csv": DataKind(
        "CSV", "A table: CSV, with commas, semicolons or tabs.", tables.rows, tables.is_table
    ),
}


def kind_of_data(file: Path, named: str = "") -> str:
    """Return which kind a file has, by what is in it; empty if it has none.

    A table is one that looks like nothing, if the plan has `named` it.
    """
    otherwise = named if named == "csv" else ""
    return next((name for name, kind in DATA.items() if kind.looks_so(file)), otherwise)
