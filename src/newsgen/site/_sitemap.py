"""Sitemaps: an index, one for the pages that list releases, and Google News's.

Those of the releases are each a part of their month.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from newsgen.model.area import Area, Root
from newsgen.model.month import PAGES as OF_PAGES
from newsgen.model.release import Release
from newsgen.site._release import alternates
from newsgen.site.addresses import MOST_URLS, NEWS_SITEMAP, SITEMAP, file_of, sitemaps
from newsgen.site.elsewhere import Elsewhere
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
    elsewhere: Elsewhere = field(default_factory=dict)
    of_branches: tuple[tuple[Root, tuple[tuple[str, int], ...]], ...] = ()


def _open(root: OpenRoot, _piece: str, _only: str) -> SitemapWindow:
    twins = root.site.twins.get((root.name, OF_PAGES), {})
    newest, since = root.catalogue.newest, root.site.frame.as_of - NEWS_AGE
    page_hrefs = root.site.page_hrefs(root.outline)
    branches = () if root.root.is_branch else root.branches
    return SitemapWindow(
        root=root.root,
        page_hrefs=page_hrefs,
        elsewhere=root.elsewhere(page_hrefs),
        listed_pages=tuple(
            SitemapEntry(page.url, page.updated, alternates(page, twin) if twin else ())
            for page in root.pages()
            for twin in [twins.get(page.source)]
            if page.is_listed
        ),
        listed=root.outline.listed,
        of_branches=tuple((each.root, each.listed) for each in branches),
        area_of=root.area_of,
        news=Question(lambda limit: newest.since(root.name, since, limit)),
    )


def _claims(outline: RootOutline) -> Iterator[PathClaim]:
    root = outline.root
    hrefs = (root.at(NEWS_SITEMAP), *(href for href, _ in sitemaps(_PAGES, 0, root.base)))
    yield from (PathClaim(file_of(href)) for href in hrefs)
    if not root.is_branch:
        yield PathClaim(file_of(SITEMAP))
    yield PathClaim(f"{root.base[1:]}sitemaps/")  # more of them, where there are many pages


def _targets(window: SitemapWindow) -> Iterator[Target]:
    root = window.root
    entries = _entries(root, window.page_hrefs, window.elsewhere)
    entries += window.listed_pages
    hrefs = []
    for href, start in sitemaps(_PAGES, len(entries), root.base):
        view = SitemapPage(tuple(entries[start : start + MOST_URLS]))
        yield page(root, href, "sitemap.xml", view)
        hrefs.append(href)
    hrefs += (href for listed in window.listed for href, _ in sitemaps(*listed, root.base))
    for branch, listed_there in window.of_branches:
        every = [(_PAGES, 0), *listed_there]
        hrefs += (href for each in every for href, _ in sitemaps(*each, branch.base))
    if not root.is_branch:
        index = SitemapPage(tuple(_entries(root, hrefs, {})))
        yield page(root, SITEMAP, "sitemap-index.xml", index)
    news = tuple(
        _news(window, release)
        for release in window.news(MOST_NEWS)
        if release.published and release.published.has_day and release.is_listed
    )
    yield page(root, root.at(NEWS_SITEMAP), "news-sitemap.xml", NewsSitemapPage(news))


def _entries(root: Root, hrefs: Sequence[str], elsewhere: Elsewhere) -> list[SitemapEntry]:
    return [
        SitemapEntry(root.base_url + href, None, elsewhere[href].alternates)
        if href in elsewhere
        else SitemapEntry(root.base_url + href, None)
        for href in hrefs
    ]


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
