"""The ledger of all addresses that were ever published, and the addresses that were removed."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from newsgen.model.release import Redirect
from newsgen.store._subject import Subject, statement
from newsgen.store.addresses import OldAddresses
from newsgen.store.tables import LEDGER, TOMBSTONE, LedgerRow, TombstoneRow


class HeldAddress(NamedTuple):
    """An address of the ledger whose release is held back: its source, and until when."""

    line: int
    url: str
    source: str
    until: float


# The case of A to Z does not matter, as servers lead readers to the true address. Of lines that
# differ by it alone, the first is returned.
_LOST: Final = statement("""
    SELECT min(line) AS line, url, root, path, query, file, folded FROM ledger
    WHERE NOT EXISTS (
        SELECT 1 FROM release
        WHERE root = ledger.root AND folded = ledger.folded AND lower(path) = lower(ledger.file)
            AND state != {draft}
    ) AND NOT EXISTS (
        SELECT 1 FROM redirect
        WHERE root = ledger.root AND folded = ledger.folded AND lower(file) = lower(ledger.file)
            AND (source = '' OR source IN (SELECT source FROM release WHERE state != {draft}))
    )
    GROUP BY root, folded
    ORDER BY min(line)
""")
_HELD: Final = statement("""
    SELECT ledger.line, ledger.url, release.source, visible_from AS until FROM ledger
    JOIN release ON release.root = ledger.root AND release.folded = ledger.folded
        AND lower(release.path) = lower(ledger.file)
    WHERE state != {draft} AND NOT {begun}
    UNION
    SELECT ledger.line, ledger.url, release.source, visible_from AS until FROM ledger
    JOIN redirect ON redirect.root = ledger.root AND redirect.folded = ledger.folded
        AND lower(redirect.file) = lower(ledger.file)
    JOIN release ON release.source = redirect.source
    WHERE state != {draft} AND NOT {begun}
    ORDER BY line
""")
_GONE_BELOW: Final = "SELECT DISTINCT root, folder FROM tombstone ORDER BY root, folder"
_PUBLIC_URLS: Final = statement("""
    SELECT facts ->> '$.url' FROM release JOIN body USING (id)
    WHERE state != {draft} AND {begun}
        AND (visible_from IS NULL OR visible_until IS NULL OR visible_from < visible_until)
    UNION
    SELECT url FROM old_address
    WHERE state != {draft} AND {begun}
        AND (visible_from IS NULL OR visible_until IS NULL OR visible_from < visible_until)
    ORDER BY 1
""")


class AddressLedger(Subject):
    def put(
        self,
        rows: Iterable[LedgerRow],
        redirects: Sequence[Redirect],
        tombstones: Iterable[TombstoneRow],
    ) -> None:
        """Replace the ledger: its lines, those that lead elsewhere, and the removed addresses."""
        self._connection.execute("DELETE FROM ledger")
        self._connection.execute("DELETE FROM tombstone")
        old_addresses = OldAddresses(self._connection, self._scope)
        old_addresses.drop([""])
        self._connection.executemany(LEDGER.insert, rows)
        old_addresses.put([("", redirects)])
        self._connection.executemany(TOMBSTONE.insert, tombstones)

    def lost(self) -> list[LedgerRow]:
        """Return the lines of the ledger with whose address neither release nor line deals."""
        return list(self._as(LedgerRow, _LOST))

    def held(self) -> list[HeldAddress]:
        """Return the addresses whose releases are held back now.

        Old addresses of such releases are among them.
        """
        return list(self._as(HeldAddress, _HELD))

    def gone_below(self) -> list[tuple[str, str]]:
        """Return roots and folders below which unknown addresses are gone."""
        return self._rows(_GONE_BELOW).fetchall()

    def public_urls(self) -> list[str]:
        """Return every address that is or was published, sorted."""
        return self._column(_PUBLIC_URLS)
