"""The tables of an open cache are those of the rows that are declared."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

import pytest

from newsgen.store import tables
from newsgen.store._subject import Questions
from newsgen.store.tables import STAGED, TABLES, Table, TargetRow
from tests.support.catalogue import Archive

AFFINITIES = {str: "TEXT", int: "INTEGER", bool: "INTEGER", float: "REAL", bytes: "BLOB"}


class Columns(NamedTuple):
    """What SQLite says of a column (`PRAGMA table_info`)."""

    cid: int
    name: str
    type: str
    notnull: int
    dflt_value: str | None
    pk: int


def test_the_cache_has_the_declared_tables_and_no_others(archive: Archive) -> None:
    rows = archive.database.connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table'"
    )
    assert {name for (name,) in rows} == {table.name for table in TABLES}
    assert len(TABLES) == len([v for v in vars(tables).values() if isinstance(v, Table)]) - 1


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_a_tables_columns_are_its_rows_fields(table: Table, archive: Archive) -> None:
    info = archive.database.connection.execute(f"PRAGMA table_info({table.name})")
    columns = [Columns(*row) for row in info]
    before = len(columns) - len(table.row.__annotations__)
    assert [c.name for c in columns] == table.names
    fields = table.row.__annotations__.items()
    for column, (name, kind) in zip(columns[before:], fields, strict=True):
        optional = {k | None: k for k in AFFINITIES}.get(kind)
        assert (column.name, column.type) == (name, AFFINITIES[optional or kind])
        assert bool(column.notnull) is (optional is None)


def test_a_row_is_put_by_the_names_of_its_columns(archive: Archive) -> None:
    connection = archive.database.connection
    row = TargetRow("path", "partition", b"key", b"sums", 1, 2, b"content")
    connection.execute(f"CREATE TEMP TABLE {STAGED.declaration}")
    connection.execute(STAGED.insert, (True, "name", *row))
    connection.row_factory = sqlite3.Row
    (stored,) = connection.execute("SELECT * FROM temp.staged")
    assert dict(stored) == {"last": 1, "scratch": "name"} | row._asdict()


class Pair(NamedTuple):
    first: int
    second: int


@pytest.fixture
def questions() -> Iterator[Questions]:
    with closing(sqlite3.connect(":memory:")) as connection:
        yield Questions(connection, {"shared": 5})


def test_rows_have_the_names_that_were_selected(questions: Questions) -> None:
    pairs = questions._as(Pair, "SELECT :mine AS first, :shared AS second", mine=1)
    assert list(pairs) == [Pair(1, 5)]


@pytest.mark.parametrize("columns", ["2 AS second, 1 AS first", "1 AS first", "1 AS first, 2, 3"])
def test_columns_in_another_order_are_never_taken_for_a_row(
    columns: str, questions: Questions
) -> None:
    with pytest.raises(AssertionError):
        list(questions._as(Pair, f"SELECT {columns}"))


def test_one_column_and_one_value(questions: Questions) -> None:
    text = "SELECT value FROM json_each('[3, 4]')"
    assert questions._column(text) == [3, 4]
    assert questions._value(text) == 3
    assert questions._value("SELECT 1 WHERE 0") is None
