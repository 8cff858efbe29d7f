"""The newest releases, and their digests."""

from datetime import UTC, datetime, timedelta
from typing import Any

from newsgen.model.release import Kind, Release, Status
from newsgen.store.entries import Indexed
from tests.support.catalogue import AS_OF, Archive, indexed, release
from tests.support.sqlite_steps import sqlite_steps


def names(releases: list[Release]) -> list[str]:
    return [each.source.removesuffix(".md") for each in releases]


def fill(archive: Archive) -> None:
    archive.put(
        release("a", "2026-03-01 09:00"),
        release("b", "2026-03-02 09:00", area="Southshire"),
        release("c", "2026-03-03 09:00", kind=Kind.APPEAL),
        release("d", "2026-03-04 09:00", kind=Kind.MISSING),
        release("e", "2026-03-05 09:00", kind=Kind.APPEAL),
        release("undated", None, kind=Kind.APPEAL),
        release("over", "2026-02-01 09:00", kind=Kind.APPEAL, status=Status.CLOSED),
        release("to-come", "2026-03-20 09:00", kind=Kind.APPEAL),
        indexed(release("elsewhere", "2026-03-06 09:00"), root="there"),
    )


def test_the_latest_are_in_order_and_the_undated_last(archive: Archive) -> None:
    fill(archive)
    newest = archive.at().newest
    assert names(newest.latest("", 3)) == ["e", "d", "c"]
    assert names(newest.latest("", 9)) == ["e", "d", "c", "b", "a", "over", "undated"]
    assert names(newest.latest("", 9, "Southshire")) == ["b"]
    assert names(newest.latest("there", 9)) == ["elsewhere"]


def test_appeals_are_found_however_many_others_are_newer(archive: Archive) -> None:
    fill(archive)
    archive.put(*(release(f"news{day}", f"2026-03-{day:02} 10:00") for day in range(6, 15)))
    assert names(archive.at().newest.appeals("", 2)) == ["e", "d"]
    assert names(archive.at().newest.appeals("", 9)) == ["e", "d", "c"]


def test_appeals_leave_by_their_age(archive: Archive) -> None:
    fill(archive)
    newest = archive.at().newest
    assert names(newest.appeals("", 9, datetime(2026, 3, 4, 9, tzinfo=UTC))) == ["e", "d"]
    assert newest.roots_with_appeals() == [""]


def test_featured_releases_are_published_ones_whose_time_is_not_over(archive: Archive) -> None:
    def featured(until: datetime, name: str, at: str | None = None, **more: Any) -> Indexed:
        return indexed(release(name, at, **more))._replace(featured_until=until)

    later = AS_OF + timedelta(days=1)
    archive.put(
        featured(later, "old", "2020-03-01 09:00"),
        featured(later, "undated"),
        featured(later, "south", "2026-03-02 09:00", area="Southshire"),
        featured(AS_OF, "over", "2026-03-02 09:00"),
        featured(later, "held", "2026-03-20 09:00"),
        featured(later, "draft", status=Status.DRAFT),
        featured(later, "gone", status=Status.GONE),
        featured(later, "expired", expires=AS_OF),
        featured(later, "page", template="page.html"),
        release("other"),
    )
    newest = archive.at().newest
    assert names(newest.featured("", 9)) == ["south", "old", "undated"]
    assert names(newest.featured("", 2)) == ["south", "old"]
    assert names(newest.featured("", 9, "Southshire")) == ["south"]
    assert names(newest.featured("there", 9)) == []
    until = later.timestamp()
    shown = [(until, f"{name}.md") for name in ("old", "south", "undated")]
    assert sorted(newest.featured_until()) == shown


def test_since_a_time_that_one_counts(archive: Archive) -> None:
    fill(archive)
    newest = archive.at().newest
    when = datetime(2026, 3, 4, 9, tzinfo=UTC)
    assert names(newest.since("", when, 9)) == ["e", "d"]
    assert names(newest.since("", when, 1)) == ["e"]
    assert newest.oldest_since(when) == when
    assert newest.oldest_since(datetime(2026, 3, 10, tzinfo=UTC)) is None


def test_the_oldest_since_a_time_is_looked_up_among_any_number_of_releases(
    archive: Archive,
) -> None:
    when = datetime(2026, 3, 1, tzinfo=UTC)

    def steps(numbers: range) -> int:
        archive.put(*(release(str(number), "2020-03-01 09:00") for number in numbers))
        newest = archive.at().newest
        return sqlite_steps(archive.database.connection, lambda: newest.oldest_since(when))

    assert archive.at().newest.oldest_since(when) is None
    archive.put(
        indexed(release("a", "2026-03-02 09:00"), root="a.example"),
        indexed(release("b", "2026-03-01 08:00"), root="b.example"),
        indexed(release("c", "2026-03-03 09:00"), root="c.example"),
    )
    assert steps(range(10)) == steps(range(10, 200))
    assert archive.at().newest.oldest_since(when) == datetime(2026, 3, 1, 8, tzinfo=UTC)
