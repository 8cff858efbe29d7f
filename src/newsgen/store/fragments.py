"""Bodies as HTML."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path


class Fragments:
    """Reads bodies; each process opens its own, which can only read."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)

    def html(self, source: str) -> str:
        """Return the HTML of a release's body.

        Raises:
            KeyError: the release is unknown.

        """
        row = self._connection.execute(
            "SELECT html FROM fragment WHERE source = ?", (source,)
        ).fetchone()
        if row is None:
            raise KeyError(source)
        return str(row[0])

    def close(self) -> None:
        self._connection.close()


def put_fragments(connection: sqlite3.Connection, rows: Iterable[tuple[str, str]]) -> None:
    connection.executemany("INSERT OR REPLACE INTO fragment VALUES (?, ?)", rows)
