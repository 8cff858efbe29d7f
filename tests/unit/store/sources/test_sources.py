"""Source files as they were when last read."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from newsgen.codes import CODES
from newsgen.diagnostics import Diagnostic, Fix, Span
from newsgen.files import Stamp
from newsgen.model.release import Acceptance
from newsgen.store import Database, SourceFileRow, Sources, write_accepted
from newsgen.store.findings import write
from tests.support.sqlite_steps import sqlite_steps

WRONG = Diagnostic("NG410", "It is wrong", Span("content/a.md"))
TEXT = write([WRONG], []).text
ACCEPTED = Acceptance("NG410", "", 1, 1)


@pytest.fixture
def sources(tmp_path: Path) -> Iterator[Sources]:
    database = Database(tmp_path, "1")
    sources = Sources(database.connection)
    sources.put(
        [
            SourceFileRow("a.md", 1, 2, 3, "da", TEXT, "2026-03-01", write_accepted([ACCEPTED])),
            SourceFileRow("b.md", 4, 5, 6, "db"),
        ]
    )
    yield sources
    database.close()


def test_what_is_known_of_files_is_told_for_all_or_for_some(sources: Sources) -> None:
    assert sources.known() == {"a.md": (1, 2, 3), "b.md": (4, 5, 6)}
    assert sources.known(["b.md", "unknown.md"]) == {"b.md": (4, 5, 6)}
    assert sources.digests(["a.md", "unknown.md"]) == {"a.md": "da"}
    assert sources.days(["a.md", "b.md"]) == {"a.md": ("2026-03-01", ""), "b.md": ("", "")}
    assert sources.count(lambda path: path > "a.md") == 1


def test_the_files_in_a_folder_are_known_but_not_those_below_it(sources: Sources) -> None:
    names = ("b/c.md", "b/\U0010ffff.md", "b/c/d.md", "b.d/e.md", "b0.md", "\U0010ffff/f.md")
    sources.put([SourceFileRow(name, 1, 2, 3, "d") for name in names])
    assert set(sources.known_in(["b/"])) == {"b/c.md", "b/\U0010ffff.md"}
    assert set(sources.known_in([""])) == {"a.md", "b.md", "b0.md"}
    assert set(sources.known_in(["b/c/", "\U0010ffff/", "none/"])) == {
        "b/c/d.md",
        "\U0010ffff/f.md",
    }
    assert sources.known_in([]) == {}


def test_the_digests_of_folders_are_empty_from_a_change_on(sources: Sources) -> None:
    sources.put([SourceFileRow("c/d.md", 1, 2, 3, "d")])
    assert sources.folders() == {"": b"", "c/": b""}
    now = {"": b"1", "c/": b"2"}
    changes: list[Callable[[], None]] = [
        lambda: sources.put([SourceFileRow("c/e.md", 1, 2, 3, "d")]),
        lambda: sources.restamp([("c/d.md", Stamp(8, 8, 8))]),
        lambda: sources.invalidate(["c/d.md"]),
        lambda: sources.forget(["c/d.md"]),
    ]
    for change in changes:
        sources.keep_folders(now)
        assert sources.folders() == now
        change()
        assert sources.folders() == {"": b"1", "c/": b""}
    sources.keep_folders({"": b"3"})
    assert sources.folders() == {"": b"3"}
    sources.forget_all()
    assert sources.folders() == {}


def test_findings_and_what_authors_accept_are_read_as_they_were_put(sources: Sources) -> None:
    assert sources.diagnostics() == sources.diagnostics(["a.md"]) == [WRONG]
    assert sources.diagnostics(["b.md"]) == []
    assert sources.accepted() == sources.accepted(["b.md", "a.md"]) == {"a.md": (ACCEPTED,)}
    assert sources.accepted(["b.md"]) == {}


def test_only_errors_are_told_where_nobody_reads_warnings(sources: Sources) -> None:
    warning = Diagnostic("NG601", 'It has \'"severity":"error"\' in it', Span("content/b.md"))
    both = write([warning, WRONG], []).text
    sources.put([SourceFileRow("b.md", 4, 5, 6, "db", write([warning], []).text)])
    assert sources.errors() == [WRONG]
    sources.put([SourceFileRow("b.md", 4, 5, 6, "db", both)])
    assert sources.errors() == [WRONG, WRONG]


def test_files_are_named_in_which_rules_of_the_site_found_something(sources: Sources) -> None:
    assert sources.with_site_findings() == []
    diagnostic = Diagnostic("SITE-loud", "It is loud.", Span("content/b.md"))
    sources.put([SourceFileRow("b.md", 4, 5, 6, "db", write([WRONG, diagnostic], []).text)])
    assert sources.with_site_findings() == ["b.md"]


def test_files_with_a_fix_are_named_by_the_codes_of_it(sources: Sources) -> None:
    fix = Fix(Span("content/c.md"), "x")
    number = Diagnostic("NG512", 'It has "fix":{} in it', Span("content/c.md"), fix=fix)
    title = Diagnostic("NG213", "It is long", Span("content/c.md"), fix=fix)
    sources.put(
        [
            SourceFileRow("c.md", 4, 5, 6, "dc", write([WRONG, number, title], []).text),
            SourceFileRow("d.md", 4, 5, 6, "dd", write([replace(number, fix=None)], []).text),
        ]
    )
    assert sources.fixable(CODES) == ["c.md"]
    assert sources.fixable(["NG213"]) == sources.fixable(["NG512"]) == ["c.md"]
    assert sources.fixable(["NG410"]) == sources.fixable([]) == []


def test_a_file_is_replaced_restamped_and_forgotten(sources: Sources) -> None:
    sources.put([SourceFileRow("a.md", 7, 7, 7, "new")])
    sources.restamp([("b.md", Stamp(8, 8, 8))])
    assert sources.known() == {"a.md": (7, 7, 7), "b.md": (8, 8, 8)}
    assert sources.digests(["a.md", "b.md"]) == {"a.md": "new", "b.md": "db"}
    assert sources.diagnostics() == []
    sources.forget(["a.md", "unknown.md"])
    assert set(sources.known()) == {"b.md"}
    sources.forget_all()
    assert sources.known() == {}


def test_what_the_time_changes_is_looked_up_at_any_number_of_files(tmp_path: Path) -> None:
    database = Database(tmp_path, "1")
    database.index()
    sources = Sources(database.connection)

    def steps(numbers: range) -> list[int]:
        rows = [SourceFileRow(f"{n}.md", 1, 2, 3, "d", valid_from=float(n)) for n in numbers]
        sources.put(rows)
        questions = (lambda: sources.turned(1e9), sources.next_turn)
        return [sqlite_steps(database.connection, question) for question in questions]

    few, many = steps(range(10)), steps(range(10, 500))
    sources.put([SourceFileRow("a.md", 1, 2, 3, "d", valid_until=5.0)])
    assert sources.turned(6.0) == ["a.md", *(f"{n}.md" for n in range(7, 500))]
    assert sources.next_turn() == 5.0
    database.close()
    assert few == many
