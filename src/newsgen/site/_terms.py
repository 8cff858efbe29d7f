"""The terms that releases are sorted by: a page for all, and pages and a feed for each.

A release is in three files for each of its terms: the term's page, that of its year, and its feed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Final

from newsgen.config.settings import FeedSettings
from newsgen.digest import digest, digest_bytes
from newsgen.model.alphabet import place
from newsgen.model.area import Root
from newsgen.model.month import UNDATED
from newsgen.model.release import Release
from newsgen.model.worded import unless_same
from newsgen.site._feed_pages import feed_item, feeds
from newsgen.site._head import list_head
from newsgen.site.addresses import feed_links, file_of
from newsgen.site.elsewhere import Elsewhere
from newsgen.site.items import item
from newsgen.site.opened import FilesInUse, OpenRoot
from newsgen.site.outline import (
    RootOutline,
    TaxonomyOutline,
    TermOutline,
    TermYear,
    Words,
    months_of,
    say,
    taxonomy_link,
)
from newsgen.site.part import Part, PathClaim, Piece
from newsgen.site.target import Target, page
from newsgen.site.views import (
    Count,
    FeedItem,
    Item,
    Link,
    TaxonomyPage,
    TermMonth,
    TermPage,
    TermYearPage,
)
from newsgen.site.window import Question, Window
from newsgen.store.terms import TermName

LATEST: Final = 20
"""Releases on the page of a term."""
_MONTH: Final = attrgetter("published.at.month")


def _has_taxonomies(outline: RootOutline) -> bool:
    return bool(outline.sorted_by)


# The page of all terms


@dataclass(frozen=True, slots=True)
class TaxonomiesWindow(Window):
    """All terms, without their years."""

    root: Root
    words: Words
    language: str
    taxonomies: tuple[TaxonomyOutline, ...]
    elsewhere: Elsewhere = field(default_factory=dict)


def _open_taxonomies(root: OpenRoot, _piece: str, _only: str) -> TaxonomiesWindow:
    seen = tuple(outline.seen() for outline in root.outline.sorted_by)
    elsewhere = root.elsewhere(outline.taxonomy.href for outline in seen)
    return TaxonomiesWindow(root.root, root.words, root.language, seen, elsewhere)


def _claims_of_taxonomies(outline: RootOutline) -> Iterator[PathClaim]:
    yield from (PathClaim(file_of(each.taxonomy.href)) for each in outline.sorted_by)


def _taxonomies(window: TaxonomiesWindow) -> Iterator[Target]:
    root, words = window.root, window.words
    for outline in window.taxonomies:
        link = taxonomy_link(outline.taxonomy, window.language)
        links = [Link(term.title(words, window.language), term.href) for term in outline.terms]
        links.sort(key=lambda link: (place(link.title, window.language), link.href))
        description = say(words, "releases_by", link.title)
        view = TaxonomyPage(
            head=list_head(root, link.title, link.href, description, window.elsewhere),
            title=link.title,
            trail=(Link(say(words, "home"), root.base),),
            terms=tuple(links),
            language=link.language,
        )
        yield page(root, link.href, "taxonomy.html", view)


TAXONOMIES: Final = Part(
    "taxonomies",
    _open_taxonomies,
    _taxonomies,
    _claims_of_taxonomies,
    templates=("taxonomy.html",),
    applies=_has_taxonomies,
)


# The page of a term, and its feed


@dataclass(frozen=True, slots=True)
class TermWindow(Window):
    """A term with all of its years, and its latest releases as lists and as feeds show them."""

    root: Root
    words: Words
    language: str
    feeds: FeedSettings
    term: TermOutline
    term_latest: Question[[int], Sequence[tuple[Item, FeedItem]]]
    elsewhere: Elsewhere = field(default_factory=dict)


def _open_term(root: OpenRoot, piece: str, _only: str) -> TermWindow:
    taxonomy, _, slug = piece.partition("/")
    term = root.terms[taxonomy, slug]
    files = _files_of(root, term.years)
    name = TermName(root.name, taxonomy, slug)

    def shown(release: Release) -> tuple[Item, FeedItem]:
        area = root.area_of[release.area].name
        return item(root.root, release, area, files.picture), feed_item(
            root.root, area, release, files.file
        )

    def latest(limit: int) -> Sequence[tuple[Item, FeedItem]]:
        """Return releases as lists and feeds show them; each is made once for all of its terms."""
        return root.catalogue.terms.latest(name, limit, root.latest_of_terms(), shown)

    def latest_digest() -> bytes:
        years = digest(term.years)
        return digest_bytes(years, root.area_names, files.pictures_digest(), files.lengths_digest())

    return TermWindow(
        root=root.root,
        words=root.words,
        language=root.language,
        feeds=root.site.frame.config.feeds,
        term=term,
        term_latest=Question(latest, latest_digest),
        elsewhere=root.elsewhere([term.href]),
    )


def _files_of(root: OpenRoot, years: Iterable[TermYear]) -> FilesInUse:
    """Return the files that the releases of some years use."""
    used = (root.site.used_in_year.get((root.name, y.year), ()) for y in years if y.has_files)
    return FilesInUse(root.site, set[str]().union(*used))


def _pieces_of_terms(outline: RootOutline) -> Iterator[Piece]:
    yield from (Piece(term.piece, _PAGE_AND_FEED) for term in outline.terms)


_PAGE_AND_FEED: Final = 2


def _claims_of_terms(outline: RootOutline) -> Iterator[PathClaim]:
    for term in outline.terms:
        yield PathClaim(file_of(term.href), term.piece)
        for link in feed_links("", term.href):
            yield PathClaim(file_of(link.href), term.piece)


def _terms(window: TermWindow) -> Iterator[Target]:
    root, words, term = window.root, window.words, window.term
    title, taxonomy = (
        term.title(words, window.language),
        taxonomy_link(term.taxonomy, window.language),
    )
    latest = window.term_latest(max(LATEST, window.feeds.items))
    shown = tuple(listed for listed, _ in latest[:LATEST])
    years = [Count(each.year, term.year_href(each.year), each.releases) for each in term.years]
    count = sum(each.releases for each in term.years)
    undated = years.pop(0) if years and not years[0].title else None
    view = TermPage(
        head=list_head(
            root,
            f"{title} – {taxonomy.title}",
            term.href,
            say(words, "releases_of", title),
            window.elsewhere,
        ),
        title=title,
        trail=(Link(say(words, "home"), root.base), taxonomy),
        taxonomy=taxonomy,
        latest=shown,
        more=_onward(term, title, shown) if count > LATEST else (),
        years=tuple(reversed(years)),
        undated=undated and Count(say(words, "undated"), undated.href, undated.releases),
        count=count,
        feeds=feed_links(title, term.href),
        language=_language(term, shown),
    )
    yield page(root, term.href, "term.html", view)
    entries, name = (entry for _, entry in latest), f"{title} – {root.title}"
    yield from feeds(root, words, window.feeds, term.href, entries, title=name, author=root.title)


def _onward(term: TermOutline, title: str, shown: Sequence[Item]) -> tuple[Link, ...]:
    """Return a link to the year of the last release that a list shows."""
    years = [str(last.published.year) if last.published else "" for last in shown[-1:]]
    return tuple(Link(f"{title}, {y}" if y else title, term.year_href(y)) for y in years)


TERMS: Final = Part(
    "terms",
    _open_term,
    _terms,
    _claims_of_terms,
    templates=("term.html", "feed.atom"),
    applies=_has_taxonomies,
    pieces=_pieces_of_terms,
)


# The pages of its years


@dataclass(frozen=True, slots=True)
class TermYearWindow(Window):
    """The releases of a term in a year, newest first, or those without a date.

    Attributes:
        term_around: the term with the years beside this one.
        year: in figures; empty for the releases without a date.

    """

    root: Root
    words: Words
    language: str
    term_around: TermOutline
    year: str
    of_year: Question[[], Sequence[Item]]
    elsewhere: Elsewhere = field(default_factory=dict)


def _open_year(root: OpenRoot, piece: str, _only: str) -> TermYearWindow:
    taxonomy, slug, name = piece.split("/")
    year, term = name.replace(UNDATED, ""), root.terms[taxonomy, slug]
    (of_year,) = (each for each in term.years if each.year == year)
    files = _files_of(root, [of_year])

    def shown(release: Release) -> Item:
        return item(root.root, release, root.area_of[release.area].name, files.picture)

    def releases() -> Sequence[Item]:
        """Return the releases as lists show them; each is made once for all of its terms."""
        known = root.site.known_of_year(root.name, year)
        return root.catalogue.terms.of_year(TermName(root.name, taxonomy, slug), year, known, shown)

    def releases_digest() -> bytes:
        return digest_bytes(of_year.digest, root.area_names, files.pictures_digest())

    return TermYearWindow(
        root=root.root,
        words=root.words,
        language=root.language,
        term_around=term.around(year),
        year=year,
        of_year=Question(releases, releases_digest),
        elsewhere=root.elsewhere([term.year_href(year)]),
    )


def _pieces_of_years(outline: RootOutline) -> Iterator[Piece]:
    for term in outline.terms:
        for each in term.years:
            yield Piece(term.year_piece(each.year), 1, each.year or UNDATED)


def _claims_of_years(outline: RootOutline) -> Iterator[PathClaim]:
    for term in outline.terms:
        for each in term.years:
            yield PathClaim(file_of(term.year_href(each.year)), term.year_piece(each.year))


def _years(window: TermYearWindow) -> Iterator[Target]:
    root, words, term = window.root, window.words, window.term_around
    name, taxonomy = (
        term.title(words, window.language),
        taxonomy_link(term.taxonomy, window.language),
    )
    title = f"{name}, {window.year or say(words, 'undated')}"
    href, releases = term.year_href(window.year), window.of_year()
    by_month = groupby(releases, _MONTH) if window.year else [(0, releases)]
    years, names = [each.year for each in term.years], months_of(words).alone
    at = years.index(window.year)
    head_title, description = f"{title} – {taxonomy.title}", say(words, "releases_of", title)
    language = _language(term, releases)
    view = TermYearPage(
        head=list_head(root, head_title, href, description, window.elsewhere),
        title=title,
        trail=(
            Link(say(words, "home"), root.base),
            taxonomy,
            Link(name, term.href, unless_same(language, window.language)),
        ),
        months=tuple(
            TermMonth(names[month - 1] if month else "", tuple(group)) for month, group in by_month
        ),
        count=len(releases),
        previous=_beside(term, "".join(years[:at])),
        next=_beside(term, "".join(years[at + 1 :])) if window.year else None,
        language=language if window.year else "",
    )
    yield page(root, href, "term_year.html", view)


def _language(term: TermOutline, releases: Iterable[Item]) -> str:
    """Return the language of a term's name: that of releases, if all of them have one."""
    if term.slug in term.taxonomy.names:
        return ""
    languages = {release.language for release in releases if term.taxonomy.has_authors_words}
    return languages.pop() if len(languages) == 1 else ""


def _beside(term: TermOutline, year: str) -> Link | None:
    return Link(year, term.year_href(year)) if year else None


TERM_YEARS: Final = Part(
    "term years",
    _open_year,
    _years,
    _claims_of_years,
    templates=("term_year.html",),
    applies=_has_taxonomies,
    pieces=_pieces_of_years,
)
