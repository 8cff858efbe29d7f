"""The pages that list releases: home, archive, year, month, undated, area, and the portal."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import groupby

from newsgen.config import Config, Root
from newsgen.files.imagesize import Size
from newsgen.model.dates import Moment, Precision
from newsgen.model.month import UNDATED, Month
from newsgen.model.release import Release
from newsgen.pages.head import list_head
from newsgen.pages.outline import Archive, AreaCount, RootOutline
from newsgen.pages.target import Target, file_of, item, page
from newsgen.pages.views import (
    ArchivePage,
    AreaPage,
    Count,
    Day,
    FeedLink,
    Head,
    HomePage,
    Image,
    Item,
    Link,
    MonthPage,
    PortalPage,
    UndatedPage,
    YearPage,
)
from newsgen.store import Catalogue

LATEST = 20
"""Releases on a home or area page."""
APPEALS = 4
"""Open appeals on a home page."""


def hrefs(outline: RootOutline) -> Iterator[str]:
    """Yield the links of all pages of this kind in a root, most general first."""
    yield "/"
    for archive in outline.archives:
        if archive.path != "/":
            yield archive.href
        for year in archive.years():
            yield archive.year_href(year)
        for month, _ in archive.months:
            yield archive.month_href(month)
        if archive.undated:
            yield archive.undated_href
    for area in outline.areas:
        yield area.href


def paths(outline: RootOutline) -> Iterator[str]:
    """Yield the files of these pages, relative to their root."""
    return (file_of(href) for href in hrefs(outline))


def month_paths(outline: RootOutline, month: str) -> Iterator[str]:
    """Yield the files of the pages that list the releases of a month, or the undated ones."""
    for archive in outline.archives:
        if month == UNDATED:
            if archive.undated:
                yield file_of(archive.undated_href)
        elif archive.has(Month.parse(month)):
            yield file_of(archive.month_href(Month.parse(month)))


def site_targets(
    config: Config,
    outline: RootOutline,
    catalogue: Catalogue,
    feeds: dict[str, tuple[FeedLink, ...]],
    size: Callable[[str], Size],
) -> Iterator[Target]:
    """Declare the pages above the months.

    `feeds` are each area's, by its key; `size` gives the width and height of a picture.
    """
    root = outline.root
    yield page(root, "/", "home.html", _home(config, outline, catalogue, size))
    for archive in outline.archives:
        if archive.path != "/":
            yield page(root, archive.href, "archive.html", _archive_page(outline, archive))
        for year in archive.years():
            view = _year(config, root, archive, year)
            yield page(root, archive.year_href(year), "year.html", view)
    for area in outline.areas:
        latest = catalogue.newest.latest(root.name, LATEST, area.area.key)
        yield page(
            root,
            area.href,
            "area.html",
            _area(config, outline, area, latest, feeds[area.area.key]),
        )


def month_target(
    config: Config,
    outline: RootOutline,
    archive: Archive,
    month: Month,
    releases: Sequence[Release],
) -> Target:
    """Declare the page of a month of an archive; `releases` come oldest first."""
    root, language = outline.root, config.site.language
    title = f"{month.name_in(language)} {month.year}"
    href = archive.month_href(month)
    before, after = archive.neighbours(month)
    return page(
        root,
        href,
        "month.html",
        MonthPage(
            head=list_head(
                root, _titled(title, archive, root), href, outline.say("releases_of", title)
            ),
            title=title,
            trail=archive.month_trail(month, language)[:-1],
            months=tuple(
                Link(other.name_in(language), archive.month_href(other))
                for other in archive.months_of(month.year)
            ),
            days=_days(config, releases),
            count=len(releases),
            previous=_month_link(archive, before, language),
            next=_month_link(archive, after, language),
        ),
    )


def undated_target(
    config: Config, outline: RootOutline, archive: Archive, releases: Sequence[Release]
) -> Target:
    """Declare the page of an archive's releases without a date; they come by title."""
    root, title, href = outline.root, outline.say("undated"), archive.undated_href
    view = UndatedPage(
        head=list_head(root, _titled(title, archive, root), href),
        title=title,
        trail=archive.trail(),
        releases=tuple(_item(config, release) for release in releases),
    )
    return page(root, href, "undated.html", view)


