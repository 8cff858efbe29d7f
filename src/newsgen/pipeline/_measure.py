"""Measuring a build: how much there was to do always, and how long it took if that is asked for.

Nothing in the output depends on it. The owner looks at its clock between stages; a worker times
each release and each page, and hands over what it took with each batch.
"""

import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from heapq import heappush, heappushpop
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from newsgen.diagnostics import Diagnostic
from newsgen.pipeline.profile import Memory, Profile, Slow, Stage, Task, TemplateTime
from newsgen.pipeline.result import CONTENT

if TYPE_CHECKING:
    from newsgen.rules.manuscript import Manuscript
    from newsgen.rules.rule import Check, RuleSet

Item = TypeVar("Item")
Slowest = list[tuple[float, str]]
"""A heap of seconds and paths, at most `SLOWEST` of them."""

SLOWEST: Final = 10
"""Releases that are named as slow."""
BETWEEN_SAMPLES: Final = 0.25
"""Seconds between looks at a process's memory: each takes about a millisecond."""
_SELF: Final = Path("/proc/self")


@dataclass(slots=True)
class Taken:
    """What a batch took: processor seconds, and the process's memory in bytes if it was looked at.

    `memory` is the process's proportional share now, `resident` the most that it ever held.
    """

    tasks: dict[Task, float] = field(default_factory=lambda: defaultdict(float))
    rules: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    pages: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    templates: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    read: Slowest = field(default_factory=list)
    rendered: Slowest = field(default_factory=list)
    process: int = 0
    memory: int = 0
    resident: int = 0

    def add(self, other: "Taken") -> None:
        """Add the times of another."""
        both: list[tuple[dict[Any, Any], dict[Any, Any]]] = [
            (self.tasks, other.tasks),
            (self.rules, other.rules),
            (self.pages, other.pages),
            (self.templates, other.templates),
        ]
        for times, more in both:
            for name, value in more.items():
                times[name] += value
        for seconds, path in other.read:
            _keep(self.read, seconds, path)
        for seconds, path in other.rendered:
            _keep(self.rendered, seconds, path)


class Watch:
    """What a worker carries when nobody asks how long it takes: it measures nothing."""

    def timed(self, rules: "RuleSet") -> "RuleSet":
        """Return the rules so that each is measured."""
        return rules

    def start(self) -> None:
        """Measure from here."""

    def lap(self, task: Task, path: str = "") -> None:
        """Count what was done since the last lap as a task.

        It is part of what a release takes, if a path below the content folder is given.
        """

    def laps(self, task: Task) -> Callable[[str], None] | None:  # noqa: ARG002
        """Return what is to be called, if anything, with the path of a release at each lap."""
        return None

    def end_page(self, template: str, subject: str) -> None:
        """Count what was done since the last lap as the rendering of a page."""

    def taken(self) -> Taken | None:
        """Return what was measured since this was last asked."""
        return None


class Stopwatch(Watch):
    """Measures the processor's time, so that waiting for a busy processor does not count."""

    def __init__(self) -> None:
        self._taken = Taken()
        self._loaded: set[str] = set()
        self._since = time.process_time()
        self._read: dict[str, float] = defaultdict(float)
        self._sampler = _Sampler()

    def timed(self, rules: "RuleSet") -> "RuleSet":
        return rules.wrapped(self._timed)

    def _timed(self, check: "Check") -> "Check":
        group = str(getattr(check, "__module__", "")).rpartition(".")[2]

        def timed(manuscript: "Manuscript") -> list[Diagnostic]:
            began = time.process_time()
            diagnostics = list(check(manuscript))
            seconds = time.process_time() - began
            self._taken.rules[group] += seconds
            self._read[manuscript.path] += seconds
            return diagnostics

        return timed

    def start(self) -> None:
        self._since = time.process_time()

    def lap(self, task: Task, path: str = "") -> None:
        seconds = self._lap(task)
        if path:
            self._read[f"content/{path}"] += seconds

    def laps(self, task: Task) -> Callable[[str], None]:
        return partial(self.lap, task)

    def _lap(self, task: Task) -> float:
        now = time.process_time()
        seconds, self._since = now - self._since, now
        self._taken.tasks[task] += seconds
        return seconds

    def end_page(self, template: str, subject: str) -> None:
        seconds = self._lap(Task.RENDER)
        self._taken.pages[template] += 1
        self._taken.templates[template] += seconds
        if subject.startswith(CONTENT) and template in self._loaded:
            _keep(self._taken.rendered, seconds, subject)
        self._loaded.add(template)  # for which the first page is not to blame

    def taken(self) -> Taken:
        taken, self._taken = self._taken, Taken()
        for path, seconds in self._read.items():
            _keep(taken.read, seconds, path)
        self._read.clear()
        taken.process, taken.memory = os.getpid(), self._sampler.look()
        taken.resident = _largest_resident()
        return taken


