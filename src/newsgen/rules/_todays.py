"""Rules on a day that is called today and is another one."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Final, NamedTuple

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.model.dates import WEEKDAY_NAMES, full_year, month_number
from newsgen.model.day_words import any_of
from newsgen.rules._days import (
    DAY_MONTH,
    ENGLISH_DAY,
    GAP,
    IN_CAPITALS,
    IN_FIGURES,
    MONTH_DAY,
    RANGE_AFTER,
    SHORT,
    WELSH_DAY,
    WELSH_DAY_MONTH,
    existing_days,
    is_of_a_place,
    nearest_day,
    shown_day,
)
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import ENGLISH_AND_WELSH, WELSH as IN_WELSH, Mark, Rule, report_marks

_DAYS_OFF: Final = {
    "oday": 0, "onight": 0, "esterday": -1, "omorrow": 1, "ast night": -1,
    "ODAY": 0, "ONIGHT": 0, "ESTERDAY": -1, "OMORROW": 1,
    **{f"his {part}": 0 for part in ("morning", "lunchtime", "afternoon", "evening")},
    **{f"esterday {part}": -1 for part in ("morning", "lunchtime", "afternoon", "evening")},
    **{f"omorrow {part}": 1 for part in ("morning", "lunchtime", "afternoon", "evening", "night")},
}  # fmt: skip
"""How many days from the release a word is, without its first letter: a capital or a small one."""
_WEEKDAY: Final = rf"(?:{any_of(WEEKDAY_NAMES, SHORT, IN_CAPITALS)})\b\.?"
_WORDS: Final = "|".join(
    f"{first}(?:{'|'.join(word[1:] for word in words)})"
    for first, words in groupby(sorted(_DAYS_OFF, reverse=True), key=lambda word: word[0])
)
"""By their first letter, for speed."""
_WELSH_DAYS_OFF: Final = {
    "heddiw": 0, "heno": 0, "ddoe": -1, "neithiwr": -1, "yfory": 1, "fory": 1,
    **{f"{part} {this}": 0 for part in ("bore", "prynhawn") for this in ("yma", "’ma", "'ma")},
}  # fmt: skip


def _today(word: str, weekday: str, on: str, article: str) -> re.Pattern[str]:
    """Return a pattern of a word for a day with what may stand between it and a date."""
    return later(
        rf"(?P<word>{word})"
        rf"(?P<lead> \({weekday}\),?|(?:,| \(|, \(| [–-]|,? {on})?{GAP}?(?P<weekday>{weekday}),?"
        rf"|, {on}|,| \(|, \(| [–-]|){GAP}?{article}(?=[A-Z\d])"
    )


class _Todays(NamedTuple):
    """How a language calls days near to the release, and writes dates."""

    pattern: re.Pattern[str]
    days_off: dict[str, int]
    dates: tuple[re.Pattern[str], ...]
    cut: int
    """Letters that the pattern lacks of a word."""


_FIGURES_ALONE: Final = later(IN_FIGURES)
_DAY_THEN: Final = (later(DAY_MONTH), later(MONTH_DAY), _FIGURES_ALONE, later(WELSH_DAY_MONTH))
_ENGLISH_TODAYS: Final = _Todays(
    _today(_WORDS, _WEEKDAY, "on", ENGLISH_DAY.article), _DAYS_OFF, _DAY_THEN[:3], 1
)
_WELSH_TODAYS: Final = _Todays(
    _today(
        rf"\b(?i:{any_of(_WELSH_DAYS_OFF)})",
        rf"(?i:{WELSH_DAY.lead})(?i:{WELSH_DAY.weekday})\b",
        "ar",
        WELSH_DAY.article,
    ),
    _WELSH_DAYS_OFF,
    _DAY_THEN[2:],
    0,
)
_IN_BRACKETS: Final = (
    later(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?=\))"),
    later(r"(?P<day>\d{1,2})(?P<th>st|nd|rd|th)?(?=\))"),
)
"""What is a date in brackets: `today (4/3)` and `today (Wednesday 4th)`."""


def today_of_another_day(m: Manuscript) -> Iterator[Diagnostic]:
    """Report `today (7 February)` in a release of another day."""
    yield from report_marks("NG541", m.body, _other_todays(m, _ENGLISH_TODAYS), _TODAY_HINT)


def today_in_welsh(m: Manuscript) -> Iterator[Diagnostic]:
    """Report `heddiw (7 Chwefror)` in a release of another day."""
    yield from report_marks("NG541", m.body, _other_todays(m, _WELSH_TODAYS), _TODAY_HINT)


_TODAY_HINT: Final = "Write the date without “today”, or correct it, or the date of the release."


def _other_todays(m: Manuscript, todays: _Todays) -> Iterator[Mark]:
    if not m.published or not m.published.has_day:
        return
    published, text = m.published.at.date(), m.body.text
    updated = m.release and m.release.updated  # the page shows both
    days = [published, updated.at.date()] if updated and updated.has_day else [published]
    for match in todays.pattern.finditer(text):
        word = match["word"] if todays.cut else match["word"].lower()
        apart = timedelta(todays.days_off[word])
        date_then = _date_after(match, todays.dates)
        if date_then is None or any(_is_meant(date_then, day + apart) for day in days):
            continue
        start, end = match.start() - todays.cut, date_then.end()
        is_of_more = is_of_a_place(date_then) or RANGE_AFTER.match(text, end)
        is_of_another = is_of_more or _is_quoted(text, start)
        if not is_of_another and not _is_of_earlier_text(date_then, apart, start, published):
            end += text.startswith(")", end) and "(" in match["lead"]
            words = " ".join(text[start:end].split())
            yield Mark(start, end, f"“{words}”, but the release is of {shown_day(published)}")


def _date_after(today: re.Match[str], patterns: Iterable[re.Pattern[str]]) -> re.Match[str] | None:
    """Return the date that stands after a word for a day, if it goes with it."""
    text, at = today.string, today.end()
    for pattern in patterns:
        if match := pattern.match(text, at):
            return match if today["lead"] or match["year"] else None
    if "(" not in today["lead"]:
        return None
    for pattern in _IN_BRACKETS:
        if match := pattern.match(text, at):
            is_day = "month" in match.groupdict() or match["th"] or today["weekday"]
            return match if is_day else None
    return None


_HEADING: Final = later(
    r"^[ \t]*(?:#{1,6}[ \t]|\*\*|__)[^\n]{3,120}(?<![.*_\s])[*_ \t]*$", re.MULTILINE
)
_EARLIER: Final = later(r"\b(?:previous|original|earlier)", re.IGNORECASE)


def _is_of_earlier_text(written: re.Match[str], apart: timedelta, at: int, published: date) -> bool:
    """Return whether a heading above is of the day that is called today, or of an earlier release.

    Updates and earlier releases are often kept below, each under its day.
    """
    for heading in reversed(_HEADING.findall(written.string, 0, at)):
        days = [match for pattern in _DAY_THEN if (match := pattern.search(heading))]
        if days:
            return any(_is_meant(written, day + apart) for day in nearest_day(days[0], published))
        if _EARLIER.search(heading):
            return True
    return False


def _is_meant(written: re.Match[str], meant: date) -> bool:
    """Return whether a date can be that day; what it leaves out is as it should be."""
    parts = written.groupdict()
    month = month_number(parts["month"]) if "month" in parts else meant.month
    year = full_year(parts["year"]) if parts.get("year") else meant.year
    day = int(parts["day"])
    return (year, month, day) == (meant.year, meant.month, meant.day) or not existing_days(
        [(year, month, day)]
    )


_OPENED: Final = later(r"(?<!\w)[‘'](?=\w)")
_CLOSED: Final = later(r"(?<!\s)[’'](?!\w)")
LONGEST_QUOTATION: Final = 1000


def _is_quoted(text: str, at: int) -> bool:
    """Return whether a quotation is open in the paragraph: someone may speak of another day."""
    start = max(at - LONGEST_QUOTATION, 0)
    before = text[max(text.rfind("\n\n", start, at), start) : at + 1]
    return (
        before.count("“") > before.count("”")
        or before.count('"') % 2 == 1
        or len(_OPENED.findall(before)) > len(_CLOSED.findall(before))
    )


RULES: Final = (
    Rule(
        today_of_another_day,
        "NG541",
        languages=ENGLISH_AND_WELSH,
        signs=[
            f"{word}{mark}"
            for word in _DAYS_OFF
            for mark in (" (", ",", " –", " -", *(f" {sign}" for sign in "123456789MTWFS"))
        ],
    ),
    Rule(
        today_in_welsh,
        "NG541",
        languages=IN_WELSH,
        signs=[
            f"{word[1:]}{mark}"
            for word in _WELSH_DAYS_OFF
            for mark in (" (", ",", " –", " -", *(f" {sign}" for sign in "123456789dn"))
        ],
    ),
)
