"""Reports: the text that a person reads, and the JSON that a tool does."""

import json
import pickle
from dataclasses import replace

import pytest

from newsgen.diagnostics import (
    Diagnostic,
    Exit,
    NewsgenError,
    Related,
    Span,
    has_errors,
    sort_diagnostics,
)
from newsgen.pipeline.result import Action, Result, Work
from newsgen.report import json as json_report
from newsgen.report import text

ERROR = Diagnostic(
    "NG114",
    "the key a is given twice",
    Span("content/a.md", 3, 1, 3, 2),
    "Keep one.",
    (Related(Span("content/a.md", 2, 1), "first used here"),),
)
WARNING = Diagnostic("NG205", "the key sumary is unknown", Span("content/b.md", 2, 1))


def test_a_diagnostic_has_its_place_severity_code_related_places_and_hint() -> None:
    assert list(text.diagnostic_lines(ERROR)) == [
        "content/a.md:3:1: error[NG114] the key a is given twice",
        "    content/a.md:2:1: first used here",
        "    hint: Keep one.",
    ]


def test_a_diagnostic_without_a_hint_is_one_line() -> None:
    assert list(text.diagnostic_lines(WARNING)) == [
        "content/b.md:2:1: warning[NG205] the key sumary is unknown"
    ]


def test_warnings_beyond_the_limit_are_counted_and_errors_never_hidden() -> None:
    found = [WARNING, WARNING, WARNING, ERROR, ERROR]
    shown = list(text.lines(found, most_warnings=2))
    assert sum(line.startswith("content/b.md") for line in shown) == 2
    assert sum(line.startswith("content/a.md:3") for line in shown) == 2
    assert shown[-1].startswith("\u2026 and 1 more warning;")
    assert len(list(text.lines(found, most_warnings=None))) == 9


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], ""),
        ([ERROR], "1 error"),
        ([WARNING, ERROR, WARNING], "1 error and 2 warnings"),
        ([WARNING] * 1234, "1,234 warnings"),
    ],
)
def test_findings_are_counted(found: list[Diagnostic], expected: str) -> None:
    assert text.counts_line(found) == expected


def test_the_summary_of_a_build_counts_everything() -> None:
    counts = {Action.CREATE: 1000, Action.UPDATE: 234, Action.KEEP: 5, Action.DELETE: 1}
    result = Result((), refused=False, releases=1, held=2, counts=counts, unknown=1)
    assert text.summary(result, 1.25).split("\n")[0] == (
        "1 release (2 not published: drafts, embargoed or expired): 1,234 files written, "
        "5 kept, 1 deleted in 1.2 s."
    )
    assert "1 file that newsgen does not know" in text.summary(result, 1.25)


def test_json_has_the_shape_of_the_reference() -> None:
    counts = {Action.CREATE: 1, Action.UPDATE: 2, Action.KEEP: 3, Action.DELETE: 4}
    result = Result((ERROR, WARNING), refused=True, releases=7, sources=9, held=1, counts=counts)
    result = replace(result, work=Work(5, 6, 3, 8))
    data = json.loads(json_report.render(result, 0.12345))
    assert data["version"] == 1
    assert data["summary"] == {
        "errors": 1,
        "warnings": 1,
        "releases": 7,
        "sources": 9,
        "held": 1,
        "refused": True,
        "created": 1,
        "updated": 2,
        "kept": 3,
        "deleted": 4,
        "files_read": 5,
        "files_compared": 6,
        "files_written": 3,
        "rows_written": 8,
        "seconds": 0.123,
    }
    assert data["diagnostics"][0] == {
        "code": "NG114",
        "name": "duplicate-key",
        "severity": "error",
        "message": "the key a is given twice",
        "hint": "Keep one.",
        "path": "content/a.md",
        "line": 3,
        "column": 1,
        "end_line": 3,
        "end_column": 2,
        "related": [{"path": "content/a.md", "line": 2, "column": 1, "message": "first used here"}],
        "fingerprint": ERROR.fingerprint,
        "fix": None,
    }
    assert data["diagnostics"][1]["end_column"] == 1


def test_findings_are_ordered_by_place_and_then_by_code() -> None:
    one = Diagnostic("NG201", "b", Span("content/a.md", 10, 1))
    two = Diagnostic("NG202", "a", Span("content/a.md", 10, 1))
    assert sort_diagnostics([WARNING, two, one, ERROR]) == [ERROR, one, two, WARNING]
    assert has_errors([WARNING, ERROR])
    assert not has_errors([WARNING])


def test_an_error_crosses_processes_with_its_exit_code() -> None:
    error = pickle.loads(pickle.dumps(NewsgenError(ERROR, exit_code=Exit.FINDINGS)))
    assert (error.diagnostics, error.exit_code) == ((ERROR,), Exit.FINDINGS)
