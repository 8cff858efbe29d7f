"""Source files as they were when last read, with what was wrong with them."""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from pydantic import TypeAdapter

from newsgen.diagnostics import Diagnostic
from newsgen.files import Stamp

_DIAGNOSTICS = TypeAdapter(tuple[Diagnostic, ...])


class SourceRow(NamedTuple):
    """One source file, read."""

    path: str
    stamp: Stamp
    digest: str
    diagnostics: tuple[Diagnostic, ...]


class Sources:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def known(self) -> dict[str, tuple[Stamp, str]]:
        """Return every known file with its stamp and the digest of its bytes."""
        rows = self._connection.execute("SELECT path, size, mtime_ns, inode, digest FROM source")
        return {
            path: (Stamp(size, mtime, inode), digest) for path, size, mtime, inode, digest in rows
        }

    def put(self, rows: Iterable[SourceRow]) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?)",
            (
                (
                    row.path,
                    row.stamp.size,
                    row.stamp.mtime_ns,
                    row.stamp.inode,
                    row.digest,
                    _DIAGNOSTICS.dump_json(row.diagnostics).decode() if row.diagnostics else "",
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

    def diagnostics(self) -> list[Diagnostic]:
        """Return all that was wrong with the files, changed or not."""
        rows = self._connection.execute("SELECT diagnostics FROM source WHERE diagnostics != ''")
        return [found for (text,) in rows for found in _DIAGNOSTICS.validate_json(text)]

    def forget(self, paths: Iterable[str]) -> None:
        """Remove files with their releases and bodies."""
        rows = [(path,) for path in paths]
        for statement in (
            "DELETE FROM source WHERE path = ?",
            "DELETE FROM release WHERE source = ?",
            "DELETE FROM facts WHERE source = ?",
            "DELETE FROM fragment WHERE source = ?",
        ):
            self._connection.executemany(statement, rows)

    def forget_all(self) -> None:
        for table in ("source", "release", "facts", "fragment"):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 (names from the line above)
