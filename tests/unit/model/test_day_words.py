"""The words for days: each day of a year reads back as itself, however a language writes it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from newsgen.model import dates
from newsgen.model.dates import days_in, weekday_in
from newsgen.model.day_words import ENGLISH, WELSH, DayWords, names_in

ZONE: Final = ZoneInfo("Europe/London")
EVERY_DAY: Final = [date(2020, 1, 1) + timedelta(number) for number in range(366)]
Shape = Callable[[date], str]


def _name(words: DayWords, form: int = 0) -> Callable[[date], str]:
    """Return what writes the month of a day in one of its forms: the last, if it has so few."""
    return lambda day: words.months[day.month - 1][: form + 1][-1]


def _weekday(words: DayWords, form: int = 0) -> Callable[[date], str]:
    return lambda day: words.weekdays[day.weekday()][: form + 1][-1]


def _end(words: DayWords) -> Callable[[date], str]:
    return lambda day: f"{day.day}{words.ends[day.day - 1]}"


CY, CY_SOFT, EN = _name(WELSH), _name(WELSH, 1), _name(ENGLISH)
DYDD, NOS, EN_DAY = _weekday(WELSH), _weekday(WELSH, 1), _weekday(ENGLISH)
NTH, EN_NTH = _end(WELSH), _end(ENGLISH)
SHAPES: Final[dict[str, Shape]] = {
    "Dydd Iau, 5 Mawrth 2020": lambda d: f"Dydd {DYDD(d)}, {d.day} {CY(d)} {d.year}",
    "ddydd Iau 5 Mawrth 2020": lambda d: f"ddydd {DYDD(d)} {d.day} {CY(d)} {d.year}",
    "nos Iau, y 5ed o Fawrth 2020": lambda d: f"nos {NOS(d)}, y {NTH(d)} o {CY_SOFT(d)} {d.year}",
    "yr 8fed o fis Mawrth 2020": lambda d: f"yr {NTH(d)} o fis {CY(d)} {d.year}",
    "8fed Mawrth 2020": lambda d: f"{NTH(d)} {CY(d)} {d.year}",
    "5 o Fawrth 2020": lambda d: f"{d.day} o {CY_SOFT(d)} {d.year}",
    "Thursday, 5 March 2020": lambda d: f"{EN_DAY(d)}, {d.day} {EN(d)} {d.year}",
    "Thursday the 5th of March 2020": lambda d: f"{EN_DAY(d)} the {EN_NTH(d)} of {EN(d)} {d.year}",
    "5th March, 2020": lambda d: f"{EN_NTH(d)} {EN(d)}, {d.year}",
    "March 5, 2020": lambda d: f"{EN(d)} {d.day}, {d.year}",
    "05/03/2020": lambda d: f"{d:%d/%m/%Y}",
}
WITH_WEEKDAY: Final = [name for name in SHAPES if name[0].isalpha() and not name.startswith("yr ")]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_day_of_a_year_reads_back_as_itself(shape: str) -> None:
    for day in EVERY_DAY:
        written = SHAPES[shape](day)
        assert dates.parse(written, ZONE).at.date() == day, written
        assert days_in(f"Bu farw {written}.") == {(day.month, day.day): {2020}}, written


@pytest.mark.parametrize("shape", [name for name in WITH_WEEKDAY if not name.startswith("March")])
def test_every_weekday_reads_back_as_itself(shape: str) -> None:
    """Also in March, and on Tuesdays."""
    for day in EVERY_DAY:
        assert weekday_in(SHAPES[shape](day)) == day.weekday(), SHAPES[shape](day)


def _hours() -> Iterator[tuple[str, int]]:
    for words in (ENGLISH, WELSH):
        for half in (*words.morning, *words.afternoon):
            for hour in range(1, 13):
                meant = hour % 12 + 12 * (half in words.afternoon)
                yield f"{hour}.00{half}", meant
                yield f"{hour} {words.hour[-1]} {half}", meant


def test_every_hour_reads_back_as_itself_in_each_language() -> None:
    for hour, meant in _hours():
        for written in (f"{hour}, 5 Mawrth 2020", f"Nos Iau, y 5ed o Fawrth 2020 am {hour}"):
            assert f"{dates.parse(written, ZONE).at:%Y-%m-%d %H}" == f"2020-03-05 {meant:02}"


@pytest.mark.parametrize(
    "text",
    [
        "yr 8xyz o Fawrth 2020", "yr 8fed o Farwth 2020", "Dydd Foo, 5 Mawrth 2020",
        "5 o o Fawrth 2020", "8fed fed Mawrth 2020", "dydd 5 Mawrth 2020", "5 Mawr 2020",
        "y y 5 Mawrth 2020", "5 am Mawrth 2020", "nos, 5 Mawrth 2020", "Llun 2020", "Mawrth Mawrth",
    ],
)  # fmt: skip
def test_nonsense_is_not_read(text: str) -> None:
    with pytest.raises(dates.DateError):
        dates.parse(text, ZONE)


@pytest.mark.parametrize(
    "text",
    [
        "Dywedodd 12 mai ef oedd yno", "There were 12 may be more", "Stryd Mawrth 8",
        "32ain o Fawrth", "0 March", "£20 March", "Ebrill", "1.5 Mai", "NS-20260205-0001",
        "01632 960005", "10.30yb", "3 maiden voyages", "99/99/2020",
    ],
)  # fmt: skip
def test_what_is_near_to_a_day_is_none(text: str) -> None:
    assert days_in(text) == {}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("rhwng 5 ac 8 Mawrth", {(3, 5), (3, 8)}),
        ("dydd Gwener 5 a nos Sadwrn, y 6ed o Fawrth", {(3, 5), (3, 6)}),
        ("from 5th to the 8th of March", {(3, 5), (3, 8)}),
        ("5-8 March", {(3, 5), (3, 8)}),
        ("Friday 5 and Saturday 6 March", {(3, 5), (3, 6)}),
        ("1, 2 and 3 Sept", {(9, 1), (9, 2), (9, 3)}),
    ],
)
def test_several_days_of_a_month_are_all_read(text: str, days: set[tuple[int, int]]) -> None:
    assert set(days_in(text)) == days


def test_march_by_itself_is_no_weekday() -> None:
    assert weekday_in("Mawrth 5 2020") is None
    assert weekday_in("5 Mawrth 2020") is None
    assert weekday_in("Mawrth 3 Mawrth 2020") == 1
    assert weekday_in("nos Fawrth") == 1


@pytest.mark.parametrize("words", [ENGLISH, WELSH], ids=lambda words: words.tag)
def test_no_two_names_share_a_form(words: DayWords) -> None:
    for names in (words.months, words.weekdays):
        assert len(names_in(names)) == sum(map(len, names))
    assert len(words.ends) == 31
