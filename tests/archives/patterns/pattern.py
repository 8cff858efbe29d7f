"""What a pattern is: something that some releases have, in one part of them."""

from dataclasses import dataclass
from typing import Final

from tests.archives.planting import Plant

ALL: Final = 50_786
"""The releases of the real collection in which patterns were counted."""
BEFORE: Final = ("title", "body", "end")
"""The parts that are given before a style dresses a release."""
AFTER: Final = ("affix", "summary", "date", "front", "around")
ALONE: Final = BEFORE
"""The parts that a release has for itself, if what a pattern leads to depends on all words."""
DATED: Final = ("date",)
"""What a pattern takes that compares words with the day of the release."""
TITLE: Final = ("title", "affix")
"""What a pattern takes that writes the whole title."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Something that some releases have, in one part of them.

    `pages` counts the releases that have it in a national collection of 50,786 real ones. `source`
    names a section of one of two reference pages: "real" is what real releases do to a generator,
    by the numbers of its tables ("near" is like one of them, and right), and "domain" the
    requirements of police news archives.

    A release is given at most one pattern for each part: title, body, end, url, and so on.
    """

    name: str
    source: str
    pages: int
    part: str
    plant: Plant
    styles: tuple[str, ...] = ()
    """The styles of the sites that can have it, or all."""
    kind: str = ""
    """What the release is to tell."""
    follows: bool = False
    """It needs an earlier release of the same force."""
    gives: tuple[str, ...] = ()
    """The codes of the findings that it leads to, one each."""
    takes: tuple[str, ...] = ()
    """Further parts in which the release is given nothing else."""

    @property
    def parts(self) -> frozenset[str]:
        return frozenset((self.part, *self.takes))

    def count(self, releases: int) -> int:
        """Return how many of so many releases have it: its real rate, and at least one."""
        return max(1, round(self.pages * releases / ALL))
