"""The pages above the months: home, archives, years and areas."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from newsgen.model.area import Root
from newsgen.model.lists import APPEALS, AREA, FEATURED, HOME
from newsgen.model.month import Month
from newsgen.model.release import APPEALS as APPEAL_KINDS, KINDS, Release
from newsgen.model.taxonomy import AREA as AREA_KEY, KIND, slug_of
from newsgen.site._head import list_head, titled
from newsgen.site._lists import ListsWindow, lists_on, of_archives, of_terms
from newsgen.site.addresses import feed_links, file_of
from newsgen.site.elsewhere import Elsewhere
from newsgen.site.items import items
from newsgen.site.opened import OpenRoot
from newsgen.site.outline import (
    Archive,
    AreaCount,
    RootOutline,
    TermOutline,
    months_of,
    say,
    worded_link,
)
from newsgen.site.part import Part, PathClaim
from newsgen.site.target import Target, page
from newsgen.site.views import ArchivePage, AreaPage, Count, Head, HomePage, Link, YearPage
from newsgen.site.window import Question

LATEST: Final = 20
"""Releases on a home or area page."""
USUAL: Final = 0.75
"""The part of all releases that an area has whose name readers need not be told of each."""
OPEN_APPEALS: Final = {KIND: tuple(str(kind) for kind in KINDS if kind in APPEAL_KINDS)}


@dataclass(frozen=True, slots=True)
class ListingsWindow(ListsWindow):
    """All counts, the latest releases of the root and of each area, open appeals and lists."""

    latest: Question[[int, str], Sequence[Release]]
    featured: Question[[int, str], Sequence[Release]]
    appeals: Question[[int], Sequence[Release]]
    area_terms: tuple[TermOutline, ...]
    elsewhere: Elsewhere = field(default_factory=dict)


def _open(root: OpenRoot, _piece: str, _only: str) -> ListingsWindow:
    newest, frame = root.catalogue.newest, root.site.frame
    since = frame.config.open_appeals.start(frame.as_of)
    return ListingsWindow(
        root=root.root,
        words=root.words,
        language=root.language,
        archives=root.archives,
        areas=root.areas,
        area_of=root.area_of,
        latest=root.latest,
        featured=Question(lambda limit, area: newest.featured(root.name, limit, area or None)),
        appeals=Question(lambda limit: newest.appeals(root.name, limit, since)),
        picture=root.picture,
        sorted_by=root.sorted_by,
        area_terms=tuple(term for term in root.outline.terms if term.taxonomy.key == AREA_KEY),
        term_of=root.term_of,
        lists=root.lists,
        list_items=root.list_items,
        pages=root.pages,
        elsewhere=root.elsewhere(_links(root.root, root.archives, root.areas)),
    )


def _links(root: Root, archives: Iterable[Archive], areas: Iterable[AreaCount]) -> Iterator[str]:
    """Yield the links to the pages that the part makes."""
    yield root.base
    for archive in archives:
        if archive.path != root.base:
            yield archive.href
        yield from map(archive.year_href, archive.years())
    yield from (area.href for area in areas)


def _claims(outline: RootOutline) -> Iterator[PathClaim]:
    for href in _links(outline.root, outline.archives, outline.areas):
        yield PathClaim(file_of(href))


def _targets(window: ListingsWindow) -> Iterator[Target]:
    root = window.root
    yield page(root, root.base, "home.html", _home(window))
    for archive in window.archives:
        if archive.path != root.base:
            yield page(root, archive.href, "archive.html", _archive(window, archive))
        for year in archive.years():
            yield page(root, archive.year_href(year), "year.html", _year(window, archive, year))
    for area in window.areas:
        yield page(root, area.href, "area.html", _area(window, area))


def _home(window: ListingsWindow) -> HomePage:
    root = window.root
    latest, featured = _latest(window)
    lead = latest[0] if latest else None
    appeals = window.appeals(APPEALS + 2)
    others = [release for release in appeals if lead is None or release.source != lead.source]
    return HomePage(
        head=_head(window, root.title, root.base, say(window.words, "latest_of", root.title)),
        title=root.title,
        latest=items(window.root, latest, window.area_of, window.picture),
        featured=featured,
        usual_area=_usual_area(window),
        more=of_archives(window.words, *window.archives) if _count(window) > LATEST else (),
        appeals=items(window.root, others[:APPEALS], window.area_of, window.picture),
        more_appeals=_more_appeals(window, others) if len(others) > APPEALS else (),
        archives=tuple(archive.view(window.words) for archive in window.archives),
        areas=tuple(area.link for area in window.areas),
        lists=lists_on(window, HOME, language=window.language),
    )


def _head(window: ListingsWindow, title: str, href: str, description: str) -> Head:
    return list_head(window.root, title, href, description, window.elsewhere)


def _more_appeals(window: ListingsWindow, appeals: Sequence[Release]) -> tuple[Link, ...]:
    """Return links to the terms of the appeals' kinds, or to the pages with lists of these kinds.

    There are none if an appeal would be on none of these pages: the archive has everything else.
    """
    if terms := of_terms(window, OPEN_APPEALS):
        return terms
    page_of = {page.source: page for page in window.pages()}
    links, kinds = [], set[str]()
    for each in window.lists:
        where = dict(each.where)
        of_list = set(where.pop(KIND, ()))
        is_of_appeals = of_list and of_list <= {*OPEN_APPEALS[KIND]} and where.keys() <= {"status"}
        if is_of_appeals and (page := next((page_of[on] for on in each.on if on in page_of), None)):
            kinds |= of_list
            links.append(worded_link(each.title, page.href, window.language))
    return tuple(links) if kinds.issuperset(str(appeal.kind) for appeal in appeals) else ()


def _latest(window: ListingsWindow, area: str = "") -> tuple[list[Release], int]:
    """Return the latest releases of the root or an area, and how many first ones are featured."""
    featured = window.featured(FEATURED, area)
    sources = {release.source for release in featured}
    latest = [each for each in window.latest(LATEST, area) if each.source not in sources]
    return [*featured, *latest][:LATEST], len(featured)


def _count(window: ListingsWindow) -> int:
    return sum(area.count for area in window.areas)


def _usual_area(window: ListingsWindow) -> str:
    """Return the name of the area that nearly all releases are of, if there is one."""
    most = max(window.areas, key=lambda area: area.count, default=None)
    is_usual = most is not None and most.count > USUAL * _count(window)
    return most.area.name if most and is_usual else ""


def _archive(window: ListingsWindow, archive: Archive) -> ArchivePage:
    words = window.words
    title = say(words, "by_year", archive.title)
    name = window.root.title if archive.title == words["archive"] else archive.title
    return ArchivePage(
        head=_head(window, title, archive.href, say(words, "releases_of", name)),
        title=title,
        trail=archive.trail(words)[:-1],
        archive=archive.view(words),
    )


def _year(window: ListingsWindow, archive: Archive, year: int) -> YearPage:
    months = months_of(window.words).alone
    counts = {month.number: count for month, count in archive.months if month.year == year}
    years = list(archive.years())
    at = years.index(year)
    name = titled(str(year), archive, window.root, window.words)
    title, description = (
        say(window.words, word, name) for word in ("releases_from", "releases_of")
    )
    return YearPage(
        head=_head(window, title, archive.year_href(year), description),
        title=say(window.words, "releases_from", str(year)),
        trail=archive.trail(window.words),
        months=tuple(
            Count(
                months[month.number - 1],
                archive.month_href(month) if month.number in counts else "",
                counts.get(month.number, 0),
            )
            for month in (Month(year, number) for number in range(1, 13))
        ),
        previous=archive.year_link(years[at - 1]) if at else None,
        next=archive.year_link(years[at + 1]) if at + 1 < len(years) else None,
    )


def _area(window: ListingsWindow, area: AreaCount) -> AreaPage:
    name, words = area.area.name, window.words
    latest, featured = _latest(window, area.area.key)
    title, description = say(words, "news_of", name), say(words, "releases_of", name)
    archive, years, more = _archive_of(window, area)
    return AreaPage(
        head=_head(window, title, area.href, description),
        title=name,
        trail=(Link(say(words, "home"), window.root.base),),
        latest=items(window.root, latest, window.area_of, window.picture),
        featured=featured,
        more=more if area.count > LATEST else (),
        archive=archive,
        years=years,
        count=area.count,
        feeds=feed_links(name, area.href),
        lists=lists_on(window, AREA, language=window.language, area=area.area.key),
    )


def _archive_of(
    window: ListingsWindow, area: AreaCount
) -> tuple[Link, tuple[Link, ...], tuple[Link, ...]]:
    """Return the page of an area's archive, its years, and where the list of its latest goes on.

    If the site sorts releases by area, these are the area's own; else those of its archive, which
    other areas may share.
    """
    words = window.words
    for term in window.area_terms:
        if term.slug == slug_of(area.area.key):
            page = Link(say(words, "all_by_year", area.area.name), term.href)
            dated = [each.year for each in term.years if each.year]
            years = tuple(Link(year, term.year_href(year)) for year in reversed(dated))
            return page, years, (page,)
    is_named = area.archive.title != words["archive"]
    word = "all_by_year" if is_named else "by_year"
    page = Link(say(words, word, area.archive.title), area.archive.href)
    return page, area.archive.view(words).years, of_archives(words, area.archive)


LISTINGS: Final = Part(
    "listings",
    _open,
    _targets,
    _claims,
    templates=("home.html", "archive.html", "year.html", "area.html"),
    is_last=True,
)
