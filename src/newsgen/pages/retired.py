"""The pages of releases that were withdrawn or have moved, and of old addresses.

A host that is configured answers for what has moved itself; the pages are for those that are not.
"""

from collections.abc import Iterator

from newsgen.model.release import Release
from newsgen.pages.head import error_head
from newsgen.pages.outline import RootOutline
from newsgen.pages.target import Target
from newsgen.pages.views import Head, MovedPage, WithdrawnPage
from newsgen.store import Catalogue
from newsgen.store.addresses import OldAddress


def targets(outline: RootOutline, catalogue: Catalogue) -> Iterator[Target]:
    """Declare the pages of a root; without any of it, there are none."""
    root = outline.root.name
    for release in catalogue.retired.withdrawn(root):
        yield _withdrawn(outline, release)
    for old in catalogue.addresses.leading(root):
        yield from _moved(outline, old)


def target(outline: RootOutline, catalogue: Catalogue, path: str) -> Target | None:
    """Declare the page at one path of a root, if there is such a page."""
    root = outline.root.name
    for release in catalogue.retired.withdrawn(root, path):
        return _withdrawn(outline, release)
    old = catalogue.addresses.leading_from(root, path)
    return next(_moved(outline, old), None) if old else None


def _withdrawn(outline: RootOutline, release: Release) -> Target:
    root, title = outline.root, outline.say("page_withdrawn")
    view = WithdrawnPage(
        head=error_head(root, title),
        title=title,
        explanation=release.summary,
        language=release.language,
    )
    return Target(root.file(release.path), "withdrawn.html", view, f"content/{release.source}")


def _moved(outline: RootOutline, old: OldAddress) -> Iterator[Target]:
    root, title = outline.root, outline.say("page_moved")
    source, redirect = old
    if redirect.target:
        leads = redirect.target
        head = Head(title=f"{title} – {root.title}", description="", canonical=leads.url)
        view = MovedPage(head, title, leads.href, leads.url)
        subject = f"content/{source}" if source else redirect.url
        yield Target(root.file(redirect.file), "moved.html", view, subject)
