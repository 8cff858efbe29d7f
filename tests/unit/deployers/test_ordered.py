"""The order of a deployment to where nothing is switched at one instant, and what it leaves."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from newsgen.config.deploy import DeploySettings
from newsgen.deployers.manifest import path_digest
from newsgen.deployers.ordered import OrderedDeployment
from newsgen.deployers.ordered_target import (
    DEPLOYED,
    Answers,
    OrderedTarget,
    Upload,
    look_at_state,
)
from newsgen.deployers.output import open_output
from newsgen.pipeline.central import build
from tests.support.builds import request
from tests.support.canary import URL, WORDS, canary, other
from tests.support.site import CONFIG, HOSTS, new_site, write

PAGE = URL.partition(HOSTS["Cumbria"])[2].lstrip("/")
SETTINGS = DeploySettings(("s3://news",), most_deletions=100)


class StoppedError(Exception):
    """The end of a deployment that is killed."""


class Kept(Answers):
    def __init__(self) -> None:
        self.keys: dict[str, str] = {}

    def all(self) -> dict[str, str]:
        return dict(self.keys)

    def change(self, put: Mapping[str, str], delete: Collection[str]) -> None:
        self.keys |= put
        for key in delete:
            self.keys.pop(key, None)


class InMemory(OrderedTarget):
    """A target that stops after some steps; all that was done is in `done`."""

    name = "memory"

    def __init__(self) -> None:
        self.state: dict[str, bytes] = {}
        self.site: dict[str, bytes] = {}
        self.answers: Kept = Kept()
        self.done: list[str] = []
        self.left = 10**6

    def _step(self, what: str) -> None:
        if self.left == 0:
            raise StoppedError
        self.left -= 1
        self.done.append(what)

    def read(self, path: str) -> bytes | None:
        return self.state.get(path)

    def write(self, path: str, data: bytes) -> None:
        self._step(f"state {path}")
        self.state[path] = data

    def remove(self, paths: Collection[str]) -> None:
        for path in paths:
            self.state.pop(path, None)

    def carry_out(self, uploads: Iterable[Upload], removed: Sequence[str]) -> None:
        for upload in uploads:
            self._step(f"put {upload.path}")
            self.site[upload.path] = upload.data
        for path in removed:
            self._step(f"delete {path}")
            self.site.pop(path, None)

    def paths(self) -> list[str]:
        return sorted(self.site)

    def fetch(self, paths: Collection[str]) -> Iterator[tuple[str, bytes]]:
        yield from ((path, self.site[path]) for path in paths)

    @contextmanager
    def locked(self) -> Iterator[None]:
        yield


def deploy(target: InMemory, site: Path, *, upload_all: bool = False) -> OrderedDeployment:
    with open_output(request(site)) as output:
        deployment = OrderedDeployment(target, output, SETTINGS, upload_all=upload_all)
        if deployment.is_needed:
            deployment.stage()
            deployment.switch()
            deployment.conclude("deploy", 1.0)
    return deployment


def built(site: Path) -> dict[str, bytes]:
    output = site / "output"
    files = (path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = new_site(tmp_path / "site", {"canary.md": canary(), "1.md": other(1)})
    write(site / "content/pictures/Kanaryfile.png", b"")
    (site / "content/pictures/Kanaryfile.png").unlink()
    build(request(site))
    return site


def change(site: Path) -> None:
    """Take a release down, add another one, and change the theme."""
    write(site / "content/canary.md", canary(status="withdrawn", explanation="Wrong.").text())
    write(site / "content/2.md", other(2).text())
    write(site / "newsgen.toml", CONFIG + '[theme]\noptions = { accent = "#003b49" }\n')
    build(request(site))


def test_first_deployment_puts_pages_after_assets_and_listings_last(site: Path) -> None:
    target = InMemory()
    deploy(target, site)
    assert target.site == built(site)
    assert target.done[0] == f"state {DEPLOYED}"
    kinds = [step.split("/")[0] for step in target.done if step.startswith("put assets")]
    first_page = target.done.index(f"put {PAGE}")
    assert all(target.done.index(step) < first_page for step in target.done if "put assets" in step)
    assert len(kinds) > 1
    assert first_page < target.done.index("put index.html")
    assert not deploy(target, site).is_needed


def test_take_down_is_first_and_what_nothing_refers_to_last(site: Path) -> None:
    target = InMemory()
    deploy(target, site)
    target.done.clear()
    change(site)
    purged: list[str] = []
    with open_output(request(site)) as output:
        deployment = OrderedDeployment(target, output, SETTINGS)
        deployment.purge = lambda paths: purged.extend([*paths, *target.done])
        deployment.stage()
        deployment.switch()
        deployment.conclude("deploy", 1.0)
    before = target.done[: target.done.index(f"put {PAGE}")]
    assert all(step.startswith(("state", "put assets/")) for step in before)
    assert purged[0] == PAGE
    assert f"put {PAGE}" in purged
    assert "put index.html" not in purged
    assert target.answers.keys["/" + PAGE.lower()] == "gone"


def test_fall_back_takes_down_and_changes_no_more(site: Path) -> None:
    target = InMemory()
    deploy(target, site)
    change(site)
    with open_output(request(site)) as output:
        deployment = OrderedDeployment(target, output, SETTINGS)
        deployment.stage()
        deployment.fall_back()
        deployment.conclude("take-downs", 1.0)
    assert target.site[PAGE] == built(site)[PAGE]
    assert not any(word.encode() in data for word in WORDS for data in target.site.values())
    assert target.answers.keys["/" + PAGE.lower()] == "gone"
    deploy(target, site)
    assert {path: target.site[path] for path in built(site)} == built(site)


def test_deployment_that_is_stopped_at_any_step_is_finished_by_the_next(site: Path) -> None:
    old = InMemory()
    deploy(old, site)
    change(site)
    whole = InMemory()
    whole.state, whole.site = dict(old.state), dict(old.site)
    whole.answers.keys = dict(old.answers.keys)
    deploy(whole, site)
    after = built(site)
    for number in range(len(whole.done)):
        target = InMemory()
        target.state, target.site, target.left = dict(old.state), dict(old.site), number
        target.answers.keys = dict(old.answers.keys)
        with pytest.raises(StoppedError):
            deploy(target, site)
        target.left = 10**6
        deploy(target, site)
        assert target.site == whole.site, number
        assert target.answers.keys == whole.answers.keys
        assert {path: target.site[path] for path in after} == after
        assert b"Kanary" not in b"".join(target.state.values())
        assert not look_at_state(target)[0].trouble


def test_deployment_that_is_stopped_is_finished_by_one_of_another_site(site: Path) -> None:
    target = InMemory()
    deploy(target, site)
    change(site)
    target.left = 12
    with pytest.raises(StoppedError):
        deploy(target, site)
    (site / "content/2.md").unlink()
    write(site / "content/1.md", other(1).text().replace("asking", "begging"))
    build(request(site))
    target.left = 10**6
    deploy(target, site)
    after = built(site)
    assert {path: target.site[path] for path in after} == after
    assert all(path.startswith("assets/") for path in target.site.keys() - after.keys())


def test_files_that_a_target_cannot_hold_are_left_out(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(InMemory, "can_hold", lambda _, path: path != PAGE)
    target = InMemory()
    assert deploy(target, site).left_out == [PAGE]
    assert PAGE not in target.site
    assert path_digest(PAGE) not in look_at_state(target)[1].manifest.files
