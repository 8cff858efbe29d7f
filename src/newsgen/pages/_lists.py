"""The lists that a site or its theme names, on the pages that show them."""

from collections.abc import Sequence
from typing import Protocol

from newsgen.model.area import Area
from newsgen.model.lists import FIELD, ReleaseList
from newsgen.model.release import Release
from newsgen.model.taxonomy import Taxonomy, slug_of
from newsgen.model.worded import in_language
from newsgen.pages.items import PictureOf, items
from newsgen.pages.views import Link, ListView
from newsgen.pages.window import Question


class ListsWindow(Protocol):
    """What the window of a part has whose pages show lists.

    Attributes:
        lists: all of them, in order.
        list_items: the first releases of a list, so many of them, of an area or of any.

    """

    @property
    def lists(self) -> tuple[ReleaseList, ...]: ...
    @property
    def list_items(self) -> Question[[ReleaseList, int, str], Sequence[Release]]: ...
    @property
    def sorted_by(self) -> tuple[Taxonomy, ...]: ...
    @property
    def area_of(self) -> dict[str, Area]: ...
    @property
    def picture(self) -> PictureOf: ...


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
    title = in_language(each.title, language)
    releases = window.list_items(each, each.limit + 1, area)
    is_cut = len(releases) > each.limit
    href = _onward(each, window.sorted_by) if is_cut and not area else ""
    return ListView(
        title=title,
        releases=items(releases[: each.limit], window.area_of, window.picture),
        more=(Link(title, href),) if href else (),
    )


def _onward(each: ReleaseList, taxonomies: Sequence[Taxonomy]) -> str:
    """Return the link to the page of the term that all releases of a list have; empty if none."""
    if len(each.where) != 1 or len(each.where[0][1]) != 1 or each.oldest_first:
        return ""
    [(key, (value,))] = each.where
    slug = slug_of(value)
    for taxonomy in taxonomies:
        is_term = not taxonomy.terms or slug in map(slug_of, taxonomy.terms)
        if taxonomy.key == key.removeprefix(FIELD) and is_term:
            return taxonomy.term_href(slug)
    return ""
