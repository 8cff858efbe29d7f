"""A lock keeps other processes out."""

import subprocess
import sys
from pathlib import Path

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
