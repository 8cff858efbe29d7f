"""A scope: which releases count at a time, and how a release is seen within it."""

from datetime import UTC, datetime, timedelta
from math import inf

import pytest

from newsgen.model.release import Destination, Life, Note, Release, Status
from newsgen.store import Scope
from newsgen.store._subject import STATES, statement
from tests.support.catalogue import AS_OF, Archive, moment, release


def sources(releases: list[tuple[bool, Release]]) -> list[str]:
    return sorted(release.source[0] for published, release in releases if published)


def test_a_moment_has_bounds_and_all_time_has_none() -> None:
    now = Scope(AS_OF, drafts=False).values()
    assert now["since"] == now["until"] == AS_OF.timestamp()
    ever = Scope(AS_OF, drafts=False, any_time=True).values()
    assert (ever["since"], ever["until"], ever["moment"]) == (-inf, inf, now["moment"])


def test_every_status_has_a_state() -> None:
    assert set(STATES) == set(Status)
    assert STATES[Status.CLOSED] == STATES[Status.PUBLISHED] < STATES[Status.DRAFT]


@pytest.mark.parametrize(
    ("drafts", "any_time", "expected"),
    [
        (False, False, ["a", "c"]),
        (True, False, ["a", "c", "d"]),
        (False, True, ["a", "c", "h", "o"]),
    ],
)
def test_who_is_published(
    archive: Archive, *, drafts: bool, any_time: bool, expected: list[str]
) -> None:
    archive.put(
        release("a"),
        release("closed", status=Status.CLOSED),
        release("draft", status=Status.DRAFT),
        release("held", "2026-03-20 09:00"),
        release("over", expires=datetime(2026, 3, 10, tzinfo=UTC)),
        release("withdrawn", status=Status.WITHDRAWN),
    )
    asked = archive.at(drafts=drafts, any_time=any_time).releases.all()
    assert sources(list(asked)) == expected


def test_a_release_is_published_from_one_instant_until_just_before_another(
    archive: Archive,
) -> None:
    a_second_later = AS_OF + timedelta(seconds=1)
    archive.put(
        release("begins", embargo=AS_OF),
        release("held", embargo=a_second_later),
        release("ends", expires=AS_OF),
        release("nearly-over", expires=a_second_later),
    )
    assert sources(list(archive.at().releases.all())) == ["b", "n"]


def test_a_release_is_seen_without_notes_to_come_or_a_page_that_is_hidden(archive: Archive) -> None:
    there = Destination("/news/new", "https://x.example/news/new", "", "news/new/index.html")
    notes = tuple(Note(moment(f"2026-03-{day} 09:00"), "Said.") for day in ("20", "10"))
    archive.put(
        release("a", status=Status.CLOSED, life=Life(updates=notes, superseded_by=there)),
        release("new", "2026-03-18 09:00"),
    )

    def life(as_of: datetime) -> Life:
        page = archive.at(as_of).releases.from_source("a.md")
        assert page is not None
        assert page.release.life is not None
        return page.release.life

    assert life(AS_OF) == Life(updates=notes[1:])
    later = life(datetime(2026, 3, 21, tzinfo=UTC))
    assert (len(later.updates), later.superseded_by) == (2, there)


def test_a_name_that_no_condition_has_is_a_mistake() -> None:
    assert ":until" in statement("{begun}")
    with pytest.raises(KeyError):
        statement("{nothing}")
