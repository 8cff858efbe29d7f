"""Which files are new, changed or gone, and which of them only look so."""

import os
import sys
from pathlib import Path

import pytest

from newsgen.content.scan import (
    Facts,
    Scan,
    Unread,
    blob_digest,
    git_blobs,
    plain_stamp,
    scan,
    scan_some,
)
from newsgen.files import Stamp
from tests.support.git import git
from tests.support.site import write

Known = dict[str, Facts]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for name, data in {"a.md": "1", "b/É – x.md": "2", "map.png": "3", ".hidden.md": "4"}.items():
        write(tmp_path / "content" / name, data)
    return tmp_path / "content"


def stamps(content: Path, *paths: str) -> Known:
    return {path: Stamp.of((content / path).stat()) for path in paths}


def scanned(content: Path, known: Known | None = None) -> tuple[list[str], Scan]:
    result = Scan()
    unread = list(scan(content, known or {}, lambda paths: dict.fromkeys(paths, ""), result))
    return [path for path, _, _ in unread], result


def test_a_new_archive_is_read_whole(content: Path) -> None:
    unread, result = scanned(content)
    assert sorted(unread) == ["a.md", "b/É – x.md"]
    assert (result.sources, list(result.files), result.gone, result.problems) == (
        2, ["map.png"], set(), [],
    )  # fmt: skip


def test_only_another_stamp_is_read_and_what_is_gone_is_told(content: Path) -> None:
    known = stamps(content, "a.md", "b/É – x.md") | {"gone.md": stamps(content, "a.md")["a.md"]}
    os.utime(content / "a.md", ns=(1, 1))
    unread, result = scanned(content, known)
    assert unread == ["a.md"]
    assert result.gone == {"gone.md"}


@pytest.mark.skipif(sys.platform == "win32", reason="no pipe has a name there")
def test_links_out_and_in_circles_are_told(content: Path, tmp_path: Path) -> None:
    write(tmp_path / "secret.md", "x")
    (content / "out.md").symlink_to(tmp_path / "secret.md")
    (content / "circle").symlink_to(content)
    (content / "nowhere.md").symlink_to(content / "none.md")
    os.mkfifo(content / "pipe.md")
    os.mkfifo(content / "pipe.png")
    unread, result = scanned(content)
    assert sorted(unread) == ["a.md", "b/É – x.md"]
    assert {(d.code, d.span.path) for d in result.problems} == {
        ("NG105", "content/out.md"),
        ("NG106", "content/circle"),
        ("NG106", "content/nowhere.md"),
        ("NG107", "content/pipe.md"),
    }


def some(content: Path, result: Scan, known: Known, *paths: str) -> list[Unread] | None:
    return scan_some(content, paths, known, result)


def test_some_files_bring_a_scan_up_to_date(content: Path) -> None:
    _, result = scanned(content)
    known = stamps(content, "a.md", "b/É – x.md")
    write(content / "new.md", "5")
    write(content / "new.png", "6")
    (content / "map.png").unlink()
    (content / "b/É – x.md").unlink()
    unread = some(
        content, result, known, "new.md", "new.png", "map.png", "b/É – x.md", "a.md", ".hidden.md"
    )
    assert unread is not None
    assert [path for path, _, _ in unread] == ["new.md"]
    assert list(result.files) == ["new.png"]
    assert result.gone == {"b/É – x.md"}
    assert result.sources == 2


@pytest.mark.parametrize("path", ["b", "link.md", "link/x.md", "circle.md"])
def test_only_a_whole_scan_can_tell_of_folders_and_links(content: Path, path: str) -> None:
    (content / "link.md").symlink_to(content / "a.md")
    (content / "link").symlink_to(content / "b")
    (content / "circle.md").symlink_to(content / "circle.md")
    _, result = scanned(content)
    assert some(content, result, stamps(content, "a.md"), path) is None


def test_a_plain_file_has_a_stamp_and_none_is_false(content: Path) -> None:
    assert plain_stamp(content, "a.md") == stamps(content, "a.md")["a.md"]
    assert plain_stamp(content, "none.md") is False
    assert plain_stamp(content, "a.md/none") is False
    assert plain_stamp(content, "b") is None
    assert plain_stamp(content, "a\0.md") is None


def test_a_digest_is_gits_name_for_the_bytes(content: Path) -> None:
    assert blob_digest(b"") == "git:e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
    repository = content.parent
    git(repository, "init", "-q")
    git(repository, "add", ".")
    expected = {
        path: blob_digest((content / path).read_bytes())
        for path in ("a.md", "b/É – x.md", "map.png", ".hidden.md")
    }
    assert git_blobs(content) == expected
    write(content / "a.md", "edited")
    assert git_blobs(content) == {p: d for p, d in expected.items() if p != "a.md"}


def test_without_git_nothing_is_known(content: Path) -> None:
    assert git_blobs(content) == {}
    assert git_blobs(content / "none") == {}


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_a_file_that_git_was_told_not_to_look_at_is_read(content: Path, flag: str) -> None:
    git(content, "init", "-q")
    git(content, "add", ".")
    git(content, "update-index", flag, "a.md")
    (content / "a.md").write_text("9")
    assert sorted(git_blobs(content)) == [".hidden.md", "b/É – x.md", "map.png"]


def test_git_starts_no_program_that_a_repository_names(content: Path) -> None:
    git(content, "init", "-q")
    git(content, "add", ".")
    monitor = content.parent / "monitor"
    monitor.write_text(f"#!/bin/sh\ntouch '{content.parent}/started'\n")
    monitor.chmod(0o755)
    git(content, "config", "core.fsmonitor", str(monitor))
    assert git_blobs(content)
    assert not (content.parent / "started").exists()
