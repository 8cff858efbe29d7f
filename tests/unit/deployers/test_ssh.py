"""The verbs of a target on a server, with a shell and without: as those of a folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from newsgen.config.deploy import DeploySettings
from newsgen.deployers.ordered_target import OrderedTarget
from newsgen.deployers.reach import opened
from newsgen.deployers.target import KEY_VARIABLE, DeployTarget, HostKeyError, TargetError
from tests.support.deploying import home
from tests.support.site import tree, write
from tests.support.sshd import Sshd, sshd


@contextmanager
def reached(url: str, known_hosts: Path | None = None) -> Iterator[DeployTarget]:
    with opened(DeploySettings((url,), known_hosts=str(known_hosts or "")), Path()) as (target,):
        assert not isinstance(target, OrderedTarget)
        yield target


@pytest.fixture(scope="module", params=["openssh", "asyncssh", "sftp"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sshd]:
    folder = tmp_path_factory.mktemp("sshd")
    with sshd(folder, has_shell=request.param != "sftp") as server, home(server.home):
        if request.param == "asyncssh":
            os.environ[KEY_VARIABLE] = (server.home / ".ssh/id_ed25519").read_text()
        yield server


@pytest.fixture
def target(server: Sshd, tmp_path: Path) -> Iterator[DeployTarget]:
    with reached(server.url(tmp_path / "www")) as target:
        yield target


def test_files_are_written_cloned_and_read(target: DeployTarget, tmp_path: Path) -> None:
    names = ["a/é – x", "a/-rf", "b/new\nline $HOME", "c/'\"`"]
    with target.locked():
        change_files(target, names, tmp_path)
    assert tree(tmp_path / "outside") == {"secret": b"secret"}


def change_files(target: DeployTarget, names: list[str], tmp_path: Path) -> None:
    target.put("old", [(name, name.encode()) for name in names])
    target.settle()
    write(tmp_path / "outside/secret", b"secret")
    Path(target.folder, "old/link").symlink_to(tmp_path / "outside")
    target.clone("old", "new", without=["c/'\"`"])
    assert target.paths("new") == sorted(names[:3])
    assert target.kind("new/c") == ""
    assert dict(target.fetch("new", names[:3])) == {name: name.encode() for name in names[:3]}
    target.put("new", [(names[0], b"other")])
    assert target.read(f"old/{names[0]}") == names[0].encode()
    target.settle()
    assert Path(target.folder, "old/a/-rf").samefile(Path(target.folder, "new/a/-rf"))
    target.remove(["old", "missing", f"new/{names[2]}"])
    assert target.names("") == [".newsgen", "new"]
    assert target.paths("new") == sorted(names[:2])


def test_small_files_and_links(target: DeployTarget) -> None:
    target.write("a/b", b"1")
    target.write("a/b", b"2")
    assert (target.read("a/b"), target.read("a/c")) == (b"2", None)
    target.link("live", "a")
    target.link("live", "b")
    assert (target.leads_to("live"), target.kind("live")) == ("b", "link")
    assert target.names("missing") == []


def test_command_and_its_exit_code(target: DeployTarget) -> None:
    if not target.remark:
        assert target.run("cat; pwd; exit 7") == (7, f"{target.folder}\n")
    else:
        assert "SFTP" in target.remark


def test_one_at_a_time(target: DeployTarget, server: Sshd, tmp_path: Path) -> None:
    with (
        target.locked(),
        reached(server.url(tmp_path / "www")) as other,
        pytest.raises(TargetError, match="another deployment"),
        other.locked(),
    ):
        pass
    with target.locked():
        pass


def test_unknown_host_is_not_reached(server: Sshd, tmp_path: Path) -> None:
    nobody = write(tmp_path / "known_hosts", b"")
    with pytest.raises(HostKeyError), reached(server.url(tmp_path / "www"), nobody):
        pass
    assert not (tmp_path / "www").exists()


def test_server_that_is_not_there_is_not_reached() -> None:
    with (
        pytest.raises(TargetError, match="cannot be reached"),
        reached("ssh://127.0.0.1:1/a"),
    ):
        pass
