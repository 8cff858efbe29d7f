"""One command, measured: seconds, and the memory of all its processes together."""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

EVERY: Final = 0.1
"""Seconds between two looks at the memory; looking takes time from the command itself."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a command took: wall and processor seconds, and MiB at its peak; what it printed."""

    wall: float
    cpu: float
    mib: float
    out: str


class CommandFailedError(Exception):
    """A tool ended with an error."""


def measure(
    command: Sequence[str | Path], *, folder: Path, environment: Mapping[str, str] | None = None
) -> Measurement:
    """Run a command in a folder, after what was written before it has reached the disk.

    Raises:
        CommandFailedError: it failed.

    """
    os.sync()
    before, started = os.times(), time.perf_counter()
    process = subprocess.Popen(
        list(map(str, command)),
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    with _Memory(process.pid) as memory:
        out, errors = process.communicate()
        wall, after = time.perf_counter() - started, os.times()
    if process.returncode:
        raise CommandFailedError(f"{command[0]}: exit {process.returncode}\n{errors}{out}"[-3000:])
    cpu = after.children_user + after.children_system
    return Measurement(wall, cpu - before.children_user - before.children_system, memory.mib, out)


class _Memory:
    """Watches the memory of a process and all below it until it is left."""

    def __init__(self, process: int) -> None:
        self.mib = 0.0
        self._process = process
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(EVERY):
            self.mib = max(self.mib, memory_of(self._process))


def memory_of(process: int) -> float:
    """Return the MiB of a process and all below it; what several share is counted once."""
    below: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            below.setdefault(_parent(folder), []).append(int(folder.name))
    total, todo = 0, [process]
    while todo:
        one = todo.pop()
        todo += below.get(one, [])
        total += _proportional_set(one)
    return total / 1024


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it has ended meanwhile
        return 0


def _proportional_set(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
