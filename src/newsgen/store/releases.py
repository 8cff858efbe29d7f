"""Releases: by path or source, by month with their neighbours, and when the clock turns them."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final, NamedTuple

from newsgen.model.release import Release
from newsgen.model.urls import folded
from newsgen.store._subject import Subject, in_lists, statement
from newsgen.store.tables import Visibility


class PlacedRelease(NamedTuple):
    """A published release with its root and month."""

    root: str
    month: str
    release: Release


_AT: Final = statement("""
    SELECT facts FROM release JOIN body USING (id)
    WHERE {published} AND root = :root AND folded = :folded AND path = :path
        AND branch = ifnull(:branch, branch)
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
    WHERE {published} AND branch = :root AND month = {pages}
    ORDER BY +position
""")
# As one text, which takes a tenth of the time that as many rows take.
_PLACES: Final = statement("""
    SELECT ifnull(group_concat(root || char(9) || path, char(10)), '') FROM release
    WHERE {published}
""")
_BODIES: Final = in_lists("""
    SELECT facts, html FROM release JOIN body USING (id)
    WHERE {published} AND {in_branch}
    ORDER BY month = {undated}, position DESC
""")
_ALL: Final = statement("""
    SELECT {published}, facts FROM release JOIN body USING (id)
    ORDER BY month = {undated}, position
""")


class Releases(Subject):
    def at(self, root: str, path: str, branch: str | None = None) -> Release | None:
        """Return the release whose page is the file at a path of a root, if it is of a branch."""
        at = self._releases(_AT, root=root, folded=folded(path), path=path, branch=branch)
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
        """Yield what a root lists with the HTML, newest first, those without a date last."""
        for facts, html in self._listing(_BODIES, root):
            yield self._release(facts), html

    def all(self) -> Iterator[tuple[bool, Release]]:
        """Yield every release there is, oldest first, with whether it is published."""
        for published, facts in self._rows(_ALL):
            yield bool(published), self._release(facts)


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
    WHERE {published} AND branch = :root AND month = :month
    ORDER BY archive, position
""")
_CROSS_LISTED: Final = statement("""
    SELECT facts FROM cross_listed CROSS JOIN release USING (id) JOIN body USING (id)
    WHERE {published} AND cross_listed.branch = :root AND month = :month
    ORDER BY cross_listed.archive, position
""")
_ROWS: Final = statement("""
    SELECT id, position FROM release
    WHERE {published} AND branch = :root AND month = :month
    ORDER BY archive, position
""")
# In the order of the index: so the digests of a month are in the order of its releases.
_DIGESTS: Final = statement("""
    SELECT branch AS root, month, archive, group_concat(hex({digest}), ' ') AS digests
    FROM release INDEXED BY release_by_month
    WHERE {published}
    GROUP BY branch, month, archive
    ORDER BY branch, month, archive
""")
_CROSS_LISTED_DIGESTS: Final = statement("""
    SELECT cross_listed.branch AS root, month, cross_listed.archive,
        group_concat(hex({digest}), ' ') AS digests
    FROM cross_listed CROSS JOIN release USING (id)
    WHERE {published}
    GROUP BY cross_listed.branch, month, cross_listed.archive
    ORDER BY cross_listed.branch, month, cross_listed.archive
""")
# Without a source, the first or the last of all: no position is empty or begins with `~`.
_BEFORE: Final = statement("""
    SELECT {neighbour_columns} FROM release JOIN body USING (id)
    WHERE {published} AND branch = :root AND archive = :archive AND month = :month
        AND position < ifnull((SELECT position FROM release WHERE source = :source), '~')
    ORDER BY position DESC LIMIT 1
""")
_AFTER: Final = statement("""
    SELECT {neighbour_columns} FROM release JOIN body USING (id)
    WHERE {published} AND branch = :root AND archive = :archive AND month = :month
        AND position > ifnull((SELECT position FROM release WHERE source = :source), '')
    ORDER BY position LIMIT 1
""")
_SAME_TITLE: Final = statement("""
    SELECT facts FROM release JOIN body USING (id)
    WHERE {published} AND (branch, month, archive, facts ->> '$.title') = (
        SELECT branch, month, archive, facts ->> '$.title'
        FROM release JOIN body USING (id) WHERE source = :source
    )
    ORDER BY position
""")


