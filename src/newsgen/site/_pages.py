"""Pages of the site that are not releases: contact, about us, media guidelines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from newsgen.model.fields import from_plain
from newsgen.model.lists import PAGE
from newsgen.model.month import PAGES as OF_PAGES
from newsgen.model.release import Release, Status, Twin
from newsgen.site._head import list_head
from newsgen.site._lists import ListsWindow, lists_on
from newsgen.site._release import alternates, body_of, twin_link
from newsgen.site.items import FileSize, documents_of, image_of, shared
from newsgen.site.opened import OpenRoot
from newsgen.site.outline import say
from newsgen.site.part import Part, no_claims
from newsgen.site.target import Target
from newsgen.site.templates import PAGE_FOLDER
from newsgen.site.views import ContentPage, Head, Link
from newsgen.site.window import Question


@dataclass(frozen=True, slots=True)
class PagesWindow(ListsWindow):
    """The pages of a root; `only` is the path of the one that a preview asks for, or empty."""

    only: str
    twins: Question[[], Mapping[str, Twin]]
    file: Question[[str], FileSize | None]
    ui_language_of: Question[[str], str]


def _open(root: OpenRoot, _piece: str, only: str) -> PagesWindow:
    return PagesWindow(
        root=root.root,
        words=root.words,
        language=root.language,
        only=only,
        pages=root.pages,
        twins=Question(lambda: root.site.twins.get((root.name, OF_PAGES), {})),
        picture=root.picture,
        file=root.file,
        ui_language_of=root.site.ui_language_of,
        area_of=root.area_of,
        archives=root.archives,
        areas=root.areas,
        sorted_by=root.sorted_by,
        term_of=root.term_of,
        lists=root.lists,
        list_items=root.list_items,
    )


def _targets(window: PagesWindow) -> Iterator[Target]:
    pages = window.pages()
    for page in pages:
        if window.only in ("", page.path):
            yield _target(window, page, pages)


def _target(window: PagesWindow, page: Release, pages: Sequence[Release]) -> Target:
    ui_language, twin = window.ui_language_of(page.language), window.twins().get(page.source)
    images = tuple(image_of(picture, window.picture) for picture in page.images)
    view = ContentPage(
        head=_head(window, page, twin),
        title=page.title,
        trail=_trail(window, page, pages),
        href=page.href,
        summary=page.summary,
        language=page.language,
        twin=twin_link(window.root, twin) if twin else None,
        ui_language=ui_language,
        updated=page.updated,
        images=images,
        documents=documents_of(page, window.file),
        draft=page.status is Status.DRAFT,
        fields=from_plain(page.fields),
        extra=page.extra,
        body=body_of(page, window.picture, window.file, ui_language),
        lists=lists_on(window, PAGE, page.source, language=ui_language),
    )
    return Target(window.root.file(page.path), page.template, view, f"content/{page.source}")


def _trail(window: PagesWindow, page: Release, pages: Sequence[Release]) -> tuple[Link, ...]:
    """Return the way from the home page through the pages in whose folders a page lies."""
    root, words = window.root, window.words
    above = [
        other
        for other in pages
        if other.href.endswith("/")
        and page.href.startswith(other.href)
        and other.href not in (root.base, page.href)
    ]
    above.sort(key=lambda other: len(other.href))
    return (
        Link(say(words, "home"), root.base),
        *(Link(other.title, other.href) for other in above),
    )


def _head(window: PagesWindow, page: Release, twin: Twin | None) -> Head:
    root = window.root
    head = list_head(root, page.title, page.href, page.summary)
    image = shared(root, page.images[0].src, window.file) if page.images else ""
    head.canonical = page.url
    head.alternates = alternates(page, twin) if twin else ()
    head.robots = "" if page.is_listed and page.status is not Status.DRAFT else "noindex"
    head.properties = (
        ("og:type", "website"),
        ("og:title", page.title),
        ("og:url", page.url),
        ("og:site_name", root.title),
        *([("og:description", page.summary)] if page.summary else ()),
        *([("og:image", image), ("og:image:alt", page.images[0].alt)] if image else ()),
    )
    return head


PAGES: Final = Part(
    "pages",
    _open,
    _targets,
    no_claims,
    templates=("page.html", PAGE_FOLDER),
    piece_at=lambda _root, _path: "",
)
