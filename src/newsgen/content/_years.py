"""The year of a dateline that has none: `Posted on Thursday 22 March at 5.34pm`.

The URL's year counts; else the one year that the release names in which the weekday fits.
"""

import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from newsgen.fast.patterns import later
from newsgen.model import dates

_YEAR: Final = later(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)
_UTC: Final = ZoneInfo("UTC")


def year_of(date: str, values: dict[str, Any], body: str) -> int | None:
    """Return the year of a date, as the front matter and the text of a release say it."""
    path = _path(values.get("url"))
    if folders := dates.month_of_path(path):
        return folders[0]
    weekday = dates.weekday_in(date)
    for text in (path, "\n".join([*_texts(values), body])):
        years = {int(year) for year in _YEAR.findall(text)}
        fitting = {year for year in years if weekday in (None, _weekday(date, year))}
        if len(fitting) == 1 and (weekday is not None or text is path):
            return fitting.pop()
    return None


def _path(url: Any) -> str:
    try:
        return urlsplit(url).path if isinstance(url, str) else ""
    except ValueError:
        return ""


def _texts(value: Any) -> Iterable[str]:
    """Yield all texts of the front matter."""
    if isinstance(value, str):
        yield value
    for below in _below(value):
        yield from _texts(below)


def _below(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _weekday(date: str, year: int) -> int | None:
    """Return the weekday of a date in a year, or None if that has no such day."""
    try:
        return dates.parse(dates.with_year(date, year), _UTC).at.weekday()
    except dates.DateError:
        return None
