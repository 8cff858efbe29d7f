"""The rule on times of day that no clock shows."""

import re
from collections.abc import Iterator
from typing import Final

from newsgen.fast.patterns import later
from newsgen.rules._marks import Mark, in_every_text
from newsgen.rules.rule import Rule

NOON: Final = 12
MIDNIGHT: Final = 24
MINUTES: Final = 60
_TIME: Final = later(
    r"(?<![\w.:£$€/-])(?P<hour>\d{1,2})(?P<mark>[.:])(?P<minute>\d\d) ?"
    r"(?:(?P<half>[ap])(?:m\b|\.m\.)|(?:hrs|hours)\b)"
)


@in_every_text("NG542", "Write the time as a clock shows it, such as 4.40pm or 16:40.")
def impossible_time(text: str) -> Iterator[Mark]:
    """Mark `16.40pm`, `12.75pm` and `25:10 hours`."""
    for match in _TIME.finditer(text):
        hour, minute, half = int(match["hour"]), int(match["minute"]), match["half"]
        if minute >= MINUTES or not _exists(hour, minute, half):
            yield Mark(*match.span(), f"there is no time “{match[0]}”", _meant(hour, minute, match))


def _exists(hour: int, minute: int, half: str | None) -> bool:
    if half:
        return hour <= NOON
    return hour < MIDNIGHT or (hour, minute) == (MIDNIGHT, 0)


def _meant(hour: int, minute: int, match: re.Match[str]) -> str | None:
    """Return the time of an afternoon that is given by both clocks; any other is not certain."""
    if match["half"] == "p" and NOON < hour < MIDNIGHT and minute < MINUTES:
        return f"{hour - NOON}{match['mark']}{match['minute']}pm"
    return None


_LATE: Final = [
    f"{hour}{mark}{tens}" for hour in range(13, 30) for mark in ".:" for tens in range(6)
]
_TOO_MANY: Final = [f"{hour}{mark}{tens}" for hour in range(10) for mark in ".:" for tens in "6789"]
RULES: Final = (Rule(impossible_time, signs=_LATE + _TOO_MANY),)
