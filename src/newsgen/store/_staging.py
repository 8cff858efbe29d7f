"""The rows of rendered files that are not in place yet."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from newsgen.store._subject import Questions
from newsgen.store.tables import STAGED, TargetRow

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
_PARTITIONS: Final = """
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
        return self._column(_PARTITIONS)

    def replaced(self) -> Iterator[Replaced]:
        """Yield the files that get other bytes than the manifest knows, before it adopts them."""
        return self._as(Replaced, _REPLACED)

    def adopt(self) -> None:
        """Take over the rows of the staged files, before the first is put in place.

        A build that is killed between the two leaves rows that are not true of their files. Their
        stamps and bytes tell, as of any file that was altered, and the next build writes them.
        """
        self._rows(_ADOPT)
