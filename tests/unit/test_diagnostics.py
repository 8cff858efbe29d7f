"""Findings: their order, what they are known by, and the error that carries them."""

import pickle
from itertools import pairwise

import pytest

from newsgen.codes import Severity
from newsgen.diagnostics import (
    Diagnostic,
    Exit,
    NewsgenError,
    Related,
    Span,
    by_file,
    count_files,
    has_errors,
    is_out_of_memory,
    of_severity,
    out_of_memory,
    sort_diagnostics,
)
from tests.support.nasty import FOUND


@pytest.mark.parametrize("diagnostics", list(pairwise(FOUND)))
def test_fingerprints_survive_moved_lines(diagnostics: tuple[Diagnostic, Diagnostic]) -> None:
    same = diagnostics[0].fingerprint == diagnostics[1].fingerprint
    assert same is (diagnostics[0].subject == "0800 55 111" == diagnostics[1].subject)


ERROR = Diagnostic(
    "NG114",
    "the key a is given twice",
    Span("content/a.md", 3, 1, 3, 2),
    "Keep one.",
    (Related(Span("content/a.md", 2, 1), "first used here"),),
)


WARNING = Diagnostic("NG205", "the key sumary is unknown", Span("content/b.md", 2, 1))


def test_findings_are_ordered_by_place_and_then_by_code() -> None:
    first = Diagnostic("NG201", "b", Span("content/a.md", 10, 1))
    two = Diagnostic("NG202", "a", Span("content/a.md", 10, 1))
    assert sort_diagnostics([WARNING, two, first, ERROR]) == [ERROR, first, two, WARNING]
    assert has_errors([WARNING, ERROR])
    assert not has_errors([WARNING])


def test_those_of_a_severity_keep_their_order() -> None:
    errors = [*of_severity(FOUND, Severity.ERROR)]
    warnings = [*of_severity(FOUND, Severity.WARNING)]
    assert [f for f in FOUND if f in errors] == errors
    assert len(errors) + len(warnings) == len(FOUND)


def test_files_are_told_with_their_findings_in_order() -> None:
    other = Diagnostic("NG205", "the key ur1 is unknown", Span("content/a.md", 9, 1))
    actual = [WARNING, ERROR, other]
    assert list(by_file(actual)) == [("content/a.md", [ERROR, other]), ("content/b.md", [WARNING])]
    assert count_files(actual, list(Severity)) == 2
    assert count_files(actual, [Severity.ERROR]) == count_files([ERROR, ERROR], list(Severity)) == 1
    assert count_files([], list(Severity)) == 0


def test_an_error_crosses_processes_with_its_exit_code() -> None:
    error = pickle.loads(pickle.dumps(NewsgenError(ERROR, exit_code=Exit.FINDINGS)))
    assert (error.diagnostics, error.exit_code) == ((ERROR,), Exit.FINDINGS)


def test_memory_that_ran_out_is_known_by_what_an_error_came_of() -> None:
    late = ValueError("x")
    late.__cause__ = MemoryError()
    mute = SystemError("<function f> returned NULL without setting an exception")
    assert all(map(is_out_of_memory, [MemoryError(), OSError(12, "x"), late, mute]))
    assert not any(map(is_out_of_memory, [ValueError("x"), OSError(28, "x"), RuntimeError("x")]))
    assert not is_out_of_memory(SystemError("x"))
    assert out_of_memory().exit_code == Exit.USAGE
