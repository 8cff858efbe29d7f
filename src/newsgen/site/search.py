"""The search page, and what the search index is made of."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import Final

from newsgen.digest import digest, digest_bytes
from newsgen.fast.patterns import later
from newsgen.model.area import Area, Root
from newsgen.model.dates import Moment
from newsgen.model.language_parts import html_parts
from newsgen.model.month import PAGES
from newsgen.model.release import Kind, Release, Status
from newsgen.site._head import list_head
from newsgen.site.addresses import SEARCH, SEARCH_INDEX, file_of
from newsgen.site.elsewhere import Elsewhere
from newsgen.site.opened import OpenRoot
from newsgen.site.outline import Archive, AreaCount, RootOutline, Words, months_of, say
from newsgen.site.part import Part, PathClaim, Piece, at
from newsgen.site.target import IndexFile, Target, page
from newsgen.site.views import Link, SearchPage
from newsgen.site.window import Question, Window

FACETS: Final = "releases.json"
"""In the index: what a search can be narrowed by. Its form is described at `facets`."""
PART: Final = "site-lang-"
"""How the id of a part in a language begins; no page has such an id."""
_TAG: Final = later(r"<[^>]*>")
_WORD: Final = later(r"\w")
_NAMED: Final = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", FACETS)
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


def document(release: Release, body: str) -> str:
    """Write what is to be found of a release as HTML, whatever its page looks like.

    `body` is clean HTML. Pagefind leaves out what has no words, so then the title stands in. It
    notes where elements with an id begin: of a release in several languages, its parts have one.
    """
    texts = [
        *(text for image in release.images for text in (image.alt, image.caption)),
        *(attachment.title for attachment in release.attachments),
        *release.tags,
        release.incident_to_quote.reference if release.incident_to_quote else "",
    ]
    title = escape(release.title)
    more = "".join(f"<p>{escape(text)}</p>" for text in texts if text)
    text = _with_languages(body, more) if '<div lang="' in body else body + more
    if not _WORD.search(_TAG.sub("", text)):
        text = f"<p>{title}</p>"
    return (
        f'<!doctype html><html lang="{escape(release.language)}"><body>'
        f'<h1 data-pagefind-ignore data-pagefind-meta="title">{title}</h1>'
        f"{text}</body></html>"
    )


def _with_languages(body: str, more: str) -> str:
    """Return HTML whose parts have their languages, or none, as ids, which search.js reads."""
    return "".join(
        f'<div id="{PART}{escape(language)}">{part}</div>'
        for language, part in (*html_parts(body), ("", more))
        if part.strip()
    )


def facets(
    linked: Iterable[tuple[str, Release]],
    names: Mapping[str, str],
    *,
    area_of: Mapping[str, Area],
    language: str,
    months: Sequence[str],
) -> bytes:
    """Write, as JSON, what releases, each with its link, can be narrowed and ordered by.

    `names` are those that the index gives them, by their links; it has none for a release without
    a word. In the JSON, `areas`, `kinds` and `months` are lists of names; `releases` has, in the
    order given, lists of name in the index, number of the area, number of the kind, date as far as
    it is known, language if it is not the site's, which is `language`, and status if it is closed
    or a draft; of the last two, what is empty at the end is left out.
    """
    areas: dict[str, int] = {}
    kinds: dict[str, int] = {}
    rows = [
        [
            names[link],
            areas.setdefault(_area(release, area_of), len(areas)),
            kinds.setdefault("page" if release.is_page else release.kind, len(kinds)),
            _date(release.published),
            *_apart(release, language),
        ]
        for link, release in linked
        if link in names
    ]
    values = {"areas": list(areas), "kinds": list(kinds), "months": months, "releases": rows}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _apart(release: Release, language: str) -> list[str]:
    other = release.language if release.language != language else ""
    if release.status in (Status.CLOSED, Status.DRAFT):
        return [other, release.status]
    return [other] if other else []


def _area(release: Release, area_of: Mapping[str, Area]) -> str:
    """Return the name of an area; a page may be of none."""
    return area_of[release.area].name if release.area in area_of else ""


def _date(moment: Moment | None) -> str:
    if moment is None:
        return ""
    day = moment.at.date().isoformat()
    return day if moment.has_day else day[:7]
