"""The filters that templates have beside Jinja's own. All are pure."""

import json
import re
from collections.abc import Callable
from datetime import UTC
from typing import Any, Final

from markupsafe import Markup

from newsgen.model.dates import MONTH_NAMES, Moment, Precision
from newsgen.theme.compiled import escape

_WELSH_MONTHS: Final = (
    "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
    "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
)  # fmt: skip
_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MINUTE, _DAY, _MONTH = Precision.MINUTE, Precision.DAY, Precision.MONTH
_ROOTED = re.compile(r'((?:href|src)=")/(?!/)')


def date(moment: Moment, language: str = "en") -> str:
    """`5 March 2020`, or `March 2020` when no more is known; in Welsh `5 Mawrth 2020`."""
    months = _WELSH_MONTHS if language.startswith("cy") else MONTH_NAMES
    at = moment.at
    text = f"{months[at.month - 1]} {at.year}"
    return text if moment.precision is _MONTH else f"{at.day} {text}"


def time(moment: Moment) -> str:
    """`10:49am`, or nothing when only the day is known."""
    if moment.precision is not _MINUTE:
        return ""
    at = moment.at
    return f"{at.hour % 12 or 12}:{at.minute:02d}{'am' if at.hour < 12 else 'pm'}"


def datetime(moment: Moment, language: str = "en") -> str:
    """`5 March 2020 at 10:49am`, as far as it is known."""
    day, clock = date(moment, language), time(moment)
    if not clock:
        return day
    return f"{day} am {clock}" if language.startswith("cy") else f"{day} at {clock}"


def iso(moment: Moment) -> str:
    """Write the moment for machines, to its own precision: for `<time>` and sitemaps."""
    at, precision = moment.at, moment.precision
    if precision is _MINUTE:
        return at.isoformat()
    return at.date().isoformat() if precision is _DAY else f"{at.year:04d}-{at.month:02d}"


def rfc3339(moment: Moment) -> str:
    """Write a whole timestamp, for Atom, JSON Feed and JSON-LD."""
    return moment.at.isoformat()


def rfc822(moment: Moment) -> str:
    """RSS's timestamp; English in every language."""
    # By hand, as Python's package for mail is slow to load.
    at = moment.at.astimezone(UTC)
    day, month = _WEEKDAYS[at.weekday()], MONTH_NAMES[at.month - 1][:3]
    return f"{day}, {at.day:02d} {month} {at.year:04d} {at:%H:%M:%S} +0000"


def as_json(value: Any) -> Markup:
    """Any plain value as JSON text."""
    return Markup(json.dumps(value, ensure_ascii=False))  # noqa: S704 (for .json only)


def absolute(text: str, base: str) -> Markup:
    """HTML whose links and pictures from the root get the host of `base`: for feeds."""
    host = base.rstrip("/")
    return Markup(_ROOTED.sub(rf"\g<1>{host}/", str(text)))  # noqa: S704 (clean HTML, from `html`)


def metadata(head: Any) -> Markup:
    """Write the meta elements of a page's head: Open Graph and the others.

    Here, and not in a template, as every page has a dozen.
    """
    lines = [f'<meta property="{name}" content="{escape(v)}">\n' for name, v in head.properties]
    lines += [f'<meta name="{name}" content="{escape(v)}">\n' for name, v in head.names]
    return Markup("".join(lines))  # noqa: S704 (escaped)


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "absolute": absolute,
    "date": date,
    "datetime": datetime,
    "iso": iso,
    "json": as_json,
    "metadata": metadata,
    "rfc3339": rfc3339,
    "rfc822": rfc822,
    "time": time,
}
