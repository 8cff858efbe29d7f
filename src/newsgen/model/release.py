"""A release, and the pictures, links and related releases that go with it."""

from dataclasses import astuple, dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple, Self

from newsgen.diagnostics import Span
from newsgen.model.dates import Moment
from newsgen.model.month import Month
from newsgen.model.refusal import Textless


class Word(StrEnum):
    """A word for authors to choose, with its meaning."""

    meaning: str

    def __new__(cls, word: str, meaning: str) -> Self:
        chosen = str.__new__(cls, word)
        chosen._value_, chosen.meaning = word, meaning
        return chosen


class Kind(Word):
    """What a release is for."""

    NEWS = "news", "News in general"
    APPEAL = "appeal", "An appeal for witnesses or information"
    MISSING = "missing", "An appeal to find a missing person"
    WANTED = "wanted", "An appeal to find a person who is wanted"
    CCTV = "cctv", "An appeal to identify people in pictures"
    COURT_RESULT = "court-result", "The result of a case in court"
    CHARGE = "charge", "A person has been charged"
    ARREST = "arrest", "A person has been arrested"
    CAMPAIGN = "campaign", "A campaign or advice on how to stay safe"
    TRAFFIC = "traffic", "Roads and traffic"


APPEALS: Final = frozenset({Kind.APPEAL, Kind.MISSING, Kind.WANTED, Kind.CCTV})
"""Those that ask for the public's help."""
SURE_REFERENCE: Final = 6
"""So many characters of an incident's reference name it without its day."""


class Status(Word):
    DRAFT = "draft", "Not to be published yet"
    PUBLISHED = "published", "To be published, at the time that date and embargo give"
    CLOSED = (
        "closed",
        "Still published, but over: a banner says so, and nobody is asked to get in touch any more",
    )
    WITHDRAWN = "withdrawn", "Taken down: its page says why, and nothing else of it is published"
    GONE = "gone", "Taken down without a word: its address answers that it is gone"
    MOVED = "moved", "Published at another address, to which its own one leads"


TYPES: Final[dict[str, str]] = {
    "release": "A news release",
    "page": "A page of the site, such as a contact page: in no list of releases and no feed",
}
KINDS: Final[dict[Kind, str]] = {kind: kind.meaning for kind in Kind}
STATUSES: Final[dict[Status, str]] = {status: status.meaning for status in Status}
PLACEHOLDER: Final = "Write the release here."
"""What stands in the place of a body that nobody has written yet."""
TO_WRITE: Final = "[Write:"
"""What begins a part of a new release that nobody has written yet."""

