"""A deployment is killed at any step: readers have the old site or the new one, and all is whole.

The next deployment finishes it.
"""

import signal
from collections.abc import Iterator
from typing import Final

import pytest

from tests.support.command import AS_OF, newsgen_in_fork
from tests.support.deploying import Deployed, home
from tests.support.interrupted import WORD, Case, assert_finished, in_fork, prepare, put_back
from tests.support.site import write

INSTANTS: Final = 50
PARTS: Final = 50
"""Of so many instants `make test` draws one."""
SERVERS: Final = ("none", "nginx")
COMMAND: Final = "test ! -e wrong"
"""What tests and loads the configuration."""


@pytest.fixture(scope="module", params=[(p, s) for p in ("file", "ssh") for s in SERVERS], ids=str)
def case(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Case]:
    place, server = request.param
    folder = tmp_path_factory.mktemp(f"killed-{place}-{server}")
    host = folder / "host/news"
    if place == "file":
        yield prepare(folder, f"file://{host}", server, COMMAND)
        return
    ssh = request.getfixturevalue("ssh")
    with home(ssh.home):
        yield prepare(folder, ssh.url(host), server, COMMAND)


def killed(deployed: Deployed, number: int) -> int:
    """Deploy, and be killed before a step; without a number, return how many there are."""
    arguments = ["deploy", "--site", str(deployed.site), "--as-of", AS_OF]
    code, steps = in_fork(arguments, number)
    assert code in ((-signal.SIGKILL, 0) if number else (0,))
    return steps


@pytest.mark.parametrize(
    "instant",
    [pytest.param(n, marks=pytest.mark.rotates(PARTS)) for n in range(1, INSTANTS + 1)],
)
def test_killed_deployment_leaves_the_old_site_or_the_new_one(case: Case, instant: int) -> None:
    put_back(case)
    killed(case.deployed, max(1, case.steps * instant // INSTANTS))
    assert_finished(case)


@pytest.mark.parametrize(
    "instant",
    [pytest.param(n, marks=pytest.mark.rotates(PARTS)) for n in range(1, INSTANTS + 1)],
)
def test_what_is_down_stays_down_if_the_next_deployment_fails(case: Case, instant: int) -> None:
    put_back(case)
    deployed = case.deployed
    killed(deployed, max(1, case.steps * instant // INSTANTS))
    write(deployed.folder / "wrong", b"")
    deployed.deploy()
    assert deployed.holding(WORD) == []
    assert deployed.live.is_dir()
    (deployed.folder / "wrong").unlink()
    assert deployed.deploy().code == 0
    assert (deployed.served, deployed.holding(WORD)) == (case.new, [])


def test_fork_takes_as_many_steps_as_are_counted(case: Case) -> None:
    assert case.steps > 10
    assert newsgen_in_fork("version").code == 0
