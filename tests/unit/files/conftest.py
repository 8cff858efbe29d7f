"""An empty output, and a scratch folder for it."""

from pathlib import Path

import pytest

from newsgen.files import Scratch


@pytest.fixture
def output(tmp_path: Path) -> Path:
    output = tmp_path / "output"
    output.mkdir()
    return output


@pytest.fixture
def scratch(tmp_path: Path, output: Path) -> Scratch:
    """Return one for an empty output."""
    return Scratch.prepare(tmp_path / "scratch", output)
