"""What the front matter of a release says: the keys that newsgen itself uses, and all others."""

from typing import Any, Final, NamedTuple, TypedDict

from newsgen.content._values import Accepted
from newsgen.model.dates import Moment
from newsgen.model.release import Attachment, Film, Incident, Kind, Note, Picture, Status


class Timed(TypedDict, total=False):
    """A group that holds a time, as it is written."""

    time: str


class Website(TypedDict, total=False):
    """The website that a release was published on."""

    name: str


class OpenGraph(TypedDict, total=False):
    """What is used of `og`."""

    description: str
    image: str
    site: Website
    updated: Timed


class Article(TypedDict, total=False):
    """What is used of `article`."""

    published: Timed
    modified: Timed


class Publish(TypedDict, total=False):
    """What is used of `publish`."""

    date: str
    month: str
    year: str


_NO_TAGS: Final = OpenGraph()
_NO_ARTICLE: Final = Article()
_NO_DATE: Final = Publish()


class Meta(NamedTuple):
    """What the front matter of a release says.

    `fields` holds the keys that templates see and newsgen itself does not use, as `model.fields`
    has their values, `extra` the unknown ones as they came. The rest are keys by their names.
    """

    fields: dict[str, Any]
    extra: dict[str, Any]
    title: str = ""
    area: str = ""
    url: str | None = None
    slug: str | None = None
    type: str = "release"
    template: str = ""
    date: Moment | None = None
    updated: Moment | None = None
    embargo: Moment | None = None
    expires: Moment | None = None
    summary: str = ""
    kind: Kind = Kind.NEWS
    status: Status = Status.PUBLISHED
    explanation: str = ""
    superseded_by: str | None = None
    redirect_from: tuple[str, ...] = ()
    updates: tuple[Note, ...] = ()
    corrections: tuple[Note, ...] = ()
    review_by: Moment | None = None
    featured_until: Moment | None = None
    noindex: bool = False
    language: str | None = None
    images: tuple[Picture, ...] = ()
    video: Film | None = None
    attachments: tuple[Attachment, ...] = ()
    tags: tuple[str, ...] = ()
    incident: Incident | None = None
    related: tuple[str, ...] = ()
    translation_of: str = ""
    translation: str = ""
    translation_by: Moment | None = None
    accept: tuple[Accepted, ...] = ()
    og: OpenGraph = _NO_TAGS
    article: Article = _NO_ARTICLE
    publish: Publish = _NO_DATE
    day: str = ""
    month: str = ""
    time: str = ""
