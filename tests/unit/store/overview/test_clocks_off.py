"""Keys that are off are counted by area, with the first of them."""

import pytest

from newsgen.diagnostics import Span
from newsgen.model.release import ClockOff, Status
from tests.support.catalogue import Archive, indexed, release


def off(source: str) -> ClockOff:
    at = Span(f"content/{source}", 7, 11, 7, 20), Span(f"content/{source}", 10, 1, 10, 9)
    return ClockOff("publish.date", "14/07/2020 09:15", "10:15 on 14 July 2020", *at)


def put(archive: Archive, name: str, day: str, **changes: object) -> None:
    each = release(name, f"2026-03-{day} 09:00", **changes)
    archive.put(indexed(each)._replace(clock_off=off(each.source)))


def test_they_are_counted_by_area_and_the_oldest_is_shown(archive: Archive) -> None:
    put(archive, "a", "03")
    put(archive, "b", "02")
    put(archive, "c", "01", area="Ellerdale")
    archive.put(release("right", "2026-03-01 09:00"))
    areas = list(archive.at().clocks_off.by_area())
    assert areas == [("Ellerdale", 1, off("c.md")), ("Northshire", 2, off("b.md"))]


def test_drafts_count_only_if_they_are_asked_for(archive: Archive) -> None:
    put(archive, "a", "03", status=Status.DRAFT)
    assert list(archive.at().clocks_off.by_area()) == []
    assert len(list(archive.at(drafts=True).clocks_off.by_area())) == 1


def test_a_release_that_is_right_again_is_not_counted(archive: Archive) -> None:
    put(archive, "a", "03")
    archive.put(release("a", "2026-03-03 09:00"))
    assert list(archive.at().clocks_off.by_area()) == []


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ([1, 2, 3, 4, 9, 10, 11, 12], [("Northshire", 8)]),
        ([1, 2, 3, 4, 9, 10, 11, 13], []),
        ([8, 9, 9, 10, 10, 11, 11, 12], []),
        ([1, 2, 3], []),
        ([0, 0, 0, 0, 0, 0, 0, 0], []),
    ],
)
def test_an_area_without_afternoons_is_told_by_its_hours(
    archive: Archive, hours: list[int], expected: list[tuple[str, int]]
) -> None:
    for number, hour in enumerate(hours):
        minute = 30 if hour else 0
        archive.put(release(f"r{number}", f"2026-03-03 {hour:02}:{minute:02}"))
    assert list(archive.at().clocks_off.without_afternoons(5)) == expected
