"""The lists that a site or its theme names, on pages that show them, and where they go on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from newsgen.model.area import Area, Root
from newsgen.model.lists import FIELD, ReleaseList
from newsgen.model.release import Release
from newsgen.model.taxonomy import AREA, KIND, Taxonomy, slug_of
from newsgen.model.worded import in_language, other_language, unless_same
from newsgen.site.items import items
from newsgen.site.outline import Archive, AreaCount, TermOutline, Words, say, taxonomy_link
from newsgen.site.pictures import PictureFile
from newsgen.site.views import Link, ListView
from newsgen.site.window import Question, Window

FEW: Final = 6
"""Links below a list."""
Where = Mapping[str, Sequence[str]]
"""What the releases of a list have: of each key, one of these values."""


@dataclass(frozen=True, slots=True)
class ListsWindow(Window):
    """What the window of a part has whose pages show lists.

    Attributes:
        term_of: a term of a taxonomy, by the taxonomy's name and its slug, if it has releases.
        lists: all of them, in order.
        list_items: the first releases of a list, so many of them, of an area or of any.
        pages: the pages of the root that are not releases, by path.

    """

    root: Root
    words: Words
    language: str
    archives: tuple[Archive, ...]
    areas: tuple[AreaCount, ...]
    area_of: dict[str, Area]
    picture: Question[[str], PictureFile]
    sorted_by: tuple[Taxonomy, ...]
    term_of: Question[[str, str], TermOutline | None]
    lists: tuple[ReleaseList, ...]
    list_items: Question[[ReleaseList, int, str], Sequence[Release]]
    pages: Question[[], Sequence[Release]]


def onward(window: ListsWindow, where: Where) -> tuple[Link, ...]:
    """Return links to the pages that have all releases of a list, and the fewest others.

    They are those of terms of one key. An archive or an area does not suit a list that asks for
    more: only a list of all releases, or of all of an area, links to its archives.
    """
    narrower = {key: values for key, values in where.items() if key != AREA}
    if narrower:
        return of_terms(window, narrower)
    if terms := of_terms(window, where):
        return terms
    areas = where.get(AREA, ())
    of_areas = dict.fromkeys(each.archive for each in window.areas if each.area.key in areas)
    archives = tuple(of_areas) or window.archives
    if len(archives) > FEW:
        return (Link(say(window.words, "archive"), f"{window.root.base}#archive"),)
    return of_archives(window.words, *archives)


def of_terms(window: ListsWindow, where: Where) -> tuple[Link, ...]:
    """Return links to the pages of terms that have all releases of a list, if there are any."""
    of_keys = [_terms(window, key, values) for key, values in where.items()]
    known = [terms for terms in of_keys if terms]
    return _of_terms(window, min(known, key=_releases)) if known else ()


def _terms(window: ListsWindow, key: str, values: Sequence[str]) -> list[TermOutline]:
    """Return the terms whose pages have all releases with some values; none if some are on none."""
    slugs = dict.fromkeys(map(slug_of, values))
    for taxonomy in window.sorted_by:
        closed = {*map(slug_of, taxonomy.terms)} or {*slugs}
        if taxonomy.key == key.removeprefix(FIELD) and "" not in slugs and slugs.keys() <= closed:
            terms = (window.term_of(taxonomy.name, slug) for slug in slugs)
            return [term for term in terms if term]
    return []


def _releases(terms: Iterable[TermOutline]) -> int:
    return sum(year.releases for term in terms for year in term.years)


def _of_terms(window: ListsWindow, terms: Sequence[TermOutline]) -> tuple[Link, ...]:
    if len(terms) > FEW:
        taxonomy = terms[0].taxonomy
        return (taxonomy_link(taxonomy, window.language),)
    return tuple(Link(term.title(window.words, window.language), term.href) for term in terms)


def of_archives(words: Words, *archives: Archive) -> tuple[Link, ...]:
    """Return the ways into archives."""
    return tuple(link for archive in archives for link in _of_archive(words, archive))


def _of_archive(words: Words, archive: Archive) -> Iterator[Link]:
    """Yield the link to an archive; at the home page of a site it has no page of its own."""
    if archive.path != archive.home:
        yield Link(say(words, "by_year", archive.title), archive.href)
    elif years := [*archive.years()]:
        yield archive.year_link(years[-1])
    elif archive.undated:
        yield Link(say(words, "undated"), archive.undated_href)


def lists_on(
    window: ListsWindow, *places: str, language: str, area: str = ""
) -> dict[str, ListView]:
    """Return the lists of a page, which is in some places; that of an area has only its own."""
    return {
        each.name: _view(window, each, language, area)
        for each in window.lists
        if not set(places).isdisjoint(each.on)
    }


def _view(window: ListsWindow, each: ReleaseList, language: str, area: str) -> ListView:
    releases = window.list_items(each, each.limit + 1, area)
    is_cut = len(releases) > each.limit
    return ListView(
        title=in_language(each.title, language),
        releases=items(window.root, releases[: each.limit], window.area_of, window.picture),
        more=tuple(_more(window, each, language, area)) if is_cut else (),
        kind=_only(dict(each.where).get(KIND, ())),
        language=other_language(each.title, language, window.language),
    )


def _only(values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else ""


def _more(window: ListsWindow, each: ReleaseList, language: str, area: str) -> Iterator[Link]:
    """Yield the links to where a list goes on, in the language of the site."""
    where = dict(each.where) | ({AREA: (area,)} if area else {})
    for link in onward(window, where):
        written_in = link.language or window.language
        yield Link(link.title, link.href, unless_same(written_in, language))
