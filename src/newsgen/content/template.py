"""A new release's file: the front matter written for the author."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

import frontmatter

from newsgen.config import Config
from newsgen.content._bodies import BODIES
from newsgen.content.handler import ReleaseHandler
from newsgen.content.keys import KEYS
from newsgen.diagnostics import fatal
from newsgen.model import dates
from newsgen.model.dates import Moment, Precision
from newsgen.model.release import Kind, Status
from newsgen.model.urls import Address, fill, is_slug, slugify


@dataclass(frozen=True, slots=True)
class NewRelease:
    """A file to be: `path` is relative to the content folder."""

    path: str
    url: str
    text: str


def new_release(
    config: Config,
    *,
    title: str,
    area: str,
    kind: Kind,
    slug: str | None,
    at_text: str | None,
    featured_text: str | None = None,
    now: datetime,
    fields: Mapping[str, Any] = MappingProxyType({}),
) -> NewRelease:
    """Write the file of a new release, with values of the fields that the site declares.

    Raises:
        NewsgenError: the title is empty or makes no name, or a time is none.

    """
    title = " ".join(title.split())
    name = slug or slugify(title)
    if not title or not is_slug(name):
        raise fatal(
            "NG407",
            "no file name can be made from the title",
            "--slug" if slug else "TITLE",
            "Give --slug with letters, digits and hyphens.",
        )
    at = now.replace(second=0, microsecond=0, tzinfo=None)
    if at_text is not None:
        at = _moment(at_text, config, "--at").at.replace(tzinfo=None)
    place = config.area(area)
    host = place.hosts[0] if place.hosts else ""
    url = Address("https", host, fill(place.permalink, slug=name, at=at)).url if host else ""
    keys: dict[str, Any] = {
        "title": title,
        "area": area,
        **({"url": url} if url else {"slug": name}),
        "date": f"{at:%Y-%m-%d %H:%M}",
        "status": Status.DRAFT.value,
        **({"kind": kind.value} if kind is not Kind.NEWS else {}),
        **({"featured_until": _written(featured_text, config)} if featured_text else {}),
    }
    keys = {key.name: keys[key.name] for key in KEYS if key.name in keys}
    keys |= fields
    text = frontmatter.dumps(frontmatter.Post(BODIES[kind], **keys), handler=ReleaseHandler())
    path = f"{place.slug}/{at:%Y}/{at:%m}-{name.lower()}.md"
    return NewRelease(path, url or fill(place.permalink, slug=name, at=at), f"{text}\n")


def _moment(text: str, config: Config, option: str) -> Moment:
    try:
        return dates.parse(text, config.zone)
    except dates.DateError as error:
        hint = f"Write it like {dates.EXAMPLES}."
        raise fatal(error.code, str(error), option, hint) from None


def _written(featured: str, config: Config) -> str:
    """Return until when a release comes first: a time, or the last day."""
    moment = _moment(featured, config, "--featured-until")
    has_time = moment.precision is Precision.MINUTE
    return f"{moment.at:%Y-%m-%d %H:%M}" if has_time else f"{moment.at:%Y-%m-%d}"
