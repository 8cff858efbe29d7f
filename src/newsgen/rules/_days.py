"""Rules on days in the text: a weekday that its date was not, and a today that is another day."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.model.dates import MONTH_NAMES
from newsgen.rules._marks import Mark, report
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Rule

_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY_MONTH: Final = (
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{'|'.join(MONTH_NAMES)})\b"
)
_ENDING_SO: Final = "|".join(rf"(?<=\b{weekday})" for weekday in _WEEKDAYS)
_DATED: Final = later(
    rf"day(?:{_ENDING_SO}),? (?:the )?"
    rf"{_DAY_MONTH}(?:,? (?P<year>(?:19|20)\d\d)\b)?"
)
"""A weekday with its date; it begins with the end of the weekday, for speed."""
_RANGE_AFTER: Final = later(r" ?(?:to|and|or|until|[-–/]) ?(?:\w+day|\d)")
_RANGE_BEFORE: Final = later(r"day(?:,? | ?[-–/] ?|,? (?:to|and|or) )$")
LONGEST_WEEKDAY: Final = 9

YEARS_BACK: Final = 2
"""Years before the release of which a date without a year may be."""


def weekday_of_another_date(m: Manuscript) -> Iterator[Diagnostic]:
    """Report `Tuesday 5 March 2020`, which was a Thursday."""
    hint = "One of the two is wrong: look it up, as readers plan and remember by both."
    yield from report("NG540", m.body, _wrong_weekdays(m), hint)


def _wrong_weekdays(m: Manuscript) -> Iterator[Mark]:
    text = m.body.text
    for match in _DATED.finditer(text):
        end_of_weekday = match.start() + len("day")
        start = max(
            text.rfind(name, max(match.start() - LONGEST_WEEKDAY, 0), end_of_weekday)
            for name in _WEEKDAYS
        )
        weekday = text[start:end_of_weekday]
        days = _days_meant(match, m)
        if not days or any(_WEEKDAYS[day.weekday()] == weekday for day in days):
            continue
        if not _is_of_several(text, start, match.end()):
            written = text[start : match.end()]
            right = _WEEKDAYS[days[0].weekday()]
            said = f"“{' '.join(written.split())}”: {_shown(days[0])} is a {right}"
            yield Mark(start, match.end(), said)


def _days_meant(match: re.Match[str], m: Manuscript) -> list[date]:
    """Return the day of a date; without a year, the nearest to the release and those before."""
    day, month, year = int(match["day"]), MONTH_NAMES.index(match["month"]) + 1, match["year"]
    if year:
        return _existing([(int(year), month, day)])
    if not m.published:
        return []
    published = m.published.at.date()
    around = _existing([(published.year + by, month, day) for by in (-1, 0, 1)])
    if not around:
        return []
    nearest = min(around, key=lambda one: abs(one - published))
    before = [(nearest.year - by, month, day) for by in range(1, YEARS_BACK + 1)]
    return [nearest, *_existing(before)]


def _existing(days: list[tuple[int, int, int]]) -> list[date]:
    existing = []
    for year, month, day in days:
        try:
            existing.append(date(year, month, day))
        except ValueError:  # 29 February of another year, or no day at all
            continue
    return existing


def _is_of_several(text: str, start: int, end: int) -> bool:
    """Return whether days share a month: in `Friday and Saturday 5 March` only one is meant."""
    before = text[max(start - 16, 0) : start]
    return bool(_RANGE_BEFORE.search(before) or _RANGE_AFTER.match(text, end))


def _shown(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


_RELATIVE: Final = {"oday": 0, "his morning": 0, "his afternoon": 0, "his evening": 0,
                    "esterday": -1, "omorrow": 1}  # fmt: skip
_TODAY: Final = later(
    rf"(?P<word>{'|'.join(_RELATIVE)})(?:,| \(|, \() ?(?:{'|'.join(_WEEKDAYS)})?,? ?(?:the )?"
    rf"{_DAY_MONTH}(?:,? (?P<year>(?:19|20)\d\d)\b)?\)?"
)


def today_of_another_day(m: Manuscript) -> Iterator[Diagnostic]:
    """Report `today (7 February)` in a release of another day."""
    hint = "Write the date without “today”, or correct it, or the date of the release."
    yield from report("NG541", m.body, _other_todays(m), hint)


def _other_todays(m: Manuscript) -> Iterator[Mark]:
    if not m.published:
        return
    published = m.published.at.date()
    for match in _TODAY.finditer(m.body.text):
        meant = published + timedelta(_RELATIVE[match["word"]])
        month = MONTH_NAMES.index(match["month"]) + 1
        year = int(match["year"] or meant.year)
        if (meant.day, meant.month, meant.year) != (int(match["day"]), month, year):
            start = match.start() - 1
            written = " ".join(m.body.text[start : match.end()].split())
            said = f"“{written}”, but the release is of {_shown(published)}"
            yield Mark(start, match.end(), said)


RULES: Final = (
    Rule(
        weekday_of_another_date,
        signs=[f"day {n}" for n in range(1, 10)]
        + [f"day, {n}" for n in range(1, 10)]
        + ["day the ", "day, the "],
    ),
    Rule(
        today_of_another_day, signs=[f"{word}{mark}" for word in _RELATIVE for mark in (" (", ",")]
    ),
)
