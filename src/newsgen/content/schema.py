"""The front matter's schema: what keys there are and what each takes.

Everything arrives as text (see `frontmatter`); an empty value counts as not given. Unknown keys are
kept. Key names and shapes are those of 50,786 real releases, and newsgen's own.
"""

import html
import re
from datetime import datetime
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    model_validator,
)

from newsgen.codes import CODES, select
from newsgen.model import dates
from newsgen.model.dates import DateError, Moment
from newsgen.model.release import Incident, Kind, Picture, Status
from newsgen.model.urls import is_slug
from newsgen.model.validation import did_you_mean, refusal, shape_of


def _clean(text: str) -> str:
    """Decode HTML entities once and fold white space: old systems wrote `&ndash;` into titles."""
    if "&" in text:
        text = html.unescape(text)
    return " ".join(text.translate(_NOT_XML).split())


_NOT_XML: Final = dict.fromkeys((*range(9), *range(14, 28), *range(127, 160), 65534, 65535))
"""Characters that no page or feed may hold, less those that count as white space."""


def _title(text: str) -> str:
    if not text:
        raise refusal("NG201", "the release has no title", "Add a line title: and the headline.")
    return text


def _image(value: Any) -> Any:
    """`og.image` is text in most files and a map with `url` in some."""
    return value.get("url", "") if isinstance(value, dict) else value


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
    if moment.precision is not dates.Precision.MINUTE or not dates.has_offset(value):
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


def _language(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        raise refusal("NG206", f"language “{text}” is not a language tag", "Use en-GB or cy.")
    return text


def _lower(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value


Text = Annotated[str, AfterValidator(_clean)]
Date = Annotated[Moment, BeforeValidator(_moment)]
Instant = Annotated[datetime, BeforeValidator(_instant)]


class _Group(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, data: Any) -> Any:
        if isinstance(data, dict) and "" in data.values():
            return {key: value for key, value in data.items() if value != ""}
        return data


class Time(_Group):
    time: str | None = None


class SiteName(_Group):
    name: Text = ""


class OpenGraph(_Group):
    """Open Graph tags as the old system wrote them."""

    title: Text = ""
    description: Text = ""
    image: Annotated[str, BeforeValidator(_image)] = ""
    url: str = ""
    type: str = ""
    locale: str = ""
    site: SiteName = SiteName()
    updated: Time = Time()


class Article(_Group):
    published: Time = Time()
    modified: Time = Time()
    publisher: str = ""
    author: str = ""


class Publish(_Group):
    date: str | None = None
    month: str | None = None
    year: str | None = None


class Twitter(_Group):
    title: Text = ""
    url: str = ""
    image: str = ""


class App(_Group):
    id: str = ""


class Facebook(_Group):
    app: App = App()


class Pressroom(_Group):
    name: str = ""


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

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: Annotated[str, AfterValidator(_code)]
    reason: Annotated[Text, AfterValidator(_reason), Field(validate_default=True)] = ""
    text: str = ""


class FrontMatter(_Group):
    """All keys of a release."""

    title: Annotated[Text, AfterValidator(_title), Field(description="The headline")]
    area: Annotated[str, Field(description="The force's area")]
    url: Annotated[str | None, Field(description="The address it has always had")] = None
    slug: Annotated[str, AfterValidator(_slug)] | None = None
    date: Date | None = None
    updated: Date | None = None
    embargo: Instant | None = None
    expires: Instant | None = None
    summary: Text = ""
    kind: Annotated[Kind, BeforeValidator(_lower)] = Kind.NEWS
    status: Annotated[Status, BeforeValidator(_lower)] = Status.PUBLISHED
    language: Annotated[str, AfterValidator(_language)] | None = None
    images: tuple[Picture, ...] = ()
    tags: tuple[Text, ...] = ()
    incident: Incident | None = None
    accept: tuple[Accept, ...] = ()
    og: OpenGraph = OpenGraph()
    article: Article = Article()
    publish: Publish = Publish()
    twitter: Twitter = Twitter()
    fb: Facebook = Facebook()
    pressroom: Pressroom = Pressroom()
    position: str = ""
    index: str = ""
    day: str = ""
    month: str = ""
    time: str = ""


KNOWN: Final = list(FrontMatter.model_fields)
GROUPS: Final[dict[str, list[str]]] = {
    "og": list(OpenGraph.model_fields),
    "article": list(Article.model_fields),
    "publish": list(Publish.model_fields),
    "twitter": list(Twitter.model_fields),
}
