"""Statements asked of a connection, and their answers: values, or rows with named columns."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from json import dumps
from typing import Any, NamedTuple, TypeVar

Row = TypeVar("Row", bound=NamedTuple)


class Questions:
    """What statements are asked through; parameters that all of them share are given once."""

    def __init__(
        self, connection: sqlite3.Connection, values: Mapping[str, Any] | None = None
    ) -> None:
        self._connection = connection
        self._values = dict(values or {})

    def _rows(self, text: str, **values: Any) -> sqlite3.Cursor:
        return self._connection.execute(text, self._values | values)

    def _among(self, paths: Iterable[str] | None, some: str, every: str = "") -> sqlite3.Cursor:
        """Ask one statement about some files, or another about all."""
        return self._rows(every) if paths is None else self._rows(some, paths=dumps(list(paths)))

    def _column(self, text: str, **values: Any) -> list[Any]:
        """Return the values of a statement that selects one column."""
        return [value for (value,) in self._rows(text, **values)]

    def _value(self, text: str, **values: Any) -> Any:
        """Return the first value of the first row, None if there is none."""
        return next(iter(self._rows(text, **values)), (None,))[0]

    def _as(self, kind: type[Row], text: str, **values: Any) -> Iterator[Row]:
        """Yield rows as named tuples: the columns that are selected are its fields, by name."""
        cursor = self._rows(text, **values)
        columns = tuple(column for column, *_ in cursor.description)
        assert columns == kind._fields, f"{columns} are not {kind._fields}"
        return map(kind._make, cursor)
