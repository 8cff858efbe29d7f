"""The front matter's schema: what keys there are and what each takes.

Everything arrives as text (see `frontmatter`); an empty value counts as not given. Unknown keys are
kept. Key names and shapes are those of 50,786 real releases, and newsgen's own.

It is slow to load, and most front matter can do without (see `meta`).
"""

import html
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
)

from newsgen.codes import CODES, select
from newsgen.content.meta import Accepted, Meta, clean, is_instant, is_language, lower
from newsgen.model import dates, shown
from newsgen.model.dates import DateError, Moment
from newsgen.model.refusal import did_you_mean, shape_of
from newsgen.model.release import KINDS, STATUSES, Incident, Kind, Note, Picture, Status
from newsgen.model.shown import Shown
from newsgen.model.urls import is_slug
from newsgen.model.validation import refusal


def _title(text: str) -> str:
    text = clean(text)
    if not text:
        raise refusal("NG201", "the release has no title", "Add a line title: and the headline.")
    return text


def _image(value: Any) -> Any:
    """`og.image` is text in most files and a map with `url` in some."""
    return value.get("url", "") if isinstance(value, dict) else value


def _image_schema() -> dict[str, Any]:
    address = {"type": "string"}
    return {"anyOf": [address, {"type": "object", "properties": {"url": address}}]}


def _moment(value: Any, info: ValidationInfo) -> Moment:
    if not isinstance(value, str):
        raise refusal("NG203", f"a date should be text, but it is {shape_of(value)}")
    text = value.strip()
    try:
        return dates.parse(text, _zone(info))
    except DateError as error:
        hint = f"Write it like {dates.EXAMPLES}." if error.code == "NG301" else ""
        raise refusal(error.code, str(error), hint) from None


def _instant(value: Any, info: ValidationInfo) -> datetime:
    moment = _moment(value, info)
    if not is_instant(value, moment):
        raise refusal(
            "NG307",
            f"“{value}” does not say how far it is from UTC",
            f"Write the time and its offset, such as {moment.at:%Y-%m-%d}T10:00+00:00 "
            "(+01:00 in summer time).",
        )
    return moment.at


def _zone(info: ValidationInfo) -> ZoneInfo:
    assert info.context is not None
    zone: ZoneInfo = info.context["zone"]
    return zone


def _slug(text: str) -> str:
    if not is_slug(text):
        raise refusal(
            "NG206",
            f"the slug “{text}” has a space or a character that a URL gives a meaning to",
            "Use letters, digits and hyphens.",
        )
    return text


def _slug_schema() -> dict[str, Any]:
    word = {"type": "string", "pattern": r"^[^/\\?#%\s]+$"}
    return {"anyOf": [word, {"type": ["number", "boolean"]}]}


def _language(text: str) -> str:
    if not is_language(text):
        raise refusal("NG206", f"language “{text}” is not a language tag", "Use en-GB or cy.")
    return text


def _lower(value: Any) -> Any:
    return lower(value) if isinstance(value, str) else value


Text = Annotated[str, AfterValidator(clean)]
Date = Annotated[Moment, BeforeValidator(_moment), shown.text()]
Instant = Annotated[
    datetime,
    BeforeValidator(_instant),
    shown.text(
        pattern=r"([Zz]|[Uu][Tt][Cc]|[Gg][Mm][Tt]|[Bb][Ss][Tt]|[+-]\d\d:?\d\d)",
        patternErrorMessage="Write a time and its offset: +00:00, or +01:00 in summer time.",
    ),
]
Needed = shown.text(minLength=1)


class _Group(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True)


class Time(_Group):
    time: Annotated[
        str | None, Field(description="The date and time", examples=["2020-03-05 10:49"])
    ] = None


class SiteName(_Group):
    name: Annotated[
        str, Field(description="The name of the site", examples=["Northshire Police"])
    ] = ""


