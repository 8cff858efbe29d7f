"""What a site has beside its releases: error pages, robots.txt and the manifest."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from newsgen.model.area import Root
from newsgen.site._head import error_head
from newsgen.site.addresses import NEWS_SITEMAP, SEARCH, SITEMAP
from newsgen.site.opened import OpenRoot
from newsgen.site.outline import Words, say
from newsgen.site.part import Part, at, is_whole_site
from newsgen.site.target import Target, page
from newsgen.site.views import Link, ManifestPage, MissingPage, MissingPart, RobotsPage
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
    """Whose site it is, with the words and the ways into each branch of another language."""

    root: Root
    words: Words
    branches: tuple[tuple[Words, MissingPart], ...] = ()
    news_of_branches: tuple[str, ...] = ()


def _open(root: OpenRoot, _piece: str, _only: str) -> StaticWindow:
    theme, branches = root.site.frame.theme, [*root.branches]
    parts = (
        MissingPart(
            title="",
            language=each.root.language,
            ui_language=theme.ui_language_of(each.root.language),
            home=each.root.base,
            search=each.root.at(SEARCH) if each.has_search else "",
            archives=tuple(Link(archive.title, archive.href) for archive in each.archives),
        )
        for each in branches
    )
    return StaticWindow(
        root.root,
        root.words,
        tuple((theme.words[part.ui_language], part) for part in parts),
        tuple(each.root.at(NEWS_SITEMAP) for each in branches),
    )


def _targets(window: StaticWindow) -> Iterator[Target]:
    root = window.root
    for file, word in _ERRORS.items():
        title = say(window.words, word)
        others = tuple(replace(part, title=say(words, word)) for words, part in window.branches)
        yield page(root, f"/{file}", file, MissingPage(error_head(root, title), title, others))
    urls = tuple(root.base_url + href for href in (SITEMAP, NEWS_SITEMAP, *window.news_of_branches))
    yield page(root, f"/{_ROBOTS}", _ROBOTS, RobotsPage(urls))
    yield page(root, f"/{_MANIFEST}", _MANIFEST, ManifestPage(root.title))


_FILES: Final = (*_ERRORS, _ROBOTS, _MANIFEST)
STATIC: Final = Part(
    "static", _open, _targets, at(*_FILES), templates=_FILES, applies=is_whole_site
)
