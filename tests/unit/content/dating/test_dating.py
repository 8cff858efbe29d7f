"""Every kind of date that archives have is read as the minute or day that was meant."""

from collections import Counter
from datetime import datetime
from itertools import product
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

LONDON: Final = ZoneInfo("Europe/London")
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


SOURCES: Final = {
    "a time": ("date: 2020-11-02 09:15\n", ""),
    "a day": ("date: 2020-11-02\n", ""),
    "another system's time": (time_of("2020-11-02T09:15:20"), ""),
    "another system's day": ("publish:\n  date: 2 November 2020\n", ""),
    "a dateline": ("", "Posted on 09:15:00 on 2nd November 2020"),
    "the month of the address": ("", ""),
}
"""Where a release of 2 November 2020, whose address is in that month, may say so."""
STARTS: Final = {
    "a time": "2020-11-02T09:15:00+00:00",
    "another system's time": "2020-11-02T09:15:20+00:00",
    "a dateline": "2020-11-02T09:15:00+00:00",
    "the month of the address": "2020-11-01T00:00:00+00:00",
}
EMBARGOES: Final = {
    "later that day": "2020-11-02T10:00:00+00:00",
    "that month": "2020-11-28T10:00:00+00:00",
    "the next month": "2020-12-01T00:01:00+00:00",
    "by another clock": "2021-06-30T23:30:00Z",
    "the next year": "2021-01-04T10:00:00Z",
    "in summer": "2021-07-01T00:30:00+01:00",
}
LIVES: Final = {
    "published": "",
    "draft": "status: draft\n",
    "closed": "status: closed\n",
    "withdrawn": "status: withdrawn\nexplanation: Over.\n",
    "gone": "status: gone\n",
    "moved": "status: moved\nsuperseded_by: /n/b.aspx\n",
}
NOVEMBER: Final = "https://www.cumbria.police.uk/n/2020/November/Appeal.aspx"


@pytest.mark.parametrize(("source", "embargo"), [*product(SOURCES, EMBARGOES)])
def test_a_release_is_of_the_time_at_which_its_embargo_ends(source: str, embargo: str) -> None:
    """Whatever becomes of it, and whether its address is given or comes from the date."""
    ends = datetime.fromisoformat(EMBARGOES[embargo])
    for life, url in product(LIVES.values(), (NOVEMBER, "")):
        keys, line = SOURCES[source]
        if not (url or keys or line):
            keys = "publish: {year: '2020', month: November}\n"
        parsed, release = dated(f"{keys}embargo: {EMBARGOES[embargo]}\n{life}", line, url)
        assert release.published is not None
        assert release.published.at == ends == release.visible_from
        assert release.published.at.utcoffset() == ends.astimezone(LONDON).utcoffset()
        assert release.published.precision is dates.Precision.MINUTE
        assert release.path == "n/2020/November/Appeal.aspx"
        assert parsed.diagnostics == []


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("life", LIVES)
def test_a_date_that_is_later_than_the_embargo_counts(source: str, life: str) -> None:
    keys, line = SOURCES[source]
    parsed, release = dated(f"{keys}embargo: 2020-10-31T10:00Z\n{LIVES[life]}", line, NOVEMBER)
    assert release.published is not None
    day = "2020-11-02T00:00:00+00:00"
    assert release.published.at.isoformat() == STARTS.get(source, day)
    assert [d.code for d in parsed.diagnostics] == ["NG311"]


@pytest.mark.parametrize("date", ["2020-11-02", "2 November 2020"])
def test_an_embargo_at_the_start_of_its_day_leaves_a_date_without_a_time(date: str) -> None:
    parsed, release = dated(f"date: {date}\nembargo: 2020-11-02T00:00Z\n", "", NOVEMBER)
    assert release.published is not None
    assert release.published.precision is dates.Precision.DAY
    assert parsed.diagnostics == []


def test_what_has_no_date_but_an_embargo_has_its_time_and_needs_an_address() -> None:
    key = "embargo: 2020-11-28T10:00Z\n"
    release = dated(key, "")[1]
    assert release.published is not None
    assert release.published.at.isoformat() == "2020-11-28T10:00:00+00:00"
    text = f"---\ntitle: Appeal\narea: Cumbria\n{key}---\n\nText.\n"
    parsed = SourceReader(parse(PATTERN)).parse(text, "a.md")
    assert [d.code for d in parsed.diagnostics] == ["NG406"]


def posted(day: str) -> str:
    return f"Posted on 10:00:00 on {day}"


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        # Who dates it by its embargo, as was needed once, has an address of the month before.
        ("date: 2020-12-01 10:00\n", ""),
        ("date: 2020-12-01\n", ""),
        ("date: 2020-12-01 10:00\n", posted("2nd November 2020")),
        ("date: 2020-11-02 09:15\n", posted("1st December 2020")),
        ("date: 2020-11-02 09:15\n", posted("3rd November 2020")),
        ("date: 2020-11-02 09:15\n" + time_of("2020-10-30T16:00:00"), ""),
        (time_of("2020-12-01T10:00:00"), ""),
        ("publish:\n  date: 30 October 2020\n", ""),
        ("", posted("1st December 2020")),
        ("", posted("30th October 2020")),
    ],
)
def test_sources_before_the_end_of_an_embargo_are_of_the_days_of_writing(
    keys: str, line: str
) -> None:
    parsed, release = dated(f"{keys}embargo: 2020-12-01T10:00Z\n", line, NOVEMBER)
    assert release.published is not None
    assert release.published.at.isoformat() == "2020-12-01T10:00:00+00:00"
    assert parsed.diagnostics == []


@pytest.mark.parametrize(
    ("keys", "line", "name"),
    [
        ("date: 2020-11-02 09:15\n", posted("5th December 2020"), "the dateline"),
        ("date: 2020-11-02 09:15\n" + time_of("2020-12-01T11:00"), "", "article.published.time"),
        ("date: 2020-11-02\npublish: {year: '2021', month: January}\n", "", "publish.month"),
    ],
)
def test_a_source_that_is_later_than_the_embargo_contradicts_it(
    keys: str, line: str, name: str
) -> None:
    parsed, release = dated(f"{keys}embargo: 2020-12-01T10:00Z\n", line)
    assert release.published is not None
    assert release.published.at.isoformat() == "2020-12-01T10:00:00+00:00"
    (finding,) = parsed.diagnostics
    assert finding.code == "NG306"
    assert finding.message.startswith(f"{name} says ")
    assert finding.message.endswith("but embargo says 10:00 on 1 December 2020")


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        ("updates: [{at: 2020-11-20 10:00, note: Said.}]\n", ["NG225"]),
        ("updates: [{at: 2020-11-28 10:05, note: Said.}]\n", []),
        ("updated: 2020-11-20 10:00\n", []),
        ("updated: 2020-11-29 10:00\n", []),
        ("expires: 2020-11-28T09:00Z\n", ["NG309"]),
    ],
)
def test_what_comes_later_is_later_than_the_embargo(keys: str, codes: list[str]) -> None:
    written = f"date: 2020-11-02 09:15\nembargo: 2020-11-28T10:00Z\n{keys}"
    parsed, release = dated(written, "", NOVEMBER)
    assert [d.code for d in parsed.diagnostics] == codes
    assert (release.updated is not None) is ("11-29" in keys)
