"""The same page in other languages: pages of lists are alike by what they are of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from newsgen.model.worded import primary
from newsgen.site.addresses import ACCESSIBILITY, SEARCH
from newsgen.site.outline import RootOutline

_Place = tuple[str, ...]
"""What a page is of, whatever its language."""


class OtherPage(NamedTuple):
    """A page in another language; its title is that of its site."""

    language: str
    href: str
    url: str
    title: str


class Others(NamedTuple):
    """A page's own language and address, and the pages that are the same in other languages."""

    language: str
    url: str
    pages: tuple[OtherPage, ...]

    @property
    def alternates(self) -> tuple[tuple[str, str], ...]:
        """The languages and addresses of all of them."""
        every = ((page.language, page.url) for page in self.pages)
        return tuple(sorted([(self.language, self.url), *every]))


NO_OTHERS: Final = Others("", "", ())
Elsewhere = Mapping[str, Others]
"""The others of pages, by their links; a page without any is not in it."""
NOWHERE: Final[Elsewhere] = {}


def elsewhere(sites: Iterable[Sequence[RootOutline]]) -> dict[str, dict[str, Others]]:
    """Return where the pages of roots are in other languages, by the names of the roots.

    Each of the sites is given by its roots, which have one language each. Of two with the same page
    in one language, the page of a host counts before that of a branch, which then has no others.
    Where areas share a page, that of the first area counts that has its own in the other language.
    """
    known: dict[str, dict[str, Others]] = {}
    for roots in sites:
        outlines = sorted(roots, key=lambda outline: outline.root.is_branch)
        places = list(_places_in_order(outlines))
        for outline, of_this in zip(outlines, places, strict=True):
            others: dict[str, dict[str, OtherPage]] = {}
            for other, of_other in zip(outlines, places, strict=True):
                if primary(other.root.language) != primary(outline.root.language):
                    for place, href in of_this.items():
                        if place in of_other:
                            page = _page(outline, other, of_other[place])
                            others.setdefault(href, {}).setdefault(page.language, page)
            known[outline.root.name] = {
                href: Others(
                    outline.root.language,
                    outline.root.base_url + href,
                    tuple(pages[language] for language in sorted(pages)),
                )
                for href, pages in others.items()
            }
    return known


def _places_in_order(outlines: Iterable[RootOutline]) -> Iterator[dict[_Place, str]]:
    """Yield what the pages of roots are of, but for what one before has in the same language."""
    taken: dict[str, set[_Place]] = {}
    for outline in outlines:
        before = taken.setdefault(primary(outline.root.language), set())
        places = {place: href for place, href in _places(outline) if place not in before}
        before.update(places)
        yield places


def _page(outline: RootOutline, other: RootOutline, href: str) -> OtherPage:
    root, url = other.root, other.root.base_url + href
    is_near = root.folder == outline.root.folder
    return OtherPage(root.language, href if is_near else url, url, root.title)


def _places(outline: RootOutline) -> Iterator[tuple[_Place, str]]:
    """Yield what the pages of a root are of, with their links."""
    root = outline.root
    yield ("home",), root.base
    if outline.has_search:
        yield ("search",), root.at(SEARCH)
    if outline.has_statement:
        yield ("statement",), root.at(ACCESSIBILITY)
    for area in outline.areas:
        key, archive = area.area.key, area.archive
        yield ("area", key), area.href
        if archive.path != root.base:
            yield ("archive", key), archive.href
        for year in archive.years():
            yield ("archive", key, str(year)), archive.year_href(year)
        for month, _ in archive.months:
            yield ("archive", key, str(month)), archive.month_href(month)
        if archive.undated:
            yield ("undated", key), archive.undated_href
    for each in outline.sorted_by:
        yield ("terms", each.taxonomy.name), each.taxonomy.href
    for term in outline.terms:
        yield ("term", term.piece), term.href
        yield from (
            (("term", term.year_piece(each.year)), term.year_href(each.year)) for each in term.years
        )
