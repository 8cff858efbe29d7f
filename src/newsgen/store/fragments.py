"""Bodies as HTML."""

import sqlite3


class Fragments:
    """Reads bodies."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def html(self, source: str) -> str:
        """Return the HTML of a release's body.

        Raises:
            KeyError: the release is unknown.

        """
        row = self._connection.execute(
            "SELECT html FROM body WHERE id = (SELECT id FROM release WHERE source = ?)", (source,)
        ).fetchone()
        if row is None:
            raise KeyError(source)
        return str(row[0])
