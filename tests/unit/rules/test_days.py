"""How dates are written in the text, and which days they can be."""

import re
from datetime import date

import pytest

from newsgen.rules._days import (
    DAY_MONTH,
    existing_days,
    impossible_day,
    impossible_day_in_welsh,
    is_of_a_place,
    nearest_day,
    shown_day,
)
from tests.support.manuscripts import said

RELEASED = date(2020, 3, 10)


def written(text: str) -> re.Match[str]:
    match = re.match(DAY_MONTH, text)
    assert match is not None
    return match


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("4 March", [date(2020, 3, 4)]),
        ("31 December", [date(2019, 12, 31)]),
        ("4 March 1970", [date(1970, 3, 4)]),
        ("29 February", [date(2020, 2, 29)]),
        ("29 February 2019", []),
        ("30 February", []),
    ],
)
def test_a_date_is_the_nearest_day_that_there_is(text: str, days: list[date]) -> None:
    assert nearest_day(written(text), RELEASED) == days


def test_days_that_no_calendar_has_are_left_out() -> None:
    assert existing_days([(2019, 2, 29), (2020, 2, 29), (2020, 13, 1)]) == [date(2020, 2, 29)]


@pytest.mark.parametrize(
    ("text", "is_place"), [("4 March Street", True), ("4 March Then", False), ("4 March.", False)]
)
def test_a_month_may_be_the_name_of_a_street(text: str, is_place: bool) -> None:
    assert is_of_a_place(written(text)) is is_place


def test_a_day_is_shown_without_a_zero() -> None:
    assert shown_day(date(2020, 3, 4)) == "4 March 2020"


NEVER = [
    ("He was seen on 30 February.", "30 February"),
    ("He was seen on 31st of June 2021.", "31st of June 2021"),
    ("Before 29 February 2019, and after.", "29 February 2019"),
    ("On November 31, 2020 it began.", "November 31, 2020"),
    ("Between 31/04/2020 and 1 May.", "31/04/2020"),
]


@pytest.mark.parametrize(("text", "day"), NEVER)
def test_a_day_that_no_calendar_has_is_told_of(text: str, day: str) -> None:
    assert said(impossible_day, text) == [f"there is no day “{day}”"]


@pytest.mark.parametrize(
    "text",
    [
        "He was seen on 29 February.",  # of some year
        "He was seen on 29 February 2020.",
        "In April 31 people were arrested.",
        "See 31/04/20200 and £31 June.",
        "It was on 31 May and 30 June.",
    ],
)
def test_others_are_left_alone(text: str) -> None:
    assert said(impossible_day, text) == []


def test_so_it_is_in_welsh() -> None:
    text = "Rhwng 30 Chwefror a 31ain o Fehefin 2021, ac ar 31 Mawrth."
    assert said(impossible_day_in_welsh, text, language="cy") == [
        "there is no day “30 Chwefror”",
        "there is no day “31ain o Fehefin 2021”",
    ]
