"""The catalogue as one edition of a preview sees it."""

import sqlite3
from pathlib import Path

from newsgen.store._catalogue import Catalogue
from newsgen.store._database import connect_to_read
from newsgen.store._fragments import Fragments
from newsgen.store._subject import Scope
from newsgen.store.findings import Findings


class Snapshot:
    """Reads a cache file for as long as it is not closed, between others' writing."""

    def __init__(self, path: Path, scope: Scope) -> None:
        self._connection = connect_to_read(path)
        self.catalogue = Catalogue(self._connection, scope)
        self.fragments = Fragments(self._connection)
        self.findings = Findings(self._connection)
        self._path = path
        self._file = path.stat().st_ino
        self._version = self._data_version()

    def is_replaced(self) -> bool:
        """Return whether there is another file by now, which may hold nothing."""
        try:
            return self._path.stat().st_ino != self._file
        except OSError:
            return True

    def has_changed(self) -> bool:
        """Return whether anyone has written to the file since this was opened."""
        return self.is_replaced() or self._data_version() != self._version

    def close(self) -> None:
        self._connection.close()

    def _data_version(self) -> int:
        try:
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        except sqlite3.DatabaseError:  # the file is another now
            return -1
        return int(version)
