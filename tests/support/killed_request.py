"""Runs newsgen, which kills itself at one of its requests to a store, half of them sent before.

It is a process of its own, as a fork of one that has used a store has its locks without the threads
that would unlock them. Its arguments are the number of the request, or 0, and those of newsgen. It
prints how many requests there were, if it lives.
"""

import os
import signal
import subprocess
import sys
import threading
from typing import Any, Final

import obstore

from newsgen import cli
from newsgen.deployers import store
from tests.support.paths import REPOSITORY

TIMEOUT: Final = 60
"""After so many seconds a run that goes on is a failure."""


def run(arguments: list[str], number: int) -> tuple[int, int]:
    """Return newsgen's exit code, and how many requests there were, if it lived."""
    done = subprocess.run(
        [sys.executable, "-m", __name__, str(number), *arguments],
        cwd=REPOSITORY,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
        timeout=TIMEOUT,
    )
    return done.returncode, int(done.stdout or 0)


def count_requests(number: int) -> dict[str, int]:
    """Have each request counted, and this process killed at one of them."""
    taken, lock = {"requests": 0}, threading.Lock()

    def counted(request: Any) -> Any:
        def wrapped(*arguments: Any, **named: Any) -> Any:
            with lock:
                taken["requests"] += 1
                is_last = taken["requests"] == number
            if is_last and number % 2:
                os.kill(os.getpid(), signal.SIGKILL)
            answer = request(*arguments, **named)
            if is_last:
                os.kill(os.getpid(), signal.SIGKILL)
            return answer

        return wrapped

    for name in ("put", "delete", "get"):
        setattr(obstore, name, counted(getattr(obstore, name)))
    return taken


def _main(number: str, *arguments: str) -> None:
    said = os.dup(1)
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, 1)
    taken, code = count_requests(int(number)), 3
    store.LEASE = 1.0  # type: ignore[misc]
    try:
        code = int(cli.cli.main(list(arguments), standalone_mode=False) or 0)
    finally:
        os.write(said, str(taken["requests"]).encode())
        os._exit(code)


if __name__ == "__main__":
    _main(*sys.argv[1:])
