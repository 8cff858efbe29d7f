"""The indexed archive, by the subjects that are asked about it."""

import sqlite3
from dataclasses import dataclass

from newsgen.store._subject import Scope
from newsgen.store.addresses import OldAddresses
from newsgen.store.body_links import BodyLinks
from newsgen.store.claims import Claims
from newsgen.store.entries import Entries
from newsgen.store.incidents import Incidents
from newsgen.store.ledger import AddressLedger
from newsgen.store.months import Months
from newsgen.store.newest import Newest
from newsgen.store.overview import Overview
from newsgen.store.paths import Paths
from newsgen.store.releases import Releases
from newsgen.store.retired import Retired
from newsgen.store.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Questions about the releases of a scope, each asked of its subject."""

    entries: Entries
    overview: Overview
    months: Months
    newest: Newest
    incidents: Incidents
    releases: Releases
    schedule: Schedule
    paths: Paths
    claims: Claims
    links: BodyLinks
    addresses: OldAddresses
    retired: Retired
    ledger: AddressLedger


def open_catalogue(connection: sqlite3.Connection, scope: Scope) -> Catalogue:
    return Catalogue(
        entries=Entries(connection, scope),
        overview=Overview(connection, scope),
        months=Months(connection, scope),
        newest=Newest(connection, scope),
        incidents=Incidents(connection, scope),
        releases=Releases(connection, scope),
        schedule=Schedule(connection, scope),
        paths=Paths(connection, scope),
        claims=Claims(connection, scope),
        links=BodyLinks(connection, scope),
        addresses=OldAddresses(connection, scope),
        retired=Retired(connection, scope),
        ledger=AddressLedger(connection, scope),
    )
