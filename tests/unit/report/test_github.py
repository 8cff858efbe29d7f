"""GitHub: what its runner reads in a line, and the summary of a job."""

import re

import pytest
from hypothesis import given, strategies as st

from newsgen.diagnostics import Diagnostic
from newsgen.printing import visible
from newsgen.report import github
from tests.support.nasty import FOUND
from tests.support.random_findings import FINDINGS


def read_github(line: str) -> tuple[str, dict[str, str], str]:
    assert line.startswith("::")
    head, _, data = line[2:].partition("::")
    command, _, rest = head.partition(" ")
    properties = dict(pair.split("=", 1) for pair in rest.strip().split(",") if pair)
    escapes = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]
    for code, char in escapes:
        properties = {key: value.replace(code, char) for key, value in properties.items()}
    for code, char in (*escapes[:2], escapes[-1]):
        data = data.replace(code, char)
    return command, properties, data


@given(FINDINGS)
def test_github_reads_what_was_meant(diagnostic: Diagnostic) -> None:
    (line,) = github.lines([diagnostic])
    assert "\r" not in line
    assert "\n" not in line
    command, properties, data = read_github(line)
    assert command == diagnostic.severity
    assert properties["file"].strip() == visible(diagnostic.span.path).strip()
    assert properties["line"] == str(diagnostic.span.line)
    assert properties["title"] == f"{diagnostic.code} {diagnostic.name}"
    assert ("col" in properties) is (diagnostic.span.line == diagnostic.span.end_line)
    message = data.split("\n")
    assert message[0] == visible(diagnostic.message)
    assert len(message) == 1 + len(diagnostic.related) + bool(diagnostic.hint)
    assert not diagnostic.hint or message[-1] == visible(diagnostic.hint)


def test_github_gets_errors_first_and_paths_of_the_repository() -> None:
    read = [read_github(line) for line in github.lines(FOUND, prefix="sites/news")]
    assert [command for command, _, _ in read] == ["error"] * 3 + ["warning"] * 7
    files = {properties["file"] for _, properties, _ in read}
    assert "sites/news/content/wide, 100%: a|b.md" in files
    assert "/srv/out put" in files


@pytest.mark.parametrize("room", [0, 50, 300, 900, 5000, github.LARGEST_SUMMARY])
def test_a_summary_never_takes_more_room_than_there_is(room: int) -> None:
    many = FOUND * 1000
    table = github.summary(many, room=room)
    assert len(table.encode()) <= room
    rows = re.findall(r"^\| (?:error|warning) NG", table, re.MULTILINE)
    more = re.search(r"and ([\d,]+) more\.", table)
    if table:
        assert more is not None
        assert len(rows) + int(more[1].replace(",", "")) == len(many)


@given(st.lists(FINDINGS, max_size=3))
def test_a_summary_has_a_row_of_four_cells_for_each_finding(diagnostics: list[Diagnostic]) -> None:
    lines = github.summary(diagnostics).split("\n")
    rows = [line for line in lines if line.startswith("| ") and "NG" in line.split("|")[1]]
    assert len(rows) == len(diagnostics)
    assert {row.count("|") for row in rows} <= {5}
    assert not re.search(r"[<>`*_\[\]\\]", "".join(rows))


def test_a_summary_of_nothing_says_so() -> None:
    assert github.summary([]) == "### newsgen: nothing wrong\n\n\n"
