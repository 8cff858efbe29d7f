"""Work that another process does ahead, while this one goes on."""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, Final

_END: Final = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows has no other


@contextmanager
def done_ahead(work: Callable[[str], Any], folder: str) -> Iterator[Callable[[], Any]]:
    """Have a forked process work on a folder during a `with` block; give what returns its result.

    The result is of JSON's types. If there can be no such process, or it fails, the work is done
    when its result is asked for. What it needs must have been read: a fork has no connection to the
    cache of its own. It goes into the folder, below which a file is looked at in less time.
    """
    here = partial(work, folder)
    started = _start(work, folder)
    if started is None:
        yield here
        return
    process, pipe = started
    is_running = True

    def result() -> Any:
        nonlocal is_running
        with open(pipe, "rb", closefd=False) as stream:
            written = stream.read()
        status = os.waitpid(process, 0)[1]
        is_running = False
        return here() if status else json.loads(written)

    try:
        yield result
    finally:
        os.close(pipe)
        if is_running:
            with suppress(OSError):
                os.kill(process, _END)
                os.waitpid(process, 0)


def _start(work: Callable[[str], Any], folder: str) -> tuple[int, int] | None:
    """Fork, if that is safe, and return the process with the end of a pipe that has its result."""
    if sys.platform != "linux":  # threads may be running, or nothing can fork
        return None
    reading, writing = os.pipe()
    try:
        process = os.fork()
    except OSError:  # no memory, or too many processes
        os.close(reading)
        os.close(writing)
        return None
    if process:
        os.close(writing)
        return process, reading
    code = 1
    try:
        os.close(reading)
        os.chdir(folder)
        with open(writing, "wb") as stream:  # noqa: PTH123 (a descriptor)
            stream.write(json.dumps(work(".")).encode())
        code = 0
    finally:
        os._exit(code)  # nothing of the process that was forked is ended in order
