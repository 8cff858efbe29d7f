"""A lock keeps other processes out."""

import fcntl
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from newsgen.files import LockedError, lock

HOLD = """
import sys, time
from pathlib import Path
from newsgen.files import lock
with lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_lock_keeps_another_process_out_until_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LockedError), lock(path, patience=0.1):
            pass
    finally:
        holder.kill()
        holder.communicate()
    with lock(path, patience=5):
        assert path.exists()


def test_a_lock_can_be_taken_again_when_left(tmp_path: Path) -> None:
    for _ in range(2):
        with lock(tmp_path / "lock", patience=0):
            assert (tmp_path / "lock").exists()


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for Windows: its locks are of bytes in files, and a refusal is a lack of rights."""

    def locking(descriptor: int, mode: int, size: int) -> None:
        assert (mode, size) == (2, 1)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise PermissionError(13, "Permission denied") from error

    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2))


@pytest.mark.usefixtures("windows")
def test_windows_locks_a_file(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with lock(path, patience=0), pytest.raises(LockedError), lock(path, patience=0):
        pass
    with lock(path, patience=0):
        pass


@pytest.mark.usefixtures("windows")
def test_windows_locks_a_folder_by_a_file_in_it(tmp_path: Path) -> None:
    with lock(tmp_path, patience=0):
        assert [file.name for file in tmp_path.iterdir()] == [".newsgen-lock"]
        with pytest.raises(LockedError), lock(tmp_path, patience=0):
            pass
    assert list(tmp_path.iterdir()) == []
