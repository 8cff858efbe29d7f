"""Days in the text: how dates are written, which they can be, and rules on those that never are."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Final

from newsgen.fast.patterns import later
from newsgen.model.dates import MONTH_NAMES, WEEKDAY_NAMES, full_year, month_number
from newsgen.model.day_words import ENGLISH, WELSH, any_of, day_patterns, forms
from newsgen.rules._prose import PLACES
from newsgen.rules.rule import (
    ENGLISH_AND_WELSH,
    WELSH as IN_WELSH,
    Mark,
    Rule,
    in_any_case,
    marks_in_every_text,
)

SHORT: Final = tuple(form for names in ENGLISH.weekdays for form in names[1:])
IN_CAPITALS: Final = tuple(name.upper() for name in WEEKDAY_NAMES)
GAP: Final = "[ \n\u00a0]"
_YEAR: Final = rf"(?:,?{GAP}(?P<year>(?:19|20)\d\d)\b)?"
ENGLISH_DAY: Final = day_patterns(ENGLISH, gap=GAP, as_names=True)
WELSH_DAY: Final = day_patterns(WELSH, gap=GAP, as_names=True)
DAY_MONTH: Final = rf"{ENGLISH_DAY.day_and_month}\b{_YEAR}"
WELSH_DAY_MONTH: Final = rf"{WELSH_DAY.day_and_month}\b{_YEAR}"
IN_FIGURES: Final = (
    r"(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d|\d\d)"
    r"(?![\w/-]|[.:]\d)"
)
MONTH_DAY: Final = rf"(?P<month>{ENGLISH_DAY.month})\b{GAP}{ENGLISH_DAY.day}(?![\w:.]*\d)\b{_YEAR}"
RANGE_AFTER: Final = later(r" ?(?:to|and|or|until|[-–/]) ?(?:\w+day|\d)")
_NEXT_WORD: Final = later(rf"{GAP}([A-Z][a-z]+)")


def is_of_a_place(match: re.Match[str]) -> bool:
    """Return whether a month belongs to the name of a place: `4 March Street`."""
    if match.groupdict().get("month", "1").isdigit():
        return False
    word = _NEXT_WORD.match(match.string, match.end())
    return word is not None and word[1] in PLACES


def existing_days(days: list[tuple[int, int, int]]) -> list[date]:
    """Return those of years, months and days that are days."""
    existing = []
    for year, month, day in days:
        try:
            existing.append(date(year, month, day))
        except ValueError:  # 29 February of another year, or no day at all
            continue
    return existing


def nearest_day(written: re.Match[str], published: date) -> list[date]:
    """Return the day of a date, in the year nearest to the release if it has none."""
    day, month, year = int(written["day"]), month_number(written["month"]), written["year"]
    years = [full_year(year)] if year else [published.year + by for by in (-1, 0, 1)]
    existing = existing_days([(each, month, day) for each in years])
    return [min(existing, key=lambda each: abs(each - published))] if existing else []


def shown_day(day: date) -> str:
    """Return a day as messages write it: `5 March 2020`."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


_DAY_BEFORE: Final = r"(?<![\w.,:/£$€-])(?P<day>29|30|31)"
_MONTH: Final = rf"(?P<month>(?i:{ENGLISH_DAY.month}))\b"
_WITHOUT_A_31ST: Final = (1, 3, 5, 8, 10)
"""The months without a 31st, counted from 0."""
_WELSH_MONTHS: Final = tuple(forms(tuple(WELSH.months[number] for number in _WITHOUT_A_31ST)))
_NEVER: Final = (
    later(
        rf"{_DAY_BEFORE}(?P<th>(?i:st|nd|rd|th))?{GAP}(?(th)(?:(?i:of){GAP})?){_MONTH}"
        rf"(?![-/]|{GAP}(?:meeting|\d{{1,2}}(?![\w:]|\.\d)|(?!\w+(?:day|DAY)\b)[A-Z])){_YEAR}"
    ),
    later(rf"\b{_MONTH}{GAP}(?P<day>29|30|31)(?P<th>(?i:st|nd|rd|th))?\b{_YEAR}"),
    later(
        rf"{_DAY_BEFORE}(?P<mark>[/.])(?P<month>0[2469]|11)(?P=mark)"
        r"(?P<year>(?:19|20)\d\d)(?![\w/-]|[.:]\d)"
    ),
)
_NEVER_IN_WELSH: Final = later(
    rf"{_DAY_BEFORE}(?P<th>{WELSH.ends[-1]})?{GAP}(?:o(?:{GAP}fis)?{GAP})?"
    rf"(?P<month>(?i:{any_of(_WELSH_MONTHS)}))\b{_YEAR}"
)
_LEAP_YEAR: Final = 2024
"""Any one: a 29 February without a year may exist."""
_HINT: Final = "Look up which day is meant, and write that."


@marks_in_every_text("NG542", _HINT)
def impossible_day(text: str) -> Iterator[Mark]:
    """Mark `30 February`, `31 June` and, where that year has no such day, `29 February 2019`."""
    for pattern in _NEVER:
        yield from _impossible(pattern, text)


@marks_in_every_text("NG542", _HINT)
def impossible_day_in_welsh(text: str) -> Iterator[Mark]:
    """Mark `30 Chwefror` and `31ain o Fehefin`."""
    yield from _impossible(_NEVER_IN_WELSH, text)


def _impossible(pattern: re.Pattern[str], text: str) -> Iterator[Mark]:
    for match in pattern.finditer(text):
        year, month = int(match["year"] or _LEAP_YEAR), month_number(match["month"])
        _, last = monthrange(year, month)
        if int(match["day"]) > last and _is_day(match):
            written = " ".join(match[0].split())
            yield Mark(*match.span(), f"there is no day “{written}”")


def _is_day(match: re.Match[str]) -> bool:
    """Return whether a number behind a month is a day: in `In April 31 people` it is not."""
    if match.start("day") < match.start("month"):
        return True
    before = match.string[max(match.start() - len("day, "), 0) : match.start()]
    return bool(match["th"] or match["year"] or "day" in before)


_GAPS: Final = (" ", "\n", "\u00a0", "th\u00a0")
_SHORT_MONTHS: Final = ("Feb", "Apr", "Jun", "Sep", "Nov")
_SIGNS: Final = (
    *(f"{day}{gap}Feb" for day in (29, 30, 31) for gap in (*_GAPS, "th ", "th of ")),
    *(f"31{gap}{month}" for month in _SHORT_MONTHS for gap in (*_GAPS, "st ", "st of ")),
    *(f"{month} {day}" for month in ("pril", "June", "ember") for day in (30, 31)),
    *(f"ruary {day}" for day in (29, 30, 31)),
)
_IN_FIGURES: Final = (
    *(f"{day}{mark}02{mark}" for day in (29, 30) for mark in "/."),
    *(f"31{mark}{month}{mark}" for month in ("02", "04", "06", "09", "11") for mark in "/."),
)
_WELSH_SIGNS: Final = (
    f"{day}{gap}{month}"
    for month in _WELSH_MONTHS
    for day in ((29, 30, 31) if month == "Chwefror" else (31,))
    for gap in (*_GAPS, " o ", "ain ", "ain o ", "ain o fis ", " o fis ")
)
RULES: Final = (
    Rule(
        impossible_day,
        "NG542",
        languages=ENGLISH_AND_WELSH,
        signs=[*in_any_case(*_SIGNS), *_IN_FIGURES],
    ),
    Rule(impossible_day_in_welsh, "NG542", languages=IN_WELSH, signs=in_any_case(*_WELSH_SIGNS)),
)
