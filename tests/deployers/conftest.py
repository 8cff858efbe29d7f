"""What tests of deployments share: servers to deploy to, and a site that is deployed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command import Console
from tests.support.deploying import PLACES, Deployed, home, new_deployed
from tests.support.site import many_releases
from tests.support.sshd import Sshd, sshd


@pytest.fixture(scope="session")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    """Return a server with a shell."""
    with sshd(tmp_path_factory.mktemp("sshd")) as server:
        yield server


@pytest.fixture(scope="session")
def sftp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    """Return a server with SFTP alone."""
    with sshd(tmp_path_factory.mktemp("sftp"), has_shell=False) as server:
        yield server


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Console:
    """Return what runs newsgen in this process."""
    return Console(monkeypatch, capsys)


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest) -> str:
    """Return one kind of target after the other."""
    return str(request.param)


@pytest.fixture
def deployed(
    place: str, request: pytest.FixtureRequest, tmp_path: Path, run: Console
) -> Iterator[Deployed]:
    """Return a small site that is to be deployed to a target of a kind."""
    host, releases = tmp_path / "host/news", many_releases(6, a_month=3)
    if place == "file":
        yield new_deployed(tmp_path, f"file://{host}", host, run, releases)
        return
    server: Sshd = request.getfixturevalue(place)
    with home(server.home):
        yield new_deployed(tmp_path, server.url(host), host, run, releases)
