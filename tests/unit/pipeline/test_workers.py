"""An ordered map over batches, as far as its results are asked for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from newsgen.pipeline.workers import batches, default_jobs, workers


@contextmanager
def adding(number: int) -> Iterator[Callable[[list[int]], int]]:
    yield lambda batch: sum(batch) + number


@pytest.mark.parametrize(
    ("count", "size", "lengths"), [(0, 3, []), (3, 3, [3]), (7, 3, [3, 3, 1]), (2, 1, [1, 1])]
)
def test_items_are_cut_into_lists(count: int, size: int, lengths: list[int]) -> None:
    cut = list(batches(iter(range(count)), size))
    assert [len(batch) for batch in cut] == lengths
    assert [item for batch in cut for item in batch] == list(range(count))


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_batches(jobs: int) -> None:
    with workers(adding, (10,), jobs=jobs) as map_in_order:
        assert list(map_in_order([[n, n] for n in range(20)])) == [10 + 2 * n for n in range(20)]


def test_no_batch_is_taken_before_its_result_is_asked_for() -> None:
    taken: list[int] = []

    def source() -> Iterator[list[int]]:
        for number in range(100):
            taken.append(number)
            yield [number]

    with workers(adding, (0,), jobs=1) as map_in_order:
        results = map_in_order(source())
        assert [next(results), next(results)] == [0, 1]
    assert taken == [0, 1]


def test_there_is_at_least_one_job() -> None:
    assert default_jobs() >= 1
