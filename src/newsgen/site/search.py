"""The search page, and the files of the search index."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from newsgen.digest import digest, digest_bytes
from newsgen.model.area import Root
from newsgen.model.month import PAGES
from newsgen.model.release import Kind
from newsgen.site._head import list_head
from newsgen.site.addresses import SEARCH, SEARCH_FACETS, SEARCH_INDEX, file_of
from newsgen.site.elsewhere import Elsewhere
from newsgen.site.opened import OpenRoot
from newsgen.site.outline import Archive, AreaCount, RootOutline, Words, months_of, say
from newsgen.site.part import Part, PathClaim, Piece, at
from newsgen.site.target import IndexFile, Target, page
from newsgen.site.views import Link, SearchPage
from newsgen.site.window import Question, Window

_NAMED: Final = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", SEARCH_FACETS)
"""The files of the index that have the same names whatever they hold."""


@dataclass(frozen=True, slots=True)
class SearchWindow(Window):
    """What a search can be narrowed by, and the ways into the archives."""

    root: Root
    words: Words
    archives: tuple[Archive, ...]
    areas: tuple[AreaCount, ...]
    kinds: Question[[], Collection[str]]
    elsewhere: Elsewhere = field(default_factory=dict)


def _open(root: OpenRoot, _piece: str, _only: str) -> SearchWindow:
    def kinds() -> Collection[str]:
        return root.catalogue.overview.kinds(root.name)

    elsewhere = root.elsewhere([root.root.at(SEARCH)])
    question = Question(kinds)
    return SearchWindow(root.root, root.words, root.archives, root.areas, question, elsewhere)


def _targets(window: SearchWindow) -> Iterator[Target]:
    root, words = window.root, window.words
    title, kinds = say(words, "search"), window.kinds()
    years = {year for archive in window.archives for year in archive.years()}
    href, description = root.at(SEARCH), say(words, "search_of", root.title)
    view = SearchPage(
        head=list_head(root, title, href, description, window.elsewhere),
        title=title,
        trail=(Link(say(words, "home"), root.base),),
        areas=tuple(area.area.name for area in window.areas),
        years=tuple(str(year) for year in sorted(years, reverse=True)),
        kinds=tuple(kind for kind in Kind if kind in kinds),
        archives=tuple(archive.view(words) for archive in window.archives),
        index=root.at(SEARCH_INDEX),
    )
    yield page(root, href, "search.html", view)


SEARCH_PAGE: Final = Part(
    "search",
    _open,
    _targets,
    at(SEARCH),
    templates=("search.html",),
    applies=lambda outline: outline.has_search,
    href=SEARCH,
)


@dataclass(frozen=True, slots=True)
class IndexWindow(Window):
    """The files of the index, by name and digest; which ones is known when it has been made."""

    root: Root
    index_files: Question[[], Sequence[tuple[str, str]]]


def _open_index(root: OpenRoot, _piece: str, _only: str) -> IndexWindow:
    def files() -> Sequence[tuple[str, str]]:
        from newsgen.site.index import make_index  # noqa: PLC0415 (few builds need it)

        folder = root.site.frame.index_folder(root.name)
        return make_index(
            root.catalogue,
            root.name,
            folder,
            area_of=root.area_of,
            language=root.language,
            months=called,
        )

    called = months_of(root.words).alone

    def digest_of_releases() -> bytes:
        """Digest all that readers search: of the theme, only its months, so that it may change."""
        digests = root.site.digests
        every = [(root.name, month) for month in (*dict(root.outline.months), PAGES)]
        releases = [
            kind.get(each, b"") for each in every for kind in (digests.months, digests.cross_listed)
        ]
        return digest_bytes(digest(root.area_of, root.language, called), *releases)

    return IndexWindow(root.root, Question(cache(files), digest_of_releases))


def _index_claims(outline: RootOutline) -> Iterator[PathClaim]:
    folder = outline.root.at(SEARCH_INDEX)
    yield from (PathClaim(file_of(folder + name)) for name in _NAMED)
    yield PathClaim(folder[1:])


def _index_targets(window: IndexWindow) -> Iterator[Target]:
    for name, its_digest in window.index_files():
        path = window.root.file(file_of(window.root.at(SEARCH_INDEX) + name))
        yield Target(path, "", IndexFile(name, its_digest), "the search index")


INDEX: Final = Part(
    "index",
    _open_index,
    _index_targets,
    _index_claims,
    applies=lambda outline: outline.has_search,
    pieces=lambda _: (Piece(weight=10),),
)
