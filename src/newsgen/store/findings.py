"""Findings, kept so that a check looks anew only at what changed.

What is wrong in a file is kept with the file. Here are the findings about the archive as a whole,
and all findings as they were last judged: with their severity, and whether the baseline knows them.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic, Found
from newsgen.store.records import Record
from newsgen.store.tables import (
    ARCHIVE_FINDING,
    EXAMINED,
    FINDING,
    INVALIDATED,
    ArchiveFindingRow,
    ExaminedRow,
    FindingRow,
    InvalidatedRow,
)

_DIAGNOSTIC = Record[Diagnostic](Diagnostic)


class Judged(NamedTuple):
    """A finding as severe as it is here; the baseline may know it, and then nobody is told."""

    diagnostic: Diagnostic
    known: bool


class Findings:
    """What was found when it was last looked for, and what has changed since."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def doubt(self, paths: Iterable[str]) -> None:
        """Note files whose findings have to be judged anew, and forget what they were."""
        rows = [InvalidatedRow(path) for path in paths]
        self._connection.executemany(INVALIDATED.replace, rows)
        self._connection.executemany("DELETE FROM finding WHERE path = ?", rows)

    def doubt_archive(self) -> None:
        """Note that the archive as a whole has to be looked at anew."""
        self._connection.execute("DELETE FROM examined WHERE name = 'archive'")

    def forget(self) -> None:
        """Forget all findings at once: any of them may quote what has been taken out."""
        self._connection.execute("DELETE FROM examined")
        self._connection.execute("DELETE FROM archive_finding")
        self._connection.execute("DELETE FROM finding")
        self._connection.execute("DELETE FROM invalidated")

    def doubted(self) -> list[str]:
        return [path for (path,) in self._connection.execute("SELECT path FROM invalidated")]

    def looked(self, name: str) -> str:
        """Return under which circumstances `archive` or `policy` was last looked at, or nothing."""
        row = self._connection.execute(
            "SELECT circumstances FROM examined WHERE name = ?", (name,)
        ).fetchone()
        return str(row[0]) if row else ""

    def put_archive(self, found: Iterable[Diagnostic], circumstances: str) -> set[str]:
        """Keep the findings about the archive as a whole; files with other ones are doubted.

        Returns:
            Their codes.

        """
        found = list(found)
        before = _by_path(self._connection.execute("SELECT path, text FROM archive_finding"))
        now = _by_path((d.span.path, _DIAGNOSTIC.dump(d)) for d in found)
        changed = [path for path in before | now if before.get(path) != now.get(path)]
        self.doubt(changed)
        self._connection.executemany(
            "DELETE FROM archive_finding WHERE path = ?", ((path,) for path in changed)
        )
        self._connection.executemany(
            ARCHIVE_FINDING.insert,
            (ArchiveFindingRow(path, text) for path in changed for text in now.get(path, ())),
        )
        self._look("archive", circumstances)
        return {d.code for d in found}

    def archive(self, paths: Sequence[str] | None = None) -> list[Diagnostic]:
        """Return those about the archive: all, or those in some files."""
        which, values = _in(paths)
        rows = self._connection.execute(f"SELECT text FROM archive_finding {which}", values)  # noqa: S608
        return [_DIAGNOSTIC.load(text) for (text,) in rows]

    def put_judged(
        self, found: Iterable[Judged], circumstances: str, paths: Sequence[str] | None = None
    ) -> None:
        """Keep findings, in order, in the place of all others or of those in some files."""
        which, values = _in(paths)
        self._connection.execute(f"DELETE FROM finding {which}", values)  # noqa: S608
        self._connection.executemany(
            FINDING.insert,
            (
                FindingRow(path, number, known, d.severity, d.fix is not None, _DIAGNOSTIC.dump(d))
                for path, group in groupby(found, key=lambda judged: judged.diagnostic.span.path)
                for number, (d, known) in enumerate(group)
            ),
        )
        self._connection.execute("DELETE FROM invalidated")
        self._look("policy", circumstances)

    def reported(self) -> Found:
        """Return the findings that the baseline does not know, as they were judged, in order."""
        rows = self._connection.execute(
            "SELECT severity, fixable, text FROM finding WHERE NOT known ORDER BY path, number"
        )
        return Found(rows, _DIAGNOSTIC.load)

    def reported_in(self, path: str) -> list[Diagnostic]:
        """Return those in one file, by its path from the site."""
        rows = self._connection.execute(
            "SELECT text FROM finding WHERE NOT known AND path = ? ORDER BY number", (path,)
        )
        return [_DIAGNOSTIC.load(text) for (text,) in rows]

    def errors(self, limit: int) -> list[Diagnostic]:
        """Return the first errors."""
        rows = self._connection.execute(
            "SELECT text FROM finding WHERE NOT known AND severity = ? "
            "ORDER BY path, number LIMIT ?",
            (Severity.ERROR, limit),
        )
        return [_DIAGNOSTIC.load(text) for (text,) in rows]

    def counts(self) -> dict[Severity, int]:
        """Count the findings that the baseline does not know."""
        rows = self._connection.execute(
            "SELECT severity, count(*) FROM finding WHERE NOT known GROUP BY severity"
        )
        counted = {Severity(severity): number for severity, number in rows}
        return {severity: counted.get(severity, 0) for severity in Severity}

    def known(self) -> int:
        """Count the findings that the baseline knows."""
        (count,) = self._connection.execute("SELECT count(*) FROM finding WHERE known").fetchone()
        return int(count)

    def judged(self) -> Iterator[Judged]:
        """Yield all findings as they were judged, in order."""
        rows = self._connection.execute("SELECT known, text FROM finding ORDER BY path, number")
        for known, text in rows:
            yield Judged(_DIAGNOSTIC.load(text), bool(known))

    def _look(self, name: str, circumstances: str) -> None:
        self._connection.execute(EXAMINED.replace, ExaminedRow(name, circumstances))


def _in(paths: Sequence[str] | None) -> tuple[str, tuple[str, ...]]:
    if paths is None:
        return "", ()
    return "WHERE path IN (SELECT value FROM json_each(?))", (json.dumps(paths),)


def _by_path(rows: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for path, text in sorted(rows):
        texts.setdefault(path, []).append(text)
    return texts
