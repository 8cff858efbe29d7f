"""The releases of a month, and their neighbours in an archive."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from newsgen.model.release import Release
from newsgen.store._subject import Subject, statement


class ArchiveMonth(NamedTuple):
    """What decides whether the releases of an archive's month are others now.

    `digests` are those of its releases, oldest first, in hexadecimal digits with blanks between.
    """

    root: str
    month: str
    archive: str
    digests: str


class Neighbour(NamedTuple):
    """A release that another one's page leads to."""

    title: str
    href: str
    language: str


_MONTH: Final = statement("""
    SELECT facts FROM release JOIN body USING (id)
    WHERE {published} AND root = :root AND month = :month
    ORDER BY archive, position
""")
_ROWS: Final = statement("""
    SELECT id, position FROM release
    WHERE {published} AND root = :root AND month = :month
    ORDER BY archive, position
""")
# In the order of the index: so the digests of a month are in the order of its releases.
_DIGESTS: Final = statement("""
    SELECT root, month, archive, group_concat(hex({digest}), ' ') AS digests
    FROM release INDEXED BY release_by_month
    WHERE {published}
    GROUP BY root, month, archive
    ORDER BY root, month, archive
""")
# Without a source, the first or the last of all: no position is empty or begins with `~`.
_BEFORE: Final = statement("""
    SELECT {neighbour_columns} FROM release JOIN body USING (id)
    WHERE {published} AND root = :root AND archive = :archive AND month = :month
        AND position < ifnull((SELECT position FROM release WHERE source = :source), '~')
    ORDER BY position DESC LIMIT 1
""")
_AFTER: Final = statement("""
    SELECT {neighbour_columns} FROM release JOIN body USING (id)
    WHERE {published} AND root = :root AND archive = :archive AND month = :month
        AND position > ifnull((SELECT position FROM release WHERE source = :source), '')
    ORDER BY position LIMIT 1
""")
_SAME_TITLE: Final = statement("""
    SELECT facts FROM release JOIN body USING (id)
    WHERE {published} AND (root, month, archive, facts ->> '$.title') = (
        SELECT root, month, archive, facts ->> '$.title'
        FROM release JOIN body USING (id) WHERE source = :source
    )
    ORDER BY position
""")


class Months(Subject):
    def releases(self, root: str, month: str) -> list[Release]:
        """Return a month's releases, oldest first, archive by archive."""
        return self._releases(_MONTH, root=root, month=month)

    def rows(self, root: str, month: str) -> list[tuple[int, str]]:
        """Return the row and the position of each of a month's releases, in the same order."""
        return self._rows(_ROWS, root=root, month=month).fetchall()

    def digests(self) -> Iterator[ArchiveMonth]:
        """Yield the digests of all months' releases, in the order of `releases`."""
        return self._as(ArchiveMonth, _DIGESTS)

    def before(self, root: str, archive: str, month: str, source: str = "") -> Neighbour | None:
        """Return the release just before another one in an archive's month, or its last."""
        return self._neighbour(_BEFORE, root=root, archive=archive, month=month, source=source)

    def after(self, root: str, archive: str, month: str, source: str = "") -> Neighbour | None:
        """Return the release just after another one in an archive's month, or its first."""
        return self._neighbour(_AFTER, root=root, archive=archive, month=month, source=source)

    def _neighbour(self, text: str, **values: str) -> Neighbour | None:
        return next(self._as(Neighbour, text, **values), None)

    def with_title_of(self, source: str) -> list[Release]:
        """Return the releases of a release's month and archive with its very title, oldest first.

        It is among them itself.
        """
        return self._releases(_SAME_TITLE, source=source)
