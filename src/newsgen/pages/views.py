"""Views: all that a template can see of a page. What is not here cannot change a page.

Every template is rendered with two names: `site`, a `SiteView`, and `page`, the template's view.
Texts are plain (the template escapes them); only a `Fragment` is HTML, through the filter `html`.

No code changes a view after it is made. They are not frozen, as Python takes five times as long to
make a frozen one; and what can be written once for all of them is not generated for
each, as that takes several milliseconds whenever newsgen starts.
"""

from dataclasses import dataclass, field
from reprlib import recursive_repr
from typing import Any

from newsgen.model.dates import Moment
from newsgen.model.release import Incident, Kind, Note


class View:
    """What is generated for other dataclasses, as templates may compare and print views."""

    __slots__: tuple[str, ...] = ()

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    @recursive_repr()
    def __repr__(self) -> str:
        values = zip(self.__slots__, self._values(), strict=True)
        shown = ", ".join(f"{name}={value!r}" for name, value in values)
        return f"{self.__class__.__qualname__}({shown})"

    def _values(self) -> tuple[Any, ...]:
        return tuple([getattr(self, name) for name in self.__slots__])


@dataclass(slots=True, eq=False, repr=False)
class Link(View):
    title: str
    href: str


@dataclass(slots=True, eq=False, repr=False)
class ReleaseLink(View):
    """A link to a release whose language may not be that of the page."""

    title: str
    href: str
    language: str


@dataclass(slots=True, eq=False, repr=False)
class Count(View):
    """A page of the archive with the number of its releases; no `href` where there are none."""

    title: str
    href: str
    releases: int


@dataclass(slots=True, eq=False, repr=False)
class FeedLink(View):
    title: str
    href: str
    type: str


@dataclass(slots=True, eq=False, repr=False)
class SiteView(View):
    """What every page shows: the same for all of a document root."""

    title: str
    language: str
    base_url: str
    home: str
    theme: str
    areas: tuple[Link, ...]
    archives: tuple[Link, ...]
    feeds: tuple[FeedLink, ...]
    options: dict[str, Any]
    assets: dict[str, str]
    generator: str
    search: str = ""
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    """What the frames of pages say, by language: `en`, `cy`; each has every word."""
    frame: str = "en"
    """The language of the frames, which is one of these: the site's, if the theme has its words."""
    accessibility: str = ""
    """The link to the accessibility statement, if there is one."""


@dataclass(slots=True, eq=False, repr=False)
class Image(View):
    """A picture; `width` and `height` are in pixels, and 0 if they are not known."""

    src: str
    alt: str
    caption: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0


@dataclass(slots=True, eq=False, repr=False)
class Fragment(View):
    """A body's HTML, by reference: `{{ page.release.body | html }}` brings it in.

    `images` are those of the site's own files that stand in it, with their sizes.
    """

    source: str
    digest: str
    images: tuple[Image, ...] = ()


@dataclass(slots=True, eq=False, repr=False)
class Head(View):
    """The head of a page. `properties` are Open Graph's, `names` the other meta elements."""

    title: str
    description: str
    canonical: str
    robots: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    json_ld: str = ""


@dataclass(slots=True, eq=False, repr=False)
class ReleaseView(View):
    """A release on its own page. `extra` holds the unknown keys of its front matter.

    `fields` holds those that are known and shown nowhere else, by name.

    `explanation` and `superseded_by`, a link, are those of a closed one; both may be empty. Updates
    and corrections come newest first, and only those whose time has come.
    """

    title: str
    href: str
    url: str
    published: Moment | None
    updated: Moment | None
    summary: str
    kind: Kind
    language: str
    images: tuple[Image, ...]
    tags: tuple[str, ...]
    incident: Incident | None
    draft: bool
    closed: bool
    explanation: str
    superseded_by: str
    updates: tuple[Note, ...]
    corrections: tuple[Note, ...]
    fields: dict[str, Any]
    extra: dict[str, Any]
    body: Fragment


@dataclass(slots=True, eq=False, repr=False)
class Item(View):
    """A release in a list."""

    title: str
    href: str
    published: Moment | None
    summary: str
    kind: Kind
    area: str
    language: str


@dataclass(slots=True, eq=False, repr=False)
class ReleasePage(View):
    """release.html. `trail` leads to the month's page; `related` are of the same incident.

    `frame` is the language of all but the release: its own, if the theme has the words.
    """

    head: Head
    release: ReleaseView
    area: Link
    trail: tuple[Link, ...]
    previous: ReleaseLink | None
    next: ReleaseLink | None
    related: tuple[Item, ...]
    frame: str


@dataclass(slots=True, eq=False, repr=False)
class WithdrawnPage(View):
    """withdrawn.html: why a release was taken down, and nothing else of it."""

    head: Head
    title: str
    explanation: str
    language: str


@dataclass(slots=True, eq=False, repr=False)
class MovedPage(View):
    """moved.html: leads from an old address to the new one, where the host does not do so."""

    head: Head
    title: str
    href: str
    url: str


@dataclass(slots=True, eq=False, repr=False)
class HomePage(View):
    """home.html: the latest releases, newest first, open appeals, and the ways into the archive.

    `picture` is that of the first release, if it has one.
    """

    head: Head
    title: str
    latest: tuple[Item, ...]
    picture: Image | None
    appeals: tuple[Item, ...]
    archives: tuple["ArchiveView", ...]
    areas: tuple[Link, ...]


