"""Findings, kept so that a check looks only at what changed.

What is wrong in a file is kept with the file. Here are the findings about the archive as a whole,
and all findings as they were last judged: with their severity, and whether the baseline knows them.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final, NamedTuple

from newsgen.codes import SITE_RULE, Severity
from newsgen.diagnostics import Diagnostic, StoredDiagnostics, Tally
from newsgen.store._subject import Questions, StoredValue, statement
from newsgen.store.tables import (
    ARCHIVE_FINDING,
    FINDING,
    INVALIDATED,
    META,
    ArchiveFindingRow,
    FindingRow,
    InvalidatedRow,
    MetaRow,
)

_DIAGNOSTIC = StoredValue[Diagnostic](Diagnostic)


class KeptFindings(NamedTuple):
    """The findings of one file as they are kept, as they are and as they were judged.

    Workers make these.
    """

    text: str
    judged: tuple[FindingRow, ...]


class Judged(NamedTuple):
    """A finding as severe as it is here; one that the baseline knows is not reported.

    One with a `day` is reported only where all since then are.
    """

    diagnostic: Diagnostic
    known: bool
    day: str = ""


_INVALIDATED: Final = "SELECT path FROM invalidated"
_FORGET_FILE: Final = "DELETE FROM finding WHERE path = ?"
_CIRCUMSTANCES: Final = "SELECT value FROM meta WHERE name = 'examined ' || :name"
_FORGET_ARCHIVE: Final = "DELETE FROM meta WHERE name = 'examined archive'"
_FORGET_ALL: Final = (
    "DELETE FROM meta WHERE name LIKE 'examined %'",
    "DELETE FROM archive_finding",
    "DELETE FROM finding",
    "DELETE FROM invalidated",
)
_FORGET_OTHERS: Final = (
    "INSERT OR REPLACE INTO invalidated SELECT path FROM archive_finding",
    "DELETE FROM finding WHERE path IN (SELECT path FROM archive_finding)",
    "DELETE FROM archive_finding",
    _FORGET_ARCHIVE,
)
_ARCHIVE: Final = "SELECT path, text FROM archive_finding"
_ARCHIVE_IN: Final = statement("SELECT path, text FROM archive_finding WHERE {among}")
_DROP_ARCHIVE_FILE: Final = "DELETE FROM archive_finding WHERE path = ?"
_DROP_JUDGED: Final = "DELETE FROM finding"
_DROP_JUDGED_IN: Final = statement("DELETE FROM finding WHERE {among}")
_DROP_INVALIDATED: Final = "DELETE FROM invalidated"
_REPORTED: Final = statement("""
    SELECT text FROM finding
    WHERE NOT known AND {told}
    AND (:codes IS NULL OR code IN (SELECT value FROM json_each(:codes)))
    ORDER BY path, number
""")
_OF_SEVERITY: Final = statement("""
    SELECT text FROM finding
    WHERE NOT known AND {told} AND severity = :severity
    AND (:codes IS NULL OR code IN (SELECT value FROM json_each(:codes)))
    ORDER BY path, number LIMIT :limit
""")
_FIRST: Final = statement("""
    SELECT text FROM finding
    WHERE known = 0 AND severity = :severity AND code = :code AND {told}
    ORDER BY path, number LIMIT :limit
""")
_FILES: Final = statement("""
    SELECT count(DISTINCT path) FROM finding
    WHERE NOT known AND {told} AND severity IN (SELECT value FROM json_each(:severities))
    AND (:codes IS NULL OR code IN (SELECT value FROM json_each(:codes)))
""")
_TALLIES: Final = statement("""
    SELECT severity, code, count(*), sum(fixable) FROM finding
    WHERE known = :known AND {told}
    AND (:codes IS NULL OR code IN (SELECT value FROM json_each(:codes)))
    GROUP BY severity, code
""")
_REPORTED_IN: Final = statement("""
    SELECT text FROM finding WHERE NOT known AND {told} AND path = :path ORDER BY number
""")
_SEVERE: Final = """
    SELECT text FROM finding WHERE known = 0 AND severity = :severity
    ORDER BY +path, number LIMIT :limit
