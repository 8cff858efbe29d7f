"""Source files as they were when last read, with what was wrong with them."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from newsgen.diagnostics import Diagnostic
from newsgen.files import Stamp
from newsgen.model.release import Acceptance
from newsgen.store._questions import Questions
from newsgen.store._records import Record
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


_PATHS: Final = "SELECT path FROM source"
_KNOWN: Final = "SELECT path, size, mtime_ns, inode FROM source"
_KNOWN_OF: Final = """
    SELECT path, size, mtime_ns, inode FROM source
    WHERE path IN (SELECT value FROM json_each(:paths))
"""
_DIGESTS_OF: Final = """
    SELECT path, digest FROM source WHERE path IN (SELECT value FROM json_each(:paths))
"""
_DAYS_OF: Final = """
    SELECT path, day FROM source WHERE path IN (SELECT value FROM json_each(:paths))
"""
_DIAGNOSTICS_OF_ALL: Final = "SELECT diagnostics FROM source WHERE diagnostics != ''"
_DIAGNOSTICS_IN: Final = """
    SELECT diagnostics FROM source
    WHERE diagnostics != '' AND path IN (SELECT value FROM json_each(:paths))
"""
_ACCEPTING: Final = "SELECT path, accepted FROM source WHERE accepted != ''"
_ACCEPTING_IN: Final = """
    SELECT path, accepted FROM source
    WHERE accepted != '' AND path IN (SELECT value FROM json_each(:paths))
"""
_RESTAMP: Final = "UPDATE source SET size = ?, mtime_ns = ?, inode = ? WHERE path = ?"
_INVALIDATE: Final = "UPDATE source SET size = -1, digest = '' WHERE path = ?"
_FORGET: Final = "DELETE FROM source WHERE path = ?"
_FORGET_ALL: Final = "DELETE FROM source"


class Sources(Questions):
    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)

    def known(self, paths: Iterable[str] | None = None) -> dict[str, tuple[int, int, int]]:
        """Return every known file, or some, with the values of its stamp."""
        rows = self._rows(_KNOWN) if paths is None else self._rows(_KNOWN_OF, paths=_json(paths))
        return {path: (size, mtime, inode) for path, size, mtime, inode in rows}

    def digests(self, paths: Iterable[str]) -> dict[str, str]:
        """Return the digests of some files' bytes."""
        return dict(self._rows(_DIGESTS_OF, paths=_json(paths)).fetchall())

    def days(self, paths: Iterable[str]) -> dict[str, str]:
        """Return the days of files' releases; a file without a date has an empty one."""
        return dict(self._rows(_DAYS_OF, paths=_json(paths)).fetchall())

    def diagnostics(self, paths: Sequence[str] | None = None) -> list[Diagnostic]:
        """Return all that was wrong with all files, changed or not, or with some."""
        texts = (
            self._column(_DIAGNOSTICS_OF_ALL)
            if paths is None
            else self._column(_DIAGNOSTICS_IN, paths=_json(paths))
        )
        return [diagnostic for text in texts for diagnostic in _DIAGNOSTICS.load(text)]

    def accepted(self, paths: Sequence[str] | None = None) -> dict[str, tuple[Acceptance, ...]]:
        """Return what authors accept, by file: in all, or in some."""
        rows = (
            self._rows(_ACCEPTING)
            if paths is None
            else self._rows(_ACCEPTING_IN, paths=_json(paths))
        )
        return {path: _ACCEPTED.load(text) for path, text in rows}

    def count(self, belongs: Callable[[str], bool]) -> int:
        """Count the files whose paths belong to a selection."""
        return sum(belongs(path) for path in self._column(_PATHS))

    def put(self, rows: Iterable[SourceRow]) -> None:
        self._connection.executemany(SOURCE.replace, map(_file_row, rows))

    def restamp(self, stamps: Iterable[tuple[str, Stamp]]) -> None:
        """Note new stamps of files whose bytes are the same."""
        values = ((stamp.size, stamp.mtime_ns, stamp.inode, path) for path, stamp in stamps)
        self._connection.executemany(_RESTAMP, values)

    def invalidate(self, paths: Iterable[str]) -> None:
        """Have files read again, whatever their stamps and digests say."""
        self._connection.executemany(_INVALIDATE, ((path,) for path in paths))

    def forget(self, paths: Iterable[str]) -> None:
        self._connection.executemany(_FORGET, ((path,) for path in paths))

    def forget_all(self) -> None:
        self._connection.execute(_FORGET_ALL)


def _file_row(row: SourceRow) -> SourceFileRow:
    return SourceFileRow(
        path=row.path,
        size=row.stamp.size,
        mtime_ns=row.stamp.mtime_ns,
        inode=row.stamp.inode,
        digest=row.digest,
        diagnostics=_DIAGNOSTICS.dump(row.diagnostics) if row.diagnostics else "",
        day=row.day,
        accepted=_ACCEPTED.dump(row.accepted) if row.accepted else "",
    )


def _json(paths: Iterable[str]) -> str:
    return json.dumps(list(paths))
