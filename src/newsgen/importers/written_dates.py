"""Dates in short texts, as people and systems write them."""

import re
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from newsgen.importers.part_settings import DateSettings
from newsgen.model import dates
from newsgen.model.dates import DateError, Moment

_DOTTED: Final = re.compile(r"\b(\d{1,2})[.-](\d{1,2})[.-](\d{4})\b")
_NUMBERS: Final = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_ORDINAL: Final = re.compile(r"(?<=\d)(?:\.(?=\s)|(?:er|re|º|ª)\b)")
_OF: Final = re.compile(r"\b(?:de|del|di|the)\s+|(?<=\s)à\s+", re.IGNORECASE)
LONGEST_TEXT: Final = 120
_MOST_WORDS: Final = 12
_EDGES: Final = " ,;:|.()[]–—-·•"
_CAN_BEGIN: Final = re.compile(r"\d|[a-z]{3}", re.IGNORECASE)


def read_date(text: str, settings: DateSettings, zone: ZoneInfo) -> Moment | None:
    """Return the first date in a short text, such as “Published: 5 March 2020 by the newsroom”."""
    text = " ".join(text.split())
    if not text or len(text) > LONGEST_TEXT or not any(map(str.isdigit, text)):
        return None
    return _read_date(text, settings.order, settings.months, zone)


@lru_cache(maxsize=4096)
def _read_date(text: str, order: str, months: tuple[str, ...], zone: ZoneInfo) -> Moment | None:
    if months:
        text = _OF.sub("", _ORDINAL.sub("", text))
        for name, english in zip(months, dates.MONTH_NAMES, strict=True):
            text = re.sub(rf"\b{re.escape(name)}\b", english, text, flags=re.IGNORECASE)
    text = _DOTTED.sub(r"\1/\2/\3", text)
    if order == "month-first":
        text = _NUMBERS.sub(r"\2/\1/\3", text)
    words = text.split()
    for start, word in enumerate(words):
        if not _CAN_BEGIN.search(word):
            continue
        for end in range(min(len(words), start + _MOST_WORDS), start, -1):
            piece = " ".join(words[start:end]).strip(_EDGES)
            if any(map(str.isdigit, piece)):
                try:
                    return dates.parse(piece, zone)
                except DateError:
                    continue
    return None
