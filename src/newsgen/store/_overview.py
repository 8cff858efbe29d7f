"""The archive as a whole: its counts, its newest releases, and the clocks of its areas."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final, NamedTuple

from newsgen.model.release import ClockOff, Release
from newsgen.store._subject import Subject, in_lists, position_at, statement
from newsgen.store.entries import CLOCK_OFF


class MonthTally(NamedTuple):
    """How many published releases a month of an archive holds for an area.

    `listed` are those that search engines may list.
    """

    root: str
    archive: str
    month: str
    area: str
    releases: int
    listed: int


class PublishedCounts(NamedTuple):
    """How many releases are published, and how many pages (`type: page`)."""

    releases: int
    pages: int


_TALLIES: Final = statement("""
    SELECT branch AS root, archive, month, area,
        count(*) AS releases, count(*) - sum(unlisted) AS listed
    FROM release
    WHERE {published} AND month != {pages}
    GROUP BY branch, archive, month, area
    UNION ALL
    SELECT cross_listed.branch, cross_listed.archive, month, area, count(*), 0
    FROM cross_listed CROSS JOIN release USING (id)
    WHERE {published}
    GROUP BY cross_listed.branch, cross_listed.archive, month, area
""")
_COUNTS: Final = statement("""
    SELECT count(*) FILTER (WHERE month != {pages}) AS releases,
           count(*) FILTER (WHERE month = {pages}) AS pages
    FROM release
    WHERE {published}
""")
# In two, as each is answered from an index.
_ALL: Final = "SELECT count(*) FROM release"
_RETIRED: Final = statement("SELECT count(*) FROM release WHERE state > {draft}")
_HOSTS: Final = statement("""
    SELECT root, host FROM (
        SELECT branch AS root, host, count(*) AS number FROM release
        WHERE {published}
        GROUP BY branch, archive, month, area, host
        UNION ALL
        SELECT cross_listed.branch, host, count(*)
        FROM cross_listed CROSS JOIN release USING (id)
        WHERE {published}
        GROUP BY cross_listed.branch, host
    )
    GROUP BY root, host
    ORDER BY root, sum(number) DESC, host
""")
_HOSTS_OF_RETIRED: Final = statement("""
    SELECT branch AS root, host FROM release INDEXED BY release_retired
    WHERE state > {draft} AND {begun}
    GROUP BY branch, host
""")
_ALL_HOSTS: Final = "SELECT DISTINCT host FROM release"
_AREAS: Final = statement("SELECT DISTINCT area FROM release WHERE month != {pages} ORDER BY area")
_ARCHIVES: Final = statement(
    "SELECT DISTINCT archive FROM release WHERE month != {pages} ORDER BY archive"
)
_KINDS: Final = in_lists("""
    SELECT DISTINCT facts ->> '$.kind' FROM release JOIN body USING (id)
    WHERE {published} AND {in_branch} AND month != {pages}
""")


class Overview(Subject):
    def tallies(self) -> list[MonthTally]:
        """Count the releases by root, archive, month and area, in that order.

        What a root cross-lists is counted by itself.
        """
        return sorted(self._as(MonthTally, _TALLIES))

    def count(self) -> PublishedCounts:
        """Count what is published."""
        return next(self._as(PublishedCounts, _COUNTS))

    def held(self) -> int:
        """Count what is not published: drafts, embargoed and expired releases and pages."""
        return int(self._value(_ALL)) - int(self._value(_RETIRED)) - sum(self.count())

    def hosts(self) -> dict[str, str]:
        """Return, for each root in order, the host that most of its releases use.

        A root whose releases are all retired has pages that say so.
        """
        hosts: dict[str, str] = {}
        for root, host in [*self._rows(_HOSTS), *self._rows(_HOSTS_OF_RETIRED)]:
            hosts.setdefault(root, host)
        return dict(sorted(hosts.items()))

    def all_hosts(self) -> set[str]:
        """Return the hosts of all releases, published or not."""
        return set(self._column(_ALL_HOSTS))

    def areas(self) -> list[str]:
        """Return the areas of all releases, published or not."""
        return self._column(_AREAS)

    def archives(self) -> list[str]:
        """Return the paths of all archives that releases are in, retired ones too."""
        return self._column(_ARCHIVES)

    def kinds(self, root: str) -> set[str]:
        """Return the kinds that a root's releases are of."""
        return {kind for (kind,) in self._listing(_KINDS, root)}


