"""Worker processes: one function makes the executor, one maps batches over it in order."""

import multiprocessing
import os
import signal
import sys
import threading
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from itertools import islice
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any, Final

from newsgen.diagnostics import is_out_of_memory, worker_died
from newsgen.fast.collector import collect, pause_collector
from newsgen.printing import say_warning
from newsgen.stopping import STOP_SIGNALS

BATCHES_IN_FLIGHT_PER_JOB: Final = 6
"""Batches that are submitted before the result of the first is taken; it bounds memory."""
SECONDS_BETWEEN_LOOKS: Final = 1.0
"""How often a result that does not come is a reason to look whether all workers are alive."""
SECONDS_TO_STOP: Final = 3.0
"""How long workers have to stop in order at a Ctrl-C before they are ended."""

START_METHOD: Final = "fork" if sys.platform == "linux" else "spawn"
"""How a worker process starts.

A fork inherits the loaded modules and the open theme at no cost. It is safe on Linux because
newsgen starts no thread before its workers; system libraries of macOS do, and Windows has none.
"""
MOST_ON_WINDOWS: Final = 61
"""Windows cannot wait for more processes at once."""


def make_executor(
    jobs: int, initializer: Callable[..., None], arguments: tuple[Any, ...]
) -> Executor:
    """Return an executor whose `jobs` processes run an initializer; the first task starts all."""
    executor = ProcessPoolExecutor(
        min(jobs, MOST_ON_WINDOWS) if sys.platform == "win32" else jobs,
        mp_context=multiprocessing.get_context(START_METHOD),
        initializer=initializer,
        initargs=arguments,
    )
    # It starts spawned processes one by one as they are needed, and they need what
    # `_close_own_end` closes.
    vars(executor)["_safe_to_dynamically_spawn_children"] = False
    return executor


@contextmanager
def processes(
    open_worker: Callable[..., Any], context: tuple[Any, ...], *, jobs: int
) -> Iterator[Callable[[Iterable[Any]], Iterator[Any]]]:
    """Give a function that maps batches to results by worker processes.

    `workers.workers`, which alone calls it, knows the types and what is raised.
    """
    executor = make_executor(jobs, _initialize, (open_worker, context))
    with _quiet_threads(), ExitStack() as stack:
        with _signals_blocked():
            _start(executor)
            stack.callback(_shut_down, executor)
        _close_own_end(executor)
        yield lambda items: _map_in_order(executor, items, jobs * BATCHES_IN_FLIGHT_PER_JOB)


def _start(executor: Executor) -> None:
    """Start all processes, while there is no thread yet. Raises `NewsgenError`."""
    try:
        executor.submit(os.getpid)
    except (OSError, RuntimeError) as error:  # no memory for a process or a thread
        _terminate(multiprocessing.active_children())
        raise worker_died() from error


def _shut_down(executor: Executor) -> None:
    """Wait until all processes have ended, also if a Ctrl-C asks not to wait for their work."""
    try:
        executor.shutdown(wait=True, cancel_futures=True)
    except KeyboardInterrupt:
        _terminate(multiprocessing.active_children())
        executor.shutdown(wait=True)
        raise


def _terminate(children: Iterable[BaseProcess]) -> None:
    for process in children:
        process.terminate()


