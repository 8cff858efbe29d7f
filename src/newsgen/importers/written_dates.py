"""Dates in short texts, as people and systems write them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from newsgen.content.posted import OF_PUBLICATION, OF_UPDATES
from newsgen.importers.part_settings import DateSettings
from newsgen.model import dates
from newsgen.model.dates import DateError, Moment

_DOTTED: Final = re.compile(r"\b(\d{1,2})[.-](\d{1,2})[.-](\d{4})\b")
_NUMBERS: Final = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_ORDINAL: Final = re.compile(r"(?<=\d)(?:\.(?=\s)|(?:er|re|º|ª)\b)")
_OF: Final = re.compile(r"\b(?:de|del|di|the)\s+|(?<=\s)à\s+", re.IGNORECASE)
_OFFSETS: Final = {
    "UT": "+0000", "EDT": "-0400", "EST": "-0500", "CDT": "-0500", "CST": "-0600", "MDT": "-0600",
    "MST": "-0700", "PDT": "-0700", "PST": "-0800",
}  # fmt: skip
"""The zones that RSS may name (RFC 822), beside those that releases have."""
_ZONE: Final = re.compile(rf"(?<=:\d\d )(?:{'|'.join(_OFFSETS)})\b")
LONGEST_TEXT: Final = 120
_MOST_WORDS: Final = 12
_EDGES: Final = " ,;:|.()[]–—-·•"
_LABEL: Final = re.compile(
    rf"\b(?:{'|'.join(OF_PUBLICATION)}|publication date)\b"
    rf"|(?P<other>\b(?:{'|'.join(OF_UPDATES)}|updated|modified|amended|edited|revised|reviewed?"
    r"|expir(?:es|ed|y)|valid (?:until|to)|closing date|deadline|diweddarwyd|dod i ben)\b)",
    re.IGNORECASE,
)
"""What stands before a date and says of what it is: of publication, or another one."""
_LONGEST_LABEL: Final = 3
_CAN_BEGIN: Final = re.compile(r"\d|[a-z]{3}", re.IGNORECASE)


class WrittenDate(NamedTuple):
    """A date in a text; `is_other` if its label says that it is not that of publication."""

    moment: Moment
    is_labelled: bool
    is_other: bool


def in_words_of(moment: Moment | None) -> str:
    """Write a date with its time, if it has one: “5 March 2020 10:49am”."""
    return f"{dates.in_words(moment)} {dates.clock(moment)}".strip() if moment else ""


def is_label(text: str) -> bool:
    """Return whether a text says of what the date behind it is."""
    return len(text.split()) <= _LONGEST_LABEL and _LABEL.match(text) is not None


def read_date(text: str, settings: DateSettings, zone: ZoneInfo) -> Moment | None:
    """Return when a short text says that it was published: “Published: 5 March 2020, London”."""
    return next((each.moment for each in _of_publication(dates_in(text, settings, zone))), None)


def doubt_about(text: str, settings: DateSettings, zone: ZoneInfo) -> str:
    """Return why the dates of a short text may not be that of publication; or an empty text."""
    every = dates_in(text, settings, zone)
    possible = [each.moment for each in _of_publication(every)]
    if every and not possible:
        return f"“{text}” has only a date of something else than publication"
    if any(not possible[0].agrees_with(each) for each in possible[1:]):
        return f"“{text}” does not say which date is that of publication"
    return ""


def _of_publication(every: Iterable[WrittenDate]) -> list[WrittenDate]:
    """Return the dates that may be that of publication: those that say so, if any does."""
    possible = [each for each in every if not each.is_other]
    return [each for each in possible if each.is_labelled] or possible


def dates_in(text: str, settings: DateSettings, zone: ZoneInfo) -> tuple[WrittenDate, ...]:
    """Return the dates in a short text, whatever they are of."""
    text = " ".join(text.split())
    if not text or len(text) > LONGEST_TEXT or not any(map(str.isdigit, text)):
        return ()
    return _dates_in(text, settings.order, settings.months, zone)


@lru_cache(maxsize=4096)
def _dates_in(
    text: str, order: str, months: tuple[str, ...], zone: ZoneInfo
) -> tuple[WrittenDate, ...]:
    if months:
        text = _OF.sub("", _ORDINAL.sub("", text))
        for name, english in zip(months, dates.MONTH_NAMES, strict=True):
            text = re.sub(rf"\b{re.escape(name)}\b", english, text, flags=re.IGNORECASE)
    text = _DOTTED.sub(r"\1/\2/\3", _ZONE.sub(lambda match: _OFFSETS[match[0]], text))
    if order == "month-first":
        text = _NUMBERS.sub(r"\2/\1/\3", text)
    every, words, at = [], text.split(), 0
    for start, end, moment in _moments(words, zone):
        labels = [*_LABEL.finditer(" ".join(words[at:start]))]
        is_other = bool(labels) and labels[-1]["other"] is not None
        every.append(WrittenDate(moment, bool(labels), is_other))
        at = end
    return tuple(every)


def _moments(words: Sequence[str], zone: ZoneInfo) -> Iterator[tuple[int, int, Moment]]:
    """Yield the dates in words, each as long as it may be, and where it begins and ends."""
    at = 0
    while at < len(words):
        end = at + 1
        longest = at + _MOST_WORDS if _CAN_BEGIN.search(words[at]) else at
        for last in range(min(len(words), longest), at, -1):
            if moment := _moment(" ".join(words[at:last]), zone):
                yield at, last, moment
                end = last
                break
        at = end


def _moment(piece: str, zone: ZoneInfo) -> Moment | None:
    """Return the date that a piece of a text is, whatever signs are around it."""
    piece = piece.strip(_EDGES)
    if not any(map(str.isdigit, piece)):
        return None
    try:
        return dates.parse(piece, zone)
    except DateError:
        return None
