"""Statements and their answers: one value, a column, or rows with named columns."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

import pytest

from newsgen.store._subject import Questions


class Row(NamedTuple):
    name: str
    size: int


@pytest.fixture
def questions() -> Iterator[Questions]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE t (name TEXT, size INTEGER)")
        connection.executemany("INSERT INTO t VALUES (?, ?)", [("é", 1), ("b", 2), ("c", 3)])
        yield Questions(connection, {"least": 2})


def test_shared_values_are_in_every_statement(questions: Questions) -> None:
    text = "SELECT name FROM t WHERE size >= :least AND name != :name ORDER BY name"
    assert questions._column(text, name="c") == ["b"]


def test_no_question_gives_a_shared_value_again(questions: Questions) -> None:
    with pytest.raises(AssertionError, match="all share"):
        questions._column("SELECT name FROM t WHERE size >= :least", least=1)


def test_a_value_is_the_first_or_none(questions: Questions) -> None:
    assert questions._value("SELECT name, size FROM t ORDER BY size") == "é"
    assert questions._value("SELECT name FROM t WHERE size > 9") is None


def test_rows_have_the_names_of_the_columns(questions: Questions) -> None:
    rows = list(questions._as(Row, "SELECT name, size FROM t ORDER BY size"))
    assert rows == [Row("é", 1), Row("b", 2), Row("c", 3)]


@pytest.mark.parametrize("columns", ["size, name", "name", "name, size AS length"])
def test_other_columns_are_a_mistake(questions: Questions, columns: str) -> None:
    with pytest.raises(AssertionError, match="are not"):
        questions._as(Row, f"SELECT {columns} FROM t")
