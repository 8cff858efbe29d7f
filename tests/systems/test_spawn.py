"""Workers that are started afresh, as on macOS and Windows, give the site that forks give."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from newsgen.diagnostics import NewsgenError
from newsgen.pipeline import _processes
from newsgen.pipeline.workers import workers
from tests.support.builds import built
from tests.support.site import difference, many_releases, new_site, tree


@pytest.fixture(autouse=True)
def spawned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_processes, "START_METHOD", "spawn")


@contextmanager
def slow() -> Iterator[Callable[[int], tuple[int, int]]]:
    def work(number: int) -> tuple[int, int]:
        time.sleep(0.1)
        return number, os.getpid()

    yield work


@contextmanager
def dying() -> Iterator[Callable[[int], int]]:
    def work(number: int) -> int:
        if number == 3:
            os._exit(1)
        return number

    yield work


def no_work() -> None:
    """Stand for what initializes a worker."""


def test_spawned_workers_share_the_work_in_order() -> None:
    with workers(slow, (), jobs=3) as map_in_order:
        answers = list(map_in_order(range(24)))
    assert [number for number, _ in answers] == list(range(24))
    processes = {process for _, process in answers}
    assert os.getpid() not in processes
    assert len(processes) > 1


def test_a_spawned_worker_that_dies_is_reported() -> None:
    with pytest.raises(NewsgenError), workers(dying, (), jobs=2) as map_in_order:
        list(map_in_order(range(8)))


def test_windows_gets_no_more_processes_than_it_can_wait_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    executor = _processes.make_executor(200, no_work, ())
    executor.shutdown()
    assert vars(executor)["_max_workers"] == 61


def test_spawned_workers_build_the_same_site(tmp_path: Path) -> None:
    site = new_site(tmp_path / "site", many_releases(300))
    built(site)
    alone = tree(site / "output")
    other = {"output": tmp_path / "output", "cache": tmp_path / "cache"}
    built(site, jobs=2, **other)
    assert difference(tree(tmp_path / "output"), alone) == {}
