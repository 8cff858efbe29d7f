"""Keys that newsgen knows and that do nothing where they stand."""

from collections.abc import Collection, Iterator
from typing import Final

from newsgen.content.frontmatter import Located
from newsgen.diagnostics import Diagnostic

_OF_RELEASES: Final = ("featured_until", "related")
"""Keys that say in which lists a release is; a page is in none."""
_OF_PAGES: Final = "template"
_GROUP: Final = "fields"
"""What templates write before the names of fields."""


def check(fields: Collection[str], located: Located, *, is_page: bool) -> Iterator[Diagnostic]:
    """Report the keys that do nothing in a release or a page; `fields` are those of the site."""
    if is_page:
        for key in (*_OF_RELEASES, *fields):
            if key in located.values:
                hint = "Delete it: it is for releases, and pages are in no list."
                yield _idle(key, "does nothing in a page", located, key, hint=hint)
    elif _OF_PAGES in located.values:
        hint = "Add type: page if this is a page of the site; else delete it."
        yield _idle(_OF_PAGES, "does nothing in a release", located, _OF_PAGES, hint=hint)
    group = located.values.get(_GROUP)
    if isinstance(group, dict):
        for key in fields:
            if key in group:
                hint = f"Write {key}: on a line of its own, not below {_GROUP}."
                yield _idle(f"{_GROUP}.{key}", "does nothing", located, _GROUP, key, hint=hint)


def _idle(name: str, what: str, located: Located, *keys: str, hint: str) -> Diagnostic:
    return Diagnostic("NG229", f"{name} {what}", located.key(*keys), hint)
