"""Rules on days in the text: a weekday that its date was not, and a today that is another day."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Final, NamedTuple

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.model.dates import (
    MONTH_NAMES,
    WEEKDAY_NAMES,
    WRONG_WEEKDAY_HINT,
    full_year,
    month_number,
)
from newsgen.model.day_words import ENGLISH, WELSH, any_of, day_patterns, forms, names_in
from newsgen.rules._prose import PLACES
from newsgen.rules.manuscript import NOTES, Manuscript, Passage, Value
from newsgen.rules.rule import (
    ENGLISH_AND_WELSH,
    WELSH as IN_WELSH,
    Mark,
    Rule,
    in_any_case,
    report_marks,
)

_SHORT: Final = tuple(form for names in ENGLISH.weekdays for form in names[1:])
_CAPITALS: Final = tuple(name.upper() for name in WEEKDAY_NAMES)
_GAP: Final = "[ \n\u00a0]"
_YEAR: Final = rf"\b(?:,?{_GAP}(?P<year>(?:19|20)\d\d)\b)?"
_ENGLISH: Final = day_patterns(ENGLISH, gap=_GAP, as_names=True)
_WELSH: Final = day_patterns(WELSH, gap=_GAP, as_names=True)
_DAY_MONTH: Final = f"{_ENGLISH.day_and_month}{_YEAR}"
_WELSH_DAY_MONTH: Final = f"{_WELSH.day_and_month}{_YEAR}"
_IN_FIGURES: Final = (
    r"(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d|\d\d)"
    r"(?![\w/-]|[.:]\d)"
)
_MONTH_DAY: Final = rf"(?P<month>{_ENGLISH.month})\b{_GAP}{_ENGLISH.day}(?![\w:.]*\d){_YEAR}"
_SMALL_NAMES: Final = tuple(map(str.lower, WEEKDAY_NAMES))
_ENDING_SO: Final = "|".join(rf"(?<=\b{weekday})" for weekday in WEEKDAY_NAMES)
_ENDING_IN_SMALL: Final = "|".join(rf"(?<=\b{weekday})" for weekday in _SMALL_NAMES)
_DATED: Final = later(rf"day(?:{_ENDING_SO}),?{_GAP}\(?(?:the )?{_DAY_MONTH}")
"""A weekday with its date; it begins with the end of the weekday, for speed."""
_MONTH_FIRST: Final = later(rf"day(?:{_ENDING_SO}),?{_GAP}{_MONTH_DAY}")
_FIGURES: Final = later(rf"day(?:{_ENDING_SO}),?{_GAP}\(?{_IN_FIGURES}")
_IN_SMALL: Final = later(
    rf"day(?:{_ENDING_IN_SMALL}),?{_GAP}(?i:{_ENGLISH.day_and_month})"
    rf"\b,?{_GAP}(?P<year>(?:19|20)\d\d)\b"
)
"""With a small letter, and so with a year: “on monday 5 may come”."""
_SHORT_WEEKDAY: Final = rf"(?<![Tt]he )\b(?P<weekday>{any_of(_SHORT, _CAPITALS)})\b\.?"
"""A short weekday (`The Sun` is a newspaper) or one in capitals."""
_SHORTLY_DATED: Final = later(rf"{_SHORT_WEEKDAY},?{_GAP}{_DAY_MONTH}")
_SHORTLY_IN_FIGURES: Final = later(rf"{_SHORT_WEEKDAY},?{_GAP}\(?{_IN_FIGURES}")
_WELSH_WEEKDAY: Final = rf"(?i:{_WELSH.lead})(?:dydd{_GAP})?(?P<weekday>(?i:{_WELSH.weekday}))\b"
"""With the word before it: `nos Fawrth`, `fore dydd Mawrth`. By itself `Mawrth` is March too."""
_IN_WELSH: Final = later(
    rf"\b{_WELSH_WEEKDAY},?{_GAP}\(?(?:ar{_GAP})?{_WELSH.article}{_WELSH_DAY_MONTH}"
)
_WELSH_FIGURES: Final = later(rf"\b{_WELSH_WEEKDAY},?{_GAP}\(?{_IN_FIGURES}")
_WEEKDAYS: Final = names_in(ENGLISH.weekdays, WELSH.weekdays)
_RANGE_AFTER: Final = later(r" ?(?:to|and|or|until|[-–/]) ?(?:\w+day|\d)")
_RANGE_BEFORE: Final = later(r"day(?:,? | ?[-–/] ?|,? (?:to|and|or) )$", re.IGNORECASE)
_NEXT_WORD: Final = later(rf"{_GAP}([A-Z][a-z]+)")
LONGEST_WEEKDAY: Final = 9

YEARS_BACK: Final = 2
"""Years before the release of which a date without a year may be."""


def weekday_of_another_date(m: Manuscript) -> Iterator[Diagnostic]:
    """Report `Tuesday 5 March 2020`, which was a Thursday."""
    yield from _weekdays_before(_DATED, m)
    yield from _weekdays_before(_IN_SMALL, m)


def weekday_of_another_month_first(m: Manuscript) -> Iterator[Diagnostic]:
    """Report `Tuesday, March 5, 2020`."""
    yield from _weekdays_before(_MONTH_FIRST, m)


def weekday_of_figures(m: Manuscript) -> Iterator[Diagnostic]:
    """Report `Tuesday 05/03/2020`."""
    yield from _weekdays_before(_FIGURES, m)


def weekday_in_short(m: Manuscript) -> Iterator[Diagnostic]:
    """Report `Tues 5 March 2020`, `Tue 05/03/2020` and `TUESDAY 5 MARCH 2020`."""
    yield from _weekdays_at(_SHORTLY_DATED, m)
    yield from _weekdays_at(_SHORTLY_IN_FIGURES, m)


def weekday_in_welsh(m: Manuscript) -> Iterator[Diagnostic]:
    """Report `ddydd Gwener 26 Tachwedd`, `nos Wener, yr 8fed o Fawrth`, `dydd Iau 05/03/2020`."""
    yield from _weekdays_at(_IN_WELSH, m)
    yield from _weekdays_at(_WELSH_FIGURES, m)


def _weekdays_before(pattern: re.Pattern[str], m: Manuscript) -> Iterator[Diagnostic]:
    return _weekdays(pattern, m, _start)


def _weekdays_at(pattern: re.Pattern[str], m: Manuscript) -> Iterator[Diagnostic]:
    return _weekdays(pattern, m, re.Match.start)


def _weekdays(
    pattern: re.Pattern[str], m: Manuscript, start: Callable[[re.Match[str]], int]
) -> Iterator[Diagnostic]:
    """Yield findings on what the page shows; what a summary has of the text is said once."""
    said: set[str] = set()
    for passage in m.passages:
        if passage.name.startswith(("og.", "twitter.")):
            continue
        dated = ((start(match), match) for match in pattern.finditer(passage.text))
        marks = [mark for mark in _wrong_weekdays(dated, m, passage) if mark.message not in said]
        yield from report_marks("NG540", passage, marks, WRONG_WEEKDAY_HINT)
        said.update(mark.message for mark in marks)


def _start(match: re.Match[str]) -> int:
    """Return where the weekday begins of which a match has the end."""
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
        if not _is_of_several(text, start, end) and not _is_of_a_place(match):
            right = WEEKDAY_NAMES[days[0].weekday()]
            end += text.startswith(")", end) and "(" in text[start:end]
            said = f"“{' '.join(text[start:end].split())}”: {_shown(days[0])} is a {right}"
            yield Mark(start, end, said)


def _weekday_named(match: re.Match[str], start: int) -> int:
    """Return which weekday begins there, 0 for Monday; a match may have no more than its end."""
    name = match.groupdict().get("weekday") or match.string[start : match.start() + len("day")]
    return _WEEKDAYS[name.lower()]


def _is_of_a_place(match: re.Match[str]) -> bool:
    """Return whether a month belongs to the name of a place: `4 March Street`."""
    if match.groupdict().get("month", "1").isdigit():
        return False
    word = _NEXT_WORD.match(match.string, match.end())
    return word is not None and word[1] in PLACES


def _days_meant(match: re.Match[str], m: Manuscript) -> list[date]:
    """Return the day of a date; without a year, the nearest to the release and those before."""
    day, month, year = int(match["day"]), month_number(match["month"]), match["year"]
    if year:
        return _existing([(full_year(year), month, day)])
    nearest = _nearest(match, m.published.at.date()) if m.published else []
    before = [(each.year - by, month, day) for each in nearest for by in range(1, YEARS_BACK + 1)]
    return [*nearest, *_existing(before)]


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
    r"|to (?:appear|attend|be|begin|face|return|stand|start|take))\b)",
    re.IGNORECASE | re.DOTALL,
)
"""A day in court that is past, unless one to come is told of behind it."""
LONG_AGO: Final = timedelta(60)
"""A day so long before the release may be that of the next year."""
NEAR_COURT: Final = 100
"""So many characters before a date can say that it is that of a trial, which may be a year off."""


def _days_of_other_years(match: re.Match[str], m: Manuscript, passage: Passage) -> list[date]:
    """Return the days that a date without a year can be in a less usual year.

    That is one to come, the year of the last update, and any that the text names; of a note also
    the year in which it was written, and the one before.
    """
    if match["year"] or not m.published:
        return []
    day, month, text = int(match["day"]), month_number(match["month"]), match.string
    published = m.published.at.date()
    years = {int(year) for year in _YEAR_NAMED.findall(text)}
    if updated := m.release and m.release.updated:
        years.add(updated.year)
    is_long_ago = published - _days_meant(match, m)[0] > LONG_AGO
    before = text[max(match.start() - NEAR_COURT, 0) : match.start()]
    if is_long_ago or (_IN_COURT.search(before) and not _WAS_IN_COURT.search(before)):
        years |= {published.year, published.year + 1}
    if isinstance(passage, Value) and passage.keys[0] in NOTES:
        later_years = map(int, _YEAR_NAMED.findall(m.text(*passage.keys[:-1], "at")))
        most = 1 if _IN_COURT.search(text) else 0
        years.update(year + by for year in later_years for by in range(-1, most + 1))
        if passage.keys == ("explanation",):  # nobody knows of when
            years.update(range(published.year, published.year + YEARS_OF_A_NOTE))
    return _existing([(year, month, day) for year in sorted(years)])


YEARS_OF_A_NOTE: Final = 4
"""Years in which an explanation is likely to be written."""


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


_DAYS_OFF: Final = {
    "oday": 0, "onight": 0, "esterday": -1, "omorrow": 1, "ast night": -1,
    "ODAY": 0, "ONIGHT": 0, "ESTERDAY": -1, "OMORROW": 1,
    **{f"his {part}": 0 for part in ("morning", "lunchtime", "afternoon", "evening")},
    **{f"esterday {part}": -1 for part in ("morning", "lunchtime", "afternoon", "evening")},
    **{f"omorrow {part}": 1 for part in ("morning", "lunchtime", "afternoon", "evening", "night")},
}  # fmt: skip
"""How many days from the release a word is, without its first letter: a capital or a small one."""
_WEEKDAY: Final = rf"(?:{any_of(WEEKDAY_NAMES, _SHORT, _CAPITALS)})\b\.?"
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
        rf"(?P<lead> \({weekday}\),?|(?:,| \(|, \(| [–-]|,? {on})?{_GAP}?(?P<weekday>{weekday}),?"
        rf"|, {on}|,| \(|, \(| [–-]|){_GAP}?{article}(?=[A-Z\d])"
    )


class _Todays(NamedTuple):
    """How a language calls days near to the release, and writes dates."""

    pattern: re.Pattern[str]
    days_off: dict[str, int]
    dates: tuple[re.Pattern[str], ...]
    cut: int
    """Letters that the pattern lacks of a word."""


_FIGURES_ALONE: Final = later(_IN_FIGURES)
_DAY_THEN: Final = (later(_DAY_MONTH), later(_MONTH_DAY), _FIGURES_ALONE, later(_WELSH_DAY_MONTH))
_ENGLISH_TODAYS: Final = _Todays(
    _today(_WORDS, _WEEKDAY, "on", _ENGLISH.article), _DAYS_OFF, _DAY_THEN[:3], 1
)
_WELSH_TODAYS: Final = _Todays(
    _today(
        rf"\b(?i:{any_of(_WELSH_DAYS_OFF)})",
        rf"(?i:{_WELSH.lead})(?i:{_WELSH.weekday})\b",
        "ar",
        _WELSH.article,
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
        is_of_more = _is_of_a_place(date_then) or _RANGE_AFTER.match(text, end)
        is_of_another = is_of_more or _is_quoted(text, start)
        if not is_of_another and not _is_of_earlier_text(date_then, apart, start, published):
            end += text.startswith(")", end) and "(" in match["lead"]
            words = " ".join(text[start:end].split())
            yield Mark(start, end, f"“{words}”, but the release is of {_shown(published)}")


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
            return any(_is_meant(written, day + apart) for day in _nearest(days[0], published))
        if _EARLIER.search(heading):
            return True
    return False


def _nearest(written: re.Match[str], published: date) -> list[date]:
    """Return the day of a date, in the year nearest to the release if it has none."""
    day, month, year = int(written["day"]), month_number(written["month"]), written["year"]
    years = [full_year(year)] if year else [published.year + by for by in (-1, 0, 1)]
    existing = _existing([(each, month, day) for each in years])
    return [min(existing, key=lambda each: abs(each - published))] if existing else []


def _is_meant(written: re.Match[str], meant: date) -> bool:
    """Return whether a date can be that day; what it leaves out is as it should be."""
    parts = written.groupdict()
    month = month_number(parts["month"]) if "month" in parts else meant.month
    year = full_year(parts["year"]) if parts.get("year") else meant.year
    day = int(parts["day"])
    return (year, month, day) == (meant.year, meant.month, meant.day) or not _existing(
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
            f"{day}{end}" for day in (*_SHORT, *_CAPITALS) for end in (*_GAPS, ". ", "\n", "\u00a0")
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
