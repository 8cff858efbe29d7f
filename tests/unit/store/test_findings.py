"""Findings as they are kept between checks."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic, Span, by_file, count_files
from newsgen.store import Database, Findings
from newsgen.store.findings import Judged, write
from tests.support.sqlite_steps import sqlite_steps


@pytest.fixture
def findings(tmp_path: Path) -> Iterator[Findings]:
    database = Database(tmp_path, "1")
    yield Findings(database.connection)
    database.close()


def finding(path: str, code: str = "NG410", message: str = "It is wrong") -> Diagnostic:
    return Diagnostic(code, message, Span(path))


def test_a_file_whose_findings_about_the_archive_change_is_invalidated(findings: Findings) -> None:
    assert findings.examined("archive") == ""
    codes = findings.put_archive([finding("a"), finding("b", "NG411"), finding("a", "NG412")], "x")
    assert codes == {"NG410", "NG411", "NG412"}
    assert findings.examined("archive") == "x"
    assert findings.invalidated() == ["a", "b"]
    findings.put_judged([], "policy")
    findings.put_archive([finding("a", "NG412"), finding("a")], "y")
    assert findings.invalidated() == ["b"]
    assert sorted(d.code for d in findings.archive()) == ["NG410", "NG412"]
    assert findings.archive(["b"]) == []
    assert len(findings.archive(["a", "b"])) == 2


def test_what_is_judged_replaces_all_or_that_of_some_files(findings: Findings) -> None:
    findings.put_judged([Judged(finding(path), known=False) for path in ("a", "a", "b")], "x")
    findings.invalidate(["a"])
    assert [d.span.path for d in findings.reported()] == ["b"]
    findings.put_judged([Judged(finding("a", "NG411"), known=True)], "x", ["a"])
    assert findings.invalidated() == []
    assert [(j.diagnostic.code, j.known) for j in findings.judged()] == [
        ("NG411", True),
        ("NG410", False),
    ]
    assert findings.known() == 1
    assert [d.span.path for d in findings.reported()] == ["b"]
    assert findings.reported_in("a") == []
    assert len(findings.reported_in("b")) == 1
    findings.put_judged([], "x")
    assert list(findings.judged()) == []


def test_stored_findings_are_told_by_file(findings: Findings) -> None:
    actual = [finding("a"), finding("a", "NG601"), finding("b", "NG601"), finding("c")]
    findings.put_judged([Judged(d, known=d.span.path == "c") for d in actual], "x")
    reported = findings.reported()
    assert list(by_file(reported)) == [("a", actual[:2]), ("b", actual[2:3])]
    assert count_files(reported, list(Severity)) == 2
    assert count_files(reported, [Severity.ERROR]) == 1
    assert count_files(findings.reported(["NG601"]), list(Severity)) == 2
    assert count_files(findings.reported(["NG601"]), [Severity.ERROR]) == 0


def test_errors_come_first_to_last_and_all_are_counted(findings: Findings) -> None:
    error, warning = finding("b"), finding("a", "NG601")
    assert (error.severity, warning.severity) == (Severity.ERROR, Severity.WARNING)
    judged = [Judged(each, known=False) for each in (warning, error, finding("c"))]
    findings.put_judged([*judged, Judged(finding("d"), known=True)], "x")
    assert [d.span.path for d in findings.errors(9)] == ["b", "c"]
    assert [d.span.path for d in findings.errors(1)] == ["b"]
    counts = findings.counts()
    assert (counts[Severity.ERROR], counts[Severity.WARNING]) == (2, 1)
    assert set(counts) == set(Severity)


def test_forgotten_findings_are_in_no_table(findings: Findings) -> None:
    findings.put_archive([finding("a")], "x")
    findings.put_judged([Judged(finding("a"), known=False)], "x")
    findings.invalidate(["b"])
    findings.invalidate_archive()
    assert (findings.examined("archive"), findings.examined("policy")) == ("", "x")
    findings.forget()
    assert findings.examined("policy") == ""
    for table in ("archive_finding", "finding", "invalidated"):
        assert findings._value(f"SELECT count(*) FROM {table}") == 0


def test_what_is_said_of_the_archive_is_forgotten_and_its_files_are_judged_again(
    findings: Findings,
) -> None:
    findings.put_archive([finding("a", message="As “Other” is"), finding("a")], "x")
    judged = [finding("a", message="As “Other” is"), finding("a", "NG601"), finding("b")]
    findings.put_judged([Judged(each, known=False) for each in judged], "x")
    findings.forget_archive()
    assert (findings.examined("archive"), findings.examined("policy")) == ("", "x")
    assert findings.invalidated() == ["a"]
    assert findings.archive() == []
    assert [d.span.path for d in findings.reported()] == ["b"]
    assert findings.put_archive([finding("c")], "x") == {"NG410"}
    assert sorted(findings.invalidated()) == ["a", "c"]


def test_what_a_worker_writes_is_kept_as_what_is_judged_here(findings: Findings) -> None:
    off, severe = finding("a", "NG601"), finding("a", "NG602")
    judged = replace(severe, severity=Severity.ERROR)
    written = write([off, severe], [judged])
    findings.reset("x")
    assert findings.examined("policy") == "x"
    findings.put_written(written.judged)
    assert list(findings.judged()) == [Judged(judged, known=False)]
    findings.put_judged([Judged(judged, known=False)], "x")
    assert list(findings.judged()) == [Judged(judged, known=False)]
    assert write([], []) == ("", ())


def test_errors_are_looked_up_among_any_number_of_warnings(tmp_path: Path) -> None:
    database = Database(tmp_path, "1")
    database.index()
    findings = Findings(database.connection)

    def steps(numbers: range) -> int:
        wrong = [replace(finding(f"{n}"), severity=Severity.WARNING) for n in numbers]
        errors = [replace(finding(path), severity=Severity.ERROR) for path in ("b", "a")]
        findings.put_judged([Judged(d, known=False) for d in (*errors, *wrong)], "x")
        assert [d.span.path for d in findings.errors(5)] == ["a", "b"]
        return sqlite_steps(database.connection, lambda: findings.errors(5))

    assert steps(range(10)) == steps(range(300))
    database.close()