def make_watch(*, profiled: bool) -> Watch:
    return Stopwatch() if profiled else Watch()


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
        self._taken = Taken()
        self._sampler = _Sampler()
        self._memory: dict[Stage, dict[int, int]] = defaultdict(dict)
        self._largest_worker = 0

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

    def add(self, stage: Stage, taken: Taken | None) -> None:
        """Add what a worker took for a batch."""
        if taken is None:
            return
        self._taken.add(taken)
        self._note_memory(stage, taken.process, taken.memory)
        self._note_memory(stage, os.getpid(), self._sampler.look())
        if taken.process != os.getpid():
            self._largest_worker = max(self._largest_worker, taken.resident)

    def _note_memory(self, stage: Stage, process: int, memory: int) -> None:
        known = self._memory[stage]
        known[process] = max(memory, known.get(process, 0))

    def profile(self) -> Profile | None:
        """Return where the time went, if that is asked for."""
        if not self._profiled:
            return None
        self.turn(self._now)
        taken, times = self._taken, os.times()
        return Profile(
            workers=self._workers(),
            seconds=sum(self._stages.values()),
            start_up=self._start_up,
            owner=times.user + times.system,
            started=times.children_user + times.children_system,
            stages=dict(self._stages),
            tasks={task: taken.tasks.get(task, 0.0) for task in Task},
            rules=dict(_largest_first(taken.rules)),
            templates=tuple(
                TemplateTime(name, taken.pages[name], seconds)
                for name, seconds in _largest_first(taken.templates)
            ),
            slowest_read=_slow(taken.read),
            slowest_rendered=_slow(taken.rendered),
            memory=self._most_memory(),
        )

    def _most_memory(self) -> Memory:
        together = max((sum(sizes.values()) for sizes in self._memory.values()), default=0)
        owner, worker = _largest_resident(), self._largest_worker
        return Memory(owner or None, worker or None, together or None)

    def _workers(self) -> int:
        """Count the workers that there were at once."""
        return max(
            (len(sizes.keys() - {os.getpid()}) for sizes in self._memory.values()), default=0
        )


class _Sampler:
    """Looks at this process's proportional share of the memory, now and then; Linux tells it."""

    def __init__(self) -> None:
        self._looked = 0.0

    def look(self) -> int:
        """Return bytes, or 0 if it is not known or was looked at a moment ago."""
        now = time.monotonic()
        if now - self._looked < BETWEEN_SAMPLES:
            return 0
        self._looked = now
        return _told_by_linux("smaps_rollup", "Pss:")


def _largest_resident() -> int:
    """Return the largest size this process ever had, in bytes, or 0 if that is not known."""
    if peak := _told_by_linux("status", "VmHWM:"):
        return peak  # getrusage also counts what the process was before it became newsgen
    if sys.platform == "win32":
        return 0
    import resource  # noqa: PLC0415 (not there on Windows)

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _told_by_linux(file: str, name: str) -> int:
    """Return a figure of this process in bytes, or 0 if the system is another."""
    try:
        lines = (_SELF / file).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(name)), 0)


def _keep(slowest: Slowest, seconds: float, path: str) -> None:
    if len(slowest) < SLOWEST:
        heappush(slowest, (seconds, path))
    else:
        heappushpop(slowest, (seconds, path))


def _slow(slowest: Slowest) -> tuple[Slow, ...]:
    return tuple(Slow(path, seconds) for seconds, path in sorted(slowest, reverse=True))


def _largest_first(times: dict[str, float]) -> Iterable[tuple[str, float]]:
    return sorted(times.items(), key=lambda item: (-item[1], item[0]))
