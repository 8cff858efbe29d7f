"""The indexed archive by its subjects, and as one edition of a preview sees it."""

import sqlite3
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from newsgen.store._database import connect_to_read
from newsgen.store._overview import ClocksOff, Newest, Overview
from newsgen.store._sources import Fragments
from newsgen.store._subject import Scope
from newsgen.store.addresses import AddressLedger, OldAddresses, Paths, Retired
from newsgen.store.claims import Claims
from newsgen.store.entries import Entries
from newsgen.store.findings import Findings
from newsgen.store.related import Incidents, RelatedReleases
from newsgen.store.releases import Months, Releases, Schedule
from newsgen.store.terms import NamedLists, Tags, Terms
from newsgen.store.uses import BodyLinks, Embeds, FileUses, Pictures

if TYPE_CHECKING:
    from newsgen.store.pairs import Pairs


class Catalogue:
    """Questions about the releases of a scope, each asked of its subject."""

    def __init__(self, connection: sqlite3.Connection, scope: Scope) -> None:
        self.entries = Entries(connection, scope)
        self.overview = Overview(connection, scope)
        self.months = Months(connection, scope)
        self.newest = Newest(connection, scope)
        self.incidents = Incidents(connection, scope)
        self.releases = Releases(connection, scope)
        self.file_uses = FileUses(connection, scope)
        self.schedule = Schedule(connection, scope)
        self.paths = Paths(connection, scope)
        self.claims = Claims(connection, scope)
        self.clocks_off = ClocksOff(connection, scope)
        self.pictures = Pictures(connection, scope)
        self.links = BodyLinks(connection, scope)
        self.addresses = OldAddresses(connection, scope)
        self.retired = Retired(connection, scope)
        self.ledger = AddressLedger(connection, scope)
        self.terms = Terms(connection, scope)
        self.lists = NamedLists(connection, scope)
        self.tags = Tags(connection, scope)
        self.related = RelatedReleases(connection, scope)
        self.embeds = Embeds(connection, scope)
        self._of_pairs = connection, scope

    @cached_property
    def pairs(self) -> "Pairs":
        from newsgen.store.pairs import Pairs  # noqa: PLC0415 (few sites have two languages)

        return Pairs(*self._of_pairs)


class Snapshot:
    """Reads a cache file for as long as it is not closed, between others' writing."""

    def __init__(self, path: Path, scope: Scope) -> None:
        self._connection = connect_to_read(path)
        self.catalogue = Catalogue(self._connection, scope)
        self.fragments = Fragments(self._connection)
        self.findings = Findings(self._connection)
        self._path = path
        self._file = path.stat().st_ino
        self._version = self._data_version()

    def is_replaced(self) -> bool:
        """Return whether there is another file by now, which may hold nothing."""
        try:
            return self._path.stat().st_ino != self._file
        except OSError:
            return True

    def has_changed(self) -> bool:
        """Return whether anyone has written to the file since this was opened."""
        return self.is_replaced() or self._data_version() != self._version

    def close(self) -> None:
        self._connection.close()

    def _data_version(self) -> int:
        try:
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        except sqlite3.DatabaseError:  # the file is another now
            return -1
        return int(version)
