"""Batches: how units are shared out among worker processes."""

from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest
from typing import Final

from newsgen.pipeline._units import Unit

SMALL: Final = 250
"""With fewer pages, starting workers takes longer than rendering."""
LEAST: Final = 150
"""Pages, about, that are worth handing over to a worker."""
MOST: Final = 1_000
"""Pages, about, that a worker is given at most."""


def jobs_for(weights: Collection[int], jobs: int) -> int:
    """Return how many processes render units of some weights, `jobs` at most.

    One of them has the largest unit: others are started for what is beside it.
    """
    beside = sum(weights) - max(weights, default=0)
    return jobs if beside >= SMALL else 1


def batches_of(units: Sequence[Unit], jobs: int) -> Iterator[list[Unit]]:
    """Cut units into batches: a year stays together, as its pages share what a worker makes.

    At the end they are smaller, so that no worker waits long for another.
    """
    batch: list[Unit] = []
    pages, left = 0, sum(unit.weight for unit in units)
    for unit, following in zip_longest(units, units[1:]):
        batch.append(unit)
        pages += unit.weight
        left -= unit.weight
        enough = LEAST
        if _are_of_one_year(unit, following):
            enough = max(LEAST, min(MOST, left // jobs))
        if pages >= enough:
            yield batch
            batch, pages = [], 0
    if batch:
        yield batch


def _are_of_one_year(unit: Unit, following: Unit | None) -> bool:
    if following is None or not unit.year:
        return False
    return (unit.root, unit.year) == (following.root, following.year)
