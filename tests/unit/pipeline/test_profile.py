"""Measuring a build: the stages add up, and nothing is measured unasked."""

import time
from collections.abc import Iterator

import pytest

from newsgen.pipeline.profile import Meter, Stage


class Clock:
    """A clock that goes on by a second, or by as many as are set, each time it is looked at."""

    def __init__(self) -> None:
        self.now = 0.0
        self.step = 1.0

    def __call__(self) -> float:
        self.now += self.step
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(time, "perf_counter", clock)
    monkeypatch.setattr(time, "process_time", clock)
    return clock


def test_stages_add_up_to_the_whole(clock: Clock) -> None:
    meter = Meter(profiled=True)
    began = clock.now
    meter.turn(Stage.STORE)
    for _ in meter.each(Stage.READ, meter.each(Stage.SCAN, iter(range(3)))):
        meter.turn(Stage.STORE)
    meter.turn(Stage.PLAN)
    profile = meter.profile()
    assert profile is not None
    assert profile.seconds == sum(profile.stages.values()) == clock.now - began
    assert profile.stages[Stage.SCAN] == 4  # three items, and the end
    assert profile.stages[Stage.RENDER] == 0


def test_a_stage_within_another_does_not_count_for_both(clock: Clock) -> None:
    def slow() -> Iterator[int]:
        clock.now += 100
        yield 1

    meter = Meter(profiled=True)
    list(meter.each(Stage.READ, meter.each(Stage.SCAN, slow())))
    profile = meter.profile()
    assert profile is not None
    assert profile.stages[Stage.SCAN] > 100
    assert profile.stages[Stage.READ] < 10


def test_a_stage_that_fails_ends(clock: Clock) -> None:
    def fail() -> Iterator[int]:
        yield 1
        raise ValueError("a mistake")

    meter = Meter(profiled=True)
    with pytest.raises(ValueError, match="a mistake"):
        list(meter.each(Stage.READ, fail()))
    assert meter.turn(Stage.STORE) is Stage.OPEN
    assert clock.now


def test_nothing_is_measured_unasked() -> None:
    meter, items = Meter(), iter((1, 2))
    assert meter.each(Stage.READ, items) is items
    assert meter.profile() is None


def test_a_system_that_tells_nothing_of_memory_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    profile = Meter(profiled=True).profile()
    assert profile is not None
    assert (profile.memory, profile.memory_started) == (None, None)
