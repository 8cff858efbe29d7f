"""The front matter as the rest of newsgen reads it: texts are cleaned, and dates are dates.

Most front matter is texts and groups of texts that need no more than that, and is read here. All
else, and whatever may be wrong, is for the model in `schema`, which is slow to load. What is read
here, the model reads the same.
"""

import html
import re
from datetime import datetime
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from newsgen.model import dates
from newsgen.model.dates import Moment
from newsgen.model.release import Incident, Kind, Picture, Status
from newsgen.model.urls import is_slug

_SHAPES: Final[dict[str, Any]] = {
    **dict.fromkeys(("title", "area", "url", "slug", "date", "updated", "embargo", "expires")),
    **dict.fromkeys(("summary", "kind", "status", "language", "images", "tags")),
    "incident": dict.fromkeys(("reference", "day", "month", "year")),
    "accept": None,
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
    **dict.fromkeys(("position", "index", "day", "month", "time")),
}
"""All known keys in the order of the schema: those of each group, or nothing for a text."""
_REQUIRED: Final = frozenset({"title", "area"})
_LISTS: Final = frozenset({"images", "tags", "accept"})

KNOWN: Final = list(_SHAPES)
GROUPS: Final = {group: list(_SHAPES[group]) for group in ("og", "article", "publish", "twitter")}
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
    url: str | None
    slug: str | None
    date: Moment | None
    updated: Moment | None
    embargo: datetime | None
    expires: datetime | None
    summary: str
    kind: Kind
    status: Status
    language: str | None
    incident: Incident | None
    og_description: str
    og_image: str
    og_updated: str | None
    article_published: str | None
    article_modified: str | None
    publish_date: str | None
    publish_month: str | None
    publish_year: str | None
    day: str
    month: str
    time: str
    extra: dict[str, Any]
    images: tuple[Picture, ...] = ()
    tags: tuple[str, ...] = ()
    accept: tuple[Accepted, ...] = ()


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


def plain_meta(values: dict[str, Any], zone: ZoneInfo) -> Meta | None:
    """Return what texts and groups of texts say, or nothing if only the model can tell.

    The values are those `given` in a text that `plain_yaml` has read.
    """
    if not (values.keys() >= _REQUIRED and _fits(values, _SHAPES) and _is_plain(values)):
        return None
    try:
        meta = _meta(values, zone)
    except ValueError:  # no date, no kind, or no status
        return None
    return meta if meta.title else None


def _is_plain(values: dict[str, Any]) -> bool:
    """Tell whether what must look like something does, among texts and groups of texts."""
    slug, language, incident = map(values.get, ("slug", "language", "incident"))
    return (
        _LISTS.isdisjoint(values)
        and (slug is None or is_slug(slug))
        and (language is None or is_language(language))
        and (incident is None or "reference" in incident)
    )


def _meta(values: dict[str, Any], zone: ZoneInfo) -> Meta:
    """Raise ValueError for a date, a kind or a status that is none."""
    get = values.get
    og, article, publish = get("og", {}), get("article", {}), get("publish", {})
    return Meta(
        title=clean(values["title"]),
        area=values["area"],
        url=get("url"),
        slug=get("slug"),
        date=_moment(get("date"), zone),
        updated=_moment(get("updated"), zone),
        embargo=_instant(get("embargo"), zone),
        expires=_instant(get("expires"), zone),
        summary=clean(get("summary", "")),
        kind=Kind(lower(values["kind"])) if "kind" in values else Kind.NEWS,
        status=Status(lower(values["status"])) if "status" in values else Status.PUBLISHED,
        language=get("language"),
        incident=_incident(get("incident")),
        og_description=clean(og.get("description", "")),
        og_image=og.get("image", ""),
        og_updated=_time(og, "updated"),
        article_published=_time(article, "published"),
        article_modified=_time(article, "modified"),
        publish_date=publish.get("date"),
        publish_month=publish.get("month"),
        publish_year=publish.get("year"),
        day=get("day", ""),
        month=get("month", ""),
        time=get("time", ""),
        extra={key: value for key, value in values.items() if key not in _SHAPES},
    )


def _moment(text: str | None, zone: ZoneInfo) -> Moment | None:
    return None if text is None else dates.parse(text.strip(), zone)


def _instant(text: str | None, zone: ZoneInfo) -> datetime | None:
    moment = _moment(text, zone)
    if text is None or moment is None:
        return None
    if not is_instant(text, moment):
        raise ValueError
    return moment.at


def _incident(keys: dict[str, str] | None) -> Incident | None:
    if keys is None:
        return None
    rest = (keys.get(key, "") for key in ("day", "month", "year"))
    return Incident(keys["reference"], *rest)


def _time(group: dict[str, Any], key: str) -> str | None:
    time: str | None = group.get(key, {}).get("time")
    return time


def _fits(group: Any, shape: dict[str, Any]) -> bool:
    """Tell whether the known keys of a group have texts and groups where they belong."""
    if not isinstance(group, dict):
        return False
    for key, value in group.items():
        if key in shape:
            below = shape[key]
            if not (isinstance(value, str) if below is None else _fits(value, below)):
                return False
    return True
