"""Which releases are in a list, from when on, and until when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from newsgen.model.lists import AREA, HOME, PAGE, ReleaseList
from newsgen.model.release import Kind, Status
from tests.support.catalogue import AS_OF, release

YEAR = timedelta(days=365)


@pytest.mark.parametrize(
    ("key", "wanted", "is_in"),
    [
        ("kind", ("court-result",), True),
        ("kind", ("charge", "court-result"), True),
        ("kind", ("charge",), False),
        ("area", ("northshire",), True),
        ("area", ("North",), False),
        ("tags", ("Rural  Crime",), True),
        ("tags", ("rural",), False),
        ("language", ("cy",), True),
        ("language", ("cy-GB",), True),
        ("language", ("en",), False),
        ("status", ("closed",), True),
        ("status", ("published",), False),
        ("fields.district", ("SALTMERE",), True),
        ("fields.courts", ("Harrowby", "Saltmere Crown Court"), True),
        ("fields.courts", ("Harrowby",), False),
        ("fields.none", ("Saltmere",), False),
    ],
)
def test_a_release_needs_one_of_the_values(key: str, wanted: tuple[str, ...], is_in: bool) -> None:
    what = release(
        "a",
        kind=Kind.COURT_RESULT,
        tags=("rural crime", "courts"),
        language="cy-GB",
        status=Status.CLOSED,
        fields={"district": "Saltmere", "courts": ["Saltmere Crown Court", "x"], "none": None},
    )
    assert ReleaseList("a", {}, ((key, wanted),)).takes(what) is is_in


def test_a_release_needs_a_value_for_each_key() -> None:
    court = ReleaseList("a", {}, (("kind", ("news",)), ("tags", ("x",))))
    assert court.takes(release("a", tags=("x",)))
    assert not court.takes(release("a"))
    assert ReleaseList("a", {}).takes(release("a"))


@pytest.mark.parametrize(
    ("on", "shelves"),
    [((HOME,), [""]), ((AREA,), ["Northshire"]), ((PAGE, AREA), ["", "Northshire"])],
)
def test_the_pages_of_areas_have_lists_of_their_own(on: Any, shelves: list[str]) -> None:
    assert list(ReleaseList("a", {}, on=on).shelves("Northshire")) == shelves


def test_a_release_leaves_just_when_the_list_begins_behind_it() -> None:
    aged = ReleaseList("a", {}, age=YEAR)
    what = release("a", "2026-03-01 09:00")
    end = aged.end_of(what)
    assert end == datetime(2027, 3, 1, 9, tzinfo=UTC)
    assert what.published is not None
    assert (aged.start(end - timedelta(seconds=1)) or AS_OF) <= what.published.at
    assert (aged.start(end) or AS_OF) > what.published.at
    assert aged.end_of(release("a", None)) is None
    assert ReleaseList("a", {}).end_of(what) is None


def test_the_later_of_day_and_age_counts() -> None:
    since = ReleaseList("a", {}, since=AS_OF - timedelta(days=9))
    assert since.start(AS_OF) == since.since
    assert replace(since, age=YEAR).start(AS_OF) == since.since
    assert replace(since, age=YEAR).start(AS_OF + YEAR) == AS_OF + timedelta(seconds=1)
    assert ReleaseList("a", {}).start(AS_OF) is None