class OpenGraph(_Group):
    """Open Graph tags as the old system wrote them."""

    title: Annotated[
        str,
        Field(
            description="The headline for social media; not used in pages",
            examples=["Witness appeal"],
        ),
    ] = ""
    description: Annotated[
        Text,
        Field(
            description="The summary, if there is no summary",
            examples=["Officers seek a silver van."],
        ),
    ] = ""
    image: Annotated[
        str,
        BeforeValidator(_image),
        Shown(_image_schema),
        Field(
            description="The picture for social media, if there are no images; text, or a map "
            "with url",
            examples=["https://www.northshire.police.example/images/van.jpg"],
        ),
    ] = ""
    url: Annotated[
        str,
        Field(
            description="The address, as url has it; not used in pages",
            examples=["https://www.northshire.police.example/newsroom/2026/March/x.aspx"],
        ),
    ] = ""
    type: Annotated[
        str, Field(description="The type of page; not used in pages", examples=["article"])
    ] = ""
    locale: Annotated[
        str, Field(description="The language and country; not used in pages", examples=["en_GB"])
    ] = ""
    site: Annotated[
        SiteName,
        Field(
            description="The name of the site; not used in pages",
            examples=[{"name": "Northshire Police"}],
        ),
    ] = SiteName()
    updated: Annotated[
        Time,
        Field(
            description="When it was last changed, if updated and the text do not say",
            examples=[{"time": "2020-03-06 14:00"}],
        ),
    ] = Time()


class Article(_Group):
    published: Annotated[
        Time,
        Field(
            description="When it was published, if there is no date",
            examples=[{"time": "2020-03-05 10:49"}],
        ),
    ] = Time()
    modified: Annotated[
        Time,
        Field(
            description="When it was last changed, if updated and the text do not say",
            examples=[{"time": "2020-03-06 14:00"}],
        ),
    ] = Time()
    publisher: Annotated[
        str,
        Field(description="Who published it; not used in pages", examples=["Northshire Police"]),
    ] = ""
    author: Annotated[
        str, Field(description="Who wrote it; not used in pages", examples=["Press office"])
    ] = ""


class Publish(_Group):
    date: Annotated[
        str | None,
        Field(description="When it was published, if nothing above says", examples=["05/03/2020"]),
    ] = None
    month: Annotated[
        str | None, Field(description="The month, with publish.year", examples=["March"])
    ] = None
    year: Annotated[
        str | None, Field(description="The year, with publish.month", examples=["2020"])
    ] = None


class Twitter(_Group):
    title: Annotated[
        str,
        Field(
            description="The headline for Twitter; not used in pages", examples=["Witness appeal"]
        ),
    ] = ""
    url: Annotated[
        str,
        Field(
            description="The address for Twitter; not used in pages",
            examples=["https://www.northshire.police.example/newsroom/2026/March/x.aspx"],
        ),
    ] = ""
    image: Annotated[
        str,
        Field(
            description="The picture for Twitter; not used in pages",
            examples=["https://www.northshire.police.example/images/van.jpg"],
        ),
    ] = ""


class App(_Group):
    id: Annotated[str, Field(description="The number of the app", examples=["100000000000000"])] = (
        ""
    )


class Facebook(_Group):
    app: Annotated[
        App, Field(description="The app on Facebook", examples=[{"id": "100000000000000"}])
    ] = App()


class Pressroom(_Group):
    name: Annotated[
        str, Field(description="The name of the press office", examples=["Northshire press office"])
    ] = ""


def _code(text: str) -> str:
    """Take a rule by its code or its name."""
    known = select(text)
    if len(known) != 1:
        near = did_you_mean(text.lower(), [code.name for code in CODES.values()])
        hint = f"Did you mean {near}?" if near else "Copy the code from the finding, such as NG531."
        raise refusal("NG209", f"there is no rule “{text}”", hint)
    (code,) = known
    if CODES[code].is_essential:
        raise refusal(
            "NG209",
            f"{code} cannot be accepted: such a release cannot be published",
            "Mend what it says instead.",
        )
    return code


def _reason(text: str) -> str:
    if not text:
        raise refusal(
            "NG206",
            "an accepted finding needs a reason",
            "Add reason: and say why it is right as it is, for whoever reads this next.",
        )
    return text


