"""What a release names as related to it, and how much of that its page shows."""

from typing import Final, NamedTuple

from newsgen.model.month import Month

MOST: Final = 6
"""Related releases on a page."""
AROUND: Final = 3
"""Releases of the same incident that a page shows before and after its own."""


class RelatedUse(NamedTuple):
    """A release that another one names as related, by its file or its address, and the place.

    One of the two is empty: the `source`, or root and path.
    """

    written: str
    source: str
    root: str
    path: str
    line: int
    column: int
    end_column: int


def months_with_tags(month: str) -> list[str]:
    """Return the months whose releases may be related by tag to those of one: it and twelve before.

    They are few, so that a page costs as much in any archive.
    """
    year, number = Month.parse(month)
    last = year * 12 + number - 1
    return [str(Month(at // 12, at % 12 + 1)) for at in range(last - 12, last + 1)]
