"""The cache of a site: one disposable SQLite file, and the only SQL.

Nothing in it is precious: a file of another version, or a damaged one, starts afresh. What is
removed from the content is removed from it in the same build, and overwritten on disk: a cache must
not keep what the law removed.
"""

from newsgen.store._catalogue import Catalogue, Snapshot
from newsgen.store._database import DamagedStoreError, Database, StoreError, read_only
from newsgen.store._manifest import UNKNOWN, Manifest, Replaced
from newsgen.store._overview import MonthTally
from newsgen.store._sources import Fragments, Sources, write_accepted
from newsgen.store._subject import Scope
from newsgen.store._written_list import WrittenList, list_file, listed
from newsgen.store.findings import Findings
from newsgen.store.tables import SourceFileRow, TargetRow

__all__ = [
    "UNKNOWN",
    "Catalogue",
    "DamagedStoreError",
    "Database",
    "Findings",
    "Fragments",
    "Manifest",
    "MonthTally",
    "Replaced",
    "Scope",
    "Snapshot",
    "SourceFileRow",
    "Sources",
    "StoreError",
    "TargetRow",
    "WrittenList",
    "list_file",
    "listed",
    "read_only",
    "write_accepted",
]
