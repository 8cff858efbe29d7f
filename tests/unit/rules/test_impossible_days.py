"""Days that no calendar has."""

import pytest

from newsgen.rules._impossible_days import impossible_day, impossible_day_in_welsh
from tests.support.manuscripts import said

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
