"""Pictures that many releases show first: logos, more often than not."""

from typing import Final, NamedTuple

from newsgen.diagnostics import Span
from newsgen.store._subject import Subject, span_at, statement


class SharedPicture(NamedTuple):
    """A picture of an area's releases on a host: how many have it, and how many there are.

    `source` is the first one that has it, `place` that of its title.
    """

    area: str
    host: str
    picture: str
    releases: int
    all_releases: int
    source: str
    place: str

    @property
    def span(self) -> Span:
        """The title of the first release that has it."""
        return span_at(self.source, self.place)


_SHARED: Final = statement("""
    WITH
    tally AS (
        SELECT area, host, picture, count(*) AS releases, min(position) AS position
        FROM release
        WHERE {has_page}
        GROUP BY area, host, picture
    ),
    shared AS (
        SELECT *, sum(releases) OVER (PARTITION BY area, host) AS all_releases FROM tally
    )
    SELECT area, host, picture, releases, all_releases, min(source) AS source, title_place AS place
    FROM (SELECT * FROM shared WHERE picture != '' AND releases > :number)
        CROSS JOIN release USING (area, host, picture, position)
    WHERE {has_page}
    GROUP BY area, host, picture
    ORDER BY area, releases DESC, host, picture
""")
# Beside min(), SQLite gives the other columns of the row that has the minimum.


class Pictures(Subject):
    def shared_by_more_than(self, number: int) -> list[SharedPicture]:
        """Return the pictures that more releases share, area by area, the most shared first."""
        return list(self._as(SharedPicture, _SHARED, number=number))
