"""Weekdays beside dates."""

import pytest

from newsgen.rules._weekdays import (
    weekday_in_short,
    weekday_of_another_date,
    weekday_of_figures,
)
from newsgen.rules.rule import Check
from tests.support.manuscripts import said

DATE = "2020-03-10 10:00"


@pytest.mark.parametrize(
    "text",
    [
        "Tuesday 5 March 2020", "Tuesday, 5 March 2020", "Tuesday 5th March 2020",
        "Tuesday the 5th of March 2020", "Monday, March 2020 and Monday 3 March 2020",
        "Monday 12 June 2020", "Sunday, 1st May 2019", "Saturday 28 February 2020",
        "Wednesday 5 March, 2020", "**Monday 8 March 2020**",
        "Tuesday 4 March", "Thursday 9 March", "Saturday, 6th March", "Sunday the 7th March",
        "Thursday 11 March", "Wednesday 31 December",
    ],
)  # fmt: skip
def test_a_weekday_that_its_date_was_not_is_reported(text: str) -> None:
    (message,) = said(weekday_of_another_date, f"It happened on {text}.", date=DATE)
    assert " is a " in message


def test_the_message_names_the_day_of_the_date() -> None:
    (message,) = said(weekday_of_another_date, "On Tuesday 5 March 2020.", date=DATE)
    assert message == "“Tuesday 5 March 2020”: 5 March 2020 is a Thursday"


@pytest.mark.parametrize(
    "text",
    [
        "Thursday 5 March 2020", "Thursday, 5th March 2020", "Thursday the 5th of March, 2020",
        "Thursday 5 March", "Tuesday 5 March", "Monday 5 March", "Friday and Saturday 5 March 2020",
        "between Friday and Sunday 5 March 2020", "Tuesday 5 and Friday 6 March 2020",
        "Tuesday 3 to 5 March", "Saturday 29 February 2020", "Tuesday 30 February 2020",
        "Tuesday, March 2020", "Thursday 5 until Friday 6 March", "every Tuesday 5 people came",
        "Thursday 5 March 1970", "Monday-Friday 5 March 2020", "Tuesday 31 December",
    ],
)  # fmt: skip
def test_a_weekday_that_fits_or_belongs_to_several_days_is_right(text: str) -> None:
    assert said(weekday_of_another_date, f"It happened on {text}.", date=DATE) == []


def test_a_date_without_a_year_needs_a_dated_release() -> None:
    assert said(weekday_of_another_date, "On Monday 4 March.", url=None, slug="appeal") == []


@pytest.mark.parametrize(
    ("rule", "text", "right"),
    [
        (weekday_of_figures, "Monday 05/03/2020", "Thursday 05/03/2020"),
        (weekday_of_figures, "Monday (05.03.20)", "Thursday (05.03.20)"),
        (weekday_of_figures, "Monday 05-03-2020", "Monday 05/03-2020"),
        (weekday_of_figures, "Monday 5/3/99", "Friday 5/3/99"),
        (weekday_in_short, "Tue. 5 Mar 2020", "Thu. 5 Mar 2020"),
        (weekday_in_short, "Tue 05/03/2020", "Thu 05/03/2020"),
        (weekday_in_short, "MONDAY 5 MARCH 2020", "THURSDAY 5 MARCH 2020"),
        (weekday_of_another_date, "monday 5 march 2020", "thursday 5 march 2020"),
        (weekday_of_another_date, "Monday 05 March 2020", "monday 5 march"),
    ],
)
def test_other_forms_of_a_weekday_and_its_date(rule: Check, text: str, right: str) -> None:
    (message,) = said(rule, f"It happened on {text}.", date=DATE)
    assert message.startswith(f"“{text}”: ")
    assert said(rule, f"It happened on {right}.", date=DATE) == []


UPDATED = {"date": "2020-03-10 10:00", "updated": "2021-04-20 09:00"}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("on Tuesday 20 April", False), ("on Saturday 6 March", False), ("on Sunday 6 March", True)],
)
def test_a_date_without_a_year_may_be_of_that_of_the_update(text: str, wrong: bool) -> None:
    assert bool(said(weekday_of_another_date, text, **UPDATED)) is wrong
    assert said(weekday_of_another_date, text, date=DATE)


def test_an_update_soon_after_the_release_gives_no_other_year() -> None:
    soon = {"date": "2021-01-07 10:00", "updated": "2021-01-08 10:00"}
    assert said(weekday_of_another_date, "on Friday 17 December", **soon)
    later = soon | {"updated": "2021-11-08 10:00"}
    assert said(weekday_of_another_date, "on Friday 17 December", **later) == []
