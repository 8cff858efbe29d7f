"""How units are shared out among workers: years stay together, and none waits long at the end."""

from itertools import chain

import pytest
from hypothesis import given, strategies as st

from newsgen.pipeline._batches import LEAST, MOST, SMALL, batches_of, jobs_for
from newsgen.pipeline._units import Unit

JOBS = 4


def _unit(weight: int, year: str = "", root: str = "") -> Unit:
    return Unit(f"{root}/{year}", "month", root, year, weight=weight, year=year)


def _pages(batch: list[Unit]) -> int:
    return sum(unit.weight for unit in batch)


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
def test_processes_are_started_for_what_is_beside_the_largest_unit(
    weights: list[int], jobs: int
) -> None:
    assert jobs_for(weights, 4) == jobs
    assert jobs_for(weights, 1) == 1


@given(st.lists(st.builds(_unit, st.integers(1, 3 * MOST), st.sampled_from(["", "2007", "2008"]))))
def test_each_unit_is_in_a_batch_in_its_order(units: list[Unit]) -> None:
    batches = list(batches_of(units, JOBS))
    assert list(chain.from_iterable(batches)) == units
    assert all(_pages(batch) >= LEAST for batch in batches[:-1])
    assert all(_pages(batch[:-1]) < MOST for batch in batches)


def test_units_of_one_year_are_in_one_batch() -> None:
    later = [_unit(LEAST, str(year)) for year in range(2010, 2060)]
    months = [_unit(50, "2008") for _ in range(12)]
    first, *_ = batches_of([*months, _unit(1, "2008"), *later], JOBS)
    assert first == [*months, _unit(1, "2008")]


def test_years_of_two_roots_and_units_of_no_year_are_cut() -> None:
    units = [_unit(LEAST, "2008", "a"), _unit(LEAST, "2008", "b"), _unit(LEAST), _unit(LEAST)]
    assert [len(batch) for batch in batches_of([*units, *[_unit(MOST)] * 9], JOBS)] == [1] * 13


def test_a_year_without_many_pages_is_handed_over_with_the_next() -> None:
    units = [_unit(LEAST - 1, "2007"), _unit(1, "2008"), _unit(LEAST, "2009")]
    assert list(batches_of(units, JOBS)) == [units[:2], units[2:]]


def test_the_last_batches_are_smaller_so_that_no_worker_waits() -> None:
    batches = list(batches_of([_unit(1, "2008") for _ in range(8 * MOST)], JOBS))
    sizes = [_pages(batch) for batch in batches]
    assert sizes[0] == MOST
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] <= LEAST
