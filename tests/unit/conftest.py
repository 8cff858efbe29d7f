"""An empty catalogue for each test that asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.catalogue import Archive, open_archive


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path) as archive:
        yield archive
