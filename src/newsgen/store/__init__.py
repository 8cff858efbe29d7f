"""The cache of a site: one disposable SQLite file, and the only SQL.

Nothing in it is precious: a file of another version, or a damaged one, starts afresh. What is
removed from the content is removed from it in the same build, and overwritten on disk: a cache must
not keep what the law removed.
"""

from newsgen.store.catalogue import Catalogue, Tally
from newsgen.store.database import DamagedStoreError, Database, StoreError, read_only
from newsgen.store.findings import Findings
from newsgen.store.fragments import Fragments
from newsgen.store.manifest import Manifest, TargetRow
from newsgen.store.reader import Reader
from newsgen.store.sources import SourceRow, Sources

__all__ = [
    "Catalogue",
    "DamagedStoreError",
    "Database",
    "Findings",
    "Fragments",
    "Manifest",
    "Reader",
    "SourceRow",
    "Sources",
    "StoreError",
    "Tally",
    "TargetRow",
    "read_only",
]
