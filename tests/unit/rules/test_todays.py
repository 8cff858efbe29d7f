"""Days that are called today."""

import pytest

from newsgen.rules._todays import today_of_another_day
from tests.support.manuscripts import said

DATE = "2020-03-10 10:00"


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
