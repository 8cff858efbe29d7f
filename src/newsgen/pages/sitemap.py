"""Sitemaps: an index, one a month, one for the other pages, and Google News's."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from newsgen.config import Config
from newsgen.model.dates import Moment, Precision
from newsgen.model.release import Release
from newsgen.pages.outline import RootOutline, in_chunks
from newsgen.pages.target import Target, page
from newsgen.pages.views import NewsEntry, NewsSitemapPage, SitemapEntry, SitemapPage
from newsgen.store import Catalogue
from newsgen.store.newest import Newest

MOST_URLS: Final = 50_000
"""URLs in one sitemap; source: the sitemaps.org protocol."""
MOST_NEWS: Final = 1_000
NEWS_DAYS: Final = 2
INDEX: Final = "/sitemap.xml"
NEWS: Final = "/news-sitemap.xml"


def paths(outline: RootOutline) -> Iterator[str]:
    """Yield the files of a root's sitemaps, relative to it."""
    yield from (path.lstrip("/") for path in (INDEX, NEWS, *_hrefs(outline)))


def _hrefs(outline: RootOutline) -> Iterator[str]:
    yield "/sitemaps/pages.xml"
    for month, count in outline.listed:
        yield from _month_hrefs(month, count)


def month_paths(outline: RootOutline, month: str) -> Iterator[str]:
    """Yield the files of the sitemaps of a month."""
    for listed, count in outline.listed:
        if listed == month:
            yield from (href.lstrip("/") for href in _month_hrefs(month, count))


def _month_hrefs(month: str, count: int) -> Iterator[str]:
    for number, _ in in_chunks(count, MOST_URLS):
        yield _month_href(month, number)


def _month_href(month: str, number: int) -> str:
    return f"/sitemaps/{month}.xml" if number == 1 else f"/sitemaps/{month}-{number}.xml"


def month_targets(
    outline: RootOutline, month: str, releases: Sequence[Release]
) -> Iterator[Target]:
    """Declare the sitemap of a month's releases, or of the undated ones, but for unlisted ones.

    There is none if all are unlisted: an empty sitemap is not valid.
    """
    listed = [release for release in releases if release.is_listed]
    for number, start in in_chunks(len(listed), MOST_URLS) if listed else ():
        entries = tuple(
            SitemapEntry(release.url, _changed(release))
            for release in listed[start : start + MOST_URLS]
        )
        yield page(outline.root, _month_href(month, number), "sitemap.xml", SitemapPage(entries))


def site_targets(
    config: Config,
    outline: RootOutline,
    catalogue: Catalogue,
    hrefs: Iterable[str],
    as_of: datetime,
) -> Iterator[Target]:
    """Declare the index, the sitemap of the pages that list releases, and the news sitemap."""
    root = outline.root
    index = [SitemapEntry(f"{root.base_url}/sitemaps/pages.xml", None)]
    for month, count in outline.listed:
        hrefs_of_month = _month_hrefs(month, count)
        index += [SitemapEntry(root.base_url + href, None) for href in hrefs_of_month]
    yield page(root, INDEX, "sitemap-index.xml", SitemapPage(tuple(index)))
    pages = tuple(SitemapEntry(root.base_url + href, None) for href in hrefs)
    yield page(root, "/sitemaps/pages.xml", "sitemap.xml", SitemapPage(pages))
    recent = catalogue.newest.since(root.name, as_of - timedelta(days=NEWS_DAYS), MOST_NEWS)
    news = tuple(
        _news(config, release) for release in recent if _has_day(release) and release.is_listed
    )
    yield page(root, NEWS, "news-sitemap.xml", NewsSitemapPage(news))


def next_change(newest: Newest, as_of: datetime) -> datetime | None:
    """Return when a release next leaves the news sitemap for its age, if there is one."""
    age = timedelta(days=NEWS_DAYS)
    oldest = newest.oldest_since(as_of - age)
    return oldest + age + timedelta(seconds=1) if oldest else None


def _changed(release: Release) -> Moment | None:
    """Return when a page changed; a month alone is no date to the protocol's schema."""
    moment = release.updated or release.published
    return moment if moment and moment.precision is not Precision.MONTH else None


def _has_day(release: Release) -> bool:
    return release.published is not None and release.published.precision is not Precision.MONTH


def _news(config: Config, release: Release) -> NewsEntry:
    assert release.published is not None
    return NewsEntry(
        url=release.url,
        title=release.title,
        published=release.published,
        publication=config.area(release.area).name,
        language=release.language.partition("-")[0],
    )
