"""The indexed archive, by the subjects that are asked about it."""

import sqlite3

from newsgen.store._newest import Newest
from newsgen.store._overview import Overview
from newsgen.store._retired import Retired
from newsgen.store._subject import Scope
from newsgen.store.addresses import OldAddresses
from newsgen.store.body_links import BodyLinks
from newsgen.store.claims import Claims
from newsgen.store.clocks_off import ClocksOff
from newsgen.store.embeds import Embeds
from newsgen.store.entries import Entries
from newsgen.store.file_uses import FileUses
from newsgen.store.incidents import Incidents
from newsgen.store.ledger import AddressLedger
from newsgen.store.lists import NamedLists
from newsgen.store.months import Months
from newsgen.store.paths import Paths
from newsgen.store.pictures import Pictures
from newsgen.store.related import RelatedReleases
from newsgen.store.releases import Releases
from newsgen.store.schedule import Schedule
from newsgen.store.tags import Tags
from newsgen.store.terms import Terms


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
