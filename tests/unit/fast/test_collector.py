"""The collector is paused for a time, and as it was afterwards."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from newsgen.fast.collector import collect, paused_collector, resume_collector, spare_collector


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """Set the collector back."""
    yield
    gc.unfreeze()
    gc.enable()


class Cycle:
    def __init__(self) -> None:
        self.itself = self


def test_it_is_off_in_the_block_and_on_again_after_an_error() -> None:
    seen: list[tuple[bool, int]] = []

    def fail() -> None:
        seen.append((gc.isenabled(), gc.get_freeze_count()))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), paused_collector():
        fail()
    ((was_on, frozen),) = seen
    assert not was_on
    assert frozen > 0
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_one_that_was_off_stays_off() -> None:
    gc.disable()
    with paused_collector():
        pass
    assert not gc.isenabled()


def test_it_goes_on_without_a_look_at_what_is_there() -> None:
    gc.disable()
    there = Cycle()
    resume_collector()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
    assert gc.get_count()[0] < 700
    assert all(each is not there for each in gc.get_objects())


def make_many() -> None:
    for _ in range(30_000):
        Cycle()


def test_what_a_build_loads_is_spared_and_what_it_makes_then_collected_if_it_is_much() -> None:
    with paused_collector():
        loaded = weakref.ref(Cycle())
        make_many()
        collect()
        assert loaded() is not None
        assert gc.get_count()[0] < 700
        there = weakref.ref(Cycle())
        collect()
        assert there() is not None
        make_many()
        collect()
        assert there() is None
        assert loaded() is not None
    with paused_collector():
        make_many()
        again = weakref.ref(Cycle())
        collect()
        assert again() is not None


def test_a_process_that_ends_looks_through_nothing() -> None:
    spare_collector()
    assert gc.get_freeze_count() > 0