@dataclass(slots=True, eq=False, repr=False)
class ArchiveView(View):
    """The years of an archive, newest first; `undated` if some releases have no date."""

    title: str
    href: str
    years: tuple[Link, ...]
    undated: Link | None


@dataclass(slots=True, eq=False, repr=False)
class ArchivePage(View):
    """archive.html: the page at the archive's own path, such as /News/News-Articles/."""

    head: Head
    title: str
    trail: tuple[Link, ...]
    archive: ArchiveView


@dataclass(slots=True, eq=False, repr=False)
class YearPage(View):
    """year.html: twelve months with their counts; the neighbours are years that have releases."""

    head: Head
    title: str
    trail: tuple[Link, ...]
    months: tuple[Count, ...]
    previous: Link | None
    next: Link | None


@dataclass(slots=True, eq=False, repr=False)
class Day(View):
    """The releases of a day, newest first; no `date` for those known to the month only."""

    date: Moment | None
    releases: tuple[Item, ...]


@dataclass(slots=True, eq=False, repr=False)
class MonthPage(View):
    """month.html: all releases of a month by day, newest first.

    `months` are those of the year that have releases. They have no counts: each release would
    otherwise change all of the year's pages.
    """

    head: Head
    title: str
    trail: tuple[Link, ...]
    months: tuple[Link, ...]
    days: tuple[Day, ...]
    count: int
    previous: Link | None
    next: Link | None


@dataclass(slots=True, eq=False, repr=False)
class UndatedPage(View):
    """undated.html: the releases without a date, by title."""

    head: Head
    title: str
    trail: tuple[Link, ...]
    releases: tuple[Item, ...]


@dataclass(slots=True, eq=False, repr=False)
class AreaPage(View):
    """area.html: an area's latest releases, newest first, and its archive."""

    head: Head
    title: str
    trail: tuple[Link, ...]
    latest: tuple[Item, ...]
    archive: Link
    years: tuple[Link, ...]
    count: int
    feeds: tuple[FeedLink, ...]


@dataclass(slots=True, eq=False, repr=False)
class PortalPage(View):
    """portal.html: the page above the hosts of a per-host site; the links are absolute."""

    head: Head
    title: str
    sites: tuple[Count, ...]


@dataclass(slots=True, eq=False, repr=False)
class SearchPage(View):
    """search.html: the form, and the archive for readers without JavaScript.

    Areas, years (newest first) and kinds are those to choose from. `index` is the folder of the
    search index, for `search.js`.
    """

    head: Head
    title: str
    trail: tuple[Link, ...]
    areas: tuple[str, ...]
    years: tuple[str, ...]
    kinds: tuple[Kind, ...]
    archives: tuple[ArchiveView, ...]
    index: str


@dataclass(slots=True, eq=False, repr=False)
class PlainPage(View):
    """404.html and 410.html."""

    head: Head
    title: str


@dataclass(slots=True, eq=False, repr=False)
class FailureView(View):
    """What does not meet a success criterion, and when that will be mended."""

    text: str
    criterion: str
    fix_by: Moment


@dataclass(slots=True, eq=False, repr=False)
class StatementPage(View):
    """accessibility-statement.html: what [accessibility] of newsgen.toml says."""

    head: Head
    title: str
    trail: tuple[Link, ...]
    scope: str
    organisation: str
    nation: str
    status: str
    wcag_version: str
    contact: str
    email: str
    telephone: str
    failures: tuple[FailureView, ...]
    burdens: tuple[str, ...]
    out_of_scope: tuple[str, ...]
    prepared: Moment
    reviewed: Moment
    tested: Moment
    tested_by: str


@dataclass(slots=True, eq=False, repr=False)
class ManifestPage(View):
    """manifest.webmanifest: what a telephone needs to keep the site on its first screen."""

    title: str


@dataclass(slots=True, eq=False, repr=False)
class FeedItem(View):
    """A release in a feed. `id` never changes; `url` is absolute."""

    id: str
    title: str
    url: str
    published: Moment
    updated: Moment
    summary: str
    area: str
    language: str
    image: str
    tags: tuple[str, ...]
    body: Fragment


@dataclass(slots=True, eq=False, repr=False)
class FeedPage(View):
    """feed.atom, feed.rss and feed.json: the latest releases with their whole text."""

    title: str
    description: str
    id: str
    home: str
    url: str
    updated: Moment | None
    author: str
    items: tuple[FeedItem, ...]


@dataclass(slots=True, eq=False, repr=False)
class SitemapEntry(View):
    """A page's absolute URL and when it last changed, if that is known."""

    url: str
    changed: Moment | None


@dataclass(slots=True, eq=False, repr=False)
class SitemapPage(View):
    """sitemap.xml and sitemap-index.xml."""

    entries: tuple[SitemapEntry, ...]


@dataclass(slots=True, eq=False, repr=False)
class NewsEntry(View):
    url: str
    title: str
    published: Moment
    publication: str
    language: str


@dataclass(slots=True, eq=False, repr=False)
class NewsSitemapPage(View):
    """news-sitemap.xml: the releases of the last two days."""

    entries: tuple[NewsEntry, ...]


@dataclass(slots=True, eq=False, repr=False)
class RobotsPage(View):
    """robots.txt."""

    sitemaps: tuple[str, ...] = field(default=())
