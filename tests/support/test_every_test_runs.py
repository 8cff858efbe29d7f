"""A test that is skipped on Linux fails."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import every_test_runs

TESTS = """
import pytest


@pytest.mark.skipif(True, reason="a tool is missing")
def test_marked():
    pass


def test_called():
    pytest.skip("a tool is missing")


@pytest.mark.xfail
def test_known():
    assert False


def test_good():
    pass
"""


@pytest.mark.skipif(sys.platform != "linux", reason="skips are for other systems")
def test_a_skip_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(TESTS)
    plugin = ["-p", "tests.support.every_test_runs", "-p", "no:cacheprovider", "-c", "/dev/null"]
    # No summary (-rN): with CI set, pytest tells each failure there a second time.
    command = [sys.executable, "-m", "pytest", "-q", "-rN", *plugin, str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": str(Path(every_test_runs.__file__).parents[2])}
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 1, done.stdout
    assert "1 failed, 1 passed, 1 xfailed, 1 error" in done.stdout
    assert done.stdout.count("no test is to be skipped") == 2
    assert "a tool is missing" in done.stdout
