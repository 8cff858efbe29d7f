"""What a site has beside its releases: error pages, robots.txt and the manifest."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from newsgen.model.area import Root
from newsgen.site._head import error_head
from newsgen.site.addresses import NEWS_SITEMAP, SITEMAP
from newsgen.site.opened import OpenRoot
from newsgen.site.outline import Words, say
from newsgen.site.part import Part, at
from newsgen.site.target import Target, page
from newsgen.site.views import ManifestPage, PlainPage, RobotsPage
from newsgen.site.window import Window

_ERRORS: Final = {
    "404.html": "page_not_found",
    "410.html": "page_removed",
}
"""The titles of error pages, as words of the theme."""
_ROBOTS: Final = "robots.txt"
_MANIFEST: Final = "manifest.webmanifest"


@dataclass(frozen=True, slots=True)
class StaticWindow(Window):
    """No more than whose site it is."""

    root: Root
    words: Words


def _open(root: OpenRoot, _piece: str, _only: str) -> StaticWindow:
    return StaticWindow(root.root, root.words)


def _targets(window: StaticWindow) -> Iterator[Target]:
    root = window.root
    for file, word in _ERRORS.items():
        title = say(window.words, word)
        yield page(root, f"/{file}", file, PlainPage(error_head(root, title), title))
    urls = tuple(root.base_url + href for href in (SITEMAP, NEWS_SITEMAP))
    yield page(root, f"/{_ROBOTS}", _ROBOTS, RobotsPage(urls))
    yield page(root, f"/{_MANIFEST}", _MANIFEST, ManifestPage(root.title))


_FILES: Final = (*_ERRORS, _ROBOTS, _MANIFEST)
STATIC: Final = Part("static", _open, _targets, at(*_FILES), templates=_FILES)
