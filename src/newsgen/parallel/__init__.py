"""Workers for a bounded, ordered map over batches, in processes or inline."""

import gc
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any, TypeVar

Batch = TypeVar("Batch")
Result = TypeVar("Result")


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


@contextmanager
def workers(
    open_worker: Callable[..., AbstractContextManager[Callable[[Batch], Result]]],
    context: tuple[Any, ...],
    *,
    jobs: int,
) -> Iterator[Callable[[Iterable[Batch]], Iterator[Result]]]:
    """Give a function that maps batches to results, in the order of the batches.

    So many processes are started at once, and `open_worker(*context)` is entered in each: it gives
    the function that does the work. With one job everything runs inline. Batches are consumed only
    as far as results are.

    Raises:
        WorkerDiedError: a worker was killed.

    """
    if jobs > 1:
        from newsgen.parallel.pool import pool  # noqa: PLC0415 (slow to load)

        with pool(open_worker, context, jobs=jobs) as mapped:
            yield mapped
        return
    with open_worker(*context) as task:
        yield partial(_inline, task)


def _inline(task: Callable[[Batch], Result], work: Iterable[Batch]) -> Iterator[Result]:
    for batch in work:
        yield task(batch)
        collect()


def rest_collector() -> None:
    """Look for circular garbage between batches only, with `collect`.

    A build makes many small objects and hardly any circles. Looking for these whenever 700 objects
    more are there, as Python does, takes up to a fifth of a build's time, and a tenth if it looks
    less often.
    """
    gc.freeze()
    gc.disable()


@contextmanager
def resting_collector() -> Iterator[None]:
    """Let the collector rest for the length of a `with` block."""
    was_on = gc.isenabled()
    rest_collector()
    try:
        yield
    finally:
        gc.unfreeze()
        if was_on:
            gc.enable()


def retire_collector() -> None:
    """Spare what is there when the process ends from being looked through: that frees nothing."""
    gc.freeze()


def collect() -> None:
    """Collect the circles among the objects that were made since this was last done."""
    gc.collect(1)
