"""What the output folder holds, why, and what it looked like when it was written."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from newsgen.files import WrittenFiles
from newsgen.store._subject import Questions, statement
from newsgen.store.tables import (
    PARTITION,
    STAGED,
    STAMPS,
    TARGET,
    PartitionRow,
    StampsRow,
    TargetRow,
)

UNKNOWN: Final = "?"
"""The part of files of which nothing but their being there is known."""


class StagedFile(NamedTuple):
    """A rendered file: its name in the scratch folder, and where it is to be put."""

    rowid: int
    scratch: str
    path: str


class Replaced(NamedTuple):
    """A file that gets other bytes: where it is put, and the parts that had it and have it now.

    Of one that is in a cache of long ago, neither its bytes nor the part are known.
    """

    path: str
    before: str
    now: str

    @property
    def was_known(self) -> bool:
        return self.before != UNKNOWN


_DROP: Final = "DROP TABLE IF EXISTS temp.staged"
_CREATE: Final = f"CREATE TEMP TABLE {STAGED.declaration}"
_NEXT: Final = """
    SELECT rowid, scratch, path FROM temp.staged WHERE last = :last AND rowid > :after
    ORDER BY rowid LIMIT :limit
"""
_PATHS: Final = "SELECT path FROM temp.staged"
_STAGED_PARTITIONS: Final = """
    SELECT partition FROM temp.staged
    UNION SELECT target.partition FROM temp.staged CROSS JOIN target USING (path)
    WHERE output = :output
"""
_REPLACED: Final = """
    SELECT path, target.partition AS before, staged.partition AS now
    FROM temp.staged CROSS JOIN target USING (path)
    WHERE output = :output AND staged.content != target.content
"""
_ADOPT: Final = """
    INSERT OR REPLACE INTO target
        (output, path, partition, key, checksums, size, mtime_ns, content)
    SELECT :output, path, partition, key, checksums, size, mtime_ns, content FROM temp.staged
"""


class Staging(Questions):
    def clear(self) -> None:
        """Forget what an earlier build has staged."""
        self._connection.execute(_DROP)
        self._connection.execute(_CREATE)

    def put(self, rows: Iterable[tuple[str, TargetRow]], *, last: bool) -> None:
        """Keep rendered files' rows, with their scratch names, until all are rendered.

        `last` are those that link to all others, and are to be put in place after them.
        """
        self._connection.executemany(STAGED.insert, ((last, name, *row) for name, row in rows))

    def files(self, size: int) -> Iterator[list[StagedFile]]:
        """Yield the files in lists of at most `size`, in the order to place them."""
        for last in (False, True):
            after = 0
            while files := [*self._as(StagedFile, _NEXT, last=last, after=after, limit=size)]:
                after = files[-1].rowid
                yield files

    def paths(self) -> set[str]:
        """Return the paths of the staged files."""
        return set(self._column(_PATHS))

    def partitions(self) -> list[str]:
        """Return the partitions that the staged files will be in, or are in now."""
        return self._column(_STAGED_PARTITIONS)

    def replaced(self) -> Iterator[Replaced]:
        """Yield the files that get other bytes than the manifest knows, before it adopts them."""
        return self._as(Replaced, _REPLACED)

    def adopt(self) -> None:
        """Take over the rows of the staged files, before the first is put in place.

        A build that is killed between the two leaves rows that are not true of their files. Their
        stamps and bytes tell, as of any file that was altered, and the next build writes them.
        """
        self._rows(_ADOPT)


_TEXT: Final = "SELECT receipt FROM output WHERE id = :output"
_KEEP: Final = "UPDATE output SET receipt = :receipt WHERE id = :output"
_VOID: Final = "UPDATE output SET receipt = '' WHERE receipt != ''"


class Receipts(Questions):
    """The receipt of one output folder, and how those of all of them are voided."""

    def text(self) -> str:
        """Return the receipt of the last build; empty if anything has been read again since."""
        return str(self._value(_TEXT))

    def keep(self, text: str) -> None:
        self._rows(_KEEP, receipt=text)

    def void(self) -> None:
        """Forget the receipts of all output folders: the content has changed."""
        self._connection.execute(_VOID)


class WrittenFile(NamedTuple):
    """A file that newsgen wrote, with its stamp."""

    partition: str
    path: str
    size: int
    mtime_ns: int


class ContentDigest(NamedTuple):
    """What newsgen wrote into a file: its size and the digest of its bytes."""

    path: str
    partition: str
    size: int
    content: bytes


_CONTENTS: Final = "SELECT path, partition, size, content FROM target WHERE output = :output"
_ADD_OUTPUT: Final = """
    INSERT OR IGNORE INTO output (folder, receipt, stamp, listed) VALUES (:folder, '', 0, x'')
