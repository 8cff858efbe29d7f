"""A month of releases, or those without a date: their pages, their lists and their sitemap."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date
from itertools import groupby
from typing import Final

from newsgen.model.dates import Moment, moment_of
from newsgen.model.month import UNDATED, Month, month_of, year_of
from newsgen.model.release import Release
from newsgen.site import _release as release_page
from newsgen.site._head import list_head, titled
from newsgen.site._month_window import MonthWindow, open_month
from newsgen.site.addresses import MOST_URLS, file_of, sitemaps
from newsgen.site.cards import FOLDER as CARDS
from newsgen.site.opened import OpenRoot
from newsgen.site.outline import Archive, RootOutline, months_of, say
from newsgen.site.part import Part, PathClaim, Piece
from newsgen.site.target import Target, page
from newsgen.site.views import (
    Day,
    Item,
    Link,
    MonthPage,
    SitemapEntry,
    SitemapPage,
    UndatedPage,
)


def _claims(outline: RootOutline) -> Iterator[PathClaim]:
    """Claim the lists and sitemaps; a release's page is at an address of its own."""
    root = outline.root
    yield from (PathClaim(f"{CARDS}/{root.month(month)}/", month) for month, _ in outline.months)
    for archive in outline.archives:
        for month, _ in archive.months:
            yield PathClaim(file_of(archive.month_href(month)), str(month))
        if archive.undated:
            yield PathClaim(file_of(archive.undated_href), UNDATED)
    for month_name, count in outline.listed:
        for href, _ in sitemaps(month_name, count, root.base):
            yield PathClaim(file_of(href), month_name)


def _pieces(outline: RootOutline) -> Iterator[Piece]:
    for month, releases in outline.months:
        yield Piece(month, releases, year_of(month) or UNDATED)


def _month_at(root: OpenRoot, path: str) -> str | None:
    """Return the month of the release at a path, if there is one."""
    release = root.catalogue.releases.at(root.root.folder, path, root.name)
    return month_of(release.published) if release and not release.is_page else None


def _targets(window: MonthWindow) -> Iterator[Target]:
    releases, others = window.releases(), () if window.only else window.cross_listed()
    for archive in window.archives_around:
        shelved = [r for r in releases if window.area_of[r.area].archive == archive.path]
        if shelved:
            yield from release_page.targets(window, archive, shelved)
        if others:
            more = (r for r in others if window.area_of[r.area].archive == archive.path)
            shelved = sorted([*shelved, *more], key=_position)
        if shelved and not window.only:
            yield _list(window, archive, shelved)
    if not window.only:
        yield from _sitemaps(window, releases)


def _position(release: Release) -> tuple[str, str]:
    """Return what orders releases of a month by time, or those without a date by title."""
    published = release.published
    at = published.at.astimezone(UTC).isoformat() if published else release.title
    return at, release.path


def _list(window: MonthWindow, archive: Archive, releases: Sequence[Release]) -> Target:
    if window.month == UNDATED:
        return _undated(window, archive, releases)
    return _month(window, archive, Month.parse(window.month), releases)


def _month(
    window: MonthWindow, archive: Archive, month: Month, releases: Sequence[Release]
) -> Target:
    root, words = window.root, window.words
    months = months_of(words).alone
    title = f"{months[month.number - 1]} {month.year}"
    href = archive.month_href(month)
    before, after = archive.neighbours(month)
    head_title = titled(title, archive, root, words)
    view = MonthPage(
        head=list_head(root, head_title, href, say(words, "releases_of", title), window.elsewhere),
        title=title,
        trail=archive.month_trail(words, month, months)[:-1],
        months=tuple(
            Link(months[other.number - 1], archive.month_href(other))
            for other in archive.months_of(month.year)
        ),
        days=_days(window, releases),
        count=len(releases),
        previous=_month_link(archive, before, months),
        next=_month_link(archive, after, months),
    )
    return page(root, href, "month.html", view)


def _month_link(archive: Archive, month: Month | None, months: Sequence[str]) -> Link | None:
    if month is None:
        return None
    return Link(f"{months[month.number - 1]} {month.year}", archive.month_href(month))


def _undated(window: MonthWindow, archive: Archive, releases: Sequence[Release]) -> Target:
    """Declare the page of an archive's releases without a date; they come by title."""
    root, words = window.root, window.words
    title, href = say(words, "undated"), archive.undated_href
    description = f"{title}. {say(words, 'undated_note')}"
    view = UndatedPage(
        head=list_head(
            root, titled(title, archive, root, words), href, description, window.elsewhere
        ),
        title=title,
        trail=archive.trail(words),
        releases=_items(window, releases),
    )
    return page(root, href, "undated.html", view)


def _days(window: MonthWindow, releases: Sequence[Release]) -> tuple[Day, ...]:
    return tuple(
        Day(moment_of(day) if day else None, _items(window, group))
        for day, group in groupby(reversed(releases), _date)
    )


def _items(window: MonthWindow, releases: Iterable[Release]) -> tuple[Item, ...]:
    return tuple([window.item(release, window.area_of[release.area].name) for release in releases])


def _date(release: Release) -> date | None:
    moment = release.published
    return moment.at.date() if moment and moment.has_day else None


def _sitemaps(window: MonthWindow, releases: Sequence[Release]) -> Iterator[Target]:
    """Declare the sitemaps of all releases but unlisted ones.

    There is none if all are unlisted: an empty sitemap is not valid.
    """
    listed, twins = [release for release in releases if release.is_listed], window.twins()
    alternates = {
        release.source: release_page.alternates(release, twins[release.source])
        for release in (listed if twins else ())
        if release.source in twins
    }
    for href, start in sitemaps(window.month, len(listed), window.root.base) if listed else ():
        entries = tuple(
            SitemapEntry(release.url, _changed(release), alternates.get(release.source, ()))
            for release in listed[start : start + MOST_URLS]
        )
        yield page(window.root, href, "sitemap.xml", SitemapPage(entries))


def _changed(release: Release) -> Moment | None:
    """Return when a page changed; a month alone is not a date to the protocol's schema."""
    moment = release.updated or release.published
    return moment if moment and moment.has_day else None


MONTH: Final = Part(
    "month",
    open_month,
    _targets,
    _claims,
    templates=("release.html", "month.html", "undated.html", "sitemap.xml"),
    pieces=_pieces,
    piece_at=_month_at,
)
