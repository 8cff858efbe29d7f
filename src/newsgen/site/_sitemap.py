"""Sitemaps: an index, one for the pages that list releases, and Google News's.

Those of the releases are each a part of their month.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from newsgen.model.area import Area, Root
from newsgen.model.month import PAGES as OF_PAGES
from newsgen.model.release import Release
from newsgen.site._release import alternates
from newsgen.site.addresses import MOST_URLS, NEWS_SITEMAP, SITEMAP, file_of, sitemaps
from newsgen.site.frame import NEWS_AGE
from newsgen.site.opened import OpenRoot
from newsgen.site.outline import RootOutline
from newsgen.site.part import Part, PathClaim
from newsgen.site.target import Target, page
from newsgen.site.views import NewsEntry, NewsSitemapPage, SitemapEntry, SitemapPage
from newsgen.site.window import Question, Window

MOST_NEWS: Final = 1_000
_PAGES: Final = "pages"


@dataclass(frozen=True, slots=True)
class SitemapWindow(Window):
    """The addresses of a root's own pages and of those with a text of their own, and the news."""

    root: Root
    page_hrefs: tuple[str, ...]
    listed_pages: tuple[SitemapEntry, ...]
    listed: tuple[tuple[str, int], ...]
    area_of: dict[str, Area]
    news: Question[[int], Sequence[Release]]


def _open(root: OpenRoot, _piece: str, _only: str) -> SitemapWindow:
    twins = root.site.twins.get((root.name, OF_PAGES), {})
    newest, since = root.catalogue.newest, root.site.frame.as_of - NEWS_AGE
    return SitemapWindow(
        root=root.root,
        page_hrefs=root.site.page_hrefs(root.outline),
        listed_pages=tuple(
            SitemapEntry(page.url, page.updated, alternates(page, twin) if twin else ())
            for page in root.pages()
            for twin in [twins.get(page.source)]
            if page.is_listed
        ),
        listed=root.outline.listed,
        area_of=root.area_of,
        news=Question(lambda limit: newest.since(root.name, since, limit)),
    )


def _claims(_: RootOutline) -> Iterator[PathClaim]:
    hrefs = (SITEMAP, NEWS_SITEMAP, *(href for href, _ in sitemaps(_PAGES, 0)))
    yield from (PathClaim(file_of(href)) for href in hrefs)
    yield PathClaim("sitemaps/")  # more of them, where there are many pages


def _targets(window: SitemapWindow) -> Iterator[Target]:
    root = window.root
    entries = _entries(root, window.page_hrefs)
    entries += window.listed_pages
    hrefs = []
    for href, start in sitemaps(_PAGES, len(entries)):
        view = SitemapPage(tuple(entries[start : start + MOST_URLS]))
        yield page(root, href, "sitemap.xml", view)
        hrefs.append(href)
    hrefs += (href for listed in window.listed for href, _ in sitemaps(*listed))
    yield page(root, SITEMAP, "sitemap-index.xml", SitemapPage(tuple(_entries(root, hrefs))))
    news = tuple(
        _news(window, release)
        for release in window.news(MOST_NEWS)
        if release.published and release.published.has_day and release.is_listed
    )
    yield page(root, NEWS_SITEMAP, "news-sitemap.xml", NewsSitemapPage(news))


def _entries(root: Root, hrefs: Sequence[str]) -> list[SitemapEntry]:
    return [SitemapEntry(root.base_url + href, None) for href in hrefs]


def _news(window: SitemapWindow, release: Release) -> NewsEntry:
    assert release.published is not None
    return NewsEntry(
        url=release.url,
        title=release.title,
        published=release.published,
        publication=window.area_of[release.area].name,
        language=release.language.partition("-")[0],
    )


SITEMAPS: Final = Part(
    "sitemaps",
    _open,
    _targets,
    _claims,
    templates=("sitemap-index.xml", "sitemap.xml", "news-sitemap.xml"),
    is_last=True,
)