RETIRED: Final = frozenset({Status.WITHDRAWN, Status.GONE, Status.MOVED})
"""Statuses of which neither title nor text is published."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a release; `src` is a URL, or a path from the site's root.

    `focus` is the point that stays where it is cropped, in percent from the left and from the top;
    empty if its author names none.
    """

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    decorative: bool = False
    focus: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document of a release; `file` and `alternative` are paths from the site's root.

    The alternative, which may be an address too, is the same in a form for everyone. `accessible`
    says that the author has checked the document itself.
    """

    file: str
    title: str
    accessible: bool = False
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class Film:
    """A film of a release: a file of the site, or the address of one at a service."""

    title: str
    file: str = ""
    url: str = ""
    poster: str = ""
    captions: str = ""
    transcript: str = ""


@dataclass(frozen=True, slots=True)
class Incident(Textless):
    """The police's own reference of the incident, for callers to quote."""

    reference: str
    day: str = ""
    month: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Note(Textless):
    """An update or a correction: when, and what. If it is significant, the release is newer."""

    at: Moment
    note: str
    significant: bool = False


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a redirect leads: a link within the site or an absolute URL, and the absolute URL.

    `root` and `path` are those of the page, if it is one of the site.
    """

    href: str
    url: str
    root: str
    path: str


@dataclass(frozen=True, slots=True)
class Life:
    """What happens to a release after it was written; most have nothing of it.

    `superseded_by` is the release that took its place. `apart` is why it may be without a twin in
    another language, and `twin_by` the day by which it needs one.
    """

    review_by: Moment | None = None
    updates: tuple[Note, ...] = ()
    corrections: tuple[Note, ...] = ()
    superseded_by: Destination | None = None
    explanation: str = ""
    noindex: bool = False
    apart: str = ""
    twin_by: Moment | None = None


WRITTEN_ONCE: Final = Life()
"""The life of most releases."""


class Redirect(NamedTuple):
    """An old address that leads to a page, and where that is written.

    `path` is decoded and begins with a slash, `query` is encoded; `file` is that of the address.
    Without a `target` the address is gone.
    """

    url: str
    root: str
    path: str
    query: str
    file: str
    target: Destination | None
    line: int
    column: int
    end_column: int


class Twin(NamedTuple):
    """A published half of a pair, as the page of the other half, at `source`, leads to it.

    `until` is when it ends, in ISO 8601, or empty.
    """

    root: str
    month: str
    source: str
    twin_root: str
    href: str
    url: str
    title: str
    language: str
    until: str = ""


class Acceptance(NamedTuple):
    """A finding that the author accepts, with a reason, and the place that says so.

    With a `text`, only a finding whose words hold it is meant.
    """

    code: str
    text: str
    line: int
    column: int

    def span(self, path: str) -> Span:
        return Span(path, self.line, self.column)


class ClockOff(NamedTuple):
    """A key whose time is off by the offset from UTC, and the dateline, which is right.

    `said` is what the key says as it is written, `local` the dateline's time in words.
    """

    key: str
    said: str
    local: str
    span: Span
    dateline: Span


class LinkUse(NamedTuple):
    """A link of a body to a page of the archive: a path in a document root, and its place."""

    root: str
    path: str
    anchor: str
    written: str
    line: int
    column: int
    end_column: int


@dataclass(frozen=True, slots=True)
class FileUse:
    """A file of the content folder that a release may use, and where it names it.

    `sure` says that the release means a file: one beside it, a picture or a document. Another path
    from the root may be a page.
    """

    path: str
    line: int
    column: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Release:
    """All that is known of a release but its body.

    `href` links to it within its host; `url` is the absolute, historic one; `path` is its file's,
    relative to the document root. `published` is nothing when no source gives a date. `body` is
    the digest of its HTML. `fields` holds the front matter's keys that only templates need, as
    `model.fields` has their values, `extra` the unknown ones as they came. `template` is that of a
    page, a release has none; `template_at` is where its author says so: lines and columns.
    `embeds` are the services whose frames its body may show. `also_in` are the other languages in
    which its body says what it says, without countries: it is its own translation. `og_file` is
    the use of `og_image`, if that may be a file of the site; `files` has the others.
    """

    source: str
    area: str
    title: str
    url: str
    host: str
    href: str
    path: str
    published: Moment | None
    updated: Moment | None
    summary: str
    kind: Kind
    status: Status
    language: str
    embargo: datetime | None
    expires: datetime | None
    images: tuple[Picture, ...]
    og_image: str
    tags: tuple[str, ...]
    incident: Incident | None
    files: tuple[FileUse, ...]
    body: str
    fields: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    life: Life | None = None
    template: str = ""
    template_at: tuple[int, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    embeds: tuple[str, ...] = ()
    also_in: tuple[str, ...] = ()
    og_file: FileUse | None = None

    @property
    def uses(self) -> tuple[FileUse, ...]:
        """Return the files that it may use, that of `og_image` last."""
        og_file = self.og_file
        if og_file is None or any(use.path == og_file.path for use in self.files):
            return self.files
        return (*self.files, og_file)

    @property
    def is_page(self) -> bool:
        """Return whether it is a page of the site, such as its contact page, and no release."""
        return bool(self.template)

    @property
    def is_retired(self) -> bool:
        return self.status in RETIRED

    @property
    def notes(self) -> tuple[Note, ...]:
        """Its updates and corrections."""
        return (*self.life.updates, *self.life.corrections) if self.life else ()

    def notes_more_than(self, twin: "Release") -> int:
        """Return how many more updates and corrections it has than its twin."""
        return len(self.notes) - len(twin.notes)

    @property
    def case(self) -> str:
        """What releases of the same incident share; empty if the reference may be another's.

        Many forces restart the numbers of incidents each day, so a short reference needs its day.
        """
        if self.incident is None:
            return ""
        reference, day, month, year = astuple(self.incident)
        if not day and len(reference) < SURE_REFERENCE:
            return ""
        words = f"{self.area} {reference} {day} {month} {year}"
        return " ".join(words.casefold().split())

    @property
    def incident_to_quote(self) -> Incident | None:
        """The incident that callers are to quote: nobody is to call about a closed release."""
        return self.incident if self.status is not Status.CLOSED else None

    @property
    def is_open_appeal(self) -> bool:
        """Return whether it asks for help that is still needed."""
        return self.kind in APPEALS and self.status is not Status.CLOSED

    @property
    def is_listed(self) -> bool:
        """Return whether search engines may list it."""
        return not (self.life and self.life.noindex)

    @property
    def visible_from(self) -> datetime | None:
        """When it may first be seen: at the later of its embargo and its date."""
        bounds = [self.embargo, self.published.at if self.published else None]
        return max((bound for bound in bounds if bound is not None), default=None)


def as_seen(release: Release, at: datetime) -> Release:
    """Return a release as readers see it at a time: without the updates and corrections to come.

    The last significant one of those that are seen is when it was updated.
    """
    life = release.life
    if life is None or not (life.updates or life.corrections):
        return release
    updates, corrections = (
        tuple([note for note in notes if note.at.at <= at])
        for notes in (life.updates, life.corrections)
    )
    moments = [note.at for note in (*updates, *corrections) if note.significant]
    moments += [release.updated] if release.updated else []
    updated, published = max(moments, key=lambda moment: moment.at, default=None), release.published
    if updated and published and (updated.at <= published.at or updated.agrees_with(published)):
        updated = None
    life = replace(life, updates=updates, corrections=corrections)
    return replace(release, updated=updated, life=life)


EXPIRED: Final = "expired"


def status_at(at: datetime, release: Release, *, is_published: bool) -> str:
    """Return how a release stands at a time: its status, or why it is not published.

    The word is one of `Status`, "expired" or "embargoed".
    """
    if release.status != Status.PUBLISHED and (is_published or release.status != Status.CLOSED):
        return release.status
    if is_published:
        return Status.PUBLISHED
    is_over = not release.title  # as its twin has expired, and its words went with it
    if is_over or (release.expires is not None and release.expires <= at):
        return EXPIRED
    return "embargoed"


MOST: Final = 6
"""Related releases on a page."""
AROUND: Final = 3
"""Releases of the same incident that a page shows before and after its own."""


RELATED: Final = "related"
TRANSLATION_OF: Final = "translation_of"
"""Keys by which a release names others."""
URGENT: Final = "urgent"
"""Why a release may go out before its twin."""
TAKEN_DOWN: Final = "taken-down"
"""Why a release may stay without its twin."""


class RelatedUse(NamedTuple):
    """A release that another one names, by its file or its address, and the place.

    One of the two is empty: the `source`, or root and path. The `key` says what it is named as.
    """

    key: str
    written: str
    source: str
    root: str
    path: str
    line: int
    column: int
    end_column: int


def months_with_tags(month: str) -> list[str]:
    """Return the months whose releases may be related by tag to those of one: it and twelve before.

    They are few, so that a page costs as much in any archive.
    """
    year, number = Month.parse(month)
    last = year * 12 + number - 1
    return [str(Month(at // 12, at % 12 + 1)) for at in range(last - 12, last + 1)]
