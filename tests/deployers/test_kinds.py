"""Every kind of target whose files are written one by one keeps the same verbs."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from newsgen.config.deploy import KINDS, DeploySettings
from newsgen.deployers.ordered_target import OrderedTarget
from newsgen.deployers.reach import opened
from newsgen.deployers.target import TargetError
from tests.support import bucket as buckets
from tests.support.command import Console
from tests.support.deploying import Deployed
from tests.support.site import HOSTS, Release, difference, many_releases, new_site, tree, write
from tests.unit.deployers.test_by_command import SCRIPT

PAGE = "News/News-Articles/2026/March/Fair.aspx"
Held = Callable[[], Mapping[str, bytes]]
"""Returns the files of the website that a target has."""


@contextmanager
def _bucket(_: Path) -> Iterator[tuple[str, Held]]:
    with buckets.running() as bucket, buckets.credentials(bucket):
        yield "s3://news/web", lambda: bucket.site("web")


@contextmanager
def _command(folder: Path) -> Iterator[tuple[str, Held]]:
    write(folder / "site/upload.sh", SCRIPT)
    yield "command:sh upload.sh", lambda: tree(folder / "host")


PLACES: Mapping[str, Callable[[Path], AbstractContextManager[tuple[str, Held]]]] = {
    "s3": _bucket,
    "command": _command,
}


@pytest.fixture(params=[name for name, kind in KINDS.items() if kind.module])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Held]]:
    assert request.param in PLACES, f"add a place for {request.param} to PLACES"
    new_site(tmp_path / "site", many_releases(6, a_month=3))
    with PLACES[request.param](tmp_path) as place:
        yield place


@pytest.fixture
def target(place: tuple[str, Held], tmp_path: Path) -> Iterator[OrderedTarget]:
    with opened(DeploySettings((place[0],)), tmp_path / "site") as [target]:
        assert isinstance(target, OrderedTarget)
        yield target


def fair(**more: str) -> Release:
    url = f"https://{HOSTS['Cumbria']}/{PAGE}"
    return Release("Fair", url=url, date="2026-03-02 10:00", more=more)


def files_of(held: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in held.items() if not path.endswith("/")}


def differing(held: Held, deployed: Deployed) -> dict[str, str]:
    return difference(files_of(held()), files_of(deployed.built))


def test_every_place_is_of_a_kind() -> None:
    unknown = ", ".join(PLACES.keys() - KINDS.keys())
    assert not unknown, f"PLACES has what is not in KINDS: {unknown}"


def test_state_is_kept_outside_of_the_website(target: OrderedTarget) -> None:
    assert target.read(".newsgen/a") is None
    target.write(".newsgen/a", b"1")
    target.write(".newsgen/a", b"2")
    assert (target.read(".newsgen/a"), target.paths()) == (b"2", [])
    target.remove([".newsgen/a", ".newsgen/none"])
    assert target.read(".newsgen/a") is None


def test_only_one_deployment_has_a_target(target: OrderedTarget, place: tuple[str, Held],
                                          tmp_path: Path) -> None:  # fmt: skip
    with opened(DeploySettings((place[0],)), tmp_path / "site") as [other]:
        with target.locked(), pytest.raises(TargetError), other.locked():
            pass
        with other.locked():
            pass


def test_website_is_deployed_changed_and_taken_down(
    target: OrderedTarget, place: tuple[str, Held], run: Console, tmp_path: Path
) -> None:
    url, held = place
    deployed = Deployed(tmp_path / "site", tmp_path / "host", url, run)
    deployed.configure()
    deployed.write("fair.md", fair())
    deployed.deployed()
    assert differing(held, deployed) == {}
    if target.can_be_read:
        assert target.paths() == sorted(files_of(deployed.built))
        wanted = {PAGE: deployed.built[PAGE]}
        assert dict(target.fetch([PAGE, "none.html"])) == wanted
        assert deployed.deploy("--verify", "--full").code == 0
    assert "Nothing to deploy" in deployed.deployed().out
    deployed.write("fair.md", fair(status="withdrawn", explanation="Wrong."))
    deployed.deployed()
    assert differing(held, deployed) == {}
    assert not any(b"Fair</" in data for data in held().values())
    (deployed.site / "content/fair.md").unlink()
    write(deployed.site / "urls.txt", f"https://{HOSTS['Cumbria']}/{PAGE} gone\n")
    deployed.deployed()
    assert differing(held, deployed) == {}


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.is_here])
def test_folder_of_the_site_itself_is_refused(name: str, run: Console, tmp_path: Path) -> None:
    site = new_site(tmp_path / "site", many_releases(2, a_month=2))
    deployed = Deployed(site, site / "output", f"{name}://{site}/output", run)
    deployed.configure()
    deployed.build()
    outcome = deployed.deploy()
    assert outcome.code == 1
    assert "is a folder of the site itself" in outcome.err
