"""A site that is served as its writers do, and a browser that looks at it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver

from tests.support.chromium import chromium_at
from tests.support.serving import Served, demo_site


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a copy of the demo that a test may change."""
    return demo_site(tmp_path / "site")


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Return what starts a server on a site; all are stopped at the end."""
    started: list[Served] = []

    def start(site: Path, *options: str, **environment: str) -> Served:
        log = tmp_path / f"log-{len(started)}.txt"
        started.append(Served.start(site, log, *options, **environment))
        return started[-1]

    yield start
    for served in started:
        served.stop()


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """Start Debian's Chromium with a fresh profile."""
    with chromium_at(tmp_path_factory.mktemp("profile")) as driver:
        yield driver