class Months(Subject):
    def releases(self, root: str, month: str) -> list[Release]:
        """Return a month's releases, oldest first, archive by archive."""
        return self._releases(_MONTH, root=root, month=month)

    def cross_listed(self, root: str, month: str) -> list[Release]:
        """Return the releases of a month that a branch lists too, oldest first."""
        return self._releases(_CROSS_LISTED, root=root, month=month)

    def rows(self, root: str, month: str) -> list[tuple[int, str]]:
        """Return the row and the position of each of a month's releases, in the same order."""
        return self._rows(_ROWS, root=root, month=month).fetchall()

    def digests(self) -> Iterator[ArchiveMonth]:
        """Yield the digests of all months' releases, in the order of `releases`."""
        return self._as(ArchiveMonth, _DIGESTS)

    def cross_listed_digests(self) -> Iterator[ArchiveMonth]:
        """Yield the digests of what branches list too, month by month."""
        return self._as(ArchiveMonth, _CROSS_LISTED_DIGESTS)

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


class Change(NamedTuple):
    """A moment at which releases begin or end to be published, or change, and how many.

    They change when the time of an update or a correction comes, and `leave` a list by their age.
    """

    at: datetime
    begin: int
    end: int
    change: int
    leave: int = 0


# Releases that are never visible cause no transitions. Those with notes are found by their index,
# which SQLite would not look into for a join.
_CHANGES: Final = statement("""
    WITH
    start AS (
        SELECT visible_from AS at FROM release
        WHERE visible_from > :until AND {counts}
            AND (visible_until IS NULL OR visible_until > visible_from)
    ),
    finish AS (
        SELECT visible_until AS at FROM release
        WHERE visible_until > :since AND {counts}
            AND (visible_from IS NULL OR visible_from < visible_until)
    ),
    note AS (
        SELECT DISTINCT value AS at, release.id FROM release, json_each(notes)
        WHERE release.id IN (SELECT id FROM release WHERE notes > '')
            AND value > :until AND {counts}
            AND (visible_from IS NULL OR visible_from < value)
            AND (visible_until IS NULL OR visible_until > value)
    )
    SELECT at, sum(starts) AS starts, sum(finishes) AS finishes, sum(notes) AS notes FROM (
        SELECT at, 1 AS starts, 0 AS finishes, 0 AS notes FROM start
        UNION ALL SELECT at, 0, 1, 0 FROM finish
        UNION ALL SELECT at, 0, 0, 1 FROM note
    )
    GROUP BY at ORDER BY at LIMIT :limit
""")


# One that had expired when it was read has no title: see `content.release`.
_TURNED: Final = """
    SELECT source FROM release JOIN body USING (id)
    WHERE visible_until IS NOT NULL AND (visible_until <= :moment) != (facts ->> '$.title' = '')
"""


_VISIBILITY: Final = """
    SELECT source, state, visible_from, visible_until FROM release
    WHERE source IN (SELECT value FROM json_each(:sources))
"""


class Schedule(Subject):
    def visibility_of(self, sources: Iterable[str]) -> Iterator[tuple[str, Visibility]]:
        """Yield the files of some that give a release, with what decides when it is shown."""
        for source, *visibility in self._rows(_VISIBILITY, sources=json.dumps([*sources])):
            yield source, Visibility(*visibility)

    def expired_or_not_yet(self) -> list[str]:
        """Return the files whose releases have expired since they were read, or had not yet."""
        return [source for (source,) in self._rows(_TURNED)]

    def next_change(self) -> float | None:
        """Return when the published set next changes, as a timestamp, if ever."""
        at: float | None = self._value(_CHANGES, limit=1)
        return at

    def changes(self, limit: int) -> list[Change]:
        """Return when the published set changes, soonest first."""
        rows = self._rows(_CHANGES, limit=limit)
        return [
            Change(datetime.fromtimestamp(at, UTC), starts, finishes, notes)
            for at, starts, finishes, notes in rows
        ]
