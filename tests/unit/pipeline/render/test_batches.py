"""How partitions are shared out among workers: years stay together, and none waits long."""

from itertools import chain

import pytest
from hypothesis import given, strategies as st

from newsgen.model.partition import Partition
from newsgen.pipeline._render import LARGEST_BATCH, SMALL, SMALLEST_BATCH, batches_of, jobs_for
from newsgen.site.partitions import Planned

JOBS = 4


def _planned(weight: int, year: str = "", root: str = "") -> Planned:
    partition = Partition("month", root, year)
    return Planned(partition.key, partition, weight=weight, year=year)


def _pages(batch: list[Planned]) -> int:
    return sum(planned.weight for planned in batch)


@pytest.mark.parametrize(
    ("weights", "jobs"),
    [
        ([], 1),
        ([SMALL - 1], 1),
        ([10 * SMALL], 1),  # one large month, of which a release was edited
        ([10 * SMALL, 4, 1], 1),
        ([SMALL, SMALL], 4),
        ([10 * SMALL, *[1] * SMALL], 4),
    ],
)
def test_processes_are_started_for_what_is_beside_the_largest_planned(
    weights: list[int], jobs: int
) -> None:
    assert jobs_for(weights, 4) == jobs
    assert jobs_for(weights, 1) == 1


@given(
    st.lists(
        st.builds(
            _planned, st.integers(1, 3 * LARGEST_BATCH), st.sampled_from(["", "2007", "2008"])
        )
    )
)
def test_each_partition_is_in_a_batch_in_its_order(partitions: list[Planned]) -> None:
    batches = list(batches_of(partitions, JOBS))
    assert list(chain.from_iterable(batches)) == partitions
    assert all(_pages(batch) >= SMALLEST_BATCH for batch in batches[:-1])
    assert all(_pages(batch[:-1]) < LARGEST_BATCH for batch in batches)


def test_partitions_of_one_year_are_in_one_batch() -> None:
    later = [_planned(SMALLEST_BATCH, str(year)) for year in range(2010, 2060)]
    months = [_planned(50, "2008") for _ in range(12)]
    first, *_ = batches_of([*months, _planned(1, "2008"), *later], JOBS)
    assert first == [*months, _planned(1, "2008")]


def test_years_of_two_roots_and_partitions_of_no_year_are_cut() -> None:
    partitions = [
        _planned(SMALLEST_BATCH, "2008", "a"),
        _planned(SMALLEST_BATCH, "2008", "b"),
        _planned(SMALLEST_BATCH),
        _planned(SMALLEST_BATCH),
    ]
    assert [
        len(batch) for batch in batches_of([*partitions, *[_planned(LARGEST_BATCH)] * 9], JOBS)
    ] == [1] * 13


def test_a_year_without_many_pages_is_handed_over_with_the_next() -> None:
    partitions = [
        _planned(SMALLEST_BATCH - 1, "2007"),
        _planned(1, "2008"),
        _planned(SMALLEST_BATCH, "2009"),
    ]
    assert list(batches_of(partitions, JOBS)) == [partitions[:2], partitions[2:]]


def test_the_last_batches_are_smaller_so_that_no_worker_waits() -> None:
    batches = list(batches_of([_planned(1, "2008") for _ in range(8 * LARGEST_BATCH)], JOBS))
    sizes = [_pages(batch) for batch in batches]
    assert sizes[0] == LARGEST_BATCH
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] <= SMALLEST_BATCH
