"""Source files as they were when last read: what was wrong with them, and their HTML."""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from json import dumps
from typing import Final

from newsgen.diagnostics import Diagnostic, errors_in
from newsgen.files import Stamp
from newsgen.model.release import Acceptance
from newsgen.store._subject import Questions, StoredValue, statement
from newsgen.store.tables import FOLDER, SOURCE, FolderRow, SourceFileRow

_DIAGNOSTICS = StoredValue[tuple[Diagnostic, ...]](tuple[Diagnostic, ...])
_ACCEPTED = StoredValue[tuple[Acceptance, ...]](tuple[Acceptance, ...])


def write_accepted(accepted: Sequence[Acceptance]) -> str:
    """Return what the row of a file says of what its author accepts."""
    return _ACCEPTED.dump(tuple(accepted)) if accepted else ""


_FOLDERS: Final = "SELECT path, digest FROM folder"
_VOID: Final = """
    INSERT INTO folder (path, digest) VALUES (?, x'')
    ON CONFLICT (path) DO UPDATE SET digest = x'' WHERE digest != x''
"""
_DROP_FOLDER: Final = "DELETE FROM folder WHERE path = ?"
_DROP_FOLDERS: Final = "DELETE FROM folder"
_ANY: Final = "SELECT 1 FROM source LIMIT 1"
_PATHS: Final = "SELECT path FROM source"
_KNOWN: Final = "SELECT path, size, mtime_ns, inode FROM source"
_KNOWN_OF: Final = statement("SELECT path, size, mtime_ns, inode FROM source WHERE {among}")
# "0" comes after "/"; no text comes after a blob, so all are in the folder without a name.
_KNOWN_IN: Final = """
    SELECT source.path, size, mtime_ns, inode
    FROM json_each(:folders) AS folder CROSS JOIN source
        ON source.path >= folder.value
        AND source.path < iif(folder.value = '', x'', rtrim(folder.value, '/') || '0')
    WHERE instr(substr(source.path, length(folder.value) + 1), '/') = 0
"""
_DIGESTS_OF: Final = statement("SELECT path, digest FROM source WHERE {among}")
_DAYS_OF: Final = statement("SELECT path, day, looked_for FROM source WHERE {among}")
_AROUND: Final = "SELECT count(*) FILTER (WHERE day >= :day), count(*) FROM source WHERE day != ''"
_EXTENTS: Final = "SELECT DISTINCT looked_for FROM source"
_LESS_LOOKED_FOR: Final = """
    SELECT path FROM source WHERE looked_for != '*' AND (
        day = '' OR day >= :first
        OR :unused AND accepted != ''
        OR looked_for IN (SELECT value FROM json_each(:less))
    )
"""
_DIAGNOSTICS_OF_ALL: Final = "SELECT diagnostics FROM source WHERE diagnostics != ''"
_DIAGNOSTICS_IN: Final = statement("""
    SELECT diagnostics FROM source WHERE diagnostics != '' AND {among}
""")
_ERRORS: Final = """
    SELECT diagnostics FROM source WHERE instr(diagnostics, '"severity":"error"')
"""
_WITH_ERRORS: Final = """
    SELECT path FROM source WHERE instr(diagnostics, '"severity":"error"')
"""
_ACCEPTING: Final = "SELECT path, accepted FROM source WHERE accepted != ''"
_ACCEPTING_IN: Final = statement("""
    SELECT path, accepted FROM source WHERE accepted != '' AND {among}
""")
_FIXABLE: Final = """
    SELECT DISTINCT source.path FROM source, json_each(nullif(diagnostics, '')) AS finding
    WHERE instr(diagnostics, '"fix":{') AND json_extract(finding.value, '$.fix') IS NOT NULL
    AND (
        :codes IS NULL
        OR json_extract(finding.value, '$.code') IN (SELECT value FROM json_each(:codes))
    )
"""
_WITH_SITE_FINDINGS: Final = """
    SELECT path FROM source WHERE instr(diagnostics, '"code":"SITE-') ORDER BY path
"""
_TURNED: Final = "SELECT path FROM source WHERE valid_until <= :now OR valid_from > :now"
_NEXT_TURN: Final = "SELECT min(valid_until) FROM source WHERE valid_until IS NOT NULL"
_RESTAMP: Final = "UPDATE source SET size = ?, mtime_ns = ?, inode = ? WHERE path = ?"
_INVALIDATE: Final = "UPDATE source SET size = -1, digest = '' WHERE path = ?"
_FORGET: Final = "DELETE FROM source WHERE path = ?"
_FORGET_ALL: Final = "DELETE FROM source"


