"""The worker processes of a map."""

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from functools import partial
from multiprocessing.connection import wait
from typing import Any, Final, TypeVar

from newsgen.parallel import WorkerDiedError, collect, rest_collector

Batch = TypeVar("Batch")
Result = TypeVar("Result")

BATCHES_IN_FLIGHT_PER_JOB = 8
"""Enough to keep every worker busy; memory is bounded by it."""
STOPPING: Final = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]
"""The signals that ask to stop."""


@contextmanager
def pool(
    open_worker: Callable[..., AbstractContextManager[Callable[[Batch], Result]]],
    context: tuple[Any, ...],
    *,
    jobs: int,
) -> Iterator[Callable[[Iterable[Batch]], Iterator[Result]]]:
    """Start worker processes, and give a function that maps batches to results, in order."""
    executor = ProcessPoolExecutor(
        jobs, mp_context=_start_method(), initializer=_start, initargs=(open_worker, context)
    )
    try:
        for _ in range(jobs):
            _submit(executor, _rest)
        yield partial(_map, executor, jobs)
    finally:
        executor.shutdown(cancel_futures=True)


def _map(executor: ProcessPoolExecutor, jobs: int, work: Iterable[Any]) -> Iterator[Any]:
    pending: deque[Future[Any]] = deque()
    try:
        for batch in work:
            pending.append(_submit(executor, _run, batch))
            if len(pending) >= jobs * BATCHES_IN_FLIGHT_PER_JOB:
                yield pending.popleft().result()
                collect()
        while pending:
            yield pending.popleft().result()
            collect()
    except BrokenProcessPool as error:
        raise WorkerDiedError from error


def _submit(executor: ProcessPoolExecutor, task: Callable[..., Any], *given: Any) -> Future[Any]:
    """Hand a task over; the first one starts the workers."""
    with _held_back():
        return executor.submit(task, *given)


@contextmanager
def _held_back() -> Iterator[None]:
    """Hold back what asks to stop while workers are started: none may be left half begun."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_method() -> multiprocessing.context.BaseContext:
    # A fork inherits the loaded modules and the open theme for nothing. It is safe here because
    # newsgen starts no thread before its workers; macOS's system libraries do.
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


_open = ExitStack()
_task: Callable[[Any], Any] | None = None


def _start(
    open_worker: Callable[..., AbstractContextManager[Callable[[Any], Any]]],
    context: tuple[Any, ...],
) -> None:
    global _task  # noqa: PLW0603 (one function a worker process: a process has no other home)
    # The process ends before the context would be left; the stack keeps it from being collected.
    _leave_stopping_to_owner()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    rest_collector()
    _task = _open.enter_context(open_worker(*context))


def _leave_stopping_to_owner() -> None:
    """Do not end by a Ctrl-C, which reaches all processes of a terminal: the owner ends them.

    A worker that ended while it hands over a result would keep the others, and the owner, waiting.
    What the owner ends them with must not mean what it means to the owner, as a fork would have it.
    """
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)


def _rest() -> None:
    """Do nothing: a worker that is given this has been started, and opens what it works with."""


def _run(batch: Any) -> Any:
    assert _task is not None
    collect()  # what the batch before has left; its result has been handed over
    return _task(batch)


def _end_with_parent() -> None:
    """End when a killed build does: a worker would write under the next one's feet."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        with suppress(OSError):
            wait([parent.sentinel])
        os._exit(1)
