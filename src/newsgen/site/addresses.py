"""Where newsgen's own pages are: links within a root that several parts of the site lead to.

Those of a branch are below its home page: see `Root.at`.
"""

from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from newsgen.model.area import AREAS, Area
from newsgen.site.views import FeedLink

ACCESSIBILITY: Final = "/accessibility-statement/"
SEARCH: Final = "/search/"
SEARCH_INDEX: Final = "/pagefind/"
"""The folder of the search index."""
SEARCH_FACETS: Final = "releases.json"
"""In that folder: what a search can be narrowed by. `site/index.py` describes its form."""
SITEMAP: Final = "/sitemap.xml"
NEWS_SITEMAP: Final = "/news-sitemap.xml"
MOST_URLS: Final = 50_000
"""URLs in one sitemap; source: the sitemaps.org protocol."""
_FEEDS: Final = (
    ("atom", "application/atom+xml", "Atom"),
    ("rss", "application/rss+xml", "RSS"),
    ("json", "application/feed+json", "JSON Feed"),
)


def file_of(href: str) -> str:
    """Return the file of a page that newsgen itself gives an address."""
    path = unquote(href).lstrip("/")
    return path + "index.html" if not path or path.endswith("/") else path


def area_href(area: Area) -> str:
    """Return the link to an area's page, which is also the folder of its feeds."""
    return f"{area.base}{AREAS[1:]}{area.slug}/"


def feed_links(title: str, folder: str = "/", home: str = "/") -> tuple[FeedLink, ...]:
    """Return the feeds of a folder: all but that of the home page have Atom only."""
    formats = _FEEDS if folder == home else _FEEDS[:1]
    return tuple(
        FeedLink(f"{title} ({name})", f"{folder}feed.{extension}", media)
        for extension, media, name in formats
    )


def sitemaps(name: str, count: int, base: str = "/") -> Iterator[tuple[str, int]]:
    """Yield the links to a root's sitemaps of a month or of the pages, and where the URLs start.

    A month without a release in search engines has one all the same, as far as links go.
    """
    yield f"{base}sitemaps/{name}.xml", 0
    for number, start in enumerate(range(MOST_URLS, count, MOST_URLS), 2):
        yield f"{base}sitemaps/{name}-{number}.xml", start
