"""What the output folder holds, why, and what it looked like when it was written."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One output file: its key, the checksums of its view's fields, and its stamp and digest."""

    path: str
    partition: str
    key: bytes
    checksums: bytes
    size: int
    mtime_ns: int
    content: bytes


class Manifest:
    """The manifest of one output folder; a cache may serve several."""

    def __init__(self, connection: sqlite3.Connection, folder: str) -> None:
        self._connection = connection
        connection.execute(
            "CREATE TEMP TABLE staged (scratch, path, partition, key, checksums, size, mtime_ns, "
            "content)"
        )
        connection.execute("INSERT OR IGNORE INTO output (folder) VALUES (?)", (folder,))
        self._output = int(
            connection.execute("SELECT id FROM output WHERE folder = ?", (folder,)).fetchone()[0]
        )

    def partitions(self) -> dict[str, bytes]:
        """Return every partition with its roll-up; one that was not finished has none."""
        rows = self._connection.execute(
            "SELECT DISTINCT t.partition, coalesce(p.rollup, x'') FROM target t LEFT JOIN partition p"
            " ON p.output = t.output AND p.name = t.partition WHERE t.output = ?",
            (self._output,),
        )
        return dict(rows.fetchall())

    def rows(self, partition: str) -> dict[str, TargetRow]:
        rows = self._connection.execute(
            "SELECT path, partition, key, checksums, size, mtime_ns, content FROM target "
            "WHERE output = ? AND partition = ?",
            (self._output, partition),
        )
        return {row[0]: TargetRow(*row) for row in rows}

    def row(self, path: str) -> TargetRow | None:
        row = self._connection.execute(
            "SELECT path, partition, key, checksums, size, mtime_ns, content FROM target "
            "WHERE output = ? AND path = ?",
            (self._output, path),
        ).fetchone()
        return TargetRow(*row) if row else None

    def is_empty(self) -> bool:
        return self._connection.execute(
            "SELECT 1 FROM target WHERE output = ? LIMIT 1", (self._output,)
        ).fetchone() is None

    def restamp(self, times: Iterable[tuple[str, int]]) -> None:
        """Note new times of files whose bytes are the same."""
        self._connection.executemany(
            "UPDATE target SET mtime_ns = ? WHERE output = ? AND path = ?",
            ((time, self._output, path) for path, time in times),
        )

    def stage(self, rows: Iterable[tuple[str, TargetRow]]) -> None:
        """Keep rendered files' rows, with their scratch names, until they are in place."""
        self._connection.executemany(
            "INSERT INTO temp.staged VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    name, row.path, row.partition, row.key, row.checksums,
                    row.size, row.mtime_ns, row.content,
                )
                for name, row in rows
            ),
        )  # fmt: skip

    def staged(self, size: int) -> Iterator[list[tuple[str, TargetRow]]]:
        """Yield staged rows in the order they came, in lists of at most `size`."""
        last = 0
        while rows := self._connection.execute(
            "SELECT rowid, * FROM temp.staged WHERE rowid > ? ORDER BY rowid LIMIT ?", (last, size)
        ).fetchall():
            last = rows[-1][0]
            yield [(row[1], TargetRow(*row[2:])) for row in rows]

    def clear_stage(self) -> None:
        self._connection.execute("DELETE FROM temp.staged")

    def put(self, rows: Iterable[TargetRow]) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO target VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    self._output, row.path, row.partition, row.key, row.checksums,
                    row.size, row.mtime_ns, row.content,
                )
                for row in rows
            ),
        )  # fmt: skip

    def open_partition(self, partition: str) -> None:
        """Forget a partition's roll-up before its targets change."""
        self._connection.execute(
            "DELETE FROM partition WHERE output = ? AND name = ?", (self._output, partition)
        )

    def close_partition(self, partition: str, rollup: bytes) -> None:
        """Note that a partition is as its roll-up says."""
        self._connection.execute(
            "INSERT OR REPLACE INTO partition VALUES (?, ?, ?)", (self._output, partition, rollup)
        )

    def still_in(self, path: str, partition: str) -> bool:
        """Tell whether a file still belongs to a partition: it may have moved to another."""
        row = self.row(path)
        return row is not None and row.partition == partition

    def forget(self, paths: Iterable[str]) -> None:
        self._connection.executemany(
            "DELETE FROM target WHERE output = ? AND path = ?",
            ((self._output, path) for path in paths),
        )
