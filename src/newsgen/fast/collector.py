"""Pausing Python's search for circular garbage, which a build of many small objects hardly makes.

Looking for cycles whenever 700 more objects are there, as Python does, takes up to a fifth of the
time of a build.
"""

import atexit
import gc
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from newsgen import fast

_MANY: Final = 30_000
"""So many objects are worth a look, which takes some 20 ms: a batch of releases leaves 1,500."""
_is_loaded = False
"""Whether there have been so many since the collector was paused."""


def pause_collector() -> None:
    """Collect garbage only when `collect` is called, and never what is there now."""
    global _is_loaded  # noqa: PLW0603 (as the collector is one for each process)
    if fast.is_on("collector"):
        _is_loaded = False
        gc.freeze()
        gc.disable()


def resume_collector() -> None:
    """Collect garbage as Python does, but never what is there now: the process goes on for days."""
    if fast.is_on("collector"):
        gc.freeze()
        gc.enable()


@contextmanager
def paused_collector() -> Iterator[None]:
    """Pause the collector for the length of a `with` block."""
    was_on = gc.isenabled()
    pause_collector()
    try:
        yield
    finally:
        if fast.is_on("collector"):
            gc.unfreeze()
            if was_on:
                gc.enable()


def collect() -> None:
    """Collect the cycles among objects that were made since the last time, if those are many.

    The first time nearly all are modules, patterns and templates, and stay: these are spared.
    """
    global _is_loaded  # noqa: PLW0603 (as above)
    if not fast.is_on("collector") or gc.get_count()[0] <= _MANY:
        return
    if _is_loaded:
        gc.collect(1)
    else:
        gc.freeze()
        _is_loaded = True


def end_at_once(code: int, *, has_unknown_code: bool) -> None:
    """End this process, and leave its memory to the system: to free objects one by one takes long.

    All that is to be done at exit is done. Returns for an end in order if that is not sure to be
    all: threads may go on, and code of others may have left a file open.
    """
    if not fast.is_on("collector") or has_unknown_code or threading.active_count() > 1:
        return
    atexit._run_exitfuncs()  # noqa: SLF001 (as Python does first, as they may print)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):  # Python tells of it
        return
    os._exit(code)