@contextmanager
def _quiet_threads() -> Iterator[None]:
    """Let a thread of the executor end without words for which there was no memory: see `_wait`."""
    before, before_bootstrap = threading.excepthook, sys.unraisablehook

    def hook(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is None or not is_out_of_memory(arguments.exc_value):
            before(arguments)

    def hook_bootstrap(arguments: "sys.UnraisableHookArgs") -> None:
        if getattr(arguments.object, "__name__", "") != "_bootstrap":  # a thread half-started
            before_bootstrap(arguments)

    threading.excepthook, sys.unraisablehook = hook, hook_bootstrap
    try:
        yield
    finally:
        threading.excepthook, sys.unraisablehook = before, before_bootstrap


def _close_own_end(executor: Executor) -> None:
    """Close this process's end of the pipe into which workers write results.

    It never writes there. As long as it is open, an executor waits forever for the rest of the
    result of a worker that was killed while it wrote.
    """
    results = getattr(executor, "_result_queue", None)
    if writer := getattr(results, "_writer", None):
        writer.close()


def _map_in_order(executor: Executor, items: Iterable[Any], limit: int) -> Iterator[Any]:
    remaining, waiting = iter(items), deque[Future[Any]]()
    children = multiprocessing.active_children()
    try:
        while True:
            for batch in islice(remaining, limit - len(waiting)):
                waiting.append(executor.submit(_work, batch))
            if not waiting:
                return
            _wait(executor, waiting[0], children)
            yield waiting.popleft().result()
            collect()
    except BrokenProcessPool as error:
        raise worker_died() from error
    except KeyboardInterrupt as stop:
        for note in _interrupted(waiting, children):
            stop.add_note(note)
        raise


def _interrupted(futures: Iterable[Future[Any]], children: list[BaseProcess]) -> list[str]:
    """Interrupt the workers, end those that do not stop, and return what they were at."""
    if sys.platform != "win32":  # there a Ctrl-C reaches all
        for process in filter(BaseProcess.is_alive, children):
            os.kill(process.pid or 0, signal.SIGINT)
    stopped, others = wait([f for f in futures if not f.cancel()], timeout=SECONDS_TO_STOP)
    if others:
        _terminate(children)
    errors = [future.exception() for future in stopped]
    return sorted({note for error in errors for note in getattr(error, "__notes__", ())})


def _wait(executor: Executor, future: Future[Any], children: Iterable[BaseProcess]) -> None:
    """Wait for a result; when a worker was killed, end the others, as it may hold their locks.

    Nor does a result come when the executor's thread has ended: there was no memory for another.
    """
    manager = getattr(executor, "_executor_manager_thread", None)
    while not wait([future], timeout=SECONDS_BETWEEN_LOOKS).done:
        if not all(process.is_alive() for process in children):
            _terminate(children)
        if manager is not None and not manager.is_alive() and not future.done():
            _terminate(children)
            raise worker_died()


@contextmanager
def _signals_blocked() -> Iterator[None]:
    """Block the signals that ask to stop while workers start: a worker never sees one half-way."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# In a worker


class _Worker:
    """What a worker process does with batches; opened by the first, which raises what fails."""

    def __init__(self, open_worker: Callable[..., Any], context: tuple[Any, ...]) -> None:
        self._open_worker = open_worker
        self._context = context
        self._stack = ExitStack()
        self._work: Callable[[Any], Any] | None = None
        self._is_at_work = self._is_interrupted = False

    def __call__(self, batch: Any) -> Any:
        self._is_at_work = True
        try:
            if self._is_interrupted:
                raise KeyboardInterrupt
            collect()  # what the batch before has left
            if self._work is None:
                self._work = self._stack.enter_context(self._open_worker(*self._context))
            return self._work(batch)
        finally:
            self._is_at_work = False

    def interrupt(self, _sig: int, _frame: FrameType | None) -> None:
        """Stop the work on a batch, and do none of those after it."""
        is_first, self._is_interrupted = not self._is_interrupted, True
        if is_first and self._is_at_work:
            raise KeyboardInterrupt


_worker: _Worker | None = None


def _initialize(open_worker: Callable[..., Any], context: tuple[Any, ...]) -> None:
    global _worker  # noqa: PLW0603 (an executor gives its workers no other place)
    _worker = _Worker(open_worker, context)
    warnings.showwarning = say_warning  # type: ignore[assignment]
    _take_signals(_worker)
    try:
        threading.Thread(target=_end_with_owner, daemon=True).start()
    except RuntimeError:  # there is no memory for a thread
        os._exit(1)
    pause_collector()


def _work(batch: Any) -> Any:
    assert _worker is not None
    return _worker(batch)


def _end_with_owner() -> None:
    """End this process when its owner does: an executor's worker would wait forever."""
    owner = multiprocessing.parent_process()
    assert owner is not None
    owner.join()
    os._exit(1)


def _take_signals(worker: _Worker) -> None:
    """Have a Ctrl-C, which reaches all processes of a terminal, end the work and not the worker.

    SIGTERM, by which the owner ends its workers, must not mean what it means to the owner, and the
    end of the terminal is left to the owner.
    """
    actions: dict[int, Any] = {
        signal.SIGINT: worker.interrupt,
        signal.SIGTERM: signal.SIG_DFL,
    }
    for number in STOP_SIGNALS:
        signal.signal(number, actions.get(number, signal.SIG_IGN))
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
