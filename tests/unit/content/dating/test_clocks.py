"""A key is off if it differs from a local dateline by just the offset from UTC."""

from zoneinfo import ZoneInfo

import pytest

from newsgen.content._dating import is_off
from newsgen.model import dates

LINE = "10:15 on 14 July 2020"


def off(key: str, line: str = LINE, zone: str = "Europe/London") -> bool:
    moments = [dates.parse(text, ZoneInfo(zone)) for text in (key, line)]
    return is_off(key, moments[0], line, moments[1])


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("2020-07-14T09:15", LINE),
        ("2020-07-14T09:15:59", LINE),
        ("09:15 on 14 July 2020", "2020-07-14T10:15:20"),
        ("14/07/2020 09:15", LINE),
        ("13 July 2020 23:30", "00:30 on 14 July 2020"),
        ("2020-07-14T10:15:20+00:00", LINE),
        ("2020-07-14T10:15Z", LINE),
        ("10:15 GMT on 14 July 2020", LINE),
    ],
)
def test_the_time_of_utc_and_a_local_time_that_is_labelled_so_are_off(key: str, line: str) -> None:
    assert off(key, line)


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("2020-07-14T10:15", LINE),
        ("2020-07-14T09:15Z", LINE),
        ("2020-07-14T10:15+01:00", LINE),
        ("2020-07-14T09:15+01:00", LINE),
        ("2020-07-14T11:15+01:00", LINE),
        ("2020-07-14T11:15", LINE),
        ("2020-07-14T09:14", LINE),
        ("2020-07-14T09:45", LINE),
        ("2020-07-13T09:15", LINE),
        ("2020-07-14", LINE),
        ("2020-07-14T09:15", "14 July 2020"),
        ("2020-01-14T09:15", "10:15 on 14 January 2020"),
        ("2020-01-14T10:15+01:00", "10:15 on 14 January 2020"),
        ("2020-01-14T10:15+00:00", "10:15 on 14 January 2020"),
        ("2020-07-14T10:15", "10:15 GMT on 14 July 2020"),
        ("2020-07-14T09:15", "10:15 BST on 14 July 2020"),
        ("2020-10-25T00:30", "01:30 on 25 October 2020"),
    ],
    ids=lambda text: text,
)
def test_what_differs_otherwise_or_by_the_label_of_a_dateline_is_not(key: str, line: str) -> None:
    assert not off(key, line)


def test_the_offset_is_that_of_the_zone() -> None:
    assert off("2020-07-14T04:45", zone="Asia/Kolkata")
    assert off("2020-07-14T14:15", zone="America/New_York")
    assert off("2020-07-14T10:15Z", zone="America/New_York")
    assert not off("2020-07-14T09:15", zone="America/New_York")
