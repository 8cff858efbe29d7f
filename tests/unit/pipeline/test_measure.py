"""Measuring a build: the stages add up, the slowest are kept, and nothing is measured unasked."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsgen.pipeline import _measure as measure
from newsgen.pipeline._measure import SLOWEST, Meter, Taken, make_watch
from newsgen.pipeline.profile import Stage, Task
from newsgen.rules.release import RULES


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
    meter = Meter()
    items = iter((1, 2))
    assert meter.each(Stage.READ, items) is items
    meter.add(Stage.READ, None)
    assert meter.profile() is None
    watch = make_watch(profiled=False)
    assert watch.timed(RULES) is RULES
    assert watch.laps(Task.PARSE) is None
    watch.lap(Task.PARSE)
    watch.end_page("release.html", "content/a.md")
    assert watch.taken() is None


def test_a_stopwatch_knows_tasks_templates_and_releases(clock: Clock) -> None:
    watch = make_watch(profiled=True)
    watch.start()
    watch.lap(Task.READ)
    parsed = watch.laps(Task.PARSE)
    assert parsed is not None
    parsed("a.md")
    parsed("b.md")
    clock.now += 5
    watch.lap(Task.RULES, "a.md")
    watch.lap(Task.RULES, "b.md")
    for subject in ("content/a.md", "content/b.md"):
        watch.end_page("release.html", subject)
        watch.lap(Task.WRITE)
    watch.end_page("month.html", "2024/May/index.html")
    taken = watch.taken()
    assert taken is not None
    assert sorted(taken.read) == [(2, "content/b.md"), (7, "content/a.md")]
    assert taken.tasks == {
        Task.READ: 1, Task.PARSE: 2, Task.RULES: 7, Task.RENDER: 3, Task.WRITE: 2,
    }  # fmt: skip
    assert taken.pages == {"release.html": 2, "month.html": 1}
    assert taken.templates == {"release.html": 2, "month.html": 1}
    assert taken.rendered == [(1, "content/b.md")], "the first page loads its template"
    again = watch.taken()
    assert again is not None
    assert not again.tasks


def test_a_file_that_has_only_a_new_time_is_not_slow(clock: Clock) -> None:
    watch = make_watch(profiled=True)
    watch.lap(Task.READ)
    taken = watch.taken()
    assert taken is not None
    assert taken.read == []
    assert clock.now


def test_the_slowest_of_many_batches_are_kept() -> None:
    numbers = [float(n) for n in range(1, 500)]
    random.Random(1).shuffle(numbers)
    meter = Meter(profiled=True)
    for at in range(0, len(numbers), 50):
        taken = Taken()
        for number in numbers[at : at + 50]:
            measure._keep(taken.read, number, f"content/{number}.md")
        assert len(taken.read) <= SLOWEST
        meter.add(Stage.READ, taken)
    profile = meter.profile()
    assert profile is not None
    assert [slow.seconds for slow in profile.slowest_read] == [*range(499, 489, -1)]
    assert profile.slowest_read[0].path == "content/499.0.md"


def test_the_memory_of_all_is_that_of_the_stage_with_most() -> None:
    meter = Meter(profiled=True)
    for stage, process, memory in (
        (Stage.READ, 1, 10), (Stage.READ, 2, 20), (Stage.READ, 1, 15), (Stage.READ, 1, 0),
        (Stage.RENDER, 3, 30),
    ):  # fmt: skip
        meter._note_memory(stage, -process, memory)
    profile = meter.profile()
    assert profile is not None
    assert profile.memory.together == 35
    assert profile.workers == 2


def test_a_system_that_tells_nothing_of_memory_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(measure, "_SELF", Path("/nowhere"))
    meter = Meter(profiled=True)
    meter.add(Stage.READ, make_watch(profiled=True).taken())
    profile = meter.profile()
    assert profile is not None
    memory = profile.memory
    assert (memory.owner, memory.worker, memory.together) == (None, None, None)
