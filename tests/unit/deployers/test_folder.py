"""The verbs of a target that is a folder."""

from pathlib import Path

import pytest

from newsgen.deployers.folder import LocalTarget
from newsgen.deployers.target import TargetError
from tests.support.site import tree, write


@pytest.fixture
def target(tmp_path: Path) -> LocalTarget:
    return LocalTarget("file", str(tmp_path / "www"))


def test_file_is_written_and_read(target: LocalTarget) -> None:
    target.write("a/b", b"1")
    target.write("a/b", b"2")
    assert target.read("a/b") == b"2"
    assert target.read("a/c") is target.read("a/b/c") is None
    assert target.names("a") == ["b"]
    assert target.names("c") == []


def test_clone_shares_files_and_leaves_some_out(target: LocalTarget) -> None:
    target.put("old", [("a/x", b"x"), ("a/y", b"y"), ("b/z", b"z")])
    target.clone("old", "new", without=["a/y", "b/z"])
    assert target.paths("new") == ["a/x"]
    assert target.kind("new/b") == ""
    assert Path(target.folder, "old/a/x").samefile(Path(target.folder, "new/a/x"))


def test_put_does_not_change_what_another_folder_shares(target: LocalTarget) -> None:
    target.put("old", [("x", b"old")])
    target.clone("old", "new", without=[])
    target.put("new", [("x", b"new"), ("y/z", b"z")])
    assert target.read("old/x") == b"old"
    assert dict(target.fetch("new", ["x", "y/z", "missing"])) == {"x": b"new", "y/z": b"z"}


def test_clone_takes_no_link_over(target: LocalTarget, tmp_path: Path) -> None:
    write(tmp_path / "outside/secret", b"secret")
    target.put("old", [("x", b"x")])
    Path(target.folder, "old/file").symlink_to(tmp_path / "outside/secret")
    Path(target.folder, "old/folder").symlink_to(tmp_path / "outside")
    target.clone("old", "new", without=[])
    assert tree(Path(target.folder, "new")) == {"x": b"x"}
    assert dict(target.fetch("old", ["file", "folder"])) == {}
    assert target.paths("old") == ["file", "folder", "x"]


def test_link_leads_elsewhere_at_one_instant(target: LocalTarget) -> None:
    target.link("live", "a")
    target.link("live", "b")
    assert target.leads_to("live") == "b"
    assert target.kind("live") == "link"
    assert target.names("") == ["live"]


def test_remove_follows_no_link(target: LocalTarget, tmp_path: Path) -> None:
    write(tmp_path / "outside/file", b"1")
    target.put("old", [("a/b/x", b"x")])
    Path(target.folder, "old/link").symlink_to(tmp_path / "outside")
    target.remove(["old", "missing"])
    assert target.names("") == []
    assert (tmp_path / "outside/file").exists()
    target.put("old", [("a/b/x", b"x")])


def test_command_runs_in_the_folder(target: LocalTarget) -> None:
    code, said = target.run("pwd; echo wrong >&2; exit 7")
    assert (code, said.split()) == (7, [target.folder, "wrong"])


def test_one_at_a_time(target: LocalTarget) -> None:
    with target.locked(), pytest.raises(TargetError, match="another deployment"), target.locked():
        pass
    with target.locked():
        pass


def test_adapted_files_have_another_text(target: LocalTarget) -> None:
    target.put("old", [("a", b"/x/1 and /x/1\xff"), ("b", b"none")])
    target.adapt("old", "new", was="/x/1", now="/y/2")
    assert [target.read(f"new/{name}") for name in "ab"] == [b"/y/2 and /y/2\xff", b"none"]
    assert target.read("old/a") == b"/x/1 and /x/1\xff"
