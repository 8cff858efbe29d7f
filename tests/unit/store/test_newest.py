"""The newest releases, and their digests."""

from datetime import UTC, datetime

from newsgen.model.release import Kind, Release, Status
from tests.support.catalogue import Archive, indexed, release


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


def test_since_a_time_that_one_counts(archive: Archive) -> None:
    fill(archive)
    newest = archive.at().newest
    when = datetime(2026, 3, 4, 9, tzinfo=UTC)
    assert names(newest.since("", when, 9)) == ["e", "d"]
    assert names(newest.since("", when, 1)) == ["e"]
    assert newest.oldest_since(when) == when
    assert newest.oldest_since(datetime(2026, 3, 10, tzinfo=UTC)) is None
