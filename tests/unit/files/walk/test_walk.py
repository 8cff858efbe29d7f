"""Walking a folder in order."""

import os
import stat
import sys
from pathlib import Path

import pytest

from newsgen.files import walk, walk_folders
from newsgen.files.walk import DEEPEST, WalkEntry


def test_walking_is_in_order_and_leaves_hidden_files_out(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.md", "a/.hidden", ".git/x", "\u00e9.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert [entry.path for entry in walk(tmp_path)] == ["b.md", "\u00e9.md", "a/c.md"]


def test_a_folder_that_is_shown_is_not_hidden(tmp_path: Path) -> None:
    for name in ("b.md", ".well-known/d.txt", ".well-known/.e", ".well-known-x", "..well-known/f"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    folders = walk_folders(tmp_path, shown=(".well-known",))
    assert [entry.path for folder in folders for entry in folder.entries()] == [
        *("b.md", ".well-known/d.txt")
    ]


def test_walking_is_in_order_whatever_the_order_of_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["a.md", "b.md", "c.md"]
    for name in names:
        (tmp_path / name).write_bytes(b"")
    for order in (names, names[::-1]):
        monkeypatch.setattr(os, "listdir", lambda _, order=order: [*order])
        assert [entry.path for entry in walk(tmp_path)] == names


def test_folders_too_deep_are_not_gone_into(tmp_path: Path) -> None:
    """However deep they are: functions can only call each other so often."""
    paths = ["a/" * DEEPEST, "a/" * (DEEPEST + 1), "a/" * 300]
    for path in paths:
        (tmp_path / path).mkdir(parents=True)
        (tmp_path / path / "b").touch()
    assert list(walk(tmp_path))[1:] == [WalkEntry(paths[1].rstrip("/"), None, "deep")]
    assert next(walk(tmp_path)).path == f"{paths[0]}b"


def test_a_folder_beside_it_is_outside_though_its_name_begins_alike(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content-old").mkdir()
    (tmp_path / "content-old/a.md").write_bytes(b"")
    (tmp_path / "content/old").symlink_to("../content-old")
    entries = [(entry.path, entry.problem) for entry in walk(tmp_path / "content")]
    assert entries == [("old", "outside")]


def test_walking_what_is_not_there_says_so(tmp_path: Path) -> None:
    (entry,) = walk(tmp_path / "gone")
    assert (entry.path, entry.problem) == (".", "unreadable")


def test_on_windows_stamps_are_those_of_the_files_and_not_of_the_listing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/c.md").write_bytes(b"text")
    usual = list(walk(tmp_path))
    monkeypatch.setattr("sys.platform", "win32")
    assert list(walk(tmp_path)) == usual
    (entry,) = usual
    assert entry.stamp is not None
    assert entry.stamp.inode == (tmp_path / "a/b/c.md").stat().st_ino


def test_a_junction_is_followed_only_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "root"
    (root / "inside").mkdir(parents=True)
    (root / "inside/a.md").write_bytes(b"")
    (root / "outside").mkdir()
    elsewhere = {str(root / "outside"): str(tmp_path / "elsewhere")}
    usual = os.path.realpath
    monkeypatch.setattr(os.path, "realpath", lambda path: elsewhere.get(str(path), usual(path)))
    module = sys.modules["newsgen.files.walk"]  # the package has the function by its name
    monkeypatch.setattr(module, "is_link", lambda status: stat.S_ISDIR(status.st_mode))
    entries = [(entry.path, entry.problem) for entry in walk(root)]
    assert entries == [("outside", "outside"), ("inside/a.md", "")]