"""
_COUNTS: Final = statement("""
    SELECT severity, count(*) FROM finding WHERE known = 0 AND {told} GROUP BY severity
""")
_JUDGED: Final = statement("SELECT known, text FROM finding WHERE {told} ORDER BY path, number")


class Findings(Questions):
    """The findings of the last check, and what has changed since.

    Of those that a build reports only of new releases, it gives those since a day (ISO 8601).
    """

    def __init__(self, connection: sqlite3.Connection, since: str = "") -> None:
        super().__init__(connection, {"first_day": since})

    def invalidate(self, paths: Iterable[str]) -> None:
        """Note files whose findings have to be judged again, and forget what they were."""
        rows = [InvalidatedRow(path) for path in paths]
        self._connection.executemany(INVALIDATED.replace, rows)
        self._connection.executemany(_FORGET_FILE, rows)

    def invalidated(self) -> list[str]:
        return self._column(_INVALIDATED)

    def invalidate_archive(self) -> None:
        """Note that the archive as a whole has to be examined again."""
        self._connection.execute(_FORGET_ARCHIVE)

    def forget(self) -> None:
        """Forget all findings at once."""
        for text in _FORGET_ALL:
            self._connection.execute(text)

    def forget_archive(self) -> None:
        """Forget the findings about the archive: any of them may quote what has been taken out.

        Those that a file gives by itself quote no other. Files with one of both are judged again.
        """
        for text in _FORGET_OTHERS:
            self._connection.execute(text)

    def examined(self, name: str) -> str:
        """Return the inputs with which `archive` or `policy` was last examined; empty if never."""
        return self._value(_CIRCUMSTANCES, name=name) or ""

    def put_archive(self, diagnostics: Iterable[Diagnostic], inputs: str) -> set[str]:
        """Keep the findings about the archive; files whose findings change are invalidated.

        Returns:
            Their codes.

        """
        diagnostics = list(diagnostics)
        before = _by_path(self._as(ArchiveFindingRow, _ARCHIVE))
        now = _by_path(ArchiveFindingRow(d.span.path, _DIAGNOSTIC.dump(d)) for d in diagnostics)
        changed = [path for path in before | now if before.get(path) != now.get(path)]
        self.invalidate(changed)
        self._connection.executemany(_DROP_ARCHIVE_FILE, ((path,) for path in changed))
        rows = (row for path in changed for row in now.get(path, ()))
        self._connection.executemany(ARCHIVE_FINDING.insert, rows)
        self._note("archive", inputs)
        return {diagnostic.code for diagnostic in diagnostics}

    def archive(self, paths: Sequence[str] | None = None) -> list[Diagnostic]:
        """Return those about the archive: all, or those in some files."""
        return [_DIAGNOSTIC.load(text) for _, text in self._among(paths, _ARCHIVE_IN, _ARCHIVE)]

    def put_judged(
        self, judged: Iterable[Judged], inputs: str, paths: Sequence[str] | None = None
    ) -> None:
        """Keep findings, in order, in the place of all others or of those in some files."""
        self._among(paths, _DROP_JUDGED_IN, _DROP_JUDGED)
        self.put_written(
            _judged_row(number, d, _DIAGNOSTIC.dump(d), day, known=known)
            for _, group in groupby(judged, key=lambda each: each.diagnostic.span.path)
            for number, (d, known, day) in enumerate(group)
        )
        self._rows(_DROP_INVALIDATED)
        self._note("policy", inputs)

    def reset(self, inputs: str) -> None:
        """Have no findings: those of all files will be written as they are judged by a policy."""
        self.forget()
        self._note("policy", inputs)

    def put_written(self, rows: Iterable[FindingRow]) -> None:
        """Keep findings of files that have none yet."""
        self._connection.executemany(FINDING.insert, rows)

    def reported(self, codes: Iterable[str] | None = None) -> "Reported":
        """Return the findings that the baseline does not know, as they were judged, in order.

        Without codes, those of all are meant, here and in `known`.
        """
        return Reported(self._connection, codes, self._values["first_day"])

    def reported_in(self, path: str) -> list[Diagnostic]:
        """Return those in one file, by its path from the site."""
        return [_DIAGNOSTIC.load(text) for text in self._column(_REPORTED_IN, path=path)]

    def errors(self, limit: int) -> list[Diagnostic]:
        """Return the first errors."""
        texts = self._column(_SEVERE, severity=Severity.ERROR, limit=limit)
        return [_DIAGNOSTIC.load(text) for text in texts]

    def counts(self) -> dict[Severity, int]:
        """Count the findings that the baseline does not know."""
        counts = dict(self._rows(_COUNTS).fetchall())
        return {severity: counts.get(severity, 0) for severity in Severity}

    def known(self, codes: Iterable[str] | None = None) -> int:
        """Count the findings that the baseline knows."""
        rows = self._rows(_TALLIES, known=True, codes=_listed(codes))
        return sum(number for _, _, number, _ in rows)

    def judged(self) -> Iterator[Judged]:
        """Yield all findings as they were judged, in order."""
        for known, text in self._rows(_JUDGED):
            yield Judged(_DIAGNOSTIC.load(text), bool(known))

    def _note(self, name: str, inputs: str) -> None:
        self._connection.execute(META.replace, MetaRow(f"examined {name}", inputs))


class Reported(Questions, StoredDiagnostics):
    """The findings of some codes that the baseline does not know, read as they are asked for."""

    def __init__(
        self, connection: sqlite3.Connection, codes: Iterable[str] | None, since: str
    ) -> None:
        Questions.__init__(self, connection, {"codes": _listed(codes), "first_day": since})
        rows = self._rows(_TALLIES, known=False)
        tallies = (Tally(Severity(severity), *rest) for severity, *rest in rows)
        StoredDiagnostics.__init__(self, tallies)

    def __iter__(self) -> Iterator[Diagnostic]:
        return self._read(_REPORTED)

    def of(self, severity: Severity, limit: int | None = None) -> Iterator[Diagnostic]:
        if not any(tally.severity is severity for tally in self.tallies):
            return iter(())
        return self._read(_OF_SEVERITY, severity=severity, limit=-1 if limit is None else limit)

    def first(self, tally: Tally, limit: int) -> Iterator[Diagnostic]:
        return self._read(_FIRST, severity=tally.severity, code=tally.code, limit=limit)

    def count_files(self, severities: Collection[Severity]) -> int:
        count: int = self._value(_FILES, severities=json.dumps(list(severities)))
        return count

    def _read(self, text: str, **values: Any) -> Iterator[Diagnostic]:
        return (_DIAGNOSTIC.load(row) for (row,) in self._rows(text, **values))


def _listed(codes: Iterable[str] | None) -> str | None:
    return None if codes is None else json.dumps(list(codes))


def write(
    diagnostics: Iterable[Diagnostic], judged: Iterable[Diagnostic], day: str = ""
) -> KeptFindings:
    """Write the findings of one file; `judged` are those that count, in order.

    Its warnings are reported where all since a day are.
    """
    texts = {id(d): _DIAGNOSTIC.dump(d) for d in diagnostics}
    rows = (
        _judged_row(number, d, texts.get(id(d)) or _DIAGNOSTIC.dump(d), day_told(d, day))
        for number, d in enumerate(judged)
    )
    return KeptFindings(f"[{','.join(texts.values())}]" if texts else "", tuple(rows))


def day_told(diagnostic: Diagnostic, day: str) -> str:
    """Return the day of a file's release if its finding is reported only of new ones.

    Errors, and what rules of the site find, are reported of all.
    """
    is_told = diagnostic.severity is Severity.ERROR or diagnostic.code.startswith(SITE_RULE)
    return "" if is_told else day


def _judged_row(
    number: int, d: Diagnostic, text: str, day: str, *, known: bool = False
) -> FindingRow:
    is_fixable = d.fix is not None
    return FindingRow(d.span.path, number, known, d.severity, d.code, is_fixable, day, text)


def _by_path(rows: Iterable[ArchiveFindingRow]) -> dict[str, list[ArchiveFindingRow]]:
    by_path: dict[str, list[ArchiveFindingRow]] = {}
    for row in sorted(rows):
        by_path.setdefault(row.path, []).append(row)
    return by_path
