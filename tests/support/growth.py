"""How the work of tasks grows with the size of what they work on, counted in a fresh process.

Run as a script it reads the name of a module and of a function in it. The function takes a size and
returns tasks by name, each without arguments.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from typing import Final

from tests.support.paths import REPOSITORY

SIZES: Final = (250, 1_000)
"""Sizes at which a task is tried; the larger one only if it seemed to grow too fast before."""
MOST: Final = 2.5
"""How much more work twice the size may cost; what is linear costs 2, what is square 4."""


def grows_too_fast(module: str, function: str) -> dict[str, float]:
    """Return the tasks that cost more than they may, with what twice the size costs them."""
    command = [sys.executable, "-m", "tests.support.growth", module, function]
    environment = {**os.environ, "NEWSGEN_PLAIN": "patterns"}  # kept ones would not be counted
    done = subprocess.run(
        command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    growth: dict[str, float] = json.loads(done.stdout)
    assert growth
    return {name: factor for name, factor in growth.items() if factor > MOST}


def _growth(tasks: Callable[[int], dict[str, Callable[[], object]]]) -> dict[str, float]:
    from tests.support.steps import work_of

    factors: dict[str, float] = {}
    for size in SIZES:
        small, large = tasks(size), tasks(2 * size)
        for name, task in small.items():
            if size == SIZES[0] or factors[name] > MOST:
                task()  # what is only done once is done now
                factors[name] = work_of(large[name]) / max(1, work_of(task))
    return factors


def _main() -> None:
    from tests.support import steps

    steps.install()
    module, function = sys.argv[1:]
    print(json.dumps(_growth(getattr(import_module(module), function))))  # noqa: T201


if __name__ == "__main__":
    sys.setrecursionlimit(1_000_000)
    threading.stack_size(1 << 29)  # a repeated group nests as often as it is repeated
    thread = threading.Thread(target=_main)
    thread.start()
    thread.join()
