"""Releases one by one: by path or source, and all of them in order."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from newsgen.model.release import Release
from newsgen.model.urls import folded
from newsgen.store._subject import Subject, statement


class PlacedRelease(NamedTuple):
    """A published release with its root and month."""

    root: str
    month: str
    release: Release


_AT: Final = statement("""
    SELECT facts FROM release JOIN body USING (id)
    WHERE {published} AND root = :root AND folded = :folded AND path = :path
""")
_LIKE: Final = statement("""
    SELECT facts FROM release JOIN body USING (id)
    WHERE {published} AND root = :root AND folded = :folded
""")
_FROM_SOURCE: Final = statement("""
    SELECT root, month, facts FROM release JOIN body USING (id)
    WHERE {published} AND source = :source
""")
# Without the sign, SQLite goes through all releases by their index instead, to sort none.
_PAGES: Final = statement("""
    SELECT facts FROM release JOIN body USING (id)
    WHERE {published} AND root = :root AND month = {pages}
    ORDER BY +position
""")
# As one text, which takes a tenth of the time that as many rows take.
_PLACES: Final = statement("""
    SELECT ifnull(group_concat(root || char(9) || path, char(10)), '') FROM release
    WHERE {published}
""")
_BODIES: Final = statement("""
    SELECT facts, html FROM release JOIN body USING (id)
    WHERE {published} AND root = :root
    ORDER BY month = {undated}, position DESC
""")
_ALL: Final = statement("""
    SELECT {published}, facts FROM release JOIN body USING (id)
    ORDER BY month = {undated}, position
""")


class Releases(Subject):
    def at(self, root: str, path: str) -> Release | None:
        """Return the release whose page is the file at a path of a root."""
        at = self._releases(_AT, root=root, folded=folded(path), path=path)
        return at[0] if at else None

    def places(self) -> str:
        """Return where each page is: a line with its root, a tab, and its path there."""
        return str(self._value(_PLACES))

    def like(self, root: str, path: str) -> list[Release]:
        """Return the releases whose paths are the same when case is ignored."""
        return self._releases(_LIKE, root=root, folded=folded(path))

    def from_source(self, source: str) -> PlacedRelease | None:
        """Return the release of a source file, if it is published."""
        for root, month, facts in self._rows(_FROM_SOURCE, source=source):
            return PlacedRelease(root, month, self._release(facts))
        return None

    def pages(self, root: str) -> list[Release]:
        """Return the pages of a root, by path."""
        return self._releases(_PAGES, root=root)

    def bodies(self, root: str) -> Iterator[tuple[Release, str]]:
        """Yield a root's releases with their HTML, newest first, those without a date last."""
        for facts, html in self._rows(_BODIES, root=root):
            yield self._release(facts), html

    def all(self) -> Iterator[tuple[bool, Release]]:
        """Yield every release there is, oldest first, with whether it is published."""
        for published, facts in self._rows(_ALL):
            yield bool(published), self._release(facts)
