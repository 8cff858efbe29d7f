"""Dates in short texts."""

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from newsgen.importers.part_settings import DateSettings
from newsgen.importers.written_dates import doubt_about, read_date

ZONE: Final = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 March 2020", "2020-03-05 00:00"),
        ("Published: 5 March 2020 by the newsroom", "2020-03-05 00:00"),
        ("Posted at 10:49 on 5th March 2020", "2020-03-05 10:49"),
        ("Thursday, March 5, 2020", "2020-03-05 00:00"),
        ("Cyhoeddwyd: 5 Mawrth 2020", "2020-03-05 00:00"),
        ("2020-03-05T10:49:00+00:00", "2020-03-05 10:49"),
        ("05/03/2020 10:49", "2020-03-05 10:49"),
        ("Thu, 05 Mar 2020 10:49:00 EST", "2020-03-05 15:49"),
        ("Sun, 05 Jul 2020 10:49:00 UT", "2020-07-05 11:49"),
        ("Thu, 05 Mar 2020 18:49 PST", "2020-03-06 02:49"),
        ("12:30 6 Mar 2020 | News", "2020-03-06 12:30"),
        ("Last updated: 6 March 2019. Published: 5 March 2019", "2019-03-05 00:00"),
        ("Updated: 6 March 2019 | Published: 5 March 2019", "2019-03-05 00:00"),
        ("Expires 1 April 2019, posted 5 March 2019", "2019-03-05 00:00"),
        ("Posted 10:49 5 March 2019, updated 12:30 6 March 2019", "2019-03-05 10:49"),
        ("5 March 2019 (edited on 6 March 2019)", "2019-03-05 00:00"),
        ("Modified 6 March 2019. London, 5 March 2019", "2019-03-05 00:00"),
        ("Diweddarwyd: 6 Mawrth 2019. Cyhoeddwyd: 5 Mawrth 2019", "2019-03-05 00:00"),
        ("Last updated 12:30 6 Mar 2020 | News", ""),
        ("Expires: 1 April 2019", ""),
        ("Call 101 quoting 123", ""),
        ("31 February 2020", ""),
        ("", ""),
        ("5 March 2020 " + "word " * 30, ""),
    ],
)
def test_dates_in_short_texts(text: str, expected: str) -> None:
    moment = read_date(text, DateSettings(), ZONE)
    assert (f"{moment.at:%Y-%m-%d %H:%M}" if moment else "") == expected


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Published: 5 March 2020", ""),
        ("Updated: 6 March 2019 | Published: 5 March 2019", ""),
        ("Posted 5 March 2019, 10:49 on 5 March 2019", ""),
        ("Next week", ""),
        ("Last updated: 6 March 2019", "has only a date of something else than publication"),
        ("5 March 2019 | 9 March 2019", "does not say which date is that of publication"),
        ("Posted 5 March 2019, issued 9 March 2019", "does not say which date"),
    ],
)
def test_a_date_that_may_be_another_is_doubted(text: str, doubt: str) -> None:
    said = doubt_about(text, DateSettings(), ZONE)
    assert (doubt in said) if doubt else not said
    assert not doubt or f"“{text}”" in said


def test_dates_as_the_plan_says_they_are_written() -> None:
    american = DateSettings(order="month-first")
    moment = read_date("03/05/2020", american, ZONE)
    assert moment is not None
    assert (moment.at.month, moment.at.day) == (3, 5)
    names = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    french = DateSettings(months=tuple(names.split()))
    for text in ("Publié le 1er février 2020 à 10:30", "01 Février 2020, 10:30"):
        moment = read_date(text, french, ZONE)
        assert moment is not None
        assert moment.at == datetime(2020, 2, 1, 10, 30, tzinfo=UTC)
