"""Work that another process does ahead: its result is that of the same work here."""

import os
import sys
import time
from pathlib import Path

import pytest

from newsgen.pipeline._ahead import done_ahead

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no process is forked there")


def children() -> list[int]:
    """Return the processes that this one has, ended ones too that nobody has waited for."""
    return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]


def process(_: str) -> int:
    return os.getpid()


def test_the_work_is_done_by_another_process() -> None:
    before = children()
    with done_ahead(process, ".") as result:
        assert len(children()) == len(before) + 1
        assert result() != os.getpid()
    assert children() == before


def test_a_large_result_comes_whole() -> None:
    with done_ahead(lambda _: {"é": ["x" * 100] * 10_000}, ".") as result:
        assert result() == {"é": ["x" * 100] * 10_000}


def test_it_goes_into_the_folder_and_nobody_else_does(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    before = Path.cwd()
    with done_ahead(os.listdir, str(tmp_path)) as result:
        assert result() == ["a"]
    assert Path.cwd() == before


def test_a_folder_that_is_not_there_fails_as_it_does_here(tmp_path: Path) -> None:
    with (
        done_ahead(os.listdir, str(tmp_path / "gone")) as result,
        pytest.raises(FileNotFoundError),
    ):
        result()


def test_what_fails_there_is_done_here(tmp_path: Path) -> None:
    here = os.getpid()

    def work(_: str) -> str:
        (tmp_path / str(os.getpid())).touch()
        if os.getpid() != here:
            raise MemoryError
        return "done"

    with done_ahead(work, ".") as result:
        assert result() == "done"
    assert len([*tmp_path.iterdir()]) == 2


def test_nobody_waits_for_what_is_not_asked_for() -> None:
    before, start = children(), time.monotonic()
    with done_ahead(lambda _: time.sleep(60), "."):
        pass
    assert time.monotonic() - start < 30
    assert children() == before


def test_an_error_in_the_block_ends_the_process_too() -> None:
    before = children()
    with pytest.raises(ZeroDivisionError), done_ahead(lambda _: time.sleep(60), "."):
        raise ZeroDivisionError
    assert children() == before


def test_without_a_process_the_work_is_done_when_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fork() -> int:
        raise BlockingIOError("too many processes")

    monkeypatch.setattr(os, "fork", fork)
    with done_ahead(process, ".") as result:
        assert result() == os.getpid()
