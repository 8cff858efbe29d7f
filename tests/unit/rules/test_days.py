"""How dates are written in the text, and which days they can be."""

import re
from datetime import date

import pytest

from newsgen.rules._days import DAY_MONTH, existing_days, is_of_a_place, nearest_day, shown_day

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
