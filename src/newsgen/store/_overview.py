"""What there is in all: counts of releases by month and area, hosts, archives and kinds."""

from typing import Final, NamedTuple

from newsgen.store._subject import Subject, statement


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
    SELECT root, archive, month, area, count(*) AS releases, count(*) - sum(unlisted) AS listed
    FROM release
    WHERE {published} AND month != {pages}
    GROUP BY root, archive, month, area
    ORDER BY root, archive, month, area
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
        SELECT root, host, count(*) AS number FROM release
        WHERE {published}
        GROUP BY root, archive, month, area, host
    )
    GROUP BY root, host
    ORDER BY root, sum(number) DESC, host
""")
_HOSTS_OF_RETIRED: Final = statement("""
    SELECT root, host FROM release INDEXED BY release_retired
    WHERE state > {draft} AND {begun}
    GROUP BY root, host
""")
_ALL_HOSTS: Final = "SELECT DISTINCT host FROM release"
_AREAS: Final = statement("SELECT DISTINCT area FROM release WHERE month != {pages} ORDER BY area")
_ARCHIVES: Final = statement(
    "SELECT DISTINCT archive FROM release WHERE month != {pages} ORDER BY archive"
)
_KINDS: Final = statement("""
    SELECT DISTINCT facts ->> '$.kind' FROM release JOIN body USING (id)
    WHERE {published} AND root = :root AND month != {pages}
""")


class Overview(Subject):
    def tallies(self) -> list[MonthTally]:
        """Count the releases by root, archive, month and area, in that order."""
        return list(self._as(MonthTally, _TALLIES))

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
        return set(self._column(_KINDS, root=root))
