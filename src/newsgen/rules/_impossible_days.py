"""Rules on days that no calendar has: 30 February, 31 June."""

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import Final

from newsgen.fast.patterns import later
from newsgen.model.dates import month_number
from newsgen.model.day_words import WELSH, any_of, forms
from newsgen.rules._days import ENGLISH_DAY, GAP
from newsgen.rules.rule import (
    ENGLISH_AND_WELSH,
    WELSH as IN_WELSH,
    Mark,
    Rule,
    in_any_case,
    marks_in_every_text,
)

_YEAR: Final = rf"(?:,?{GAP}(?P<year>(?:19|20)\d\d)\b)?"
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
