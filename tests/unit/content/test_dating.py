"""Every kind of date that archives have is read as the minute or day that was meant."""

from collections import Counter
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from newsgen.config import Config
from newsgen.config.load import parse
from newsgen.content.release import Parsed, SourceReader
from newsgen.model import dates
from newsgen.model.release import Release
from tests.archives import national

MINUTE, DAY, UNKNOWN = "minute", "day", "unknown"
EXPECTED: Final = {
    "date-american": MINUTE,
    "date-article-time": MINUTE,
    "date-at-end": DAY,
    "date-bare": DAY,
    "date-heading": DAY,
    "date-in-body-only": MINUTE,
    "date-local-labelled-utc": MINUTE,
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


URL = "https://www.cumbria.police.uk/n/a.aspx"
DATELINE = "Posted on 10:15:00 on 14th July 2020"
PATTERN = '[areas.Cumbria]\npermalink = "/n/{year}/{month_name}/{slug}.aspx"\n'


def dated(
    keys: str, line: str = DATELINE, url: str = URL, settings: str = PATTERN
) -> tuple[Parsed, Release]:
    reader = SourceReader(parse(settings))
    head = f"title: Appeal\narea: Cumbria\n{keys}" + (f"url: {url}\n" if url else "")
    parsed = reader.parse(f"---\n{head}---\n\n{line}\n\nText.\n", "a.md")
    assert parsed.release is not None, parsed.diagnostics
    return parsed, parsed.release


def time_of(text: str) -> str:
    return f"article:\n  published:\n    time: {text}\n"


UTC_CLOCK, LABELLED = time_of("2020-07-14T09:15:20"), time_of("2020-07-14T10:15:20+00:00")
LOCAL = "2020-07-14T10:15:00+01:00"


@pytest.mark.parametrize("keys", [UTC_CLOCK, LABELLED, "publish:\n  date: 14/07/2020 09:15\n"])
def test_the_dateline_is_right_where_a_key_is_off(keys: str) -> None:
    parsed, release = dated(keys)
    assert release.published is not None
    assert release.published.at.isoformat() == LOCAL
    assert parsed.diagnostics == []
    assert parsed.clock_off is not None
    assert parsed.clock_off.local == "10:15 on 14 July 2020"


@pytest.mark.parametrize(
    ("zone", "time"),
    [
        ("Europe/London", "2020-07-14T09:15:20"),
        ("Europe/London", "2020-07-14T10:15:20+00:00"),
        ("America/New_York", "2020-07-14T14:15"),
        ("America/New_York", "2020-07-14T10:15Z"),
        ("Asia/Kolkata", "2020-07-14T04:45"),
    ],
)
def test_a_hold_ends_at_the_later_of_two_clocks(zone: str, time: str) -> None:
    parsed, release = dated(time_of(time), settings=f'[site]\ntimezone = "{zone}"\n')
    local, said = (dates.parse(text, ZoneInfo(zone)).at for text in ("2020-07-14 10:15", time))
    assert parsed.clock_off is not None
    assert release.published is not None
    assert (release.published.at, release.visible_from) == (local, max(local, said))


def test_an_embargo_that_is_later_still_holds_and_an_earlier_one_has_no_effect() -> None:
    later = dated(LABELLED + "embargo: 2020-07-14T12:00+01:00\n")[1]
    assert later.visible_from is not None
    assert later.visible_from.isoformat() == "2020-07-14T12:00:00+01:00"
    parsed, between = dated(LABELLED + "embargo: 2020-07-14T10:45+01:00\n")
    assert between.visible_from is not None
    assert between.visible_from.isoformat() == "2020-07-14T11:15:20+01:00"
    assert [d.code for d in parsed.diagnostics] == ["NG311"]


def test_what_expires_before_the_later_of_two_clocks_is_never_visible() -> None:
    parsed = dated(LABELLED + "expires: 2020-07-14T11:00+01:00\n")[0]
    assert [d.code for d in parsed.diagnostics] == ["NG309"]


def test_an_address_is_made_from_the_first_source_though_it_is_off() -> None:
    line = "Posted on 00:30:00 on 1st July 2020"
    parsed, release = dated("publish:\n  date: 30/06/2020 23:30\n", line, url="")
    assert release.path == "n/2020/June/Appeal.aspx"
    assert release.published is not None
    assert release.published.month == 7
    assert parsed.clock_off is not None


def test_a_date_comes_first_all_the_same_and_what_contradicts_it_is_reported() -> None:
    parsed, release = dated("date: 2020-07-14 10:15\n" + UTC_CLOCK)
    assert release.published is not None
    assert release.published.at.isoformat() == LOCAL
    assert parsed.diagnostics == []
    other = dated("date: 2020-07-14 12:00\n" + UTC_CLOCK)[0]
    assert [d.code for d in other.diagnostics] == ["NG306"]


def test_two_keys_that_are_off_are_one_clock() -> None:
    parsed, release = dated(UTC_CLOCK + "publish:\n  date: 14 July 2020\n")
    assert release.published is not None
    assert release.published.at.isoformat() == LOCAL
    assert parsed.diagnostics == []


def test_nothing_of_it_is_known_of_a_release_that_is_over() -> None:
    assert dated(LABELLED + "status: gone\n")[0].clock_off is None


def test_two_datelines_are_one_and_the_key_is_off_from_the_local_one() -> None:
    lines = ["_Date published: 14/07/2020 09:15_", "_Dated: 14 July 2020 10:15_"]
    for first, second in (lines, lines[::-1]):
        parsed, release = dated(UTC_CLOCK, f"{first}\n\n{second}")
        assert release.published is not None
        assert release.published.at.isoformat() == LOCAL
        assert parsed.diagnostics == []
        assert parsed.html == "<p>Text.</p>"
