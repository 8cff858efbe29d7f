"""What the output folder holds, why, and what it looked like when it was written."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class TargetRow(NamedTuple):
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

    def __init__(self, connection: sqlite3.Connection, output: int) -> None:
        self._connection = connection
        self.output = output

    @classmethod
    def of_folder(cls, connection: sqlite3.Connection, folder: str) -> "Manifest":
        """Return the manifest of a folder by its name, new if there is none."""
        connection.execute("INSERT OR IGNORE INTO output (folder) VALUES (?)", (folder,))
        row = connection.execute("SELECT id FROM output WHERE folder = ?", (folder,)).fetchone()
        return cls(connection, int(row[0]))

    def folders(self) -> list[str]:
        """Return the names of all output folders that the cache knows."""
        rows = self._connection.execute("SELECT folder FROM output ORDER BY folder")
        return [folder for (folder,) in rows]

    def written(self) -> list[str]:
        """Return the names of the output folders that hold files of newsgen's."""
        rows = self._connection.execute(
            "SELECT folder FROM output WHERE EXISTS "
            "(SELECT 1 FROM target WHERE target.output = output.id) ORDER BY folder"
        )
        return [folder for (folder,) in rows]

    def reopen(self, partitions: Iterable[str]) -> None:
        """Have partitions looked into at the next build, whatever they are made of."""
        self._connection.executemany(
            "DELETE FROM partition WHERE output = ? AND name = ?",
            ((self.output, name) for name in partitions),
        )

    def receipt(self) -> str:
        """Return the receipt of the last build, if nothing has been read anew since."""
        row = self._connection.execute(
            "SELECT text FROM receipt WHERE output = ?", (self.output,)
        ).fetchone()
        return str(row[0]) if row else ""

    def keep_receipt(self, text: str) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO receipt VALUES (?, ?)", (self.output, text)
        )

    def void_receipts(self) -> None:
        """Forget the receipts of all output folders: the content is another now."""
        self._connection.execute("DELETE FROM receipt")

    def stamps(self) -> Iterator[tuple[str, str, int, int]]:
        """Yield partition, path, size and time of each file."""
        yield from self._connection.execute(
            "SELECT partition, path, size, mtime_ns FROM target WHERE output = ?", (self.output,)
        )

    def rollups(self) -> dict[str, bytes]:
        """Return what each finished partition was made of."""
        rows = self._connection.execute(
            "SELECT name, rollup FROM partition WHERE output = ?", (self.output,)
        )
        return dict(rows.fetchall())

    def partitions(self) -> list[str]:
        """Return the names of all partitions that have files."""
        rows = self._connection.execute(
            "SELECT DISTINCT partition FROM target WHERE output = ?", (self.output,)
        )
        return [name for (name,) in rows]

    def rows(self, partition: str) -> dict[str, TargetRow]:
        rows = self._connection.execute(
            "SELECT path, partition, key, checksums, size, mtime_ns, content FROM target "
            "WHERE output = ? AND partition = ?",
            (self.output, partition),
        )
        return {row[0]: TargetRow(*row) for row in rows}

    def row(self, path: str) -> TargetRow | None:
        row = self._connection.execute(
            "SELECT path, partition, key, checksums, size, mtime_ns, content FROM target "
            "WHERE output = ? AND path = ?",
            (self.output, path),
        ).fetchone()
        return TargetRow(*row) if row else None

    def is_empty(self) -> bool:
        return (
            self._connection.execute(
                "SELECT 1 FROM target WHERE output = ? LIMIT 1", (self.output,)
            ).fetchone()
            is None
        )

    def restamp(self, times: Iterable[tuple[str, int]]) -> None:
        """Note new times of files whose bytes are the same."""
        self._connection.executemany(
            "UPDATE target SET mtime_ns = ? WHERE output = ? AND path = ?",
            ((time, self.output, path) for path, time in times),
        )

    def begin_staging(self) -> None:
        """Forget what an earlier build has staged."""
        self._connection.execute("DROP TABLE IF EXISTS temp.staged")
        self._connection.execute(
            "CREATE TEMP TABLE staged "
            "(last, scratch, path, partition, key, checksums, size, mtime_ns, content)"
        )

    def stage(self, rows: Iterable[tuple[str, TargetRow]], *, last: bool) -> None:
        """Keep rendered files' rows, with their scratch names, until all are rendered.

        `last` are those that link to all others, and are to be put in place after them.
        """
        self._connection.executemany(
            "INSERT INTO temp.staged VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((last, name, *row) for name, row in rows),
        )

    def staged(self, size: int) -> Iterator[list[tuple[str, str]]]:
        """Yield scratch names and paths in lists of at most `size`, in the order to place them."""
        for last in (False, True):
            number = 0
            while rows := self._connection.execute(
                "SELECT rowid, scratch, path FROM temp.staged WHERE last = ? AND rowid > ? "
                "ORDER BY rowid LIMIT ?",
                (last, number, size),
            ).fetchall():
                number = rows[-1][0]
                yield [(scratch, path) for _, scratch, path in rows]

    def adopt_staged(self) -> None:
        """Take over the rows of the staged files, before the first is put in place.

        A build that is killed between the two leaves rows that are not true of their files. Their
        stamps and bytes tell, as of any file that was altered, and the next build writes them.
        """
        self._connection.execute(
            "INSERT OR REPLACE INTO target "
            "SELECT ?, path, partition, key, checksums, size, mtime_ns, content FROM temp.staged",
            (self.output,),
        )

    def condemn(self, paths: Iterable[str]) -> None:
        """Let no file that is to be deleted look untouched, until it is gone and forgotten.

        A build that is killed before leaves them to the next one.
        """
        self._connection.executemany(
            "UPDATE target SET size = -1 WHERE output = ? AND path = ?",
            ((self.output, path) for path in paths),
        )

    def close_partitions(self, rollups: Iterable[tuple[str, bytes]]) -> None:
        """Note that partitions are as their roll-ups say."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO partition VALUES (?, ?, ?)",
            ((self.output, name, rollup) for name, rollup in rollups),
        )

    def still_in(self, path: str, partition: str) -> bool:
        """Tell whether a file still belongs to a partition: it may have moved to another."""
        row = self.row(path)
        return row is not None and row.partition == partition

    def forget(self, paths: Iterable[str]) -> None:
        self._connection.executemany(
            "DELETE FROM target WHERE output = ? AND path = ?",
            ((self.output, path) for path in paths),
        )
