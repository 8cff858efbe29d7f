"""The newest releases of a root, as home, area pages, feeds and the news sitemap list them.

The position of a release without a date is lower than that of any other.
"""

from datetime import UTC, datetime
from typing import Final

from newsgen.model.release import Release
from newsgen.store._subject import Subject, position_at, statement

_LATEST: Final = statement("""
    SELECT facts FROM release JOIN body USING (id)
    WHERE {published} AND root = :root AND month != {pages}
    ORDER BY position DESC LIMIT :limit
""")
_LATEST_OF_AREA: Final = statement("""
    SELECT facts FROM release JOIN body USING (id)
    WHERE {published} AND root = :root AND area = :area AND month != {pages}
    ORDER BY position DESC LIMIT :limit
""")
# By indexes of few, which SQLite would not choose: all releases may have to be passed by.
_FEATURED: Final = statement("""
    SELECT facts FROM release INDEXED BY release_featured JOIN body USING (id)
    WHERE {published} AND root = :root AND featured > :moment AND area = ifnull(:area, area)
    ORDER BY position DESC LIMIT :limit
""")
_FEATURED_UNTIL: Final = statement("""
    SELECT featured, source FROM release INDEXED BY release_featured
    WHERE {published} AND featured > :moment
""")
_ROOTS_WITH_APPEALS: Final = (
    "SELECT DISTINCT root FROM release INDEXED BY appeal_by_position WHERE appeal"
)
_APPEALS: Final = statement("""
    SELECT facts FROM release INDEXED BY appeal_by_position JOIN body USING (id)
    WHERE {published} AND root = :root AND appeal AND month != {undated} AND position >= :position
    ORDER BY position DESC LIMIT :limit
""")
_SINCE: Final = statement("""
    SELECT facts FROM release JOIN body USING (id)
    WHERE {published} AND root = :root AND month != {undated} AND position >= :position
    ORDER BY position DESC LIMIT :limit
""")
# Root by root, as the index of positions is: there are few roots, and many releases.
_OLDEST_SINCE: Final = statement("""
    WITH RECURSIVE every (root) AS (
        SELECT min(root) FROM release
        UNION ALL SELECT (SELECT min(root) FROM release WHERE root > every.root) FROM every
        WHERE root IS NOT NULL
    )
    SELECT min(position) FROM every CROSS JOIN release USING (root)
    WHERE {published} AND month != {undated} AND position >= :position
""")


class Newest(Subject):
    """What has a date counts, newest first; undated releases are among the latest, as the last."""

    def latest(self, root: str, limit: int, area: str | None = None) -> list[Release]:
        """Return the newest releases: of a root, or of an area in it."""
        if area is None:
            return self._releases(_LATEST, root=root, limit=limit)
        return self._releases(_LATEST_OF_AREA, root=root, limit=limit, area=area)

    def featured(self, root: str, limit: int, area: str | None = None) -> list[Release]:
        """Return the newest releases that come first for now: of a root, or of an area in it."""
        return self._releases(_FEATURED, root=root, limit=limit, area=area)

    def featured_until(self) -> list[tuple[float, str]]:
        """Return until when each release comes first, as a timestamp, with its source."""
        return self._rows(_FEATURED_UNTIL).fetchall()

    def appeals(self, root: str, limit: int, since: datetime | None = None) -> list[Release]:
        """Return the newest appeals that are open, published since a time."""
        position = position_at(since) if since else ""
        return self._releases(_APPEALS, root=root, limit=limit, position=position)

    def roots_with_appeals(self) -> list[str]:
        """Return the roots that have open appeals of any time."""
        return self._column(_ROOTS_WITH_APPEALS)

    def since(self, root: str, when: datetime, limit: int) -> list[Release]:
        """Return the newest releases published since a time."""
        return self._releases(_SINCE, root=root, position=position_at(when), limit=limit)

    def oldest_since(self, when: datetime) -> datetime | None:
        """Return when the oldest of the releases published since a time was, if there are any."""
        position = self._value(_OLDEST_SINCE, position=position_at(when))
        if position is None:
            return None
        return datetime.strptime(position[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
