"""Dates as forces write them, and what precision they have.

The shapes are those of 50,786 real releases. Nothing is guessed: a text that is not one of them is
not a date. Local times are the site's (Europe/London), clock changes included.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from newsgen.fast.patterns import later
from newsgen.model.day_words import ENGLISH, WELSH, any_of, day_patterns, names_in
from newsgen.model.refusal import Textless

MONTH_NAMES: Final = ENGLISH.month_names
WEEKDAY_NAMES: Final = ENGLISH.weekday_names
WELSH_MONTHS: Final = WELSH.month_names


def month_names(language: str) -> tuple[str, ...]:
    """Return the names of the months in a language: Welsh, or else English."""
    return WELSH_MONTHS if language.startswith("cy") else MONTH_NAMES


class Precision(StrEnum):
    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"


class Doubt(StrEnum):
    """How a change of the clocks makes a local time unclear.

    Of a repeated time the first is taken; a skipped one counts on from before the change.
    """

    NONE = ""
    REPEATED = "repeated"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Moment(Textless):
    """A point in time as far as it is known.

    `at` carries the local offset from UTC; for a day or a month it is its first instant. `doubt`
    says that the clocks did not show the written time exactly once.
    """

    at: datetime
    precision: Precision
    doubt: Doubt = Doubt.NONE

    @property
    def year(self) -> int:
        return self.at.year

    @property
    def month(self) -> int:
        return self.at.month

    @property
    def has_day(self) -> bool:
        return self.precision is not Precision.MONTH

    def end(self, zone: ZoneInfo) -> datetime:
        """Return when a day or a month is over by the clocks of a zone; a time is its own end."""
        if self.precision is Precision.MINUTE:
            return self.at
        period = Period(0 if self.has_day else 1, int(self.has_day))
        return period.after(self.at.astimezone(zone))  # in two nights not as far from UTC

    def agrees_with(self, other: "Moment") -> bool:
        """Return whether both can name the same instant, as far as the coarser of them says."""
        if self.precision is Precision.MINUTE is other.precision:
            return self.at.replace(second=0) == other.at.replace(second=0)
        if not (self.has_day and other.has_day):
            return self.at.year == other.at.year and self.at.month == other.at.month
        return self.at.date() == other.at.date()


def moment_of(day: date) -> Moment:
    return Moment(datetime.combine(day, time()), Precision.DAY)


def in_words(
    moment: Moment,
    language: str = "en",
    dated: Sequence[str] | None = None,
    alone: Sequence[str] | None = None,
) -> str:
    """Write `5 March 2020`, or `March 2020` when no more is known; in Welsh `5 Mawrth 2020`.

    `dated` and `alone` are the names of months behind a day and without, if they are not newsgen's.
    """
    at = moment.at
    if moment.has_day:
        return f"{at.day} {(dated or month_names(language))[at.month - 1]} {at.year}"
    return f"{(alone or month_names(language))[at.month - 1]} {at.year}"


def clock(moment: Moment) -> str:
    """Write `10:49am`, or nothing when only the day is known."""
    if moment.precision is not Precision.MINUTE:
        return ""
    at = moment.at
    return f"{at.hour % 12 or 12}:{at.minute:02d}{'am' if at.hour < 12 else 'pm'}"


class DateError(ValueError):
    """A text that is not a date. `code` is the diagnostic's, the message is in plain words."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint


MONTH_NUMBERS: Final = {form: at + 1 for form, at in names_in(ENGLISH.months, WELSH.months).items()}


def month_number(text: str) -> int:
    """Return which month a number or a name is of, 0 if it is of none."""
    if text.isdigit() and text.isascii():
        return int(text) if 1 <= int(text) <= 12 else 0
    return MONTH_NUMBERS.get(text.lower(), 0)


