"""The pages of releases that were withdrawn or have moved, and of old addresses.

A host that is configured answers for what has moved itself; the pages are for those that are not.
"""

from collections.abc import Iterator

from newsgen.config import Root
from newsgen.model.release import Release
from newsgen.pages.head import error_head
from newsgen.pages.outline import RootOutline
from newsgen.pages.target import Target
from newsgen.pages.views import Head, MovedPage, WithdrawnPage
from newsgen.store import Catalogue
from newsgen.store.addresses import OldAddress

_WITHDRAWN = "This release has been withdrawn"
_MOVED = "This page has moved"


def targets(outline: RootOutline, catalogue: Catalogue) -> Iterator[Target]:
    """Declare the pages of a root; without any of it, there are none."""
    root, addresses = outline.root, catalogue.addresses
    for release in addresses.withdrawn(root.name):
        yield _withdrawn(root, release)
    for old in addresses.leading(root.name):
        yield from _moved(root, old)


def target(root: Root, catalogue: Catalogue, path: str) -> Target | None:
    """Declare the page at one path of a root, if there is such a page."""
    addresses = catalogue.addresses
    for release in addresses.withdrawn(root.name, path):
        return _withdrawn(root, release)
    old = addresses.leading_from(root.name, path)
    return next(_moved(root, old), None) if old else None


def _withdrawn(root: Root, release: Release) -> Target:
    view = WithdrawnPage(
        head=error_head(root, _WITHDRAWN),
        title=_WITHDRAWN,
        explanation=release.summary,
        language=release.language,
    )
    return Target(root.file(release.path), "withdrawn.html", view, f"content/{release.source}")


def _moved(root: Root, old: OldAddress) -> Iterator[Target]:
    source, redirect = old
    if redirect.target:
        leads = redirect.target
        head = Head(title=f"{_MOVED} – {root.title}", description="", canonical=leads.url)
        view = MovedPage(head, _MOVED, leads.href, leads.url)
        subject = f"content/{source}" if source else redirect.url
        yield Target(root.file(redirect.file), "moved.html", view, subject)
