"""When the published set changes by itself: by embargoes, expiries, updates and corrections."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final, NamedTuple

from newsgen.store._subject import Subject, statement
from newsgen.store.tables import Visibility


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
