"""What tests of the command line share."""

import pytest

from tests.support.command import Console


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Console:
    """Return what runs newsgen in this process."""
    return Console(monkeypatch, capsys)
