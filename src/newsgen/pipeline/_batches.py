"""Batches: how partitions are shared out among worker processes."""

from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest
from typing import Final

from newsgen.site.partitions import Planned

SMALL: Final = 250
"""With fewer pages, starting workers takes longer than rendering."""
LEAST: Final = 150
"""Pages, about, that are worth handing over to a worker."""
MOST: Final = 1_000
"""Pages, about, that a worker is given at most."""


def jobs_for(weights: Collection[int], jobs: int) -> int:
    """Return how many processes render partitions of some weights, `jobs` at most.

    One of them has the largest partition: others are started for what is beside it.
    """
    beside = sum(weights) - max(weights, default=0)
    return jobs if beside >= SMALL else 1


def batches_of(partitions: Sequence[Planned], jobs: int) -> Iterator[list[Planned]]:
    """Cut partitions into batches: a year stays together, as its pages share what a worker makes.

    At the end they are smaller, so that no worker waits long for another.
    """
    batch: list[Planned] = []
    pages, left = 0, sum(planned.weight for planned in partitions)
    for planned, following in zip_longest(partitions, partitions[1:]):
        batch.append(planned)
        pages += planned.weight
        left -= planned.weight
        enough = LEAST
        if _are_of_one_year(planned, following):
            enough = max(LEAST, min(MOST, left // jobs))
        if pages >= enough:
            yield batch
            batch, pages = [], 0
    if batch:
        yield batch


def _are_of_one_year(planned: Planned, following: Planned | None) -> bool:
    if following is None or not planned.year:
        return False
    return (planned.root, planned.year) == (following.root, following.year)
