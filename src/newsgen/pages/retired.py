"""The pages of releases that were withdrawn or have moved, and of old addresses.

A host that is configured answers for what has moved itself; the pages are for those that are not.
"""

from collections.abc import Iterator

from newsgen.config import Root
from newsgen.pages.head import error_head
from newsgen.pages.outline import RootOutline
from newsgen.pages.target import Target
from newsgen.pages.views import Head, MovedPage, WithdrawnPage
from newsgen.store import Catalogue

_WITHDRAWN = "This release has been withdrawn"
_MOVED = "This page has moved"


def targets(outline: RootOutline, catalogue: Catalogue) -> Iterator[Target]:
    """Declare the pages of a root; without any of it, there are none."""
    root, addresses = outline.root, catalogue.addresses
    for release in addresses.withdrawn(root.name):
        view = WithdrawnPage(
            head=error_head(root, _WITHDRAWN),
            title=_WITHDRAWN,
            explanation=release.summary,
            language=release.language,
        )
        subject = f"content/{release.source}"
        yield Target(root.file(release.path), "withdrawn.html", view, subject)
    for source, old in addresses.leading(root.name):
        if old.target:
            moved = MovedPage(_head(root, old.target.url), _MOVED, old.target.href, old.target.url)
            subject = f"content/{source}" if source else old.url
            yield Target(root.file(old.file), "moved.html", moved, subject)


def _head(root: Root, url: str) -> Head:
    return Head(title=f"{_MOVED} – {root.title}", description="", canonical=url)