def portal_target(outlines: Sequence[RootOutline], root: Root) -> Target:
    """Declare the page above all hosts."""
    head = list_head(root, root.title, "/")
    if not root.base_url:  # it is not known where it will be
        head = Head(root.title, "", "")
    sites = tuple(
        Count(o.root.title, f"{o.root.base_url}/", sum(count for _, count in o.months))
        for o in outlines
    )
    return page(root, "/", "portal.html", PortalPage(head, root.title, sites))


def _home(
    config: Config, outline: RootOutline, catalogue: Catalogue, size: Callable[[str], Size]
) -> HomePage:
    root = outline.root
    latest = catalogue.newest.latest(root.name, LATEST)
    lead = latest[0] if latest else None
    appeals = catalogue.newest.appeals(root.name, APPEALS + 1)
    others = [release for release in appeals if lead is None or release.source != lead.source]
    return HomePage(
        head=list_head(root, root.title, "/", outline.say("latest_of", root.title)),
        title=root.title,
        latest=tuple(_item(config, release) for release in latest),
        picture=_picture(lead, size) if lead else None,
        appeals=tuple(_item(config, release) for release in others[:APPEALS]),
        archives=tuple(archive.view() for archive in outline.archives),
        areas=tuple(area.link for area in outline.areas),
    )


def _picture(release: Release, size: Callable[[str], Size]) -> Image | None:
    if not release.images:
        return None
    first = release.images[0]
    width, height = size(first.src)
    return Image(first.src, first.alt, first.caption, first.credit, width, height)


def _archive_page(outline: RootOutline, archive: Archive) -> ArchivePage:
    title = outline.say("by_year", archive.title)
    return ArchivePage(
        head=list_head(outline.root, title, archive.href),
        title=title,
        trail=archive.trail()[:-1],
        archive=archive.view(),
    )


def _year(config: Config, root: Root, archive: Archive, year: int) -> YearPage:
    counts = {month.number: count for month, count in archive.months if month.year == year}
    years = list(archive.years())
    at = years.index(year)
    months = (Month(year, number) for number in range(1, 13))
    return YearPage(
        head=list_head(root, _titled(str(year), archive, root), archive.year_href(year)),
        title=str(year),
        trail=archive.trail(),
        months=tuple(
            Count(
                month.name_in(config.site.language),
                archive.month_href(month) if month.number in counts else "",
                counts.get(month.number, 0),
            )
            for month in months
        ),
        previous=archive.year_link(years[at - 1]) if at else None,
        next=archive.year_link(years[at + 1]) if at + 1 < len(years) else None,
    )


def _area(
    config: Config,
    outline: RootOutline,
    area: AreaCount,
    latest: Sequence[Release],
    feeds: tuple[FeedLink, ...],
) -> AreaPage:
    name, say = area.area.name, outline.say
    return AreaPage(
        head=list_head(outline.root, say("news_of", name), area.href, say("releases_of", name)),
        title=name,
        trail=(Link(say("home"), "/"),),
        latest=tuple(_item(config, release) for release in latest),
        archive=Link(say("by_year", area.archive.title), area.archive.href),
        years=area.archive.view().years,
        count=area.count,
        feeds=feeds,
    )


def _titled(title: str, archive: Archive, root: Root) -> str:
    """Name the archive where its root has several, so that no two pages have one title."""
    is_only = archive.title in (root.title, archive.words["archive"])
    return title if is_only else f"{title} – {archive.title}"


def _month_link(archive: Archive, month: Month | None, language: str) -> Link | None:
    if month is None:
        return None
    return Link(f"{month.name_in(language)} {month.year}", archive.month_href(month))


def _days(config: Config, releases: Sequence[Release]) -> tuple[Day, ...]:
    return tuple(
        Day(_day(day), tuple(_item(config, release) for release in group))
        for day, group in groupby(reversed(releases), _date)
    )


def _date(release: Release) -> date | None:
    moment = release.published
    return None if moment is None or moment.precision is Precision.MONTH else moment.at.date()


def _day(day: date | None) -> Moment | None:
    return Moment(datetime.combine(day, time()), Precision.DAY) if day else None


def _item(config: Config, release: Release) -> Item:
    return item(release, config.area(release.area).name)
