"""The keys whose times are off by the offset from UTC, counted by area."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from newsgen.model.release import ClockOff
from newsgen.store._subject import Subject, statement
from newsgen.store.entries import CLOCK_OFF


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


class ClocksOff(Subject):
    def by_area(self) -> Iterator[AreaClock]:
        for area, releases, first, _ in self._rows(_BY_AREA):
            yield AreaClock(area, releases, CLOCK_OFF.load(first))
