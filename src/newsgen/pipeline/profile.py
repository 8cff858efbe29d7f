"""Where the time of a build goes: by stage, by the owner's clock, and only if that is asked for.

Nothing in the output depends on it. How much there was to do is counted always.
"""

import os
import sys
import time
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple, TypeVar

Item = TypeVar("Item")


class Stage(StrEnum):
    """What the owner of a build is at."""

    OPEN = "open"
    SCAN = "scan"
    READ = "read"
    STORE = "store"
    THEME = "theme"
    MEDIA = "media"
    CHECK = "check"
    PLAN = "plan"
    RENDER = "render"
    PLACE = "place"
    DELETE = "delete"


class Profile(NamedTuple):
    """Where the time of a build went.

    `stages` are the owner's, in seconds by the clock, and add up to `seconds`. In seconds of the
    processor, `start_up` is what was taken before the site was opened, `owner` what the owner took
    in all, and `started` what the processes took that it started: workers, and git. `memory` is
    the most that the owner held, and `memory_started` the largest of those; None where the system
    does not say.
    """

    seconds: float
    start_up: float
    owner: float
    started: float
    stages: dict[Stage, float]
    memory: int | None
    memory_started: int | None


class Meter:
    """The owner's clock, and its counts.

    Exactly one stage is running at any time, so the stages add up to the whole.
    """

    def __init__(self, *, profiled: bool = False) -> None:
        """Start the clock in the stage `open`."""
        self.files_read = 0
        self.files_compared = 0
        self._profiled = profiled
        self._start_up = time.process_time()
        self._now, self._since = Stage.OPEN, time.perf_counter()
        self._stages = dict.fromkeys(Stage, 0.0)

    def turn(self, stage: Stage) -> Stage:
        """Begin a stage. Returns the one that ends with it."""
        ended, now = self._now, time.perf_counter()
        self._stages[ended] += now - self._since
        self._now, self._since = stage, now
        return ended

    def each(self, stage: Stage, items: Iterator[Item]) -> Iterator[Item]:
        """Count the getting of each item as a stage, if a profile is asked for."""
        return self._each(stage, items) if self._profiled else items

    def _each(self, stage: Stage, items: Iterator[Item]) -> Iterator[Item]:
        while True:
            outer = self.turn(stage)
            try:
                item = next(items)
            except StopIteration:
                return
            finally:
                self.turn(outer)
            yield item

    def profile(self) -> Profile | None:
        """Return where the time went, if that is asked for."""
        if not self._profiled:
            return None
        self.turn(self._now)
        times, (memory, memory_started) = os.times(), _memory()
        return Profile(
            seconds=sum(self._stages.values()),
            start_up=self._start_up,
            owner=times.user + times.system,
            started=times.children_user + times.children_system,
            stages=dict(self._stages),
            memory=memory,
            memory_started=memory_started,
        )


def _memory() -> tuple[int | None, int | None]:
    """Return the largest sizes in bytes of this process, and of one that it started, if known."""
    if sys.platform == "win32":
        return None, None
    import resource  # noqa: PLC0415 (not there on Windows)

    unit = 1 if sys.platform == "darwin" else 1024
    this, started = (
        resource.getrusage(who).ru_maxrss * unit
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return this, started or None
