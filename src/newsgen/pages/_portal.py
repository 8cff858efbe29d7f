"""The page above the hosts of a per-host site."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from newsgen.model.root import Root
from newsgen.pages._head import list_head
from newsgen.pages.part import Part, at
from newsgen.pages.target import Target, page
from newsgen.pages.views import Count, Head, PortalPage
from newsgen.pages.window import Window


@dataclass(frozen=True, slots=True)
class PortalWindow(Window):
    """The hosts, with how many releases each has."""

    root: Root
    hosts: tuple[Count, ...]


def _targets(window: PortalWindow) -> Iterator[Target]:
    root = window.root
    head = list_head(root, root.title, "/")
    if not root.base_url:  # it is not known where it will be
        head = Head(root.title, "", "")
    yield page(root, "/", "portal.html", PortalPage(head, root.title, window.hosts))


PORTAL: Final = Part(
    "portal",
    PortalWindow,
    _targets,
    at("/"),
    templates=("portal.html",),
    applies=lambda outline: outline.is_portal,
)
