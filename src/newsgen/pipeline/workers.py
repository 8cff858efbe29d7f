"""A bounded, ordered map over batches: by worker processes, or in this one."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from typing import Any, TypeVar

from newsgen.fast.collector import collect

Item = TypeVar("Item")
Batch = TypeVar("Batch")
Answer = TypeVar("Answer")
OpenWorker = Callable[..., AbstractContextManager[Callable[[Batch], Answer]]]
"""Called in a worker with the context of the map; its `with` block gives the work on a batch."""
MapInOrder = Callable[[Iterable[Batch]], Iterator[Answer]]


def default_jobs() -> int:
    """Return the number of processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Cut items into lists of at most `size`."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


@contextmanager
def workers(
    open_worker: OpenWorker[Batch, Answer], context: tuple[Any, ...], *, jobs: int
) -> Iterator[MapInOrder[Batch, Answer]]:
    """Give a function that maps batches to results, in the order of the batches.

    Batches are consumed only as far as results are. With one job everything runs in this process.

    Raises:
        NewsgenError: a worker was killed, most often because memory ran out.

    """
    if jobs > 1:
        from newsgen.pipeline._processes import processes  # noqa: PLC0415 (slow to load)

        with processes(open_worker, context, jobs=jobs) as map_in_order:
            yield map_in_order
        return
    with open_worker(*context) as work:
        yield lambda items: _map_here(work, items)


def _map_here(work: Callable[[Batch], Answer], items: Iterable[Batch]) -> Iterator[Answer]:
    for number, batch in enumerate(items):
        if number:  # what is made of a single batch, as of an edit, is not worth a look
            collect()
        yield work(batch)
