"""Weekdays beside dates, and days that are called today."""

import pytest

from newsgen.rules._days import (
    today_of_another_day,
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


@pytest.mark.parametrize(
    "text",
    [
        "today (7 March)", "tonight (9 March)", "last night (Sunday 8 March)", "today (9/3)",
        "today (09/03/2020)", "today (9.3.20)", "today (Mon 9 Mar)", "today (Monday 9th)",
        "today (9th)", "yesterday evening (8 March)", "tomorrow morning, 10 March",
        "today Monday 9 March", "today 9 March 2020",
        "Today (11 March)", "today, 9 March", "today (Monday 9 March)",
        "today (Monday, 9th March)", "today, Monday 9 March", "yesterday (10 March)",
        "yesterday, Sunday 8 March", "tomorrow (12 March)", "tomorrow, 10 March",
        "this morning (9 March)", "this afternoon, 9 March", "this evening (11th March)",
        "today (10 March 2019)", "today (the 9th of March)", "today (10 April)",
    ],
)  # fmt: skip
def test_a_today_of_another_day_is_reported(text: str) -> None:
    (message,) = said(today_of_another_day, f"It is so: {text}.", date=DATE)
    assert message == f"“{text}”, but the release is of 10 March 2020"


@pytest.mark.parametrize(
    "text",
    [
        "tonight (10 March)", "last night (9 March)", "today (10/3)", "today (10/03/2020)",
        "today (10.3.20)", "today (Tue 10 Mar)", "today (10th)", "today (3/4 of it)",
        "“Today (9 March) I am glad.”", "‘Today (9 March) I am glad.’", "today 9 March",
        "last night (Sunday 8 March to Monday 9 March)", "today (10.15)", "today (99/99/2020)",
        "today (10 March)", "today, 10 March", "today (Tuesday 10 March)",
        "today, Tuesday, 10 March",
        "today (10th March 2020)", "yesterday (9 March)", "yesterday, Monday 9 March",
        "tomorrow (11 March)", "tomorrow, 11th of March", "this morning (10 March)",
        "today (Tuesday)", "today and on 12 March", "today. 12 March is another day", "12 March",
        "today, and 4 March", "until today; 4 March",
    ],
)  # fmt: skip
def test_a_today_of_the_release_is_right(text: str) -> None:
    assert said(today_of_another_day, f"It is so: {text}.", date=DATE) == []


def test_a_day_is_no_today_of_a_release_without_a_date() -> None:
    assert said(today_of_another_day, "Today (7 March).", url=None, slug="appeal") == []


def test_a_release_of_a_month_has_no_today() -> None:
    assert said(today_of_another_day, "He was jailed today (7 March).") == []


UPDATED = {"date": "2020-03-10 10:00", "updated": "2021-04-20 09:00"}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("He was jailed today (20 April).", False),
        ("He was jailed yesterday, Monday 19 April.", False),
        ("He was jailed today (10 March).", False),
        ("He was jailed today (21 April).", True),
        ("He was jailed yesterday (20 April).", True),
    ],
)
def test_today_is_the_day_of_the_update_as_well(text: str, wrong: bool) -> None:
    assert bool(said(today_of_another_day, text, **UPDATED)) is wrong
    assert said(today_of_another_day, text, date=DATE) or "March" in text


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("on Tuesday 20 April", False), ("on Saturday 6 March", False), ("on Sunday 6 March", True)],
)
def test_a_date_without_a_year_may_be_of_that_of_the_update(text: str, wrong: bool) -> None:
    assert bool(said(weekday_of_another_date, text, **UPDATED)) is wrong
    assert said(weekday_of_another_date, text, date=DATE)
