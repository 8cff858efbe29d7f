"""Source files as they were when last read, with what was wrong with them."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from newsgen.diagnostics import Diagnostic
from newsgen.files import Stamp
from newsgen.model.release import Acceptance
from newsgen.store.records import Record
from newsgen.store.tables import SOURCE, SourceFileRow

_DIAGNOSTICS = Record[tuple[Diagnostic, ...]](tuple[Diagnostic, ...])
_ACCEPTED = Record[tuple[Acceptance, ...]](tuple[Acceptance, ...])


class SourceRow(NamedTuple):
    """One source file, read; `day` is its release's date (ISO 8601), empty if there is none."""

    path: str
    stamp: Stamp
    digest: str
    diagnostics: tuple[Diagnostic, ...]
    day: str = ""
    accepted: tuple[Acceptance, ...] = ()


class Sources:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def known(self, paths: Iterable[str] | None = None) -> dict[str, tuple[int, int, int]]:
        """Return every known file, or some, with the values of its stamp."""
        query = "SELECT path, size, mtime_ns, inode FROM source"
        if paths is None:
            rows = self._connection.execute(query)
        else:
            query += " WHERE path IN (SELECT value FROM json_each(?))"
            rows = self._connection.execute(query, (json.dumps(list(paths)),))
        return {path: (size, mtime, inode) for path, size, mtime, inode in rows}

    def digests(self, paths: Iterable[str]) -> dict[str, str]:
        """Return the digests of some files' bytes."""
        return self._by_path("digest", paths)

    def put(self, rows: Iterable[SourceRow]) -> None:
        self._connection.executemany(
            SOURCE.replace,
            (
                SourceFileRow(
                    path=row.path,
                    size=row.stamp.size,
                    mtime_ns=row.stamp.mtime_ns,
                    inode=row.stamp.inode,
                    digest=row.digest,
                    diagnostics=_DIAGNOSTICS.dump(row.diagnostics) if row.diagnostics else "",
                    day=row.day,
                    accepted=_ACCEPTED.dump(row.accepted) if row.accepted else "",
                )
                for row in rows
            ),
        )

    def restamp(self, stamps: Iterable[tuple[str, Stamp]]) -> None:
        """Note new stamps of files whose bytes are the same."""
        self._connection.executemany(
            "UPDATE source SET size = ?, mtime_ns = ?, inode = ? WHERE path = ?",
            ((stamp.size, stamp.mtime_ns, stamp.inode, path) for path, stamp in stamps),
        )

    def diagnostics(self, paths: Sequence[str] | None = None) -> list[Diagnostic]:
        """Return all that was wrong with all files, changed or not, or with some."""
        rows = self._having("diagnostics", paths)
        return [found for text in rows.values() for found in _DIAGNOSTICS.load(text)]

    def accepted(self, paths: Sequence[str] | None = None) -> dict[str, tuple[Acceptance, ...]]:
        """Return what authors accept, by file: in all, or in some."""
        rows = self._having("accepted", paths)
        return {path: _ACCEPTED.load(text) for path, text in rows.items()}

    def _having(self, column: str, paths: Sequence[str] | None) -> dict[str, str]:
        if paths is not None:
            return {path: text for path, text in self._by_path(column, paths).items() if text}
        rows = self._connection.execute(f"SELECT path, {column} FROM source WHERE {column} != ''")  # noqa: S608
        return dict(rows.fetchall())

    def days(self, paths: Iterable[str]) -> dict[str, str]:
        """Return the days of files' releases; a file without a date has an empty one."""
        return self._by_path("day", paths)

    def _by_path(self, column: str, paths: Iterable[str]) -> dict[str, str]:
        rows = self._connection.execute(
            f"SELECT path, {column} FROM source WHERE path IN (SELECT value FROM json_each(?))",  # noqa: S608
            (json.dumps(list(paths)),),
        )
        return dict(rows.fetchall())

    def count(self, belongs: Callable[[str], bool]) -> int:
        """Count the files whose paths belong to a selection."""
        return sum(belongs(path) for (path,) in self._connection.execute("SELECT path FROM source"))

    def forget(self, paths: Iterable[str]) -> None:
        self._connection.executemany(
            "DELETE FROM source WHERE path = ?", ((path,) for path in paths)
        )

    def forget_all(self) -> None:
        self._connection.execute("DELETE FROM source")
