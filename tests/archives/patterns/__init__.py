"""What real archives have: one row a pattern, with the page that lists it and its real rate."""

from typing import Final

from tests.archives.patterns.addresses import URLS
from tests.archives.patterns.ends import ENDS
from tests.archives.patterns.fronts import FRONTS
from tests.archives.patterns.habits import HABITS
from tests.archives.patterns.markup import MARKUP
from tests.archives.patterns.pattern import AFTER, ALL, BEFORE, Pattern
from tests.archives.patterns.people import PEOPLE
from tests.archives.patterns.slips import SLIPS
from tests.archives.patterns.titles import AFFIXES, TITLES

PATTERNS: Final = (*TITLES, *AFFIXES, *MARKUP, *SLIPS, *PEOPLE, *ENDS, *URLS, *FRONTS)

__all__ = ["AFTER", "ALL", "BEFORE", "HABITS", "PATTERNS", "Pattern"]
