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
    r"(?<![\w.:£$€/-])(?P<hour>\d{1,2})"
    r"(?:(?P<mark>[.:])(?P<minute>\d\d) ?(?:(?P<half>[apAP])(?:[mM]\b|\.[mM]\.)|(?:hrs|hours)\b)"
    r"|(?P<bare>(?: ?[pP]|[aA])[mM])\b)"
)


@in_every_text("NG542", "Write the time as a clock shows it, such as 4.40pm or 16:40.")
def impossible_time(text: str) -> Iterator[Mark]:
    """Mark `16.40pm`, `12.75pm`, `25:10 hours` and `13pm`."""
    for match in _TIME.finditer(text):
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        half = (match["half"] or match["bare"] or "").strip().lower()
        if minute >= MINUTES or not _exists(hour, minute, half):
            yield Mark(*match.span(), f"there is no time “{match[0]}”", _meant(match, hour, half))


def _exists(hour: int, minute: int, half: str) -> bool:
    if half:
        return hour <= NOON
    return hour < MIDNIGHT or (hour, minute) == (MIDNIGHT, 0)


def _meant(match: re.Match[str], hour: int, half: str) -> str | None:
    """Return the time of an afternoon that is given by both clocks; any other is not certain."""
    minute = f"{match['mark']}{match['minute']}" if match["mark"] else ""
    is_certain = half.startswith("p") and NOON < hour < MIDNIGHT and minute[1:] < str(MINUTES)
    return f"{hour - NOON}{minute}pm" if is_certain else None


_LATE: Final = [
    f"{hour}{mark}{tens}" for hour in range(13, 30) for mark in ".:" for tens in range(6)
]
_BARE: Final = [
    f" {hour}{half}" for hour in range(13, 24) for half in ("pm", "PM", " pm", " PM", "am", "AM")
]
_TOO_MANY: Final = [f"{hour}{mark}{tens}" for hour in range(10) for mark in ".:" for tens in "6789"]
RULES: Final = (Rule(impossible_time, signs=_LATE + _BARE + _TOO_MANY),)
