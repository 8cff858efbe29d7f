"""The time of a build, and when a release was published: the sources of its date, in order.

The first of: `date`; `article.published.time`; `publish.date`; the dateline; the year and month of
`publish.*`, of `day`, `month` and `time`, or of the URL. 3,798 of 50,786 real releases have none.
An `embargo` that ends later is when it was published: the others then say when it was written.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from newsgen.content import posted
from newsgen.content._meta import Meta
from newsgen.content.frontmatter import Located
from newsgen.content.posted import DatedLine, Dateline
from newsgen.diagnostics import Diagnostic, Related, Span
from newsgen.fast.patterns import later
from newsgen.model import dates
from newsgen.model.dates import (
    DateError,
    Doubt,
    Moment,
    Precision,
    month_moment,
    month_number,
    month_of_path,
)
from newsgen.model.release import ClockOff
from newsgen.model.urls import Address


@dataclass(slots=True)
class Clock:
    """Says which instants have passed, and notes from when until when each answer holds.

    Without a time nothing has passed. `since` and `until` are timestamps.
    """

    now: datetime | None
    since: float | None = None
    until: float | None = None

    def has_passed(self, instant: datetime) -> bool:
        """Return whether an instant is now or was before."""
        if self.now is None:
            return False
        at = instant.timestamp()
        if instant <= self.now:
            self.since = at if self.since is None else max(at, self.since)
            return True
        self.until = at if self.until is None else min(at, self.until)
        return False


KEYS: Final = ("date", "article", "publish", "day", "month", "time")
"""The keys that give a release its date, or a part of it."""
Report = Callable[[Diagnostic], None]
_NO_KEYS: Final = Meta({}, {})


class _Claim(NamedTuple):
    """One source's word on the date; `span` says where it stands, which few ask.

    `text` is what a key of another system says, or a dateline.
    """

    moment: Moment
    name: str
    span: Callable[[], Span]
    text: str = ""
    is_second: bool = False
    """Whether it is a line beside the dateline."""


class Dates(NamedTuple):
    """When a release was published, and the moment that its sources give by their order.

    They differ if a key is `off`, as the dateline is right then, or if an embargo ends later.
    """

    published: Moment | None = None
    by_order: Moment | None = None
    off: ClockOff | None = None

    @property
    def held_until(self) -> Moment | None:
        """The later of the two, as the release may have been meant to appear at either."""
        moments = [moment for moment in (self.published, self.by_order) if moment]
        return max(moments, key=lambda moment: moment.at, default=None)


NO_DATES: Final = Dates()


def choose(
    meta: Meta | None,
    located: Located,
    dateline: Dateline,
    address: Address | None,
    zone: ZoneInfo,
    report: Report,
    body_line: int,
) -> Dates:
    """Return the moment of publication; report what is not a date and who disagrees."""
    keys = meta or _NO_KEYS
    line = _claim_of_dateline(dateline.published, located.path, body_line, report)
    url = _claim_of_url(address, located, zone)
    contradicted = _check_dateline(dateline.published, line, url, keys.embargo, report)
    claims = [
        *_claims_of_keys(keys, located, zone, report),
        line,
        *_claims_of_parts(keys, located, url, zone),
        None if contradicted else url,
    ]
    stated = [claim for claim in claims if claim is not None]
    if not stated:
        return Dates(keys.embargo)
    if other_line := _claim_of_other(dateline, located.path, body_line):
        stated.append(other_line)
    by_order = stated[0].moment
    off = [claim for claim in stated if line and _is_off(claim, line)]
    if line and off:
        stated = [line if claim in off else claim for claim in stated]
    first, *others = _since_embargo(stated, keys.embargo, located)
    if first.moment.doubt:
        report(_doubtful(first))
    other = next((c for c in others if _disagrees(first, c)), None)
    if other:
        report(_disagreement(first, other))
    return Dates(first.moment, by_order, _clock_off(off[0], line) if line and off else None)


MONTHS_LATER: Final = 2
"""So many months after that of its folder a release may be published: it lay there as a draft."""


def _disagrees(first: _Claim, other: _Claim) -> bool:
    """Return whether two sources cannot both be right.

    Two datelines of one day are times of one release; a month alone is when work on it began.
    """
    ours, theirs = first.moment, other.moment
    if ours.agrees_with(theirs):
        return False
    if other.is_second:
        return not (ours.has_day and theirs.has_day) or ours.at.date() != theirs.at.date()
    if ours.has_day and theirs.has_day:
        return True
    day, month = (ours, theirs) if ours.has_day else (theirs, ours)
    later = (day.year - month.year) * 12 + day.month - month.month
    return not 0 <= later <= MONTHS_LATER


def _since_embargo(stated: list[_Claim], embargo: Moment | None, located: Located) -> list[_Claim]:
    """Return the claims that count: those before the end of an embargo are of days of writing."""
    first, *others = stated
    if embargo is None or embargo.at < first.moment.at:
        return stated
    if first.moment.at < embargo.at:  # at the same time, a day without a time stays one
        first = _Claim(embargo, "embargo", partial(located.value, "embargo"))
    return [first, *(claim for claim in others if embargo.at < claim.moment.at)]


def embargo(meta: Meta, chosen: Dates) -> datetime | None:
    """Return until when a release is held, if longer than its date says.

    A key that is off holds it until the time that it says.
    """
    moments = [meta.embargo, chosen.by_order if chosen.off else None]
    return max((moment.at for moment in moments if moment), default=None)


def updated(
    meta: Meta, dateline: Dateline, published: Moment | None, zone: ZoneInfo
) -> Moment | None:
    """Return when it was last changed, if it says so and that is later than its date.

    Updates and corrections count when they are seen: see `model.release.as_seen`.
    """
    updated = meta.updated or (dateline.updated.moment if dateline.updated else None)
    for tag in (meta.article.get("modified", {}), meta.og.get("updated", {})):
        text = tag.get("time")
        if updated is None and text:
            with suppress(DateError):  # tags of the old system: newsgen's own key is `updated`
                updated = dates.parse(text, zone)
    if updated and published and (updated.at <= published.at or updated.agrees_with(published)):
        return None
    return updated


def _is_off(claim: _Claim, line: _Claim) -> bool:
    if claim is line or not claim.text:
        return False
    return is_off(claim.text, claim.moment, line.text, line.moment)


def _clock_off(claim: _Claim, line: _Claim) -> ClockOff:
    return ClockOff(claim.name, claim.text, _say(line.moment), claim.span(), line.span())


def is_dated(meta: Meta) -> bool:
    """Return whether a key gives the date of a release, or a part of it."""
    keys = (meta.article.get("published", {}).get("time"), *meta.publish.values(), meta.day)
    return meta.date is not None or any(keys)


def agrees_with_url(address: Address | None, zone: ZoneInfo, moment: Moment) -> bool:
    """Return whether a moment is in the month of a URL, if that has one."""
    year_and_month = month_of_path(address.path) if address else None
    return year_and_month is None or moment.agrees_with(month_moment(*year_and_month, zone))


def _claim_of_dateline(
    dateline: DatedLine | None, path: str, body_line: int, report: Report
) -> _Claim | None:
    if dateline is None:
        return None
    line = body_line + dateline.line
    span = partial(Span, path, line, 1, line, len(dateline.text) + 1)
    if dateline.error is not None:
        hint = "Write it like Posted on 10:49:00 on 5th March 2020."
        if dateline.lacks_year:
            hint = "Add its year, or a line date: with the day, the month and the year."
        report(Diagnostic(dateline.error.code, f"in the dateline, {dateline.error}", span(), hint))
        return None
    assert dateline.moment is not None
    if wrong := _wrong_weekday(dateline, span):
        report(wrong)
    return _Claim(dateline.moment, "the dateline", span, dateline.text)


def _wrong_weekday(line: DatedLine, span: Callable[[], Span]) -> Diagnostic | None:
    """Return the finding on a date that gives another weekday than it was."""
    if line.weekday is None or line.moment is None or line.weekday == line.moment.at.weekday():
        return None
    right = dates.WEEKDAY_NAMES[line.moment.at.weekday()]
    message = f"“{line.text}”: {dates.in_words(line.moment)} is a {right}"
    return Diagnostic("NG540", message, span(), dates.WRONG_WEEKDAY_HINT)


def _claim_of_other(dateline: Dateline, path: str, body_line: int) -> _Claim | None:
    """Return what another line says that gives a date of publication; it is not taken."""
    other = dateline.other
    if other is None or other.moment is None:
        return None
    line = body_line + other.line
    name = "a second dateline" if dateline.published else "the last line"
    span = partial(Span, path, line, 1, line, len(other.text) + 1)
    return _Claim(other.moment, name, span, is_second=True)


def _claim_of_url(address: Address | None, located: Located, zone: ZoneInfo) -> _Claim | None:
    year_and_month = month_of_path(address.path) if address else None
    if year_and_month is None:
        return None
    return _Claim(month_moment(*year_and_month, zone), "the URL", partial(located.value, "url"))


def _check_dateline(
    dateline: DatedLine | None,
    line: _Claim | None,
    url: _Claim | None,
    embargo: Moment | None,
    report: Report,
) -> bool:
    """Report a `Posted on` line against its URL's folders: one of them was mistyped.

    Neither dates a release that is under embargo until after both.
    """
    if not (dateline and dateline.posted and line and url) or line.moment.agrees_with(url.moment):
        return False
    if embargo and max(line.moment.at, url.moment.at) <= embargo.at:
        return False
    report(
        Diagnostic(
            "NG305",
            f"the dateline says {line.moment.at:%B %Y}, but the URL is in the folder of "
            f"{url.moment.at:%B %Y}",
            line.span(),
            "Correct the one that is wrong; the URL of a release already published must stay.",
            (Related(url.span(), "the URL is here"),),
        )
    )
    return True


_OWN_KEYS: Final = ("date", "updated", "embargo", "expires", "review_by", "featured_until")
_NOTES: Final = ("updates", "corrections")


def check_keys(meta: Meta, located: Located) -> Iterator[Diagnostic]:
    """Report the keys whose dates give another weekday than it was, or a time that is unclear.

    A date that is unclear is reported if it is the one that counts.
    """
    values: dict[str, Any] = located.values
    for key in _OWN_KEYS:
        text, moment = values.get(key, ""), getattr(meta, key)
        if moment is None:
            continue
        if not text[:4].isdigit():
            yield from _weekday(text, moment, partial(located.value, key))
        if moment.doubt and key != "date":
            yield _unclear(moment, located.value(key))
    for key in _NOTES:
        for at, note in enumerate(getattr(meta, key)):
            place = partial(located.value, key, at, "at")
            yield from _weekday(values[key][at]["at"], note.at, place)
            if note.at.doubt:
                yield _unclear(note.at, place())


def _weekday(text: str, moment: Moment, span: Callable[[], Span]) -> Iterator[Diagnostic]:
    text = " ".join(text.split())
    line = DatedLine(moment, 0, text, weekday=dates.weekday_in(text))
    if wrong := _wrong_weekday(line, span):
        yield wrong


def _claims_of_keys(
    meta: Meta, located: Located, zone: ZoneInfo, report: Report
) -> Iterator[_Claim]:
    if meta.date is not None:
        yield _Claim(meta.date, "date", partial(located.value, "date"))
    for keys, text in (
        (("article", "published", "time"), meta.article.get("published", {}).get("time")),
        (("publish", "date"), meta.publish.get("date")),
    ):
        if text is not None and (moment := _read(text, keys, located, zone, report)):
            yield _Claim(moment, ".".join(keys), partial(located.value, *keys), text)


def _read(
    text: str, keys: tuple[str, ...], located: Located, zone: ZoneInfo, report: Report
) -> Moment | None:
    _, dateline = posted.read(text.strip(), 0, zone)
    if dateline is not None and dateline.moment is not None:
        if wrong := _wrong_weekday(dateline, partial(located.value, *keys)):
            report(wrong)
        return dateline.moment
    try:
        return dates.parse(text, zone)
    except DateError as error:
        message, hint = f"{'.'.join(keys)}: {error}", f"Write it like {dates.EXAMPLES}."
        report(Diagnostic(error.code, message, located.value(*keys), hint))
        return None


def _claims_of_parts(
    meta: Meta, located: Located, url: _Claim | None, zone: ZoneInfo
) -> Iterator[_Claim]:
    """Put a date together from keys for its parts; some forces leave out the year."""
    year, month = meta.publish.get("year"), meta.publish.get("month")
    if year and month and year.isdigit() and (number := month_number(month)):
        moment = month_moment(int(year), number, zone)
        yield _Claim(moment, "publish.month", partial(located.value, "publish", "month"))
    if meta.day and meta.month and url is not None:
        text = f"{meta.time} {meta.day} {meta.month} {url.moment.year}".strip()
        try:
            moment = dates.parse(text, zone)
        except DateError:
            return
        yield _Claim(moment, "day, month and time", partial(located.value, "day"))


def _doubtful(claim: _Claim) -> Diagnostic:
    at = claim.moment.at
    day = f"{at.day} {at:%B %Y}"
    if claim.moment.doubt is Doubt.REPEATED:
        message = f"{at:%H:%M} on {day} occurred twice, as the clocks went back; the first is taken"
        hint = f"Give date: with the offset, such as {at:%Y-%m-%dT%H:%M}+00:00 for the second."
        return Diagnostic("NG304", message, claim.span(), hint)
    message = f"this time on {day} does not exist, as the clocks went forward; {at:%H:%M} is taken"
    return Diagnostic("NG303", message, claim.span(), "Correct the time.")


def _unclear(moment: Moment, span: Span) -> Diagnostic:
    skipped = moment.doubt is Doubt.SKIPPED
    return Diagnostic(
        "NG303" if skipped else "NG304",
        "this time did not exist: the clocks went forward over it"
        if skipped
        else "this time occurred twice: the clocks went back over it",
        span,
        f"It is read as {moment.at:%H:%M %z}. Write the offset to be sure.",
    )


def _disagreement(first: _Claim, other: _Claim) -> Diagnostic:
    return Diagnostic(
        "NG306",
        f"{other.name} says {_say(other.moment)}, but {first.name} says {_say(first.moment)}",
        other.span(),
        f"The release is dated by {first.name}; correct the one that is wrong.",
        (Related(first.span(), f"{first.name} is here"),),
    )


def _say(moment: Moment) -> str:
    day = f"{moment.at:%B %Y}"
    if not moment.has_day:
        return day
    day = f"{moment.at.day} {day}"
    return day if moment.precision is Precision.DAY else f"{moment.at:%H:%M} on {day}"


_UTC: Final = frozenset({"z", "utc", "gmt", "+00:00", "+0000", "-00:00", "-0000"})


def is_off(text: str, moment: Moment, line: str, local: Moment) -> bool:
    """Return whether a key is off by just the offset from UTC that the clocks of a dateline had.

    `text` and `line` are what key and dateline say. A dateline with an offset is not a local clock,
    and a key is right to differ if it gives another offset than that of UTC.
    """
    offset = local.at.utcoffset()
    if not offset or local.doubt is not Doubt.NONE:
        return False
    if not (moment.precision is local.precision is Precision.MINUTE):
        return False
    apart = moment.at.replace(second=0) - local.at.replace(second=0)
    if abs(apart) != abs(offset) or posted.offset_in(line):
        return False
    given = posted.offset_in(text)
    return apart == -offset if given is None else apart == offset and given.lower() in _UTC


OFFSET: Final = later(r"(?:[+-]\d\d:?\d\d|GMT|BST)\b", re.IGNORECASE)
"""A sign of an offset that somebody took from a clock."""


def date_off_season(
    meta: Meta, located: Located, clock: Clock, zone: ZoneInfo
) -> Iterator[Diagnostic]:
    """Report the offset of another season in the date, if that holds the release back."""
    at = meta.date and meta.date.at
    if at and not (meta.embargo and meta.embargo.at >= at):
        place = located.value("date")
        yield from off_season_ahead("date", located.values["date"], at, place, zone, clock)


def off_season_ahead(
    key: str, written: str, instant: datetime, place: Span, zone: ZoneInfo, clock: Clock
) -> Iterator[Diagnostic]:
    """Report the offset of another season in a time that holds a release back: it is ahead."""
    if clock.now is not None and OFFSET.search(written):
        for wrong in off_season(key, written, instant, place, zone):
            if not clock.has_passed(instant):
                yield wrong


def off_season(
    key: str, written: str, instant: datetime, place: Span, zone: ZoneInfo
) -> Iterator[Diagnostic]:
    """Report summer's offset in winter, and winter's in summer: it moves the hour."""
    if both := dates.off_season(written, instant, zone):
        clocks, local = both
        meant, same = (f"{key}: {dates.exact(at)}" for at in both)
        yield Diagnostic(
            "NG310",
            f"{key}: the clocks show {local:%H:%M} then, as they are at {same[-6:]} on that day",
            place,
            f"Write {meant} for {clocks:%H:%M} by the clocks"
            + ("." if meant == same else f", or {same} for {local:%H:%M}."),
        )
