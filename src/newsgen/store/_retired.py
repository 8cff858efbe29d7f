"""What was published and is gone: withdrawn, expired and removed releases, and old addresses."""

import json
from collections.abc import Iterator
from typing import Final, NamedTuple

from newsgen.model.release import Release
from newsgen.model.urls import parse_url
from newsgen.store._subject import FACTS, WITHDRAWN, Subject, statement

GONE_PAGE: Final = "410.html"


class GoneAddress(NamedTuple):
    """An address that is gone, and the file of its root to answer with."""

    root: str
    path: str
    query: str
    file: str


class WrittenPage(NamedTuple):
    """A page in an output folder, which is named as the cache names it."""

    folder: str
    path: str


_GONE: Final = statement("""
    SELECT root, path, state, facts FROM release JOIN body USING (id)
    WHERE state > {draft} AND state != {moved} AND {begun}
    UNION ALL
    SELECT root, path, state, facts FROM release JOIN body USING (id)
    WHERE state = 0 AND {over}
    ORDER BY root, path
""")
_GONE_OLD: Final = statement("""
    SELECT root, path, query FROM old_address
    WHERE (target_root IS NULL AND source = '')
        OR (state > {draft} AND state != {moved} AND {begun})
        OR (state = 0 AND {over})
        OR ({stands} AND EXISTS (
            SELECT 1 FROM release
            WHERE root = target_root AND folded = target_folded AND path = target_path
                AND {has_page} AND {over}
        ))
    ORDER BY root, path, query, source, number
""")
_WITHDRAWN: Final = statement("""
    SELECT facts FROM release JOIN body USING (id)
    WHERE state > {draft} AND state = {withdrawn} AND {begun} AND root = :root
    ORDER BY path
""")


# Other outputs are few, and so is what is retired: each is looked for in each by its key.
def _still_in(over_now: str) -> str:
    return """
        SELECT output.folder, target.path FROM output CROSS JOIN release CROSS JOIN target
        WHERE output.id != :built AND {over_now} AND target.output = output.id
            AND target.path
                = CASE root WHEN '' THEN release.path ELSE root || '/' || release.path END
            AND partition != 'retired@' || root || '/'
    """.replace("{over_now}", over_now)


_STILL_IN: Final = statement(
    _still_in("state > {draft}") + "UNION" + _still_in("state = 0 AND {over}") + "ORDER BY 1, 2"
)


class Retired(Subject):
    def gone(self) -> Iterator[GoneAddress]:
        """Yield every address that is gone.

        Those of removed releases are not among them, as nobody knows them: see
        `AddressLedger.gone_below`.
        """
        for root, file, state, facts in self._rows(_GONE):
            address = parse_url(json.loads(facts)["url"])
            answer = file if state == WITHDRAWN else GONE_PAGE
            yield GoneAddress(root, address.path, address.query, answer)
        for root, path, query in self._rows(_GONE_OLD):
            yield GoneAddress(root, path, query, GONE_PAGE)

    def withdrawn(self, root: str, path: str | None = None) -> list[Release]:
        """Return the releases whose pages say why they were withdrawn: of a root, or at a path."""
        releases = map(FACTS.load, self._column(_WITHDRAWN, root=root))
        return [release for release in releases if path in (None, release.path)]

    def still_in(self, *, but: int) -> list[WrittenPage]:
        """Return the pages of retired releases in all output folders but one, given by its number.

        They were written before, and stay until newsgen builds there again.
        """
        return list(self._as(WrittenPage, _STILL_IN, built=but))
