"""A bounded, ordered map over batches, in worker processes or inline."""

import gc
import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, ExitStack, suppress
from multiprocessing.connection import wait
from typing import Any, TypeVar

Batch = TypeVar("Batch")
Result = TypeVar("Result")

BATCHES_IN_FLIGHT_PER_JOB = 8
"""Enough to keep every worker busy; memory is bounded by it."""


class WorkerDiedError(Exception):
    """A worker process was ended from outside, most often for want of memory."""


def default_jobs() -> int:
    """Return the number of processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def batches(items: Iterable[Batch], size: int) -> Iterator[list[Batch]]:
    """Cut items into lists of at most `size`."""
    batch: list[Batch] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def ordered_map(
    open_worker: Callable[..., AbstractContextManager[Callable[[Batch], Result]]],
    context: tuple[Any, ...],
    work: Iterable[Batch],
    *,
    jobs: int,
) -> Iterator[Result]:
    """Map batches to results, in the order of the batches.

    `open_worker(*context)` is entered once in each worker and gives the function that does the
    work. With one job everything runs inline. `work` is consumed only as far as results are.

    Raises:
        WorkerDiedError: a worker was killed.

    """
    if jobs <= 1:
        with open_worker(*context) as task:
            yield from map(task, work)
        return
    executor = ProcessPoolExecutor(
        jobs, mp_context=_start_method(), initializer=_start, initargs=(open_worker, context)
    )
    pending: deque[Future[Result]] = deque()
    try:
        for batch in work:
            pending.append(executor.submit(_run, batch))
            if len(pending) >= jobs * BATCHES_IN_FLIGHT_PER_JOB:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    except BrokenProcessPool as error:
        raise WorkerDiedError from error
    finally:
        executor.shutdown(cancel_futures=True)


def _start_method() -> multiprocessing.context.BaseContext:
    # A fork inherits the loaded modules and the open theme for nothing. It is safe here because
    # newsgen starts no thread before its workers; macOS's system libraries do.
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


def relax_collector() -> None:
    """Look for garbage less often: a build makes many small objects, and hardly any circles.

    Python's default looks after every 700 new ones and takes a fifth of a build's time.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


_open = ExitStack()
_task: Callable[[Any], Any] | None = None


def _start(
    open_worker: Callable[..., AbstractContextManager[Callable[[Any], Any]]],
    context: tuple[Any, ...],
) -> None:
    global _task  # noqa: PLW0603 (one function a worker process: a process has no other home)
    # The process ends before the context would be left; the stack keeps it from being collected.
    threading.Thread(target=_end_with_parent, daemon=True).start()
    relax_collector()
    _task = _open.enter_context(open_worker(*context))


def _run(batch: Any) -> Any:
    assert _task is not None
    return _task(batch)


def _end_with_parent() -> None:
    """End when a killed build does: a worker would write under the next one's feet."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        with suppress(OSError):
            wait([parent.sentinel])
        os._exit(1)