"""
_STAMP: Final = "SELECT stamp FROM output WHERE id = :output"
_KEEP_STAMP: Final = "UPDATE output SET stamp = :stamp WHERE id = :output"
_OUTPUT: Final = "SELECT id FROM output WHERE folder = :folder"
_FOLDERS: Final = "SELECT folder FROM output ORDER BY folder"
_WRITTEN: Final = """
    SELECT folder FROM output
    WHERE EXISTS (SELECT 1 FROM target WHERE target.output = output.id)
    ORDER BY folder
"""
_ANY: Final = "SELECT 1 FROM target WHERE output = :output LIMIT 1"
_FILES: Final = "SELECT partition, path, size, mtime_ns FROM target WHERE output = :output"
_STAMPS: Final = "SELECT partition, paths, stamps FROM stamps WHERE output = :output"
# Without the hint SQLite looks at all files of the output for those of each part.
_ROWS: Final = """
    SELECT path, partition, key, checksums, size, mtime_ns, content FROM target
    WHERE output = :output AND unlikely(partition = :partition)
"""
_ROW: Final = """
    SELECT path, partition, key, checksums, size, mtime_ns, content FROM target
    WHERE output = :output AND path = :path
"""
_FILES_OF: Final = """
    SELECT path, size, mtime_ns FROM target
    WHERE output = :output AND unlikely(partition = :partition)
"""
_PARTITIONS: Final = "SELECT partition FROM stamps WHERE output = :output"
_PARTITIONS_OF: Final = statement("""
    SELECT DISTINCT partition FROM target WHERE output = :output AND {among}
