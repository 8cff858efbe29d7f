"""The worker processes of a map, each with a pipe for what it is given and one for its results.

An executor of `concurrent.futures` has one queue for the results of all, and threads, without which
a first build takes a twentieth less time (ADR 0029).
"""

import multiprocessing
import os
import pickle
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from functools import partial
from itertools import count
from multiprocessing.connection import Connection, wait
from traceback import format_exc
from typing import Any, Final, TypeVar

from newsgen.parallel import WorkerDiedError, collect, rest_collector

Batch = TypeVar("Batch")
Result = TypeVar("Result")
OpenWorker = Callable[..., AbstractContextManager[Callable[[Any], Any]]]

BATCHES_IN_FLIGHT_PER_JOB: Final = 8
"""Batches that are given out before the first of them has come back; memory is bounded by it."""
AHEAD: Final = 3
"""Batches that a worker has, with the one it is at: it need not wait for the owner."""
ROOM: Final = 1 << 20
"""Bytes that a pipe is to hold: a batch's results, so that a worker goes on. Linux gives 64 KiB."""
STOPPING: Final = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]
"""The signals that ask to stop."""


@contextmanager
def pool(
    open_worker: OpenWorker, context: tuple[Any, ...], *, jobs: int
) -> Iterator[Callable[[Iterable[Batch]], Iterator[Result]]]:
    """Start worker processes, and give a function that maps batches to results, in order."""
    crew: list[_Worker] = []
    try:
        with _held_back():
            for _ in range(jobs):
                crew.append(_Worker(open_worker, context, crew))
        yield partial(_map, crew)
    finally:
        for worker in crew:
            worker.end()
        for worker in crew:
            worker.bury()


def _map(crew: "list[_Worker]", work: Iterable[Any]) -> Iterator[Any]:
    """Give the workers their first batches, and return what waits for the results."""
    under_way = _Map(crew, work)
    under_way.hand_out()
    return _results(under_way)


def _results(under_way: "_Map") -> Iterator[Any]:
    for number in count():
        answer = under_way.answer(number)
        if answer is None:
            return
        result, error = pickle.loads(answer)  # noqa: S301 (a worker's)
        if error is not None:
            raise error
        yield result
        del result
        collect()


class _Map:
    """What is still to be given to workers, and what has come back before its turn."""

    def __init__(self, crew: "list[_Worker]", work: Iterable[Any]) -> None:
        self._crew = crew
        self._coming = ((number, pickle.dumps(batch)) for number, batch in enumerate(work))
        self._next: tuple[int, bytes] | None = None
        self._done: dict[int, bytes] = {}

    def answer(self, number: int) -> bytes | None:
        """Return what came of a batch, or nothing if there are no more of them.

        Before that all workers are given more to do.
        """
        while True:
            self.hand_out()
            is_done = number in self._done
            busy = {worker.results: worker for worker in self._crew if worker.given}
            if not (busy or is_done):
                return None
            for results in wait(busy, 0 if is_done else None):
                at, answer = busy[results].take()  # type: ignore[index]
                self._done[at] = answer
            if is_done:
                return self._done.pop(number)

    def hand_out(self) -> None:
        """Give batches to workers that have few, unless many results wait for their turn."""
        out = len(self._done) + sum(len(worker.given) for worker in self._crew)
        for _ in range(out, len(self._crew) * BATCHES_IN_FLIGHT_PER_JOB):
            worker = min(self._crew, key=lambda worker: len(worker.given))
            if len(worker.given) == AHEAD:
                return
            self._next = self._next or next(self._coming, None)
            if self._next is None or not worker.has_room(self._next[1]):
                return
            worker.give(*self._next)
            self._next = None


