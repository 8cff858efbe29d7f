"""Every statement of the store is sound SQL, and those of the catalogue use its indexes."""

import re
import sqlite3
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import pytest

from newsgen import store
from newsgen.store import Manifest
from tests.support.catalogue import Archive


def statements() -> Iterator[tuple[str, str]]:
    for module in iter_modules(store.__path__):
        for name, value in vars(import_module(f"newsgen.store.{module.name}")).items():
            full_name = f"{module.name.removeprefix('_')}.{name}"
            if is_statement(value):
                yield full_name, value
            if isinstance(value, dict):  # by table
                yield from (
                    (f"{full_name} {key}", v) for key, v in value.items() if is_statement(v)
                )
            if isinstance(value, tuple) and is_statement(value[0]):  # see `in_lists`
                yield full_name, value[0]
                yield f"{full_name}, cross-listed", value[1]


def is_statement(value: object) -> bool:
    return isinstance(value, str) and bool(re.match(r"\s*(SELECT|WITH|DELETE|UPDATE)\b", value))


STATEMENTS = dict(statements())


@pytest.fixture
def connection(archive: Archive) -> sqlite3.Connection:
    Manifest.of_folder(archive.database.connection, "output").staging.clear()
    return archive.database.connection


def plan(connection: sqlite3.Connection, name: str) -> list[str]:
    """Return the steps in which SQLite would answer a statement."""
    text = "EXPLAIN QUERY PLAN " + STATEMENTS[name]
    values = (0,) * text.count("?") or dict.fromkeys(re.findall(r":(\w+)", text), 0)
    return [str(step) for *_, step in connection.execute(text, values)]


def test_the_statements_are_seen() -> None:
    assert len(STATEMENTS) > 90


@pytest.mark.parametrize("name", sorted(STATEMENTS))
def test_a_statement_is_sound(name: str, connection: sqlite3.Connection) -> None:
    plan(connection, name)


def test_only_questions_about_all_releases_look_at_all_releases(
    connection: sqlite3.Connection,
) -> None:
    scanning = {
        name
        for name in STATEMENTS
        if any(
            re.match(r"SCAN (release|page|body|target|term|file_use)\b", step)
            and not step.endswith("release_held")  # which has those alone that are held
            for step in plan(connection, name)
        )
    }
    assert scanning == {
        "uses._DEAD",
        "claims._FOLDERS",
        "claims._ALIKE",
        "claims._SHARED_PATHS",
        "overview._BY_AREA",
        "uses._BY_MONTH",
        "uses._NAMED",
        "uses._OG_SINCE",
        "related._DIGESTS_OF_INCIDENTS",
        "addresses._LOST",
        "addresses._PUBLIC_URLS",
        "addresses._PUBLISHED",
        "releases._DIGESTS",
        "overview._FEATURED_UNTIL",  # by an index of few, as the next three
        "overview._ROOTS_WITH_APPEALS",
        "overview._APPEALS, cross-listed",
        "overview._FEATURED, cross-listed",
        "overview._ALL",
        "overview._ALL_HOSTS",
        "overview._ARCHIVES",
        "overview._AREAS",
        "overview._COUNTS",
        "overview._HOSTS",
        "overview._TALLIES",
        "overview._WITHOUT_AFTERNOONS",
        "addresses._SOURCES",
        "addresses._PLACED",
        "addresses._SHARED",
        "addresses._WITH_PAGE",
        "uses._SHARED",
        "releases._ALL",
        "releases._PLACES",
        "releases._CHANGES",
        "terms._DIGESTS",
        "terms._SPELLINGS",
        "terms._TALLIES",
    }


@pytest.mark.parametrize(
    ("name", "index"),
    [
        ("related._DIGESTS_OF_INCIDENTS", "release_by_incident"),
        ("related._RELEASES", "release_by_incident"),
        ("uses._NAMED", "COVERING INDEX file_use_by_path"),
        ("uses._NAMING", "file_use_by_path (path=?)"),
        ("uses._NAMING", "release_by_og_file (og_file=?)"),
        (
            "terms._NEWEST",
            "COVERING INDEX listed_by_position (branch=? AND list=? AND area=? AND position>?)",
        ),
        (
            "terms._OLDEST",
            "COVERING INDEX listed_by_position (branch=? AND list=? AND area=? AND position>?)",
        ),
        ("terms._SHELVES", "COVERING INDEX listed_by_position"),
        ("manifest._ROWS", "target_by_partition"),
        ("releases._DIGESTS", "COVERING INDEX release_by_month"),
        ("releases._MONTH", "release_by_month"),
        ("releases._ROWS", "COVERING INDEX release_by_month (branch=? AND month=?)"),
        ("overview._APPEALS", "appeal_by_position"),
        ("overview._FEATURED", "release_featured"),
        ("overview._FEATURED_UNTIL", "release_featured"),
        ("overview._ROOTS_WITH_APPEALS", "appeal_by_position"),
        ("overview._LATEST", "release_by_position"),
        ("overview._LATEST_OF_AREA", "release_by_area"),
        ("overview._SINCE", "release_by_position"),
        ("overview._COUNTS", "COVERING INDEX release_by_tally"),
        ("overview._HOSTS", "COVERING INDEX release_by_tally"),
        ("overview._RETIRED", "COVERING INDEX release_retired"),
        ("overview._TALLIES", "COVERING INDEX release_by_tally"),
        ("addresses._GONE", "release_by_end"),
        ("addresses._WITHDRAWN", "release_retired"),
        ("releases._CHANGES", "release_with_notes"),
        ("terms._LATEST", "COVERING INDEX term_by_year (number=?)"),
        ("terms._OF_YEAR", "COVERING INDEX term_by_year (number=? AND year=?)"),
        ("terms._SPELLINGS", "SCAN term USING COVERING INDEX term_by_year"),
        ("terms._TALLIES", "SCAN term USING COVERING INDEX term_by_year"),
    ],
)
def test_a_statement_goes_by_its_index(
    name: str, index: str, connection: sqlite3.Connection
) -> None:
    steps = plan(connection, name)
    assert any(index in step for step in steps), steps


@pytest.mark.parametrize(
    "name",
    [
        *(name for name in STATEMENTS if name.startswith("newest.")),
        *("terms._NEWEST", "terms._OLDEST"),
        *("terms._LATEST", "terms._OF_YEAR", "terms._TALLIES"),
    ],
)
def test_the_newest_are_not_sorted_to_be_found(name: str, connection: sqlite3.Connection) -> None:
    """Those of one second are, by their paths."""
    steps = [step for step in plan(connection, name) if "LAST TERM OF ORDER BY" not in step]
    assert not any("TEMP B-TREE" in step for step in steps)