class Accept(BaseModel):
    """One finding that is right as it is."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"required": ["code", "reason"]}
    )

    code: Annotated[
        str,
        AfterValidator(_code),
        Shown(lambda: shown.choice(shown.rules())),
        Field(
            description="The finding's code, or the name of its rule",
            examples=["NG531", "possible-child"],
        ),
    ]
    reason: Annotated[
        Text,
        AfterValidator(_reason),
        Needed,
        Field(
            description="Why it is right as it is, for whoever reads this next",
            examples=["The court lifted the order on 3 March 2026."],
            validate_default=True,
        ),
    ] = ""
    text: Annotated[
        str,
        Field(
            description="Words of the finding that is meant; without it, all findings with this "
            "code in the file",
            examples=["aged 17"],
        ),
    ] = ""


def _picture_address(src: str) -> str:
    """Refuse what a browser would take for more than a picture's address."""
    address = html.unescape(src).strip()
    scheme = re.match(r"[a-z][a-z0-9+.-]*:", address, re.IGNORECASE)
    web = scheme is None or scheme[0].lower() in ("http:", "https:")
    if not address or not web or address.startswith("//") or re.search(r"[\\\x00-\x1f]", address):
        raise refusal(
            "NG206",
            f"“{src}” is not the address of a picture",
            "Write a path such as /images/road.jpg, or an address that begins with https://.",
        )
    return address


@dataclass(frozen=True, slots=True)
class PictureKeys:
    """A picture as the front matter has it."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    src: Annotated[
        str,
        AfterValidator(_picture_address),
        shown.text(minLength=1),
        Field(
            description="The file's path from the content folder, or an address",
            examples=["/images/van.jpg"],
        ),
    ]
    alt: Annotated[
        str,
        Field(
            description="What the picture shows, for those who cannot see it",
            examples=["A silver van beside a wall"],
        ),
    ] = ""
    caption: Annotated[
        str,
        Field(description="The line below the picture", examples=["The van was seen at noon."]),
    ] = ""
    credit: Annotated[
        str, Field(description="Whose picture it is", examples=["Northshire Police"])
    ] = ""
    decorative: Annotated[
        bool,
        Shown(shown.truth),
        Field(description="Whether it shows nothing that needs words", examples=["true"]),
    ] = False

    def plain(self) -> Picture:
        return Picture(self.src, self.alt, self.caption, self.credit, decorative=self.decorative)


@dataclass(frozen=True, slots=True)
class IncidentKeys:
    """An incident as the front matter has it."""

    __pydantic_config__ = ConfigDict(extra="ignore")

    reference: Annotated[
        str,
        Field(description="The reference that callers are to quote", examples=["NS-20260324-0112"]),
    ]
    day: Annotated[str, Field(description="The day of the incident", examples=["24"])] = ""
    month: Annotated[str, Field(description="The month of the incident", examples=["March"])] = ""
    year: Annotated[str, Field(description="The year of the incident", examples=["2026"])] = ""

    def plain(self) -> Incident:
        return Incident(self.reference, self.day, self.month, self.year)


def _note(text: str) -> str:
    if not text:
        raise refusal("NG206", "the note is empty", "Say in a sentence what is new or was wrong.")
    return text


class UpdateKeys(BaseModel):
    """What is new in a release."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: Annotated[
        Date,
        Field(description="When, in local time or with an offset", examples=["2026-03-25 14:00"]),
    ]
    note: Annotated[
        Text,
        AfterValidator(_note),
        Needed,
        Field(
            description="What is new or was wrong, in a sentence",
            examples=["A second man was arrested."],
        ),
    ]
    significant: Annotated[
        bool,
        Shown(shown.truth),
        Field(
            description="Whether feeds, sitemaps and search engines are to take the release for "
            "changed",
            examples=["true"],
        ),
    ] = False

    def plain(self) -> Note:
        return Note(self.at, self.note, significant=self.significant)


class CorrectionKeys(UpdateKeys):
    """What was wrong in a release: significant if nothing else is said."""

    significant: Annotated[
        bool,
        Shown(shown.truth),
        Field(
            description="False if feeds, sitemaps and search engines need not know",
            examples=["false"],
        ),
    ] = True


