"""Every kind of date that archives have is read as the minute or day that was meant."""

from collections import Counter
from pathlib import Path
from typing import Final

from newsgen.config import Config
from newsgen.content.release import SourceReader
from tests.archives import national

MINUTE, DAY, UNKNOWN = "minute", "day", "unknown"
EXPECTED: Final = {
    "date-american": MINUTE,
    "date-article-time": MINUTE,
    "date-at-end": DAY,
    "date-heading": DAY,
    "date-in-body-only": MINUTE,
    "date-local-labelled-utc": DAY,  # an hour late, as it says that it is UTC
    "date-long-month": DAY,
    "date-ordinal": DAY,
    "date-posted-at": MINUTE,
    "date-release-date": MINUTE,
    "date-short-month": DAY,
    "date-short-month-time": MINUTE,
    "date-short-year": MINUTE,
    "date-time-day-numbers": MINUTE,
    "date-twice": MINUTE,
    "date-weekday-bold": DAY,
    "date-without-year": MINUTE,
    "dateline": MINUTE,
    "undated": UNKNOWN,
}
ODD: Final = {
    *("date-ahead", "date-weekday-no-year"),
    *("changed-before", "changed-scheduled", "body-none"),
}
"""What makes a date another one, or one that newsgen does not see."""


def test_dates_are_read_as_they_were_meant(tmp_path: Path) -> None:
    reader = SourceReader(Config())
    wrong, read = [], Counter[str]()
    for placed in national(tmp_path, releases=1_000).releases:
        expected = {EXPECTED[pattern] for pattern in placed.patterns if pattern in EXPECTED}
        release = reader.parse((tmp_path / placed.path).read_text("utf-8"), placed.path).release
        if not expected or release is None or not ODD.isdisjoint(placed.patterns):
            continue
        moment, (precision,) = release.published, expected
        if precision == UNKNOWN:
            right = moment is None
        elif precision == DAY:
            right = moment is not None and moment.at.date() == placed.at.date()
        else:
            right = moment is not None and moment.at == placed.at
        read.update(pattern for pattern in placed.patterns if pattern in EXPECTED)
        if not right:
            wrong.append((placed.path, placed.patterns, moment))
    assert wrong == []
    assert read.total() > 850
    assert set(read) == set(EXPECTED)
