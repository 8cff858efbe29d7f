"""A new release's file: the front matter and the sections of its kind, written for the author."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

import frontmatter

from newsgen.config import Config
from newsgen.content.handler import ReleaseHandler
from newsgen.content.keys import KEYS
from newsgen.diagnostics import fatal
from newsgen.model import dates
from newsgen.model.dates import Moment, Precision
from newsgen.model.release import PLACEHOLDER, TO_WRITE, Kind, Status
from newsgen.model.urls import Address, fill, is_slug, slugify

_REFERENCE: Final = f"{TO_WRITE} the reference]"
"""Stands in the text, and in the front matter for the box that says how to get in touch."""
_HELP: Final = f"""\
If you can help, call 101 and quote reference {_REFERENCE}.
You can also tell Crimestoppers what you know, anonymously, on 0800 555 111.
In an emergency, always call 999.
"""

_APPEAL: Final = f"""\
{PLACEHOLDER} The first paragraph is its summary: what happened, where and when.

## What happened

{TO_WRITE} the day, the time and the place, in the order of events.]

## Can you help?

{TO_WRITE} whom officers would like to hear from, such as drivers with a dashcam.]

{_HELP}"""
_MISSING: Final = f"""\
{PLACEHOLDER} The first paragraph is its summary: who is missing, and since when.

## Last seen

{TO_WRITE} the day, the time and the place.]

## Description

{TO_WRITE} age, height, build and hair, what they were wearing and carrying.]

## Can you help?

If you see them now, call 999.

{_HELP}"""
_WANTED: Final = f"""\
{PLACEHOLDER} The first paragraph is its summary: who is wanted, and for what.

## Description

{TO_WRITE} age, height, build and hair, and the places where they are known.]

## Can you help?

If you see them, do not approach them; call 999.

{_HELP}"""
_CCTV: Final = f"""\
{PLACEHOLDER} The first paragraph is its summary: what officers look into, where and when.

## What happened

{TO_WRITE} the day, the time and the place, in the order of events.]

## Do you recognise them?

{TO_WRITE} what the pictures show; add them to the front matter under images.]

{_HELP}"""
_COURT_RESULT: Final = f"""\
{PLACEHOLDER} The first paragraph is its summary: who was sentenced, for what, and to what.

## In court

{TO_WRITE} name, age and street, the court and the day, the plea and the sentence.]

## The investigation

{TO_WRITE} what was proved in court, and how officers came to it.]

{TO_WRITE} a quote from the officer in the case, with name and rank.]
"""
_CHARGE: Final = f"""\
{PLACEHOLDER} The first paragraph is its summary: who is charged, and with what.

{TO_WRITE} name, age and street, each charge, and when it is said to have happened.]

{TO_WRITE} the court and the day of the hearing, and whether bail was given.]

Criminal proceedings are active, and everyone charged has the right to a fair trial.
Please do not post anything online that could affect them.
"""
_ARREST: Final = f"""\
{PLACEHOLDER} The first paragraph is its summary: what happened, and that somebody is arrested.

{TO_WRITE} age and town but no name, the suspected offence, and whether in custody or on bail.]

{TO_WRITE} the day, the time and the place of what happened.]

{_HELP}"""
_CAMPAIGN: Final = f"""\
{PLACEHOLDER} The first paragraph is its summary: what people can do, and why now.

## What you can do

- {TO_WRITE} one piece of advice in each line.]

## Find out more

{TO_WRITE} where to read more or to ask, with a link.]
"""
_TRAFFIC: Final = f"""\
{PLACEHOLDER} The first paragraph is its summary: which road is closed, where and until when.

## What happened

{TO_WRITE} the time, the place and the direction of travel.]

## Ways round it

{TO_WRITE} the diversion, and when the road is expected to open.]

If you saw what happened or have dashcam footage, call 101 and quote reference {_REFERENCE}.
"""

BODIES: Final = {
    Kind.NEWS: f"{PLACEHOLDER} The first paragraph is its summary.\n",
    Kind.APPEAL: _APPEAL,
    Kind.MISSING: _MISSING,
    Kind.WANTED: _WANTED,
    Kind.CCTV: _CCTV,
    Kind.COURT_RESULT: _COURT_RESULT,
    Kind.CHARGE: _CHARGE,
    Kind.ARREST: _ARREST,
    Kind.CAMPAIGN: _CAMPAIGN,
    Kind.TRAFFIC: _TRAFFIC,
}


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
        **({"incident": {"reference": _REFERENCE}} if _REFERENCE in BODIES[kind] else {}),
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