def _one_or_more(value: Any) -> Any:
    """Take one address for a list of one."""
    return [value] if isinstance(value, str) else value


def _addresses_schema() -> dict[str, Any]:
    address = {"type": "string"}
    return {"anyOf": [{"type": "array", "items": address}, address]}


class FrontMatter(_Group):
    """All keys of a release."""

    title: Annotated[
        str,
        AfterValidator(_title),
        Needed,
        Field(
            description="The headline. HTML entities are decoded once",
            examples=["Witness appeal after crash at Ellerdale"],
        ),
    ]
    area: Annotated[
        str,
        Needed,
        Field(
            description="The force's area, as in [areas] of newsgen.toml", examples=["Northshire"]
        ),
    ]
    url: Annotated[
        str | None,
        Field(
            description="The address it has always had. Never change it: others link to it",
            examples=["https://www.northshire.police.example/newsroom/2026/March/x.aspx"],
        ),
    ] = None
    slug: Annotated[
        Annotated[str, AfterValidator(_slug), Shown(_slug_schema)] | None,
        Field(
            description="The name in the address, for releases without url; else the title is used",
            examples=["witness-appeal"],
        ),
    ] = None
    date: Annotated[
        Date | None,
        Field(
            description="When it was published. A date in the future holds it back until then",
            examples=["2026-03-24 09:30", "24 March 2026"],
        ),
    ] = None
    updated: Annotated[
        Date | None,
        Field(
            description="When it was last changed. Left out if it is not later than the date, or "
            "as far as is known the same",
            examples=["2026-03-25 14:00"],
        ),
    ] = None
    embargo: Annotated[
        Instant | None,
        Field(
            description="When it may first be seen. The later of it and the date counts",
            examples=["2026-03-30T10:00+01:00"],
        ),
    ] = None
    expires: Annotated[
        Instant | None,
        Field(
            description="When it must no longer be seen",
            examples=["2026-09-30T10:00+01:00"],
        ),
    ] = None
    summary: Annotated[
        Text,
        Field(
            description="One sentence for lists, feeds and search engines; else the first "
            "paragraph is used",
            examples=["Officers seek a silver van."],
        ),
    ] = ""
    kind: Annotated[
        Kind,
        BeforeValidator(_lower),
        Shown(lambda: shown.choice(KINDS)),
        Field(description="What the release is for", examples=["appeal"]),
    ] = Kind.NEWS
    status: Annotated[
        Status,
        BeforeValidator(_lower),
        Shown(lambda: shown.choice(STATUSES)),
        Field(description="Whether it is to be published", examples=["draft"]),
    ] = Status.PUBLISHED
    explanation: Annotated[
        Text,
        Field(
            description="Why it was withdrawn, or closed: this is published, so name nobody",
            examples=["This appeal was withdrawn as it is no longer needed."],
        ),
    ] = ""
    superseded_by: Annotated[
        str | None,
        Field(
            description="The address to which a moved release leads, or the newer release that a "
            "closed one points to",
            examples=["https://www.northshire.police.example/newsroom/2026/April/x.aspx"],
        ),
    ] = None
    redirect_from: Annotated[
        tuple[str, ...],
        BeforeValidator(_one_or_more),
        Shown(_addresses_schema),
        Field(
            description="Addresses that it had before, whole or as paths; they lead to it",
            examples=[["/newsroom/2026/March/old-name.aspx"]],
        ),
    ] = ()
    updates: Annotated[
        tuple[UpdateKeys, ...],
        Field(
            description="What is new since it was published, shown above the text",
            examples=[[{"at": "2026-03-25 14:00", "note": "A second man was arrested."}]],
        ),
    ] = ()
    corrections: Annotated[
        tuple[CorrectionKeys, ...],
        Field(
            description="What was wrong, shown above the text for good",
            examples=[[{"at": "2026-03-25 14:00", "note": "The crash was on 3 March."}]],
        ),
    ] = ()
    review_by: Annotated[
        Date | None,
        Field(
            description="When somebody is to look whether it may stay; goes before [retention]",
            examples=["2026-09-30"],
        ),
    ] = None
    noindex: Annotated[
        bool,
        Shown(shown.truth),
        Field(
            description="Whether search engines are asked to leave the page out",
            examples=["true"],
        ),
    ] = False
    language: Annotated[
        Annotated[
            str, AfterValidator(_language), shown.text(pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
        ]
        | None,
        Field(description="The language it is in; else that of the site", examples=["cy"]),
    ] = None
    images: Annotated[
        tuple[PictureKeys, ...],
        Field(
            description="Pictures, shown above the text; the first is for social media",
            examples=[[{"src": "/images/van.jpg", "alt": "A silver van beside a wall"}]],
        ),
    ] = ()
    tags: Annotated[
        tuple[Text, ...],
        Field(description="Words for the release", examples=[["rural crime", "courts"]]),
    ] = ()
    incident: Annotated[
        IncidentKeys | None,
        Field(
            description="The police's reference, for callers to quote",
            examples=[{"reference": "NS-20260324-0112"}],
        ),
    ] = None
    accept: Annotated[
        tuple[Accept, ...],
        Field(
            description="Findings that are right as they are, each with a reason",
            examples=[[{"code": "NG531", "reason": "The court lifted the order."}]],
        ),
    ] = ()
    og: Annotated[
        OpenGraph,
        Field(
            description="Open Graph tags as the old system wrote them",
            examples=[{"title": "Witness appeal"}],
        ),
    ] = OpenGraph()
    article: Annotated[
        Article,
        Field(
            description="Tags of an article as the old system wrote them",
            examples=[{"published": {"time": "2020-03-05 10:49"}}],
        ),
    ] = Article()
    publish: Annotated[
        Publish,
        Field(description="The date as an old system wrote it", examples=[{"date": "05/03/2020"}]),
    ] = Publish()
    twitter: Annotated[
        Twitter,
        Field(
            description="Tags for Twitter; not used in pages",
            examples=[{"title": "Witness appeal"}],
        ),
    ] = Twitter()
    fb: Annotated[
        Facebook,
        Field(
            description="Tags for Facebook; not used in pages",
            examples=[{"app": {"id": "100000000000000"}}],
        ),
    ] = Facebook()
    pressroom: Annotated[
        Pressroom,
        Field(
            description="The press office; not used in pages",
            examples=[{"name": "Northshire press office"}],
        ),
    ] = Pressroom()
    position: Annotated[
        str, Field(description="The place in an old list; not used in pages", examples=["1"])
    ] = ""
    index: Annotated[
        str, Field(description="The place in an old list; not used in pages", examples=["1"])
    ] = ""
    day: Annotated[str, Field(description="The day of publication, with month", examples=["5"])] = (
        ""
    )
    month: Annotated[
        str,
        Field(
            description="The month of publication, in the year of the address", examples=["March"]
        ),
    ] = ""
    time: Annotated[
        str, Field(description="The time of publication, with day and month", examples=["10:49"])
    ] = ""

    def plain(self) -> Meta:
        return Meta(
            title=self.title,
            area=self.area,
            url=self.url,
            slug=self.slug,
            date=self.date,
            updated=self.updated,
            embargo=self.embargo,
            expires=self.expires,
            summary=self.summary,
            kind=self.kind,
            status=self.status,
            explanation=self.explanation,
            superseded_by=self.superseded_by,
            redirect_from=self.redirect_from,
            updates=tuple(update.plain() for update in self.updates),
            corrections=tuple(correction.plain() for correction in self.corrections),
            review_by=self.review_by,
            noindex=self.noindex,
            language=self.language,
            incident=self.incident.plain() if self.incident else None,
            og_description=self.og.description,
            og_image=self.og.image,
            og_updated=self.og.updated.time,
            article_published=self.article.published.time,
            article_modified=self.article.modified.time,
            publish_date=self.publish.date,
            publish_month=self.publish.month,
            publish_year=self.publish.year,
            day=self.day,
            month=self.month,
            time=self.time,
            extra=dict(self.model_extra or {}),
            images=tuple(picture.plain() for picture in self.images),
            tags=self.tags,
            accept=tuple(Accepted(accept.code, accept.text) for accept in self.accept),
        )
