"""The ordered map: order, bounds, inline work, and death."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from newsgen.diagnostics import NewsgenError
from newsgen.pipeline._processes import BATCHES_IN_FLIGHT_PER_JOB
from newsgen.pipeline.workers import batches, default_jobs, workers

Work = Callable[[int], tuple[int, int]]


def mapped(
    open_worker: Callable[..., Any], context: tuple[Any, ...], work: Iterable[Any], *, jobs: int
) -> Iterator[Any]:
    with workers(open_worker, context, jobs=jobs) as map_in_order:
        yield from map_in_order(work)


@contextmanager
def slow_first(pause: float) -> Iterator[Work]:
    """Give work that takes longer for earlier batches, and says which process did it."""

    def work(number: int) -> tuple[int, int]:
        time.sleep(max(0.0, pause * (4 - number)))
        return number, os.getpid()

    yield work


@contextmanager
def failing() -> Iterator[Callable[[int], int]]:
    def work(number: int) -> int:
        if number == 3:
            raise ValueError(f"no {number}")
        return number

    yield work


@contextmanager
def dying() -> Iterator[Callable[[int], int]]:
    def work(number: int) -> int:
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    yield work


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_work(jobs: int) -> None:
    actual = list(mapped(slow_first, (0.01,), range(10), jobs=jobs))
    assert [number for number, _ in actual] == list(range(10))


def test_one_job_works_in_this_process() -> None:
    actual = list(mapped(slow_first, (0.0,), range(3), jobs=1))
    assert {process for _, process in actual} == {os.getpid()}


def test_more_jobs_work_in_others() -> None:
    actual = list(mapped(slow_first, (0.0,), range(8), jobs=2))
    assert os.getpid() not in {process for _, process in actual}


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_is_taken_only_as_far_as_results_are(jobs: int) -> None:
    taken: list[int] = []

    def work() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = mapped(slow_first, (0.0,), work(), jobs=jobs)
    for _ in range(3):
        next(results)
    assert len(taken) <= 3 + jobs * BATCHES_IN_FLIGHT_PER_JOB
    results.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_work_raises_is_raised_in_its_turn(jobs: int) -> None:
    results = mapped(failing, (), range(10), jobs=jobs)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="no 3"):
        next(results)


@contextmanager
def closed() -> Iterator[Callable[[int], int]]:
    raise LookupError("nothing to open")
    yield int


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_opening_raises_is_raised(jobs: int) -> None:
    with pytest.raises(LookupError, match="nothing to open"):
        list(mapped(closed, (), range(10), jobs=jobs))


def test_an_error_tells_where_in_the_worker_it_was() -> None:
    with pytest.raises(ValueError, match="no 3") as caught:
        list(mapped(failing, (), range(10), jobs=2))
    assert "in work" in str(caught.value.__cause__)


@contextmanager
def echoing() -> Iterator[Callable[[bytes], bytes]]:
    yield lambda batch: batch


@pytest.mark.parametrize("size", [100, 40_000, 300_000, 3_000_000])
def test_batches_and_results_of_any_size_pass(size: int) -> None:
    """An owner and a worker that each wait for the other to read would do so for ever."""
    work = [bytes([number]) * size for number in range(30)]
    results = mapped(echoing, (), work, jobs=2)
    actual = []
    for result in results:
        actual.append(result)
        time.sleep(0.002)  # the workers fill their pipes
    assert actual == work


def test_a_killed_worker_is_an_error_and_no_hang() -> None:
    with pytest.raises(NewsgenError, match="a worker process has ended"):
        list(mapped(dying, (), range(10), jobs=2))


STOPPED = """
import signal, sys, time
from contextlib import contextmanager, suppress
from itertools import count
from newsgen.pipeline import _processes  # Python may lose a Ctrl-C while it loads a module
from newsgen.pipeline.workers import workers

@contextmanager
def large():
    yield lambda number: b"x" * 300_000  # more than a pipe holds

signal.signal(signal.SIGTERM, signal.default_int_handler)  # as newsgen serve does
with suppress(KeyboardInterrupt):
    print("ready", flush=True)
    with workers(large, (), jobs=2) as mapped:
        for _ in mapped(count()):
            time.sleep(0.005)
"""


@pytest.mark.rotates(8)
@pytest.mark.skipif(sys.platform == "win32", reason="there are no groups of processes")
@pytest.mark.parametrize("attempt", range(10))
def test_a_ctrl_c_that_reaches_the_workers_too_ends_all_of_them(attempt: int) -> None:
    command = [sys.executable, "-c", STOPPED]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, start_new_session=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.01 * attempt)  # the first while they start
        os.killpg(process.pid, signal.SIGINT)
        try:
            _, errors = process.communicate(timeout=20)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == 0
    assert errors == b""


HUNG = """
import sys, time
from contextlib import contextmanager
from newsgen.pipeline import _processes  # Python may lose a Ctrl-C while it loads a module
from newsgen.pipeline.workers import workers

@contextmanager
def hanging():
    def work(number):
        if number == 1:
            try:
                print("ready", flush=True)
                time.sleep(60)
            except KeyboardInterrupt as stop:
                stop.add_note("It was at work on 1.")
                raise
        return number
    yield work