""")
_DROP_STAMPS: Final = "DELETE FROM stamps WHERE output = :output AND partition = :partition"
_DIGESTS: Final = "SELECT name, digest FROM partition WHERE output = :output"
_REOPEN: Final = "DELETE FROM partition WHERE output = ? AND name = ?"
_RESTAMP: Final = "UPDATE target SET mtime_ns = ? WHERE output = ? AND path = ?"
_MARK: Final = "UPDATE target SET size = -1 WHERE output = ? AND path = ?"
_FORGET: Final = "DELETE FROM target WHERE output = ? AND path = ?"


class Manifest(Questions):
    """The manifest of one output folder; a cache may serve several.

    What is rendered and not in place yet is in its `staging`; `receipts` are those of builds that
    have nothing left to do.

    The stamps of each partition's files are kept packed too. Whatever changes files is followed by
    `pack`, before it is committed.
    """

    def __init__(self, connection: sqlite3.Connection, output: int) -> None:
        super().__init__(connection, {"output": output})
        self.output = output
        self.staging = Staging(connection, {"output": output})
        self._unpacked: set[str] = set()
        self.receipts = Receipts(connection, {"output": output})

    @classmethod
    def of_folder(cls, connection: sqlite3.Connection, folder: str) -> "Manifest":
        """Return the manifest of a folder by its name, new if there is none."""
        connection.execute(_ADD_OUTPUT, {"folder": folder})
        (output,) = connection.execute(_OUTPUT, {"folder": folder}).fetchone()
        return cls(connection, output)

    def folders(self) -> list[str]:
        """Return the names of all output folders that the cache knows."""
        return self._column(_FOLDERS)

    def written(self) -> list[str]:
        """Return the names of the output folders that hold files of newsgen's."""
        return self._column(_WRITTEN)

    def stamp(self) -> int:
        """Return the time that the folder itself had after the last build, 0 if there was none."""
        return int(self._value(_STAMP))

    def keep_stamp(self, stamp: int) -> None:
        self._rows(_KEEP_STAMP, stamp=stamp)

    def is_empty(self) -> bool:
        return self._value(_ANY) is None

    def files(self) -> Iterator[WrittenFile]:
        """Yield all files with their stamps."""
        return self._as(WrittenFile, _FILES)

    def contents(self) -> Iterator[ContentDigest]:
        """Yield all files with the digests of their bytes."""
        return self._as(ContentDigest, _CONTENTS)

    def stamps(self) -> Iterator[tuple[str, WrittenFiles]]:
        """Yield the partitions with their files' stamps."""
        for partition, *files in self._rows(_STAMPS):
            yield partition, WrittenFiles(*files)

    def pack(self) -> None:
        """Pack the stamps of the partitions whose files have changed."""
        for partition in sorted(self._unpacked):
            if files := self._rows(_FILES_OF, partition=partition).fetchall():
                row = StampsRow(partition, *WrittenFiles.packed(files))
                self._connection.execute(STAMPS.replace, (self.output, *row))
            else:
                self._rows(_DROP_STAMPS, partition=partition)
        self._unpacked.clear()

    def rows(self, partition: str) -> dict[str, TargetRow]:
        """Return the files of a partition by their paths."""
        return {row.path: row for row in self._as(TargetRow, _ROWS, partition=partition)}

    def row(self, path: str) -> TargetRow | None:
        return next(self._as(TargetRow, _ROW, path=path), None)

    def still_in(self, path: str, partition: str) -> bool:
        """Return whether a file still belongs to a partition: it may have moved to another."""
        row = self.row(path)
        return row is not None and row.partition == partition

    def adopt(self, rows: Iterable[TargetRow]) -> None:
        """Take files over that are in place already."""
        rows = list(rows)
        self._unpack(row.path for row in rows)
        self._unpacked.update(row.partition for row in rows)
        self._connection.executemany(TARGET.replace, ((self.output, *row) for row in rows))

    def adopt_unread(self, paths: Iterable[str]) -> None:
        """Take files over of which no more is known than that newsgen wrote them."""
        self.adopt(TargetRow(path, UNKNOWN, b"", b"", 0, 0, b"") for path in paths)
        self.pack()

    def adopt_staged(self) -> None:
        """Take over what is staged, before the first of it is put in place."""
        self._unpacked.update(self.staging.partitions())
        self.staging.adopt()

    def restamp(self, times: Iterable[tuple[str, int]]) -> None:
        """Note new times of files whose bytes are the same."""
        times = list(times)
        self._unpack(path for path, _ in times)
        self._connection.executemany(_RESTAMP, ((time, self.output, path) for path, time in times))

    def mark_for_deletion(self, paths: Iterable[str]) -> None:
        """Let no file that is to be deleted look untouched, until it is gone and forgotten.

        A build that is killed before leaves them to the next one.
        """
        paths = list(paths)
        self._unpack(paths)
        self._connection.executemany(_MARK, ((self.output, path) for path in paths))

    def forget(self, paths: Iterable[str]) -> None:
        paths = list(paths)
        self._unpack(paths)
        self._connection.executemany(_FORGET, ((self.output, path) for path in paths))

    def _unpack(self, paths: Iterable[str]) -> None:
        self._unpacked.update(partition for (partition,) in self._among(paths, _PARTITIONS_OF))

    # Partitions

    def partitions(self) -> list[str]:
        """Return the names of all partitions that have files."""
        return self._column(_PARTITIONS)

    def digests(self) -> dict[str, bytes]:
        """Return the digest of all that each finished partition was made of."""
        return {row.name: row.digest for row in self._as(PartitionRow, _DIGESTS)}

    def close_partitions(self, digests: Iterable[tuple[str, bytes]]) -> None:
        """Note what partitions are made of, now that all their files are in place.

        Nothing is kept of one without a digest: its name may be a word of what was taken down.
        """
        digests = list(digests)
        self.reopen(name for name, digest in digests if not digest)
        rows = ((self.output, name, digest) for name, digest in digests if digest)
        self._connection.executemany(PARTITION.replace, rows)

    def reopen(self, partitions: Iterable[str]) -> None:
        """Have partitions looked into at the next build, whatever they are made of."""
        self._connection.executemany(_REOPEN, ((self.output, name) for name in partitions))
