"""A bounded, ordered map over batches, in worker processes or inline."""

import gc
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
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
    from newsgen.parallel.pool import pooled_map  # noqa: PLC0415 (slow to load)

    yield from pooled_map(open_worker, context, work, jobs=jobs)


def relax_collector() -> None:
    """Look for garbage less often: a build makes many small objects, and hardly any circles.

    Python's default looks after every 700 new ones and takes a fifth of a build's time.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
