"""What somebody must look at: by a release's own word, or by the retention of its kind."""

from datetime import UTC, datetime

import pytest

from newsgen.config.load import parse
from newsgen.model.dates import Moment, Precision
from newsgen.model.release import Kind, Life, Status
from newsgen.retention.review import due_by
from tests.support.catalogue import Archive, moment, release

KEEP = """
[retention]
missing = "90 days"
court-result = "never"
default = "1 year"
"""
END = datetime(2100, 1, 1, tzinfo=UTC)


def dues(
    archive: Archive, settings: str = KEEP, until: datetime = END
) -> list[tuple[str, str, str]]:
    actual = due_by(archive.at(any_time=True).releases, parse(settings), until)
    return [(due.release.source, f"{due.at:%Y-%m-%d}", due.why) for due in actual]


def test_a_release_is_due_when_the_retention_of_its_kind_is_over(archive: Archive) -> None:
    archive.put(
        release("news", "2026-03-01 09:00"),
        release("missing", "2026-03-01 09:00", kind=Kind.MISSING),
        release("court", "2026-03-01 09:00", kind=Kind.COURT_RESULT),
        release("undated", None),
    )
    assert dues(archive) == [
        ("missing.md", "2026-05-30", "missing: 90 days"),
        ("news.md", "2027-03-01", "news: 1 year"),
    ]


def test_without_a_retention_nothing_is_due(archive: Archive) -> None:
    archive.put(release("news"), release("missing", kind=Kind.MISSING))
    assert dues(archive, "") == []


def test_a_releases_own_word_goes_before_the_retention(archive: Archive) -> None:
    life = Life(review_by=moment("2026-04-01 00:00"))
    archive.put(release("news", "2026-03-01 09:00", life=life), release("undated", None, life=life))
    assert dues(archive) == [
        ("news.md", "2026-04-01", "review_by"),
        ("undated.md", "2026-04-01", "review_by"),
    ]


@pytest.mark.parametrize(
    ("status", "is_due"),
    [
        (Status.CLOSED, True),
        (Status.WITHDRAWN, True),
        (Status.GONE, True),
        (Status.DRAFT, False),
        (Status.MOVED, False),
    ],
)
def test_words_that_are_still_in_a_file_are_due(
    archive: Archive, status: Status, *, is_due: bool
) -> None:
    archive.put(release("a", status=status))
    assert bool(dues(archive)) is is_due


def test_what_is_due_at_the_very_time_is_told_and_later_is_not(archive: Archive) -> None:
    at = datetime(2026, 4, 1, tzinfo=UTC)
    archive.put(release("a", life=Life(review_by=Moment(at, Precision.DAY))))
    assert len(dues(archive, until=at)) == 1
    assert dues(archive, until=at.replace(year=2025)) == []


def test_a_year_is_counted_by_the_calendar_of_the_site(archive: Archive) -> None:
    """Half past midnight in London, in summer, is the day before in UTC."""
    archive.put(release("summer", "2026-06-30 23:30"))
    actual = due_by(archive.at(any_time=True).releases, parse(KEEP), END)
    assert [str(due.at.astimezone(UTC)) for due in actual] == ["2027-06-30 23:30:00+00:00"]
