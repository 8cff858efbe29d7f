"""The lists that a site or its theme names, on the pages that show them."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from newsgen.model.area import Area
from newsgen.model.lists import ReleaseList
from newsgen.model.release import Release
from newsgen.model.taxonomy import AREA
from newsgen.model.worded import in_language, other_language, unless_same
from newsgen.site._onward import OnwardWindow, onward
from newsgen.site.items import PictureOf, items
from newsgen.site.views import ListView, WordedLink
from newsgen.site.window import Question


class ListsWindow(OnwardWindow, Protocol):
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
    releases = window.list_items(each, each.limit + 1, area)
    is_cut = len(releases) > each.limit
    return ListView(
        title=in_language(each.title, language),
        releases=items(releases[: each.limit], window.area_of, window.picture),
        more=tuple(_more(window, each, language, area)) if is_cut else (),
        language=other_language(each.title, language, window.language),
    )


def _more(window: ListsWindow, each: ReleaseList, language: str, area: str) -> Iterator[WordedLink]:
    """Yield the links to where a list goes on, in the language of the site."""
    where = dict(each.where) | ({AREA: (area,)} if area else {})
    for link in onward(window, where):
        yield WordedLink(link.title, link.href, unless_same(window.language, language))
