"""The front matter as the rest of newsgen reads it: texts are cleaned, and dates are dates.

Most front matter is texts and groups of texts that need no more than that, and is read here. All
else, and whatever may be wrong, is for the model in `schema`, which is slow to load. What is read
here, the model reads the same.
"""

import html
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from newsgen.model import dates
from newsgen.model.dates import Moment
from newsgen.model.release import Incident, Kind, Note, Picture, Status
from newsgen.model.urls import is_slug

_GROUPS: Final[dict[str, dict[str, Any]]] = {
    "incident": dict.fromkeys(("reference", "day", "month", "year")),
    "og": {
        **dict.fromkeys(("title", "description", "image", "url", "type", "locale")),
        "site": {"name": None},
        "updated": {"time": None},
    },
    "article": {
        "published": {"time": None},
        "modified": {"time": None},
        **dict.fromkeys(("publisher", "author")),
    },
    "publish": dict.fromkeys(("date", "month", "year")),
    "twitter": dict.fromkeys(("title", "url", "image")),
    "fb": {"app": {"id": None}},
    "pressroom": {"name": None},
}
"""The known keys of each group: those of a group inside it, or nothing for a text."""

KNOWN: Final = [
    *("title", "area", "url", "slug", "date", "updated", "embargo", "expires", "summary", "kind"),
    *("status", "explanation", "superseded_by", "redirect_from", "updates", "corrections"),
    *("review_by", "noindex", "language", "images", "tags", "incident", "accept", "og", "article"),
    *("publish", "twitter", "fb", "pressroom", "position", "index", "day", "month", "time"),
]
"""All keys, in the order of the schema."""
GROUPS: Final = {group: list(_GROUPS[group]) for group in ("og", "article", "publish", "twitter")}
"""The keys of groups in which a misspelt one is worth a word."""
_LEGACY: Final = frozenset({*GROUPS, "fb", "pressroom"})
"""Groups of the old system: an empty text in them counts as not given."""


class Accepted(NamedTuple):
    """A finding that is right as it is, by its code and words of it."""

    code: str
    text: str


class Meta(NamedTuple):
    """What the front matter of a release says; `extra` holds its unknown keys as they came."""

    title: str
    area: str
    extra: dict[str, Any]
    url: str | None = None
    slug: str | None = None
    date: Moment | None = None
    updated: Moment | None = None
    embargo: datetime | None = None
    expires: datetime | None = None
    summary: str = ""
    kind: Kind = Kind.NEWS
    status: Status = Status.PUBLISHED
    explanation: str = ""
    superseded_by: str | None = None
    redirect_from: tuple[str, ...] = ()
    updates: tuple[Note, ...] = ()
    corrections: tuple[Note, ...] = ()
    review_by: Moment | None = None
    noindex: bool = False
    language: str | None = None
    images: tuple[Picture, ...] = ()
    tags: tuple[str, ...] = ()
    incident: Incident | None = None
    accept: tuple[Accepted, ...] = ()
    og_description: str = ""
    og_image: str = ""
    og_updated: str | None = None
    article_published: str | None = None
    article_modified: str | None = None
    publish_date: str | None = None
    publish_month: str | None = None
    publish_year: str | None = None
    day: str = ""
    month: str = ""
    time: str = ""


def is_blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


