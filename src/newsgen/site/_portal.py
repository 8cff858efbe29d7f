"""The page above the hosts of a per-host site."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from newsgen.model.alphabet import place
from newsgen.model.area import Root
from newsgen.model.worded import unless_same
from newsgen.site._head import list_head
from newsgen.site.opened import OpenRoot
from newsgen.site.outline import RootOutline
from newsgen.site.part import Part, at
from newsgen.site.target import Target, page
from newsgen.site.views import Head, PortalPage, SiteCount
from newsgen.site.window import Window


@dataclass(frozen=True, slots=True)
class PortalWindow(Window):
    """The hosts, with how many releases each has."""

    root: Root
    hosts: tuple[SiteCount, ...]


def _open(root: OpenRoot, _piece: str, _only: str) -> PortalWindow:
    return PortalWindow(root.root, tuple(_hosts(root)))


def _hosts(root: OpenRoot) -> Iterator[SiteCount]:
    """Yield the hosts of a portal, by the names of their sites, whatever their addresses are."""

    def by_title(outline: RootOutline) -> tuple[object, str]:
        return place(outline.root.title, root.language), outline.root.name

    outlines = root.site.frame.outlines
    mains = (outline for outline in outlines if not outline.root.is_branch)
    for outline in sorted(mains, key=by_title):
        folder = outline.root.folder
        releases = sum(n for each in outlines if each.root.folder == folder for _, n in each.months)
        title, language = outline.root.title, outline.root.language
        other = unless_same(language, root.root.language)
        yield SiteCount(title, f"{outline.root.base_url}/", releases, other)


def _targets(window: PortalWindow) -> Iterator[Target]:
    root = window.root
    head = list_head(root, root.title, "/")
    if not root.base_url:  # it is not known where it will be
        head = Head(root.title, "", "")
    yield page(root, "/", "portal.html", PortalPage(head, root.title, window.hosts))


PORTAL: Final = Part(
    "portal",
    _open,
    _targets,
    at("/"),
    templates=("portal.html",),
    applies=lambda outline: outline.is_portal,
)