class Sources(Questions):
    def known(self, paths: Iterable[str] | None = None) -> dict[str, tuple[int, int, int]]:
        """Return every known file, or some, with the values of its stamp."""
        return _by_path(self._among(paths, _KNOWN_OF, _KNOWN))

    def known_in(self, folders: Iterable[str]) -> dict[str, tuple[int, int, int]]:
        """Return the known files in some folders, but not below them, as `known` does."""
        return _by_path(self._rows(_KNOWN_IN, folders=dumps(list(folders))))

    def is_empty(self) -> bool:
        return self._value(_ANY) is None

    def folders(self) -> dict[str, bytes]:
        """Return every folder that holds a known file, with its digest: see `FolderRow`."""
        return dict(self._rows(_FOLDERS))

    def keep_folders(self, digests: Mapping[str, bytes]) -> None:
        """Note the digests of all folders, now that the rows of all files in them are up to date.

        No other folder holds a file.
        """
        before = self.folders()
        new = (FolderRow(*row) for row in digests.items() if before.get(row[0]) != row[1])
        self._connection.executemany(FOLDER.replace, new)
        lost = ((path,) for path in before.keys() - digests.keys())
        self._connection.executemany(_DROP_FOLDER, lost)

    def _void(self, paths: Iterable[str]) -> None:
        """Have folders looked into, as rows of files in them change."""
        folders = {path[: path.rfind("/") + 1] for path in paths}
        self._connection.executemany(_VOID, ((folder,) for folder in folders))

    def digests(self, paths: Iterable[str]) -> dict[str, str]:
        """Return the digests of some files' bytes."""
        return dict(self._among(paths, _DIGESTS_OF).fetchall())

    def days(self, paths: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Return the days of files' releases, and which codes were looked for in them.

        A file without a date has an empty day.
        """
        return {path: (day, codes) for path, day, codes in self._among(paths, _DAYS_OF)}

    def less_looked_for(self, since: str, raised: str, *, unused: bool) -> list[str]:
        """Return the files in which less was looked for than is to be: see `rules.LookedFor`."""
        codes = set(raised.split())
        less = [known for known in self._column(_EXTENTS) if not codes <= set(known.split())]
        return self._column(_LESS_LOOKED_FOR, first=since, unused=unused, less=dumps(less))

    def count_around(self, day: str) -> tuple[int, int]:
        """Count the files of releases since a day (ISO 8601), and those from before."""
        since, every = self._rows(_AROUND, day=day).fetchone()
        return since, every - since

    def diagnostics(self, paths: Sequence[str] | None = None) -> list[Diagnostic]:
        """Return all that was wrong with all files, changed or not, or with some."""
        rows = self._among(paths, _DIAGNOSTICS_IN, _DIAGNOSTICS_OF_ALL)
        return [diagnostic for (text,) in rows for diagnostic in _DIAGNOSTICS.load(text)]

    def errors(self) -> list[Diagnostic]:
        """Return the errors in all files; where there are warnings only, none is decoded."""
        texts = self._column(_ERRORS)
        return [error for text in texts for error in errors_in(_DIAGNOSTICS.load(text))]

    def with_errors(self) -> list[str]:
        """Return the files in which there are errors."""
        return self._column(_WITH_ERRORS)

    def accepted(self, paths: Sequence[str] | None = None) -> dict[str, tuple[Acceptance, ...]]:
        """Return what authors accept, by file: in all, or in some."""
        rows = self._among(paths, _ACCEPTING_IN, _ACCEPTING)
        return {path: _ACCEPTED.load(text) for path, text in rows}

    def fixable(self, codes: Iterable[str] | None) -> list[str]:
        """Return the files in which something can be fixed that has one of these codes, or any."""
        return self._column(_FIXABLE, codes=None if codes is None else dumps(list(codes)))

    def with_site_findings(self) -> list[str]:
        """Return the files in which rules of the site have found something."""
        return self._column(_WITH_SITE_FINDINGS)

    def turned(self, now: float) -> list[str]:
        """Return the files whose findings are others at a timestamp than when they were read."""
        return list(self._column(_TURNED, now=now))

    def next_turn(self) -> float | None:
        """Return when the findings of a file next change by themselves, as a timestamp."""
        at: float | None = self._value(_NEXT_TURN)
        return at

    def count(self, belongs: Callable[[str], bool]) -> int:
        """Count the files whose paths belong to a selection."""
        return sum(belongs(path) for path in self._column(_PATHS))

    def put(self, rows: Collection[SourceFileRow]) -> None:
        self._void(row.path for row in rows)
        self._connection.executemany(SOURCE.replace, rows)

    def restamp(self, stamps: Collection[tuple[str, Stamp]]) -> None:
        """Note new stamps of files whose bytes are the same."""
        self._void(path for path, _ in stamps)
        values = ((stamp.size, stamp.mtime_ns, stamp.inode, path) for path, stamp in stamps)
        self._connection.executemany(_RESTAMP, values)

    def invalidate(self, paths: Collection[str]) -> None:
        """Have files read again, whatever their stamps and digests say."""
        self._void(paths)
        self._connection.executemany(_INVALIDATE, ((path,) for path in paths))

    def forget(self, paths: Collection[str]) -> None:
        self._void(paths)
        self._connection.executemany(_FORGET, ((path,) for path in paths))

    def forget_all(self) -> None:
        self._connection.execute(_FORGET_ALL)
        self._connection.execute(_DROP_FOLDERS)


def _by_path(rows: Iterable[tuple[str, int, int, int]]) -> dict[str, tuple[int, int, int]]:
    return {path: (size, mtime, inode) for path, size, mtime, inode in rows}


AHEAD: Final = 64
"""Bodies that are read together."""

_BODIES: Final = """
    SELECT source, html FROM release JOIN body USING (id)
    WHERE source IN (SELECT value FROM json_each(:sources))
"""


class Fragments:
    """Reads bodies, and some ahead: one query for each takes four times as long."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._expected: Iterator[str] = iter(())
        self._ahead: dict[str, str] = {}

    def expect(self, sources: Iterable[str]) -> None:
        """Say which releases' bodies are about to be asked for, in about this order."""
        self._expected, self._ahead = iter(sources), {}

    def html(self, source: str) -> str:
        """Return the HTML of a release's body.

        Raises:
            KeyError: the release is unknown.

        """
        if source not in self._ahead:
            wanted = {source, *islice(self._expected, AHEAD)}
            rows = self._connection.execute(_BODIES, {"sources": json.dumps(list(wanted))})
            self._ahead = dict(rows.fetchall())
        return self._ahead[source]
