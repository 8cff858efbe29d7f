"""Python-Markdown's own tests pass with newsgen's extension on.

They are in its source distribution, which `.ci/setup-tools` fetches; if it has not, this test does.
"""

import re
import shutil
import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from tests.support.paths import SUPPORT, TOOLS

FEWEST = 900
"""Python-Markdown 3.11 has 1,052 tests; fewer than this many have not been found."""


def fetched(to: Path) -> Path:
    """Return the source distribution of the Python-Markdown that is installed."""
    name = f"markdown-{version('markdown')}.tar.gz"
    if (TOOLS / name).is_file():
        return TOOLS / name
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary"]
    command += [":all:", "--dest", str(to), f"markdown=={version('markdown')}"]
    subprocess.run(command, check=True)
    return to / name


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the tests alone: the package that they test is the installed one."""
    to = tmp_path_factory.mktemp("markdown")
    with tarfile.open(fetched(to)) as archive:
        safe: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        archive.extractall(to, **safe)  # without the filter before Python 3.11.4
    (unpacked,) = (path for path in to.iterdir() if path.is_dir())
    shutil.move(unpacked / "tests", to / "alone" / "tests")
    return to / "alone"


def run(folder: Path, place: str) -> tuple[int, int]:
    """Run the tests, which must pass, and return how many were run and skipped."""
    done = subprocess.run(
        [sys.executable, str(SUPPORT / "suite.py"), str(folder), place],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    counts = re.fullmatch(r"run (\d+) skipped (\d+)\n", done.stdout)
    assert counts, done.stdout
    return int(counts[1]), int(counts[2])


@pytest.mark.rotates(7)
def test_its_own_tests_pass_with_the_extension(folder: Path) -> None:
    usual, skipped = run(folder, "none")
    assert usual - skipped >= FEWEST
    assert run(folder, "first") == (usual, skipped)
    assert run(folder, "last") == (usual, skipped)
