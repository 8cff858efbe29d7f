"""The pages of releases that were withdrawn or have moved, and of old addresses.

A host that is configured answers for what has moved itself; the pages are for those that are not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from newsgen.model.area import Root
from newsgen.model.release import Redirect, Release
from newsgen.site._head import error_head
from newsgen.site.opened import OpenRoot
from newsgen.site.outline import Words, say
from newsgen.site.part import Part, no_claims
from newsgen.site.target import Target
from newsgen.site.views import Head, MovedPage, WithdrawnPage
from newsgen.site.window import Question, Window


@dataclass(frozen=True, slots=True)
class RetiredWindow(Window):
    """Withdrawn releases, and what leads elsewhere, with the source that says so, if one does.

    Attributes:
        ui_language_of: the language of a page's interface for that of its release.

    """

    root: Root
    words: Words
    words_by_language: Mapping[str, Words]
    ui_language_of: Question[[str], str]
    withdrawn: tuple[Release, ...]
    leading: tuple[tuple[str, Redirect], ...]


def _open(root: OpenRoot, _piece: str, only: str) -> RetiredWindow:
    retired = root.catalogue.retired
    return RetiredWindow(
        root=root.root,
        words=root.words,
        words_by_language=root.site.frame.theme.words,
        ui_language_of=root.site.ui_language_of,
        withdrawn=tuple(retired.withdrawn(root.name, only or None)),
        leading=_leading(root, only),
    )


def _leading(root: OpenRoot, only: str) -> tuple[tuple[str, Redirect], ...]:
    addresses = root.catalogue.addresses
    if root.root.is_branch:
        return ()
    if not only:
        return tuple(addresses.leading(root.name))
    old = addresses.leading_from(root.name, only)
    return (old,) if old else ()


def _targets(window: RetiredWindow) -> Iterator[Target]:
    for release in window.withdrawn:
        yield _withdrawn(window, release)
    for source, redirect in window.leading:
        yield from _moved(window, source, redirect)


def _withdrawn(window: RetiredWindow, release: Release) -> Target:
    root, ui_language = window.root, window.ui_language_of(release.language)
    title = say(window.words_by_language[ui_language], "page_withdrawn")
    view = WithdrawnPage(
        head=error_head(root, title),
        title=title,
        explanation=release.summary,
        published=release.published,
        language=release.language,
        ui_language=ui_language,
    )
    return Target(root.file(release.path), "withdrawn.html", view, f"content/{release.source}")


def _moved(window: RetiredWindow, source: str, redirect: Redirect) -> Iterator[Target]:
    root, title = window.root, say(window.words, "page_moved")
    if redirect.target:
        leads = redirect.target
        head = Head(title=f"{title} – {root.title}", description="", canonical=leads.url)
        view = MovedPage(head, title, leads.href, leads.url)
        subject = f"content/{source}" if source else redirect.url
        yield Target(root.file(redirect.file), "moved.html", view, subject)


RETIRED: Final = Part(
    "retired",
    _open,
    _targets,
    no_claims,
    templates=("withdrawn.html", "moved.html"),
    piece_at=lambda _root, _path: "",
)
