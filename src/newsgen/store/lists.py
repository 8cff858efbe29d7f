"""The releases of the lists that a site or its theme names."""

from typing import Final

from newsgen.model.lists import ReleaseList
from newsgen.model.release import Release
from newsgen.store._subject import Subject, position_at, statement

_NEWEST: Final = statement("""
    SELECT facts FROM listed CROSS JOIN release USING (id) CROSS JOIN body USING (id)
    WHERE {published} AND listed.root = :root AND list = :list AND listed.area = :area
        AND listed.position >= :position
    ORDER BY listed.position DESC LIMIT :limit
""")
_OLDEST: Final = statement("""
    SELECT facts FROM listed CROSS JOIN release USING (id) CROSS JOIN body USING (id)
    WHERE {published} AND listed.root = :root AND list = :list AND listed.area = :area
        AND listed.position >= :position
    ORDER BY listed.position LIMIT :limit
""")
_SHELVES: Final = "SELECT DISTINCT root, area FROM listed WHERE list = :list ORDER BY root, area"
_UNDATED: Final = ""
_DATED: Final = "0"
"""Before the positions of all releases with a date, behind those of others."""


class NamedLists(Subject):
    def shelves(self, name: str) -> list[tuple[str, str]]:
        """Return the roots and areas for which there is a list; "" is the list of all areas."""
        return self._rows(_SHELVES, list=name).fetchall()

    def releases(self, root: str, listed: ReleaseList, limit: int, area: str = "") -> list[Release]:
        """Return the first releases of a list: of a root, or of an area in it.

        Those without a date are the last of the newest, and not among the oldest.
        """
        start = listed.start(self._scope.as_of)
        earliest = _DATED if listed.oldest_first else _UNDATED
        return self._releases(
            _OLDEST if listed.oldest_first else _NEWEST,
            root=root,
            list=listed.name,
            area=area,
            position=position_at(start) if start else earliest,
            limit=limit,
        )