try:
    with workers(hanging, (), jobs=2) as mapped:
        list(mapped(range(10)))
except KeyboardInterrupt as stop:
    print(*stop.__notes__, flush=True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a script of -c can only be forked")
@pytest.mark.parametrize("kill", [os.kill, os.killpg])
def test_an_interrupted_worker_says_what_it_was_at(kill: Callable[[int, int], None]) -> None:
    command = [sys.executable, "-c", HUNG]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, start_new_session=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        kill(process.pid, signal.SIGINT)
        said, errors = process.communicate(timeout=20)
    assert said == b"It was at work on 1.\n"
    assert errors == b""


INTERRUPTED_AS_WORKERS = """
import multiprocessing, os, signal, threading
from concurrent.futures import ProcessPoolExecutor, process
from contextlib import contextmanager
from newsgen.pipeline import _processes  # Python may lose a Ctrl-C while it loads a module
from newsgen.pipeline.workers import workers

def start(*arguments):
    ProcessPoolExecutor.submit = submit
    try:
        return submit(*arguments)
    finally:
        os.kill(os.getpid(), signal.SIGINT)

def end(thread):
    Thread.join = join
    os.kill(os.getpid(), signal.SIGINT)

Thread = process._ExecutorManagerThread
submit, join = ProcessPoolExecutor.submit, Thread.join
{interrupted}

@contextmanager
def doubling():
    yield lambda number: 2 * number

try:
    with workers(doubling, (), jobs=2) as mapped:
        list(mapped(range(4)))
except KeyboardInterrupt:
    print(threading.active_count(), len(multiprocessing.active_children()))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a script of -c can only be forked")
@pytest.mark.parametrize("interrupted", ["ProcessPoolExecutor.submit = start", "Thread.join = end"])
def test_a_ctrl_c_as_workers_start_or_end_leaves_none(interrupted: str) -> None:
    script = INTERRUPTED_AS_WORKERS.format(interrupted=interrupted)
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, timeout=30, check=False
    )
    assert (run.stdout, run.stderr) == (b"1 0\n", b"")


KILLED = """
import time
from contextlib import contextmanager
from newsgen.pipeline import _processes  # Python may lose a Ctrl-C while it loads a module
from newsgen.pipeline.workers import workers

@contextmanager
def busy():
    yield lambda number: time.sleep(number) or b"x"

with workers(busy, (), jobs=3) as mapped:
    for _ in mapped([0, 0.2, 0.2]):
        print("ready", flush=True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a script of -c can only be forked")
def test_workers_end_with_a_killed_owner() -> None:
    command = [sys.executable, "-c", KILLED]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, start_new_session=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()
        _, errors = process.communicate(timeout=20)  # until the last has closed its standard error
    assert errors == b""


def test_no_work_gives_no_results() -> None:
    assert list(mapped(slow_first, (0.0,), [], jobs=2)) == []


def test_items_are_cut_into_batches() -> None:
    assert list(batches(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(batches(range(4), 2)) == [[0, 1], [2, 3]]
    assert list(batches([], 2)) == []


def test_there_is_at_least_one_job() -> None:
    assert default_jobs() >= 1


@contextmanager
def killed_while_writing() -> Iterator[Callable[[int], bytes]]:
    def work(number: int) -> bytes:
        if number == 5:
            threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGKILL)).start()
        return bytes(20_000_000)  # far more than a pipe holds

    yield work


def test_a_worker_killed_while_it_hands_over_a_result_is_an_error_and_no_hang() -> None:
    results = mapped(killed_while_writing, (), range(40), jobs=2)
    next(results)
    time.sleep(1)
    with pytest.raises(NewsgenError, match="a worker process has ended"):
        list(results)


# When memory runs out


def test_a_process_that_cannot_be_started_is_an_error_and_leaves_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real, calls = os.fork, iter(range(10))

    def fork() -> int:
        if next(calls) == 1:
            raise OSError(12, "Cannot allocate memory")
        return real()

    monkeypatch.setattr("os.fork", fork)
    with pytest.raises(NewsgenError, match="a worker process has ended"):
        list(mapped(failing, (), range(3), jobs=3))
    for process in multiprocessing.active_children():
        process.join(5)
    assert multiprocessing.active_children() == []


def test_a_worker_that_cannot_start_a_thread_is_an_error(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    real, owner = threading.Thread.start, os.getpid()

    def start(thread: threading.Thread) -> None:
        if os.getpid() != owner:
            raise RuntimeError("can't start new thread")
        real(thread)

    monkeypatch.setattr("threading.Thread.start", start)
    with pytest.raises(NewsgenError, match="a worker process has ended"):
        list(mapped(failing, (), range(3), jobs=2))
    assert "Traceback" not in capfd.readouterr().err


def test_an_executor_that_cannot_start_a_thread_is_an_error_and_no_hang(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def put(*_: object, **__: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("multiprocessing.queues.Queue.put", put)
    with pytest.raises(NewsgenError, match="a worker process has ended"):
        list(mapped(failing, (), range(3), jobs=2))
    assert "Traceback" not in capfd.readouterr().err