_BOTH: Final = day_patterns(ENGLISH, WELSH)
_ONLY_WELSH: Final = day_patterns(WELSH)
_NAMES: Final = _BOTH.month
_MONTH = rf"(?P<month>{_NAMES})\.?"
_WEEKDAY = rf"(?:{_BOTH.lead}?(?:{_BOTH.weekday})\.?(?:,\s*|\s+))?"
_AFTERNOON: Final = frozenset(
    half.replace(".", "") for half in (*ENGLISH.afternoon, *WELSH.afternoon)
)
_HALF: Final = any_of(ENGLISH.morning, ENGLISH.afternoon, WELSH.morning, WELSH.afternoon)
_AT: Final = any_of(ENGLISH.at, WELSH.at)
_TIME = (
    r"(?P<hour>\d{1,2})(?:(?:[:.]|(?=\d\d\s?h))(?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:\.\d+)?)?)?"
    rf"\s*(?:(?:(?:{any_of(ENGLISH.hour, WELSH.hour)})\s*)?(?P<half>{_HALF})(?!\w)|h(?:ou)?rs\b)?"
)
_ZONE = r"(?:\s*(?P<zone>z|utc|gmt|bst|[+-]\d\d:?\d\d))?"
_IN_FIGURES = r"(?=\d{1,2}/|\d\d[.-](?:\d\d|[a-z]+)[.-])(?P<day>\d{1,2})"
"""With other marks than a slash, day and month have two figures or the month its name."""
_DATES = (
    rf"{_WEEKDAY}{_BOTH.article}{_BOTH.day_and_month}\.?,?\s+(?P<year>\d{{4}}|\d\d)",
    rf"{_WEEKDAY}{_IN_FIGURES}(?P<mark>[/.-])(?P<month>\d{{1,2}}|{_NAMES})(?P=mark)(?P<year>\d{{4}})",
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
    rf"{_WEEKDAY}{_MONTH}\s+{_BOTH.day},?\s+(?P<year>\d{{4}})",
)
_SHAPES: Final = tuple(
    tuple(
        later(shape, re.IGNORECASE | re.ASCII)
        for shape in (
            rf"{_TIME}{_ZONE},?\s+(?:(?:on|ar)\s+)?{date}",
            date,
            rf"{date}(?:t|(?:,|\s[–|-])?\s+(?:(?:{_AT})\s+|\()?){_TIME}{_ZONE}\)?",
        )
    )
    for date in _DATES
)
"""Of each date those with a time before it, with none, and with one behind it."""
_USUAL: Final = later(
    r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d) on (?P<day>\d\d?)(?:st|nd|rd|th) "
    rf"(?P<month>{'|'.join(MONTH_NAMES)}) (?P<year>\d{{4}})",
    re.ASCII,
)
_MONTH_ONLY = later(r"(?:(?P<year>\d{4})-(?P<month>\d\d))", re.ASCII)
YEARS: Final = range(1829, 2100)
"""From the Metropolitan Police Act to what a mistyped year can be told from."""
FIRST_OF_1900S: Final = 69
LONGEST: Final = 72
"""No date is written in more characters than this."""

DateParts = dict[str, str | Any]
"""The parts of a date by their names; those of the time are `None` if it has none."""
WRONG_WEEKDAY_HINT: Final = (
    "One of the two is wrong: look it up, as readers plan and remember by both."
)
EXAMPLES: Final = "2020-03-05 10:49, 5 March 2020 or 10:49 05/03/2020"


@lru_cache(maxsize=512)  # rules read dates again that were read with the release
def parse(text: str, zone: ZoneInfo) -> Moment:
    """Read a date in any known shape.

    Raises:
        DateError: with NG301 for a text that has no known shape, NG302 for a day or time that no
            calendar or clock has.

    """
    text = " ".join(text.split())
    if parts := _parts(text):
        return _moment(parts, text, zone)
    if match := _MONTH_ONLY.fullmatch(text):
        return month_moment(int(match["year"]), int(match["month"]), zone)
    raise DateError("NG301", f"“{text[:LONGEST]}” is not a date in a form newsgen knows")


def parse_usual(text: str, zone: ZoneInfo) -> Moment | None:
    """Read `10:49:00 on 5th March 2020`, as nearly all datelines have it, if nothing is wrong."""
    match = _USUAL.fullmatch(text)
    try:
        return _moment(match.groupdict(), text, zone) if match else None
    except DateError:
        return None


