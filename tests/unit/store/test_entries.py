"""Taking releases in and out, and how they stand."""

from dataclasses import replace
from typing import Any

import pytest

from newsgen.model.release import FileUse, Incident, Life
from newsgen.model.taxonomy import Taxonomy
from newsgen.store.entries import catalogue_entries
from newsgen.store.tables import TermRow
from tests.support.catalogue import HOST, Archive, indexed, link, redirect, release

OLD = f"https://{HOST}/old"
TABLES = ("release", "body", "link", "redirect")


def counts(archive: Archive) -> list[int]:
    connection = archive.database.connection
    return [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES]


def full(name: str) -> Any:
    return indexed(
        release(name), "<p>Words.</p>", links=[link("x")], redirects=[redirect(f"{OLD}/{name}")]
    )


def test_a_release_takes_the_place_of_what_its_source_gave_before(archive: Archive) -> None:
    archive.put(full("a"), full("b"))
    archive.put(full("a"), indexed(release("a2")))
    assert counts(archive) == [3, 3, 2, 2]
    archive.put(indexed(release("b", title="Another")))
    assert counts(archive) == [3, 3, 1, 1]
    placed = archive.at().releases.from_source("b.md")
    assert placed is not None
    assert placed.release.title == "Another"


def test_what_is_dropped_is_in_no_table(archive: Archive) -> None:
    archive.put(full("a"), full("b"))
    archive.at().entries.drop(["a.md", "unknown.md"])
    assert counts(archive) == [1, 1, 1, 1]
    archive.at().entries.drop_all()
    assert counts(archive) == [0, 0, 0, 0]


def test_a_release_stands_in_the_catalogue_as_its_entry_says(archive: Archive) -> None:
    archive.put(full("a"))
    (entry,) = catalogue_entries([full("a")])
    assert archive.at().entries.standing("a.md") == entry.standing
    assert archive.at().entries.standing("unknown.md") is None


@pytest.mark.parametrize(
    "changes",
    [
        {"summary": "Others never look at it."},
        {"title": "Nor at this."},
        {"incident": Incident("NS-20260301-0042", "", "", "")},
    ],
)
def test_nothing_between_releases_depends_on(changes: dict[str, Any]) -> None:
    plain, changed = catalogue_entries(
        [indexed(release("a")), indexed(replace(release("a"), **changes))]
    )
    assert plain.row.digest != changed.row.digest
    assert plain.standing == changed.standing


def test_rows_go_between_processes_as_plain_tuples() -> None:
    topics = Taxonomy("topics", "tags", {}, "/topics/{term}/")
    sorted_release = indexed(release("a", tags=("Fraud",)))._replace(sorted_by=(topics,))
    (entry,) = catalogue_entries([sorted_release])
    assert [type(row) for row in (*entry.terms, *entry.tags)] == [tuple, tuple]


def test_what_findings_between_releases_and_outlines_depend_on() -> None:
    file = FileUse("a.jpg", 1, 1, sure=True)
    entries = catalogue_entries(
        [
            indexed(release("a")),
            indexed(release("a", path="b.html")),
            indexed(release("a", files=(file,))),
            indexed(replace(release("a"), og_file=file)),
            indexed(replace(release("a"), og_file=replace(file, column=2))),
            indexed(release("a"), '<p id="place">'),
            indexed(release("a"), links=[link("x")]),
            indexed(release("a"), redirects=[redirect(OLD)]),
            indexed(replace(release("a"), life=Life(noindex=True))),
        ]
    )
    standings = [entry.standing for entry in entries]
    assert all(standing not in standings[:n] for n, standing in enumerate(standings))


def test_the_place_of_a_term_is_kept_where_it_may_be_spelt_in_two_ways() -> None:
    taxonomies = (
        Taxonomy("kinds", "kind", {}, "/kinds/{term}/", spelt_alike=True),
        Taxonomy("topics", "tags", {}, "/topics/{term}/"),
    )
    sorted_release = indexed(release("a", tags=("Fraud",)))._replace(sorted_by=taxonomies)
    (entry,) = catalogue_entries([sorted_release])
    rows = map(TermRow._make, entry.terms)
    assert [(row.taxonomy, row.place != "") for row in rows] == [
        ("kinds", False),
        ("topics", True),
    ]