class _Worker:
    """A worker process as its owner sees it."""

    def __init__(
        self, open_worker: OpenWorker, context: tuple[Any, ...], others: "list[_Worker]"
    ) -> None:
        # A fork inherits the loaded modules and the open theme for nothing. It is safe here because
        # newsgen starts no thread before its workers; macOS's system libraries do.
        forked = sys.platform == "linux"
        get = multiprocessing.get_context
        start = get("fork") if forked else get("spawn")
        batches, self.batches = start.Pipe(duplex=False)
        self.results, results = start.Pipe(duplex=False)
        self._room = _widened(batches) // 2  # a pipe is not filled to the last byte
        _widened(results)
        self.given: deque[tuple[int, int]] = deque()
        """The batches that it has: their numbers, and the bytes of each."""
        inherited = [pipe for one in (*others, self) for pipe in (one.batches, one.results)]
        self._process = start.Process(
            target=_work,
            args=(open_worker, context, batches, results, inherited if forked else ()),
            daemon=True,
        )
        self._process.start()
        batches.close()
        results.close()

    def has_room(self, batch: bytes) -> bool:
        """Tell whether a batch can be given without waiting until the worker takes it in.

        A worker that has nothing to do takes it at once. Another may be waiting until its result is
        taken: if the owner waited too, neither would ever go on.
        """
        return not self.given or sum(size for _, size in self.given) + len(batch) <= self._room

    def give(self, number: int, batch: bytes) -> None:
        with _deadly():
            self.batches.send_bytes(batch)
        self.given.append((number, len(batch)))

    def take(self) -> tuple[int, bytes]:
        """Return the number and the result of the batch that was given first."""
        with _deadly():
            answer = self.results.recv_bytes()
        number, _ = self.given.popleft()
        return number, answer

    def end(self) -> None:
        """End the process, whatever it is at: whoever leaves has all that he waited for."""
        self._process.terminate()
        self.batches.close()
        self.results.close()

    def bury(self) -> None:
        """Wait until the process is gone."""
        self._process.join()


@contextmanager
def _deadly() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError) as error:
        raise WorkerDiedError from error


def _widened(pipe: Connection) -> int:
    """Let a pipe hold more, where that can be chosen. Returns the bytes it holds, if known."""
    if sys.platform == "linux":
        import fcntl  # noqa: PLC0415 (not everywhere)

        try:
            return fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, ROOM)
        except OSError:  # an administrator may allow less
            return fcntl.fcntl(pipe.fileno(), fcntl.F_GETPIPE_SZ)
    return 0


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


def _work(
    open_worker: OpenWorker,
    context: tuple[Any, ...],
    batches: Connection,
    results: Connection,
    inherited: Iterable[Connection],
) -> None:
    """Do a worker's work, until its owner ends it or is gone.

    No thread waits for the end of the owner: even one that does nothing takes time (ADR 0029). So a
    batch may outlive a killed build, and must not harm the next.
    """
    for pipe in inherited:  # the owner's ends: while a worker holds them, no other sees it gone
        pipe.close()
    _leave_stopping_to_owner()
    rest_collector()
    with ExitStack() as stack:
        task = _opened(stack, open_worker, context)
        with suppress(EOFError, OSError):
            while True:
                batch = batches.recv_bytes()
                collect()  # what the batch before has left; its result has been handed over
                results.send_bytes(_answer(task, batch))
        os._exit(1)


def _opened(
    stack: ExitStack, open_worker: OpenWorker, context: tuple[Any, ...]
) -> Callable[[Any], Any]:
    """Open what the work needs; what goes wrong with that is every batch's error."""
    try:
        return stack.enter_context(open_worker(*context))
    except Exception as error:  # noqa: BLE001 (the owner is told)
        return partial(_fail, error)


def _fail(error: Exception, _: Any) -> None:
    raise error


def _answer(task: Callable[[Any], Any], batch: bytes) -> bytes:
    """Return a batch's result, or what went wrong with it, to be sent."""
    try:
        return pickle.dumps((task(pickle.loads(batch)), None))  # noqa: S301 (the owner's)
    except Exception as error:  # noqa: BLE001 (the owner raises it)
        error.add_note(f"In a worker process:\n{format_exc()}")
        return pickle.dumps((None, error))


def _leave_stopping_to_owner() -> None:
    """Do not end by a Ctrl-C, which reaches all processes of a terminal: the owner ends them.

    What the owner ends them with must not mean what it means to the owner, as a fork would have it.
    """
    for number in STOPPING:  # each once: what is ignored for a moment is forgotten
        means = signal.SIG_DFL if number == signal.SIGTERM else signal.SIG_IGN
        signal.signal(number, means)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