_LATEST: Final = in_lists("""
    SELECT facts FROM release JOIN body USING (id)
    WHERE {published} AND {in_branch} AND month != {pages}
    ORDER BY position DESC LIMIT :limit
""")
_LATEST_OF_AREA: Final = in_lists("""
    SELECT facts FROM release JOIN body USING (id)
    WHERE {published} AND {in_branch} AND area = :area AND month != {pages}
    ORDER BY position DESC LIMIT :limit
""")
# By indexes of few, which SQLite would not choose: all releases may have to be passed by.
_FEATURED: Final = in_lists("""
    SELECT facts FROM release INDEXED BY release_featured JOIN body USING (id)
    WHERE {published} AND {in_branch} AND featured > :moment AND area = ifnull(:area, area)
    ORDER BY position DESC LIMIT :limit
""")
_FEATURED_UNTIL: Final = statement("""
    SELECT featured, source FROM release INDEXED BY release_featured
    WHERE {published} AND featured > :moment
""")
_ROOTS_WITH_APPEALS: Final = """
    SELECT branch FROM release INDEXED BY appeal_by_position WHERE appeal
    UNION
    SELECT cross_listed.branch FROM cross_listed CROSS JOIN release USING (id) WHERE appeal
"""
_APPEALS: Final = in_lists("""
    SELECT facts FROM release INDEXED BY appeal_by_position JOIN body USING (id)
    WHERE {published} AND {in_branch} AND appeal AND month != {undated} AND position >= :position
    ORDER BY position DESC LIMIT :limit
""")
_SINCE: Final = statement("""
    SELECT facts FROM release JOIN body USING (id)
    WHERE {published} AND branch = :root AND month != {undated} AND position >= :position
    ORDER BY position DESC LIMIT :limit
""")
# Branch by branch, as the index of positions is: there are few, and many releases.
_OLDEST_SINCE: Final = statement("""
    WITH RECURSIVE every (branch) AS (
        SELECT min(branch) FROM release
        UNION ALL SELECT (SELECT min(branch) FROM release WHERE branch > every.branch) FROM every
        WHERE branch IS NOT NULL
    )
    SELECT min(position) FROM every CROSS JOIN release USING (branch)
    WHERE {published} AND month != {undated} AND position >= :position
""")


class Newest(Subject):
    """What has a date counts, newest first; undated releases are among the latest, as the last."""

    def latest(self, root: str, limit: int, area: str | None = None) -> list[Release]:
        """Return the newest releases: of a root, or of an area in it."""
        if area is None:
            return self._listed(_LATEST, root, limit=limit)
        return self._listed(_LATEST_OF_AREA, root, limit=limit, area=area)

    def featured(self, root: str, limit: int, area: str | None = None) -> list[Release]:
        """Return the newest releases that come first for now: of a root, or of an area in it."""
        return self._listed(_FEATURED, root, limit=limit, area=area)

    def featured_until(self) -> list[tuple[float, str]]:
        """Return until when each release comes first, as a timestamp, with its source."""
        return self._rows(_FEATURED_UNTIL).fetchall()

    def appeals(self, root: str, limit: int, since: datetime | None = None) -> list[Release]:
        """Return the newest appeals that are open, published since a time."""
        position = position_at(since)
        return self._listed(_APPEALS, root, limit=limit, position=position)

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


class AreaClock(NamedTuple):
    """An area, how many of its releases have a key that is off, and the first of those keys."""

    area: str
    releases: int
    first: ClockOff


_BY_AREA: Final = statement("""
    SELECT area, count(*), clock_off, min(position || char(0) || source) FROM release
    WHERE {counts} AND clock_off IS NOT NULL
    GROUP BY area
    ORDER BY area
""")
# Beside min(), SQLite gives the other columns of the row that has the minimum.


_WITHOUT_AFTERNOONS: Final = statement("""
    SELECT area, count(*) FROM release
    WHERE {counts} AND substr(position, 9, 6) NOT IN ('', '000000', '230000')
    GROUP BY area
    HAVING count(*) > :least AND max(substr(position, 9, 2)) <= '12'
        AND 5 * sum(substr(position, 9, 2) BETWEEN '01' AND '05') > count(*)
    ORDER BY area
""")
# Of a clock of twelve hours without am and pm, 1 to 5 are mostly afternoons. A day alone begins at
# midnight, which in summer is 23:00 in UTC.


class ClocksOff(Subject):
    def without_afternoons(self, least: int) -> Iterator[tuple[str, int]]:
        """Yield areas with more than so many times of day, none of them after 1pm."""
        yield from self._rows(_WITHOUT_AFTERNOONS, least=least)

    def by_area(self) -> Iterator[AreaClock]:
        for area, releases, first, _ in self._rows(_BY_AREA):
            yield AreaClock(area, releases, CLOCK_OFF.load(first))
