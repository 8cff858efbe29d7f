"""A new release's file: the front matter and the sections of its kind, written for the author."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

import frontmatter

from newsgen.config import Config
from newsgen.content.handler import ReleaseHandler
from newsgen.content.keys import KEYS
from newsgen.content.release import SourceReader
from newsgen.diagnostics import fatal
from newsgen.model import dates
from newsgen.model.dates import Doubt, Moment, Precision
from newsgen.model.declared import TAG
from newsgen.model.release import PLACEHOLDER, TO_WRITE, TRANSLATION_OF, Kind, Status
from newsgen.model.urls import Address, adds_to_ending, fill, is_dated, is_slug, name_in, new_slug
from newsgen.model.worded import primary

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
    place = config.area(area)
    name = _name_of(title, slug, place.permalink)
    date = Moment(dates.fixed(now.replace(second=0, microsecond=0)), Precision.MINUTE)
    if at_text is not None:
        date = _moment(at_text, config, "--at")
    first_until = _moment(featured_text, config, "--featured-until") if featured_text else None
    at = date.at.replace(tzinfo=None)
    host = place.hosts[0] if place.hosts else ""
    url = Address("https", host, fill(place.permalink, slug=name, at=at)).url if host else ""
    keys: dict[str, Any] = {
        "title": title,
        "area": area,
        **({"url": url} if url else {"slug": name}),
        "date": dates.written(date, config.zone),
        "status": Status.DRAFT.value,
        **({"kind": kind.value} if kind is not Kind.NEWS else {}),
        **({"featured_until": dates.written(first_until, config.zone)} if first_until else {}),
        **({"incident": {"reference": _REFERENCE}} if _REFERENCE in BODIES[kind] else {}),
    }
    keys = {key.name: keys[key.name] for key in KEYS if key.name in keys}
    keys |= fields
    text = frontmatter.dumps(frontmatter.Post(BODIES[kind], **keys), handler=ReleaseHandler())
    path = f"{place.slug}/{at:%Y}/{at:%m}-{name.lower()}.md"
    return NewRelease(path, url or fill(place.permalink, slug=name, at=at), f"{text}\n")


_SHARED: Final = (
    "area", "type", "template", "date", "embargo", "expires", "kind", "featured_until", "noindex",
    "images", "video", "attachments", "tags", "incident",
)  # fmt: skip
"""What a release and its translation have in common."""


def new_translation(
    config: Config, original: str, source: str, *, title: str, tag: str | None, slug: str | None
) -> NewRelease:
    """Write the file of a release's translation: its keys that carry over, and its text to replace.

    `original` is the text of the file `source`.

    Raises:
        NewsgenError: the title makes no name, the original has errors, or the language is not
            known.

    """
    post = frontmatter.loads(original, handler=ReleaseHandler())
    title, before = " ".join(title.split()), post.metadata
    parsed = SourceReader(config).parse(original, source)
    if not parsed.release or not parsed.area:
        hint = "newsgen check says what is wrong with it: correct that first."
        raise fatal("NG230", "nothing can be translated that has errors", f"content/{source}", hint)
    if other := before.get(TRANSLATION_OF):
        hint = "A pair has two releases: write into that one, or take translation_of out here."
        raise fatal("NG230", f"it is a pair with {other} already", f"content/{source}", hint)
    language = _language(config, parsed.area.key, parsed.release.language, tag)
    months, permalink, host, _ = parsed.area.place_in(language)
    name = _name_of(title, slug, permalink)
    day = parsed.published
    is_placed = before.get("type") != "page" and (day or not is_dated(permalink))
    path = (
        fill(permalink, slug=name, at=day.at if day else None, language=months) if is_placed else ""
    )
    url = Address("https", host, path).url if host and path else ""
    kept = {key: before[key] for key in (*_SHARED, *config.fields) if key in before}
    keys: dict[str, Any] = {
        # It may be in the text.
        **({"date": dates.written(day, config.zone)} if day and day.has_day else {}),
        **kept,
        "title": title,
        **({"url": url} if url else {"slug": name}),
        "language": language,
        "status": Status.DRAFT.value,
        TRANSLATION_OF: source,
    }
    ordered = {key.name: keys.pop(key.name) for key in KEYS if key.name in keys}
    body = f"{TO_WRITE} the translation of this text.]\n\n{post.content}\n"
    text = frontmatter.dumps(frontmatter.Post(body, **ordered, **keys), handler=ReleaseHandler())
    folder, _, file = source.rpartition("/")
    file = f"{file.removesuffix('.md')}-{primary(language)}.md"
    file = f"{folder}/{file}" if folder else file
    if not path:  # a page has the address of its file, or of its slug
        written = SourceReader(config).parse(text, file).release
        path = written.url if written else name
    return NewRelease(file, url or path, f"{text}\n")


_SAY_WHICH: Final = "Say which, such as --language cy."


def _language(config: Config, area: str, of_original: str, tag: str | None) -> str:
    """Return the language of a translation: the one that is asked for, or the only other one."""
    settings = config.areas.get(area)
    known = [config.site.language, *config.languages, *(settings.languages if settings else ())]
    others = {primary(each): each for each in known if primary(each) != primary(of_original)}
    if tag is None and len(others) == 1:
        (tag,) = others.values()
    if tag and not re.fullmatch(TAG, tag):
        raise fatal("NG206", f"“{tag}” is not a language tag", "--language", _SAY_WHICH)
    if not tag or primary(tag) == primary(of_original):
        said = f"the original is in {of_original}, and the translation needs another language"
        raise fatal("NG206", said, "--language", _SAY_WHICH)
    return tag


def _name_of(title: str, slug: str | None, permalink: str) -> str:
    """Return the name in an address for a title."""
    if slug and is_slug(slug) and adds_to_ending(permalink, slug):
        message = f"the slug “{slug}” ends as a page does, and so would its address"
        raise fatal("NG407", message, "--slug", f"Write --slug {name_in(slug)}.")
    if slug and not is_slug(slug):
        right = new_slug(slug)
        hint = f"Write --slug {right}." if right else "Write letters, digits and hyphens."
        raise fatal("NG407", f"no file name can be made from the slug “{slug}”", "--slug", hint)
    name = slug or new_slug(title)
    if not title or not is_slug(name):
        hint = "Give --slug with letters, digits and hyphens."
        raise fatal("NG407", "no file name can be made from the title", "TITLE", hint)
    return name


def _moment(text: str, config: Config, option: str) -> Moment:
    try:
        moment = dates.parse(text, config.zone)
    except dates.DateError as error:
        hint = f"Write it like {dates.EXAMPLES}."
        raise fatal(error.code, str(error), option, hint) from None
    if moment.doubt is Doubt.SKIPPED:
        message = f"“{text}” does not exist: the clocks go forward over it"
        hint = f'Correct the time, such as {option} "{moment.at:%Y-%m-%d %H:%M}".'
        raise fatal("NG302", message, option, hint)
    if both := dates.off_season(text, moment.at, config.zone):
        clocks, local = both
        offset = local.isoformat()[-6:]
        message = f"the clocks show {local:%H:%M} then, as they are at {offset} on that day"
        written, same = (f'{option} "{at:%Y-%m-%d %H:%M}"' for at in both)
        hint = f"Write {written} for {clocks:%H:%M} by the clocks, or {same}."
        raise fatal("NG310", message, option, hint)
    return moment
