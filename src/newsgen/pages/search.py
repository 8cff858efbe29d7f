"""The search page, and what the search index is made of."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Final

from newsgen.config import Config
from newsgen.model.dates import Moment, Precision, month_names
from newsgen.model.release import Kind, Release
from newsgen.pages.head import list_head
from newsgen.pages.outline import RootOutline
from newsgen.pages.target import IndexFile, Target, file_of, page
from newsgen.pages.views import Link, SearchPage
from newsgen.store import Catalogue

HREF: Final = "/search/"
INDEX: Final = "/pagefind/"
FACETS: Final = "releases.json"
"""In the index: what a search can be narrowed by. Its form is described at `facets`."""
_TAG: Final = re.compile(r"<[^>]*>")
_WORD: Final = re.compile(r"\w")
_NAMED: Final = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", FACETS)
"""The files of the index that have the same names whatever they hold."""


def paths(outline: RootOutline) -> Iterator[str]:  # noqa: ARG001 (as all kinds)
    """Yield the files of these pages, relative to their root."""
    yield file_of(HREF)
    yield from (file_of(INDEX + name) for name in _NAMED)


def page_target(outline: RootOutline, catalogue: Catalogue) -> Target:
    """Declare the page on which readers search."""
    root, title = outline.root, outline.say("search")
    kinds = catalogue.overview.kinds(root.name)
    years = {year for archive in outline.archives for year in archive.years()}
    view = SearchPage(
        head=list_head(root, title, HREF, outline.say("search_of", root.title)),
        title=title,
        trail=(Link(outline.say("home"), "/"),),
        areas=tuple(area.area.name for area in outline.areas),
        years=tuple(str(year) for year in sorted(years, reverse=True)),
        kinds=tuple(kind for kind in Kind if kind in kinds),
        archives=tuple(archive.view() for archive in outline.archives),
        index=INDEX,
    )
    return page(root, HREF, "search.html", view)


def index_target(outline: RootOutline, name: str, digest: str) -> Target:
    """Declare a file of the index by its name in it."""
    path = outline.root.file(file_of(INDEX + name))
    return Target(path, "", IndexFile(name, digest), "the search index")


def document(release: Release, body: str) -> str:
    """Write what is to be found of a release as HTML, whatever its page looks like.

    `body` is clean HTML. Pagefind leaves out what has no words, so then the title stands in.
    """
    texts = [
        *(text for image in release.images for text in (image.alt, image.caption)),
        *release.tags,
        release.incident.reference if release.incident else "",
    ]
    title = escape(release.title)
    text = body + "".join(f"<p>{escape(text)}</p>" for text in texts if text)
    if not _WORD.search(_TAG.sub("", text)):
        text = f"<p>{title}</p>"
    return (
        f'<!doctype html><html lang="{escape(release.language)}"><body>'
        f'<h1 data-pagefind-ignore data-pagefind-meta="title">{title}</h1>'
        f"{text}</body></html>"
    )


def facets(config: Config, releases: Iterable[Release], names: Mapping[str, str]) -> bytes:
    """Write, as JSON, what releases can be narrowed and ordered by.

    `names` are those that the index gives them, by their links; it has none for a release without
    a word. In the JSON, `areas`, `kinds` and `months` are lists of names; `releases` has, in the
    order given, lists of name in the index, number of the area, number of the kind, date as far as
    it is known, and language if it is not the site's.
    """
    areas: dict[str, int] = {}
    kinds: dict[str, int] = {}
    rows = [
        [
            names[release.href],
            areas.setdefault(config.area(release.area).name, len(areas)),
            kinds.setdefault(release.kind, len(kinds)),
            _date(release.published),
            *([release.language] if release.language != config.site.language else ()),
        ]
        for release in releases
        if release.href in names
    ]
    months = month_names(config.site.language)
    found = {"areas": list(areas), "kinds": list(kinds), "months": months, "releases": rows}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def _date(moment: Moment | None) -> str:
    if moment is None:
        return ""
    day = moment.at.date().isoformat()
    return day[:7] if moment.precision is Precision.MONTH else day