_DAY_AND_MONTH = later(
    rf"\b{_BOTH.day_and_month}\b\.?"
    rf"|\b(?:{_NAMES})\.?\s+{_BOTH.day.replace('?P<day>', '')}(?![\w:.]*\d)",
    re.IGNORECASE | re.ASCII,
)
_NAMED_WEEKDAY = later(
    rf"\b(?P<name>{day_patterns(ENGLISH).weekday})\b"
    rf"|\b{_ONLY_WELSH.lead}(?P<welsh>{_ONLY_WELSH.weekday})\b"
    rf"|^\s*(?P<bare>{_ONLY_WELSH.weekday}),?\s+(?={_ONLY_WELSH.day_and_month})",
    re.IGNORECASE,
)
"""In Welsh one stands behind a word for the day, or before a date: Tuesday is called as March."""
WEEKDAYS: Final = names_in(ENGLISH.weekdays, WELSH.weekdays)


def with_year(text: str, year: int) -> str:
    """Put a year behind the day and month of a date; empty if it has no such pair."""
    match = _DAY_AND_MONTH.search(text)
    return f"{text[: match.end()]} {year}{text[match.end() :]}" if match else ""


_NAMED: Final = day_patterns(ENGLISH, WELSH, as_names=True)
_SEVERAL: Final = (
    rf"(?P<more>(?:\d{{1,2}}(?:{_NAMED.ends})?(?: ?[,–-] ?| (?:and|to|or|until|a|ac|i|hyd|neu) )"
    rf"(?:{_NAMED.lead}?(?:{_NAMED.weekday}),? )?{_NAMED.article})*)"
)
_WRITTEN_DAYS: Final = (
    later(
        rf"(?<![\w.,:/£$€-]){_SEVERAL}{_NAMED.day_and_month}\b\.?"
        r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
    ),
    later(
        rf"\b(?P<month>{_NAMED.month})\s+{_NAMED.day}(?![\w:.]*\d),?\s+(?P<year>(?:19|20)\d\d)\b"
    ),
    later(
        r"(?<![\w.,:/£$€-])(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)"
        r"(?P<year>(?:19|20)\d\d|\d\d)(?![\w/-]|[.:]\d)"
    ),
)
_NUMBER: Final = later(r"\d+")
_LEAP_YEAR: Final = 2024


def days_in(text: str) -> dict[tuple[int, int], set[int]]:
    """Return the days that a text names by month and day, with the years; 0 where it gives none.

    `Friday 20th March` and `nos Wener, yr 20fed o Fawrth` are the same day.
    """
    days: dict[tuple[int, int], set[int]] = {}
    for pattern in _WRITTEN_DAYS:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month, year = month_number(parts["month"]), parts["year"]
            for day in (parts["day"], *_NUMBER.findall(parts.get("more") or "")):
                if month and 0 < int(day) <= monthrange(_LEAP_YEAR, month)[1]:
                    days.setdefault((month, int(day)), set()).add(full_year(year) if year else 0)
    return days


def weekday_in(text: str) -> int | None:
    """Return which weekday a date names, 0 for Monday, or None."""
    match = _NAMED_WEEKDAY.search(text)
    name = match and (match["name"] or match["welsh"] or match["bare"])
    return WEEKDAYS[name.lower()] if name else None


def offset_in(text: str) -> str | None:
    """Return the offset from UTC that a text gives, such as `BST` or `+01:00`, or None."""
    parts = _parts(" ".join(text.split()))
    return parts.get("zone") if parts else None


