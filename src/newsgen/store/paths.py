"""Which release has a path, whether it is published or not."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from newsgen.model.urls import folded
from newsgen.store._subject import Subject, statement


class SourcePath(NamedTuple):
    """The path and the month of the release that a source gives."""

    source: str
    path: str
    month: str


class HeldPage(NamedTuple):
    """A release that readers know nothing of: as it is a draft, until a time, or both.

    `until` is a timestamp, or None if its time has come.
    """

    source: str
    is_draft: bool
    until: float | None


_HAS: Final = """
    SELECT 1 FROM release WHERE root = :root AND folded = :folded AND path = :path
"""
_PUBLISHES: Final = statement("""
    SELECT 1 FROM release
    WHERE {published} AND root = :root AND folded = :folded AND path = :path
""")
_SOURCE_AT: Final = """
    SELECT source FROM release WHERE root = :root AND folded = :folded
    ORDER BY path != :path, source
"""
_DRAFT_AT: Final = statement("""
    SELECT source FROM release WHERE root = :root AND folded = :folded AND state = {draft}
""")
_HELD_AT: Final = statement("""
    SELECT source, state = {draft} AND NOT {has_page} AS is_draft,
        CASE WHEN NOT {begun} THEN visible_from END AS until
    FROM release
    WHERE root = :root AND folded = :folded
        AND (state <= {draft} AND NOT {published} OR NOT {begun})
        AND NOT coalesce({over}, FALSE)
    ORDER BY source
""")
_WITH_PAGE: Final = "SELECT source, path, month FROM release WHERE state = 0 ORDER BY source"
_SOURCES: Final = "SELECT source FROM release"
_PAGES: Final = statement("SELECT source FROM release WHERE root = :root AND month = {pages}")
_URL_OF: Final = """
    SELECT facts ->> '$.url' FROM release JOIN body USING (id) WHERE source = :source
"""


class Paths(Subject):
    def has(self, root: str, path: str) -> bool:
        """Return whether a release has this path, published or not."""
        return bool(self._value(_HAS, root=root, folded=folded(path), path=path))

    def publishes(self, root: str, path: str) -> bool:
        """Return whether a published release has this path."""
        return bool(self._value(_PUBLISHES, root=root, folded=folded(path), path=path))

    def source_at(self, root: str, path: str) -> str | None:
        """Return the source of the release that has a path, published or not; case is ignored."""
        source: str | None = self._value(_SOURCE_AT, root=root, folded=folded(path), path=path)
        return source

    def draft_at(self, root: str, path: str) -> str | None:
        """Return the source of the draft that has a path; case is ignored."""
        source: str | None = self._value(_DRAFT_AT, root=root, folded=folded(path))
        return source

    def held_at(self, root: str, path: str) -> HeldPage | None:
        """Return the release with a path that readers know nothing of yet; case is ignored.

        It may have been taken down before its time.
        """
        return next(self._as(HeldPage, _HELD_AT, root=root, folded=folded(path)), None)

    def with_page(self) -> Iterator[SourcePath]:
        """Yield every release that has a page, now or at another time."""
        return self._as(SourcePath, _WITH_PAGE)

    def sources(self) -> set[str]:
        """Return the sources that give a release."""
        return set(self._column(_SOURCES))

    def pages(self, root: str) -> list[str]:
        """Return the sources of a root's pages, published or not."""
        return list(self._column(_PAGES, root=root))

    def url_of(self, source: str) -> str:
        """Return the absolute URL of the release that a source gives."""
        return str(self._value(_URL_OF, source=source))
