"""Views: all that a template can see of a page. What is not here cannot change a page.

Every template is rendered with two names: `site`, a `SiteView`, and `page`, the view of its kind.
Texts are plain (the template escapes them); only a `Fragment` is HTML, through the filter `html`.

Nothing changes a view once it is made. Those that each release has are not frozen all the same, as
Python takes five times as long to make a frozen one.
"""

from dataclasses import dataclass, field
from typing import Any

from newsgen.model.dates import Moment
from newsgen.model.release import Incident, Kind, Picture


@dataclass(slots=True, unsafe_hash=True)
class Link:
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Count:
    """A page of the archive with the number of its releases; no `href` where there are none."""

    title: str
    href: str
    releases: int


@dataclass(frozen=True, slots=True)
class FeedLink:
    title: str
    href: str
    type: str


@dataclass(frozen=True, slots=True)
class SiteView:
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


@dataclass(slots=True, unsafe_hash=True)
class Fragment:
    """A body's HTML, by reference: `{{ page.release.body | html }}` brings it in."""

    source: str
    digest: str


@dataclass(slots=True, unsafe_hash=True)
class Head:
    """The head of a page. `properties` are Open Graph's, `names` the other meta elements."""

    title: str
    description: str
    canonical: str
    robots: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    json_ld: str = ""


@dataclass(slots=True, unsafe_hash=True)
class ReleaseView:
    """A release on its own page. `extra` holds the unknown keys of its front matter."""

    title: str
    href: str
    url: str
    published: Moment | None
    updated: Moment | None
    summary: str
    kind: Kind
    language: str
    images: tuple[Picture, ...]
    tags: tuple[str, ...]
    incident: Incident | None
    draft: bool
    extra: dict[str, Any]
    body: Fragment


@dataclass(slots=True, unsafe_hash=True)
class Item:
    """A release in a list."""

    title: str
    href: str
    published: Moment | None
    summary: str
    kind: Kind
    area: str
    language: str


@dataclass(slots=True, unsafe_hash=True)
class ReleasePage:
    """release.html. `trail` leads from the home page to the month's."""

    head: Head
    release: ReleaseView
    area: Link
    trail: tuple[Link, ...]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class HomePage:
    """home.html: the latest releases, newest first, and the ways into the archive."""

    head: Head
    title: str
    latest: tuple[Item, ...]
    archives: tuple["ArchiveView", ...]
    areas: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """The years of an archive, newest first; `undated` if some releases have no date."""

    title: str
    href: str
    years: tuple[Link, ...]
    undated: Link | None


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """archive.html: the page at the archive's own path, such as /News/News-Articles/."""

    head: Head
    title: str
    trail: tuple[Link, ...]
    archive: ArchiveView


@dataclass(frozen=True, slots=True)
class YearPage:
    """year.html: twelve months with their counts; the neighbours are years that have releases."""

    head: Head
    title: str
    trail: tuple[Link, ...]
    months: tuple[Count, ...]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class Day:
    """The releases of a day, newest first; no `date` for those known to the month only."""

    date: Moment | None
    releases: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class MonthPage:
    """month.html: all releases of a month by day, newest first."""

    head: Head
    title: str
    trail: tuple[Link, ...]
    days: tuple[Day, ...]
    count: int
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class UndatedPage:
    """undated.html: the releases without a date, by title."""

    head: Head
    title: str
    trail: tuple[Link, ...]
    releases: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class AreaPage:
    """area.html: an area's latest releases, newest first, and its archive."""

    head: Head
    title: str
    trail: tuple[Link, ...]
    latest: tuple[Item, ...]
    archive: Link
    count: int
    feeds: tuple[FeedLink, ...]


@dataclass(frozen=True, slots=True)
class PortalPage:
    """portal.html: the page above the hosts of a per-host site; the links are absolute."""

    head: Head
    title: str
    sites: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class PlainPage:
    """404.html and 410.html."""

    head: Head
    title: str


@dataclass(frozen=True, slots=True)
class FeedItem:
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


@dataclass(frozen=True, slots=True)
class FeedPage:
    """feed.atom, feed.rss and feed.json: the latest releases with their whole text."""

    title: str
    description: str
    id: str
    home: str
    url: str
    updated: Moment | None
    author: str
    items: tuple[FeedItem, ...]


@dataclass(slots=True, unsafe_hash=True)
class SitemapEntry:
    """A page's absolute URL and when it last changed, if that is known."""

    url: str
    changed: Moment | None


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """sitemap.xml and sitemap-index.xml."""

    entries: tuple[SitemapEntry, ...]


@dataclass(frozen=True, slots=True)
class NewsEntry:
    url: str
    title: str
    published: Moment
    publication: str
    language: str


@dataclass(frozen=True, slots=True)
class NewsSitemapPage:
    """news-sitemap.xml: the releases of the last two days."""

    entries: tuple[NewsEntry, ...]


@dataclass(frozen=True, slots=True)
class RobotsPage:
    """robots.txt."""

    sitemaps: tuple[str, ...] = field(default=())
