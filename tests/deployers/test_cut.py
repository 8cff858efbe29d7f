"""The connection is cut at any instant: readers have the old site or the new one, and no half."""

import os
import random
from collections.abc import Iterator
from typing import Final, NamedTuple

import pytest

from newsgen.deployers.target import KEY_VARIABLE
from tests.support.command import AS_OF
from tests.support.deploying import home
from tests.support.interrupted import Case, assert_finished, in_fork, prepare, put_back
from tests.support.proxy import Proxy
from tests.support.sshd import Sshd, know

INSTANTS: Final = 34
PARTS: Final = 34
"""Of so many instants `make test` draws one for each way to connect."""


class CutCase(NamedTuple):
    """A deployment over a connection that may be cut, and how many bytes it takes."""

    case: Case
    proxy: Proxy
    size: int

    def deploy(self, limit: int | None) -> int:
        self.proxy.limit, self.proxy.passed = limit, 0
        site = str(self.case.deployed.site)
        code, _ = in_fork(["deploy", "--site", site, "--as-of", AS_OF], 0)
        self.proxy.limit = None
        return code


@pytest.fixture(scope="module", params=["ssh", "asyncssh", "sftp"])
def cut(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[CutCase]:
    folder = tmp_path_factory.mktemp(f"cut-{request.param}")
    server: Sshd = request.getfixturevalue("sftp" if request.param == "sftp" else "ssh")
    with home(server.home), Proxy(server.port) as proxy:
        if request.param == "asyncssh":
            os.environ[KEY_VARIABLE] = (server.home / ".ssh/id_ed25519").read_text()
        known = server.known_hosts.read_text()
        know(server, server.folder / "host_key.pub", proxy.port)
        host = folder / "host/news"
        url = server.url(host).replace(f":{server.port}/", f":{proxy.port}/")
        is_sftp = request.param == "sftp"
        case = prepare(folder, url, "none" if is_sftp else "nginx", "" if is_sftp else "true")
        put_back(case)
        cut = CutCase(case, proxy, 0)
        assert cut.deploy(None) == 0
        yield cut._replace(size=proxy.passed)
        server.known_hosts.write_text(known)


@pytest.mark.parametrize(
    "instant",
    [pytest.param(n, marks=pytest.mark.rotates(PARTS)) for n in range(INSTANTS)],
)
def test_cut_connection_leaves_the_old_site_or_the_new_one(cut: CutCase, instant: int) -> None:
    put_back(cut.case)
    assert cut.size > 10_000
    place = (instant + random.Random(instant).random()) / INSTANTS
    assert cut.deploy(int(cut.size * place)) in (0, 1)
    assert_finished(cut.case)