def given(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out the keys that are blank, and those inside groups that are empty."""
    return {
        key: _filled(value) if key in _LEGACY else value
        for key, value in values.items()
        if not is_blank(value)
    }


def _filled(group: Any) -> Any:
    if not isinstance(group, dict):
        return group
    return {key: _filled(value) for key, value in group.items() if value != ""}


def clean(text: str) -> str:
    """Decode HTML entities once and fold white space: old systems wrote `&ndash;` into titles."""
    if "&" in text:
        text = html.unescape(text)
    if not text.isprintable():
        text = text.translate(_NOT_XML)
    return " ".join(text.split())


_NOT_XML: Final = dict.fromkeys((*range(9), *range(14, 28), *range(127, 160), 65534, 65535))
"""Characters that no page or feed may hold, less those that count as white space."""

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def is_language(text: str) -> bool:
    return _LANGUAGE.fullmatch(text) is not None


def is_instant(text: str, moment: Moment) -> bool:
    """Tell whether a text that names a moment says its minute, and how far it is from UTC."""
    return moment.precision is dates.Precision.MINUTE and dates.has_offset(text)


def lower(text: str) -> str:
    return text.strip().lower()


class _NotPlainError(ValueError):
    """Only the model can tell what this is, or what is wrong with it."""


def plain_meta(values: dict[str, Any], zone: ZoneInfo) -> Meta | None:
    """Return what values that `plain_yaml` has read say, or nothing if only the model can tell."""
    said: dict[str, Any] = {"extra": {}}
    try:
        for key, value in values.items():
            if not isinstance(value, str):
                _read_group(key, value, said)
            elif value.strip():  # a blank text counts as not given
                _read_text(key, value, said, zone)
    except ValueError:  # of dates, kinds and statuses too
        return None
    return Meta(**said) if said.get("title") and "area" in said else None


def _read_text(key: str, text: str, said: dict[str, Any], zone: ZoneInfo) -> None:
    if key in _AS_THEY_ARE:
        said[key] = text
    elif key in _CLEANED:
        said[key] = _CLEANED[key](text)
    elif key in _TIMES:
        said[key] = _TIMES[key](text, zone)
    elif key not in _KNOWN:
        said["extra"][key] = text
    elif key not in _UNUSED:
        raise _NotPlainError  # a group or a list belongs there


def _read_group(key: str, group: Any, said: dict[str, Any]) -> None:
    if key not in _KNOWN:
        said["extra"][key] = group
    elif key not in _GROUPS or not _fits(group, _GROUPS[key]):
        raise _NotPlainError
    elif key in _FROM_GROUPS:
        _FROM_GROUPS[key](group, said)


def _fits(group: Any, shape: dict[str, Any]) -> bool:
    """Tell whether the known keys of a group have texts and groups where they belong."""
    if not isinstance(group, dict):
        return False
    for key, value in group.items():
        below = shape.get(key)
        if isinstance(value, str):
            if below and value:
                return False
        elif key in shape and not (below and _fits(value, below)):
            return False
    return True


def _slug(text: str) -> str:
    if not is_slug(text):
        raise _NotPlainError
    return text


def _language(text: str) -> str:
    if not is_language(text):
        raise _NotPlainError
    return text


def _moment(text: str, zone: ZoneInfo) -> Moment:
    return dates.parse(text.strip(), zone)


def _instant(text: str, zone: ZoneInfo) -> datetime:
    moment = _moment(text, zone)
    if not is_instant(text, moment):
        raise _NotPlainError
    return moment.at


def _incident(group: dict[str, Any], said: dict[str, Any]) -> None:
    if "reference" not in group:
        raise _NotPlainError
    said["incident"] = Incident(
        group["reference"], *(group.get(key, "") for key in ("day", "month", "year"))
    )


def _og(group: dict[str, Any], said: dict[str, Any]) -> None:
    said["og_image"] = group.get("image", "")
    if description := group.get("description"):
        said["og_description"] = clean(description)
    if updated := group.get("updated"):
        said["og_updated"] = updated.get("time") or None


def _article(group: dict[str, Any], said: dict[str, Any]) -> None:
    for key in ("published", "modified"):
        if below := group.get(key):
            said[f"article_{key}"] = below.get("time") or None


def _publish(group: dict[str, Any], said: dict[str, Any]) -> None:
    for key in ("date", "month", "year"):
        said[f"publish_{key}"] = group.get(key) or None


_KNOWN: Final = frozenset(KNOWN)
_AS_THEY_ARE: Final = frozenset({"area", "url", "superseded_by", "day", "month", "time"})
_UNUSED: Final = frozenset({"position", "index"})
_CLEANED: Final[dict[str, Callable[[str], Any]]] = {
    "title": clean,
    "summary": clean,
    "explanation": clean,
    "slug": _slug,
    "language": _language,
    "kind": lambda text: Kind(lower(text)),
    "status": lambda text: Status(lower(text)),
}
_TIMES: Final[dict[str, Callable[[str, ZoneInfo], Any]]] = {
    "date": _moment,
    "updated": _moment,
    "review_by": _moment,
    "embargo": _instant,
    "expires": _instant,
}
_FROM_GROUPS: Final[dict[str, Callable[[dict[str, Any], dict[str, Any]], None]]] = {
    "incident": _incident,
    "og": _og,
    "article": _article,
    "publish": _publish,
}
