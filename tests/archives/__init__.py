"""Archives of invented releases in the shape of real ones, the same for the same seed.

`one_force` writes the archive of one force as its old site had it, `national` those of 46 forces
with the addresses, markup, dates and mistakes of real releases. Both say what each release was
given, so that a test can count by that what newsgen should report. Nothing here imports newsgen.
"""

from tests.archives.archive import Archive, Placed, national, national_drafts, one_force
from tests.archives.draft import Draft
from tests.archives.forces import FORCES, Force
from tests.archives.patterns import HABITS, PATTERNS, Pattern

__all__ = [
    "FORCES",
    "HABITS",
    "PATTERNS",
    "Archive",
    "Draft",
    "Force",
    "Pattern",
    "Placed",
    "national",
    "national_drafts",
    "one_force",
]
