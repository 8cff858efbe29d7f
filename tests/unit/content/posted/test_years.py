"""The year of a dateline that has none."""

from typing import Any

import pytest

from newsgen.content.posted import year_of

DATE = "Thursday 22 March at 5.34pm"
HOST = "https://www.northshire.police.example"


@pytest.mark.parametrize(
    ("date", "path", "body", "year"),
    [
        (DATE, "/news/2018/March/x", "", 2018),
        (DATE, "/news/2019/March/x", "In 2018.", 2019),
        (DATE, "/news/2018/x", "", 2018),
        (DATE, "/news/x-2018", "", 2018),
        ("22 March", "/news/2018/x", "", 2018),
        (DATE, "/news/x", "In 2016, 2017 and 2018.", 2018),
        (DATE, "/news/2016/x", "In 2018.", 2018),
    ],
)
def test_the_address_or_the_weekday_tells_the_year(
    date: str, path: str, body: str, year: int
) -> None:
    assert year_of(date, {"url": HOST + path}, body) == year


@pytest.mark.parametrize(
    ("date", "body"),
    [
        (DATE, ""),
        (DATE, "In 2017."),
        (DATE, "In 2012 and in 2018."),
        ("22 March", "In 2018."),
        (DATE, "Call 020182018 or 32018."),
        ("Wednesday 29 February", "In 2018 and 2019."),
    ],
)
def test_a_year_that_is_not_certain_is_none(date: str, body: str) -> None:
    assert year_of(date, {"url": f"{HOST}/news/x"}, body) is None


@pytest.mark.parametrize(
    "values",
    [
        {"article": {"modified": {"time": "2018-04-01T10:00+00:00"}}},
        {"images": [{"src": "/2018/van.jpg"}], "url": ["a list"]},
        {"url": "https://[broken", "title": "Crime in 2018"},
    ],
)
def test_years_of_the_front_matter_count(values: dict[str, Any]) -> None:
    assert year_of(DATE, values, "") == 2018
