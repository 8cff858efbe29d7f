"""The collector is paused for a time, and as it was afterwards."""

import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsgen.fast.collector import collect, paused_collector, resume_collector


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """Set the collector back."""
    yield
    gc.unfreeze()
    gc.enable()


class Cycle:
    def __init__(self) -> None:
        self.itself = self


def test_it_is_off_in_the_block_and_on_again_after_an_error() -> None:
    seen: list[tuple[bool, int]] = []

    def fail() -> None:
        seen.append((gc.isenabled(), gc.get_freeze_count()))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), paused_collector():
        fail()
    ((was_on, frozen),) = seen
    assert not was_on
    assert frozen > 0
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_one_that_was_off_stays_off() -> None:
    gc.disable()
    with paused_collector():
        pass
    assert not gc.isenabled()


def test_it_goes_on_without_a_look_at_what_is_there() -> None:
    gc.disable()
    there = Cycle()
    resume_collector()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
    assert gc.get_count()[0] < 700
    assert all(each is not there for each in gc.get_objects())


def make_many() -> None:
    for _ in range(30_000):
        Cycle()


def test_what_a_build_loads_is_spared_and_what_it_makes_then_collected_if_it_is_much() -> None:
    with paused_collector():
        loaded = weakref.ref(Cycle())
        make_many()
        collect()
        assert loaded() is not None
        assert gc.get_count()[0] < 700
        there = weakref.ref(Cycle())
        collect()
        assert there() is not None
        make_many()
        collect()
        assert there() is None
        assert loaded() is not None
    with paused_collector():
        make_many()
        again = weakref.ref(Cycle())
        collect()
        assert again() is not None


ENDING = """
import atexit, sys, threading, time
from newsgen.fast.collector import end_at_once
import left_open
atexit.register(print, "at exit")
print("printed")
{}
end_at_once(3, has_unknown_code={})
print("in order")
"""
LEFT_OPEN = "file = open('left.txt', 'w'); file.write('written')"


def ended(folder: Path, before: str, *, has_unknown_code: bool) -> subprocess.CompletedProcess[str]:
    """Run code that leaves a file open, and return how it ended."""
    (folder / "left_open.py").write_text(LEFT_OPEN)
    code = ENDING.format(before, has_unknown_code)
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )


def test_a_process_ends_at_once_when_nothing_is_left_to_do(tmp_path: Path) -> None:
    done = ended(tmp_path, "", has_unknown_code=False)
    assert (done.returncode, done.stdout, done.stderr) == (3, "printed\nat exit\n", "")


def test_what_unknown_code_has_left_open_is_written(tmp_path: Path) -> None:
    done = ended(tmp_path, "", has_unknown_code=True)
    assert (done.returncode, done.stdout) == (0, "printed\nin order\nat exit\n")
    assert (tmp_path / "left.txt").read_text() == "written"


def test_a_thread_that_goes_on_is_waited_for(tmp_path: Path) -> None:
    thread = "threading.Thread(target=lambda: (time.sleep(0.2), print('thread'))).start()"
    done = ended(tmp_path, thread, has_unknown_code=False)
    assert done.stdout == "printed\nin order\nthread\nat exit\n"


def test_what_cannot_be_written_at_the_end_is_told(tmp_path: Path) -> None:
    full = "sys.stdout = open('/dev/full', 'w'); print('lost')"
    done = ended(tmp_path, full, has_unknown_code=False)
    assert done.returncode != 0
    assert "No space left on device" in done.stderr
