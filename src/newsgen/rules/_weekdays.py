"""Rules on a weekday that its date was not."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.model.dates import (
    MONTH_NAMES,
    WEEKDAY_NAMES,
    WEEKDAYS,
    WRONG_WEEKDAY_HINT,
    full_year,
    month_number,
)
from newsgen.model.day_words import WELSH, any_of, forms
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
from newsgen.rules.manuscript import NOTES, Manuscript, Passage, Value
from newsgen.rules.rule import (
    ENGLISH_AND_WELSH,
    WELSH as IN_WELSH,
    Mark,
    Rule,
    in_any_case,
    report_marks,
)

_SMALL_NAMES: Final = tuple(map(str.lower, WEEKDAY_NAMES))
_ENDING_SO: Final = "|".join(rf"(?<=\b{weekday})" for weekday in WEEKDAY_NAMES)
_ENDING_IN_SMALL: Final = "|".join(rf"(?<=\b{weekday})" for weekday in _SMALL_NAMES)
_DATED: Final = later(rf"day(?:{_ENDING_SO}),?{GAP}\(?(?:the )?{DAY_MONTH}")
"""A weekday with its date; it begins with the end of the weekday, for speed."""
_MONTH_FIRST: Final = later(rf"day(?:{_ENDING_SO}),?{GAP}{MONTH_DAY}")
_FIGURES: Final = later(rf"day(?:{_ENDING_SO}),?{GAP}\(?{IN_FIGURES}")
_IN_SMALL: Final = later(
    rf"day(?:{_ENDING_IN_SMALL}),?{GAP}(?i:{ENGLISH_DAY.day_and_month})"
    rf"\b,?{GAP}(?P<year>(?:19|20)\d\d)\b"
)
"""With a small letter, and so with a year: “on monday 5 may come”."""
_SHORT_WEEKDAY: Final = rf"(?<![Tt]he )\b(?P<weekday>{any_of(SHORT, IN_CAPITALS)})\b\.?"
"""A short weekday (`The Sun` is a newspaper) or one in capitals."""
_SHORTLY_DATED: Final = later(rf"{_SHORT_WEEKDAY},?{GAP}{DAY_MONTH}")
_SHORTLY_IN_FIGURES: Final = later(rf"{_SHORT_WEEKDAY},?{GAP}\(?{IN_FIGURES}")
_WELSH_WEEKDAY: Final = (
    rf"(?i:{WELSH_DAY.lead})(?:dydd{GAP})?(?P<weekday>(?i:{WELSH_DAY.weekday}))\b"
)
"""With the word before it: `nos Fawrth`, `fore dydd Mawrth`. By itself `Mawrth` is March too."""
_IN_WELSH: Final = later(
    rf"\b{_WELSH_WEEKDAY},?{GAP}\(?(?:ar{GAP})?{WELSH_DAY.article}{WELSH_DAY_MONTH}"
)
_WELSH_FIGURES: Final = later(rf"\b{_WELSH_WEEKDAY},?{GAP}\(?{IN_FIGURES}")
_RANGE_BEFORE: Final = later(r"day(?:,? | ?[-–/] ?|,? (?:to|and|or) )$", re.IGNORECASE)
LONGEST_WEEKDAY: Final = 9

YEARS_BACK: Final = 2
"""Years before the release of which a date without a year may be."""


def weekday_of_another_date(m: Manuscript) -> Iterator[Diagnostic]:
    """Report `Tuesday 5 March 2020`, which was a Thursday."""
    yield from _weekdays(_DATED, m)
    yield from _weekdays(_IN_SMALL, m)


def weekday_of_another_month_first(m: Manuscript) -> Iterator[Diagnostic]:
    """Report `Tuesday, March 5, 2020`."""
    yield from _weekdays(_MONTH_FIRST, m)


def weekday_of_figures(m: Manuscript) -> Iterator[Diagnostic]:
    """Report `Tuesday 05/03/2020`."""
    yield from _weekdays(_FIGURES, m)


def weekday_in_short(m: Manuscript) -> Iterator[Diagnostic]:
    """Report `Tues 5 March 2020`, `Tue 05/03/2020` and `TUESDAY 5 MARCH 2020`."""
    yield from _weekdays(_SHORTLY_DATED, m)
    yield from _weekdays(_SHORTLY_IN_FIGURES, m)


def weekday_in_welsh(m: Manuscript) -> Iterator[Diagnostic]:
    """Report `ddydd Gwener 26 Tachwedd`, `nos Wener, yr 8fed o Fawrth`, `dydd Iau 05/03/2020`."""
    yield from _weekdays(_IN_WELSH, m)
    yield from _weekdays(_WELSH_FIGURES, m)


def _weekdays(pattern: re.Pattern[str], m: Manuscript) -> Iterator[Diagnostic]:
    """Yield findings on what the page shows; what a summary has of the text is said once."""
    said: set[str] = set()
    for passage in m.passages:
        if passage.name.startswith(("og.", "twitter.")):
            continue
        dated = ((_start(match), match) for match in pattern.finditer(passage.text))
        marks = [mark for mark in _wrong_weekdays(dated, m, passage) if mark.message not in said]
        yield from report_marks("NG540", passage, marks, WRONG_WEEKDAY_HINT)
        said.update(mark.message for mark in marks)


def _start(match: re.Match[str]) -> int:
    """Return where the weekday begins; a match may have no more than its end."""
    if "weekday" in match.re.groupindex:
        return match.start()
    end = match.start() + len("day")
    word = match.string[max(end - LONGEST_WEEKDAY, 0) : end].lower()
    return end - next(len(name) for name in _SMALL_NAMES if word.endswith(name))


def _wrong_weekdays(
    dated: Iterable[tuple[int, re.Match[str]]], m: Manuscript, passage: Passage
) -> Iterator[Mark]:
    for start, match in dated:
        text, end = match.string, match.end()
        weekday = _weekday_named(match, start)
        days = _days_meant(match, m)
        if (
            not days
            or _any_is(weekday, days)
            or _any_is(weekday, _days_of_other_years(match, m, passage))
        ):
            continue
        if not _is_of_several(text, start, end) and not is_of_a_place(match):
            right = WEEKDAY_NAMES[days[0].weekday()]
            end += text.startswith(")", end) and "(" in text[start:end]
            said = f"“{' '.join(text[start:end].split())}”: {shown_day(days[0])} is a {right}"
            yield Mark(start, end, said)


def _weekday_named(match: re.Match[str], start: int) -> int:
    """Return which weekday begins there, 0 for Monday; a match may have no more than its end."""
    name = match.groupdict().get("weekday") or match.string[start : match.start() + len("day")]
    return WEEKDAYS[name.lower()]


def _days_meant(match: re.Match[str], m: Manuscript) -> list[date]:
    """Return the day of a date; without a year, the nearest to the release and those before."""
    day, month, year = int(match["day"]), month_number(match["month"]), match["year"]
    if year:
        return existing_days([(full_year(year), month, day)])
    nearest = nearest_day(match, m.published.at.date()) if m.published else []
    before = [(each.year - by, month, day) for each in nearest for by in range(1, YEARS_BACK + 1)]
    return [*nearest, *existing_days(before)]


def _any_is(weekday: int, days: list[date]) -> bool:
    return any(day.weekday() == weekday for day in days)


_YEAR_NAMED: Final = later(r"\b(?:19|20)\d\d\b")
_IN_COURT: Final = later(
    r"\b(?:trial|tried|hearing|(?<!magistrates )(?<!magistrates[’'] )court|inquest|sentenc\w+"
    r"|llys|achos|treial|cwest|gwrandawiad|[dt]{1,2}edfryd\w*)\b",
    re.IGNORECASE,
)
"""What may be a year off; a hearing before magistrates is not."""
_WAS_IN_COURT: Final = later(
    r"\b(?:(?<!be )(?:sentenced|jailed|convicted|tried)|appeared|pleaded|stood trial)\b"
    r"(?!.*\b(?:will|due|set|fixed|listed|adjourned|until|trial"
    r"|to (?:appear|attend|be|begin|face|return|stand|start|take))\b)"
    r"|\b(?:was|was held|took place) on \w*\Z",
    re.IGNORECASE | re.DOTALL,
)
"""A day in court that is past, unless one to come is told of behind it."""
LONG_AGO: Final = timedelta(60)
"""A day so long before the release may be that of the next year, and an update of another."""
NEAR_COURT: Final = 100
"""So many characters before a date can say that it is that of a trial, which may be a year off."""


def _days_of_other_years(match: re.Match[str], m: Manuscript, passage: Passage) -> list[date]:
    """Return the days that a date without a year can be in a less usual year.

    That is one to come, the year of an update long after, and any that the text names; of a note
    also the year in which it was written, and the one before.
    """
    if match["year"] or not m.published:
        return []
    day, month, text = int(match["day"]), month_number(match["month"]), match.string
    published = m.published.at.date()
    years = set(_years_named(text))
    updated = m.release and m.release.updated
    if updated and updated.at.date() - published > LONG_AGO:
        years.add(updated.year)
    is_long_ago = published - _days_meant(match, m)[0] > LONG_AGO
    before = text[max(match.start() - NEAR_COURT, 0) : match.start()]
    if is_long_ago or (_IN_COURT.search(before) and not _WAS_IN_COURT.search(before)):
        years |= {published.year, published.year + 1}
    if isinstance(passage, Value) and passage.keys[0] in NOTES:
        later_years = _years_named(m.text(*passage.keys[:-1], "at"))
        most = 1 if _is_on_court(text) else 0
        years.update(year + by for year in later_years for by in range(-1, most + 1))
        if passage.keys == ("explanation",):  # nobody knows of when
            years.update(range(published.year, published.year + YEARS_OF_A_NOTE))
    return existing_days([(year, month, day) for year in sorted(years)])


@lru_cache(maxsize=16)
def _years_named(text: str) -> frozenset[int]:
    """Return the years in a text; cached, as each of its dates without a year needs them."""
    return frozenset(map(int, _YEAR_NAMED.findall(text)))


@lru_cache(maxsize=16)
def _is_on_court(text: str) -> bool:
    return _IN_COURT.search(text) is not None


YEARS_OF_A_NOTE: Final = 4
"""Years in which an explanation is likely to be written."""


def _is_of_several(text: str, start: int, end: int) -> bool:
    """Return whether days share a month: in `Friday and Saturday 5 March` only one is meant."""
    before = text[max(start - 16, 0) : start]
    return bool(_RANGE_BEFORE.search(before) or RANGE_AFTER.match(text, end))


_GAPS: Final = (" ", ", ")
RULES: Final = (
    Rule(
        weekday_of_another_date,
        "NG540",
        languages=ENGLISH_AND_WELSH,
        signs=[f"day{gap}{n}" for gap in (" ", ", ", " (", "\n", "\u00a0") for n in range(10)]
        + ["day the ", "day, the "],
    ),
    Rule(
        weekday_of_another_month_first,
        "NG540",
        languages=ENGLISH_AND_WELSH,
        signs=[f"day{gap}{name[:3]}" for gap in _GAPS for name in MONTH_NAMES],
    ),
    Rule(
        weekday_in_short,
        "NG540",
        languages=ENGLISH_AND_WELSH,
        signs=[
            f"{day}{end}"
            for day in (*SHORT, *IN_CAPITALS)
            for end in (*_GAPS, ". ", "\n", "\u00a0")
        ],
    ),
    Rule(
        weekday_in_welsh,
        "NG540",
        languages=IN_WELSH,
        signs=in_any_case(
            *(f"{lead[-3:]} {day}" for lead in WELSH.leads for day in forms(WELSH.weekdays))
        ),
    ),
    Rule(
        weekday_of_figures,
        "NG540",
        languages=ENGLISH_AND_WELSH,
        signs=[
            f"day{gap}{n}{mark}"
            for gap in (" ", ", ", " (")
            for n in (*range(1, 10), *(f"{day:02}" for day in range(1, 32)))
            for mark in "/.-"
        ],
    ),
)
