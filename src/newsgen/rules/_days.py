"""Days in the text: how dates are written, and which days they can be."""

import re
from datetime import date
from typing import Final

from newsgen.fast.patterns import later
from newsgen.model.dates import MONTH_NAMES, WEEKDAY_NAMES, full_year, month_number
from newsgen.model.day_words import ENGLISH, WELSH, day_patterns
from newsgen.rules._prose import PLACES

SHORT: Final = tuple(form for names in ENGLISH.weekdays for form in names[1:])
IN_CAPITALS: Final = tuple(name.upper() for name in WEEKDAY_NAMES)
GAP: Final = "[ \n\u00a0]"
_YEAR: Final = rf"\b(?:,?{GAP}(?P<year>(?:19|20)\d\d)\b)?"
ENGLISH_DAY: Final = day_patterns(ENGLISH, gap=GAP, as_names=True)
WELSH_DAY: Final = day_patterns(WELSH, gap=GAP, as_names=True)
DAY_MONTH: Final = f"{ENGLISH_DAY.day_and_month}{_YEAR}"
WELSH_DAY_MONTH: Final = f"{WELSH_DAY.day_and_month}{_YEAR}"
IN_FIGURES: Final = (
    r"(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d|\d\d)"
    r"(?![\w/-]|[.:]\d)"
)
MONTH_DAY: Final = rf"(?P<month>{ENGLISH_DAY.month})\b{GAP}{ENGLISH_DAY.day}(?![\w:.]*\d){_YEAR}"
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