def off_season(text: str, instant: datetime, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    """Return what the clocks of a zone show if a time has the offset of another season; else None.

    First comes the time of day that is written, by the clocks, and then the instant itself.
    """
    local = instant.astimezone(zone)
    offset = offset_in(text) or "z"
    if offset.lower() in _UNIVERSAL or (given := _length(offset)) == local.utcoffset():
        return None
    return parse(f"{instant.astimezone(timezone(given)):%Y-%m-%d %H:%M:%S}", zone).at, local


_UNIVERSAL: Final = ("z", "utc")
"""What nobody takes from a clock."""


def _length(offset: str) -> timedelta:
    sign = {"gmt": "+00:00", "bst": "+01:00"}.get(offset.lower(), offset)
    length = datetime.fromisoformat(f"2000-01-01T00:00{sign}").utcoffset()
    assert length is not None
    return length


def _parts(text: str) -> DateParts | None:
    if len(text) <= LONGEST:
        for shape in _shapes_for(text):
            if match := shape.fullmatch(text):
                return match.groupdict()
    return None


def _shapes_for(text: str) -> Iterable[re.Pattern[str]]:
    """Return the shapes that a text may have; a sign tells the most usual ones from all others."""
    _, in_figures, from_year, _ = _SHAPES
    if "/" in text:
        return in_figures
    if text[4:5] == "-" and text[:4].isdecimal():
        return from_year
    return chain.from_iterable(_SHAPES)


@cache
def month_moment(year: int, month: int, zone: ZoneInfo) -> Moment:
    """Return a moment that is known to the month only."""
    if not 1 <= month <= 12 or year not in YEARS:
        raise DateError("NG302", f"there is no month {month} in the year {year}")
    return Moment(_localise(datetime(year, month, 1), zone)[0], Precision.MONTH)  # noqa: DTZ001


def _moment(parts: DateParts, text: str, zone: ZoneInfo) -> Moment:
    year, month, day = parts["year"], parts["month"], parts["day"]
    number = int(month) if month.isdigit() else MONTH_NUMBERS[month.lower()]
    whole_year = full_year(year)
    if whole_year not in YEARS:
        raise DateError("NG301", f"“{text}” is in no year that a release can be of")
    hour, minute, second = _clock(parts, text)
    try:
        naive = datetime(whole_year, number, int(day), hour, minute, second)  # noqa: DTZ001
    except ValueError:
        raise _no_such(whole_year, number, int(day), text) from None
    if parts.get("hour") is None:
        return Moment(_localise(naive, zone)[0], Precision.DAY)
    if offset := parts.get("zone"):
        return Moment(_at_offset(naive, offset, zone, text), Precision.MINUTE)
    at, doubt = _localise(naive, zone)
    return Moment(at, Precision.MINUTE, doubt)


def full_year(year: str) -> int:
    """Return the year of four figures or of two: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 on.

    So POSIX has it, whatever the day: a mistyped year is a hold, and is never taken for the past.
    """
    number = int(year)
    if len(year) == 2:
        number += 1900 if number >= FIRST_OF_1900S else 2000
    return number


def _clock(parts: DateParts, text: str) -> tuple[int, int, int]:
    hour = int(parts.get("hour") or 0)
    minute, second = int(parts.get("minute") or 0), int(parts.get("second") or 0)
    if half := parts.get("half"):
        if not 1 <= hour <= 12:
            raise DateError("NG302", f"“{text}” has no such hour: {hour}{half}")
        hour = hour % 12 + (12 if half.lower().replace(".", "") in _AFTERNOON else 0)
    elif parts.get("hour") is not None and parts.get("minute") is None:
        raise DateError("NG301", f"“{text}” has an hour without minutes, am or pm")
    if hour > 23 or minute > 59 or second > 59:
        raise DateError("NG302", f"“{text}” has no such time of day")
    return hour, minute, second


def _no_such(year: int, month: int, day: int, text: str) -> DateError:
    if not 1 <= month <= 12:
        order = "; the day comes first, as in 25/12/2020" if "/" in text else ""
        return DateError("NG302", f"“{text}” has no such month: {month}{order}")
    name, last = MONTH_NAMES[month - 1], monthrange(year, month)[1]
    hint = f"Correct the day: {name} {year} has {last} days."
    return DateError("NG302", f"there is no {day} {name} in {year}", hint)


def _localise(naive: datetime, zone: ZoneInfo) -> tuple[datetime, Doubt]:
    """Give a local time its offset, and return whether the clocks showed it just once."""
    first = zone.utcoffset(naive)
    second = zone.utcoffset(naive.replace(fold=1))
    assert first is not None
    assert second is not None
    at = naive.replace(tzinfo=timezone(first))
    if first < second:  # fold has the meaning that PEP 495 gives it
        return fixed(at.astimezone(zone)), Doubt.SKIPPED
    return at, Doubt.REPEATED if first > second else Doubt.NONE


def _at_offset(naive: datetime, offset: str, zone: ZoneInfo, text: str) -> datetime:
    name = offset.lower()
    if name in ("z", "utc", "gmt"):
        given = timezone(timedelta())
    elif name == "bst":
        given = timezone(timedelta(hours=1))
    else:
        hours, minutes = int(name[1:3]), int(name[-2:])
        if hours > 14 or minutes > 59:
            raise DateError("NG302", f"“{text}” has no such offset from UTC: {offset}")
        ahead = timedelta(hours=hours, minutes=minutes)
        given = timezone(-ahead if name[0] == "-" else ahead)
    try:
        local = naive.replace(tzinfo=given).astimezone(zone)
    except OverflowError:
        raise DateError("NG302", f"“{text}” is out of the calendar's range") from None
    return fixed(local)


def fixed(local: datetime) -> datetime:
    """Replace a time zone by the offset it has at that instant: all that is ever stored."""
    offset = local.utcoffset()
    assert offset is not None
    return local.replace(tzinfo=timezone(offset), fold=0)


def written(moment: Moment, zone: ZoneInfo) -> str:
    """Write a date as a release has it, by the clocks of a zone and as far as it is known.

    A time that occurs twice has its offset, if that is known.
    """
    at = fixed(moment.at.astimezone(zone).replace(microsecond=0))
    if moment.precision is not Precision.MINUTE:
        return f"{at:%Y-%m-%d}" if moment.has_day else f"{at:%Y-%m}"
    local = f"{at:%Y-%m-%d %H:%M:%S}".removesuffix(":00")
    try:
        again = parse(local, zone)
    except DateError:
        is_clear = False
    else:
        is_clear = again.at == at and again.doubt in (Doubt.NONE, moment.doubt)
    return local if is_clear else exact(at)


def exact(at: datetime) -> str:
    """Write a time with its offset from UTC, and with its seconds if it has any."""
    return at.isoformat(timespec="seconds" if at.second else "minutes")


_SEGMENT = later(r"(?P<month>[a-z]{3,10}|\d{1,2})(?:-(?:\d{4}|\d\d))?", re.ASCII)


def month_of_path(path: str) -> tuple[int, int] | None:
    """Find the year and month folders of a URL: `/2020/March/`, `/2020/3/`, `/2021/may-2021/`.

    A month may have its Welsh name: `/2021/mai/`.

    Returns:
        Year and month, or None when the path has no such pair of folders.

    """
    return _month_of_folder(path.rpartition("/")[0])


@lru_cache
def _month_of_folder(folder: str) -> tuple[int, int] | None:
    for year, after in pairwise(folder.lower().split("/")):
        if len(year) == 4 and year.isdigit() and year.isascii() and 1950 <= int(year) <= 2100:
            match = _SEGMENT.fullmatch(after)
            if match is None:
                continue
            if number := month_number(match["month"]):
                return int(year), number
    return None


NEVER: Final = "never"
_PERIOD: Final = later(
    r"(?P<number>\d{1,3}(?:\d(?!\s*y))?)\s*(?P<unit>d|w|m|y|days?|weeks?|months?|years?)"
)
"""Of years at most 999, as the calendar ends with the year 9999."""


class Period(NamedTuple):
    """A duration in months and days."""

    months: int
    days: int

    def after(self, start: datetime) -> datetime:
        """Return the same time of day so much later; a day that a month lacks is its last."""
        ahead = start.year * 12 + start.month - 1 + self.months
        year, month = ahead // 12, ahead % 12 + 1
        day = min(start.day, monthrange(year, month)[1])
        return start.replace(year=year, month=month, day=day) + timedelta(days=self.days)

    @property
    def length(self) -> timedelta:
        """Return it as a time that is always as long: a month is a twelfth of 365 days."""
        return timedelta(days=self.days, hours=self.months * 365 * 2)


def parse_period(text: str) -> Period | None:
    """Read `90 days`, `12 months`, `6 years` or `30d`; return None for any other text."""
    match = _PERIOD.fullmatch(text.strip().lower())
    if match is None:
        return None
    number, unit = int(match["number"]), match["unit"][0]
    if unit in "dw":
        return Period(0, number * (7 if unit == "w" else 1))
    return Period(number * (12 if unit == "y" else 1), 0)
