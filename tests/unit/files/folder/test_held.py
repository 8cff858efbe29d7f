"""A folder that is held open."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsgen.files import held_path, walk


def test_a_path_leads_into_the_folder_though_another_takes_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    for name, text in (("content", "here"), ("elsewhere", "there")):
        (tmp_path / name / "deep").mkdir(parents=True)
        (tmp_path / name / "deep/a.md").write_text(text)
    with held_path(folder) as path:
        folder.rename(tmp_path / "moved")
        folder.symlink_to(tmp_path / "elsewhere")
        assert (path / "deep/a.md").read_text() == "here"
        assert [entry.path for entry in walk(path)] == ["deep/a.md"]
        other = f"import sys; sys.stdout.write(open({str(path / 'deep/a.md')!r}).read())"
        assert subprocess.check_output([sys.executable, "-c", other]) == b"here"
        assert (folder / "deep/a.md").read_text() == "there"
    assert not path.exists()


def test_links_below_may_not_leave_it_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("here")
    (tmp_path / "content/in.md").symlink_to("a.md")
    (tmp_path / "content/out.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "secret.md").write_text("secret")
    with held_path(tmp_path / "content") as path:
        (tmp_path / "content").rename(tmp_path / "moved")
        problems = {entry.path: entry.problem for entry in walk(path)}
    assert problems == {"a.md": "", "in.md": "", "out.md": "outside"}


def test_without_such_a_path_it_is_the_one_that_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = tmp_path / "missing"
    with held_path(missing) as path:
        assert path == missing
    before = list(Path("/proc/self/fd").iterdir())
    monkeypatch.setattr(os, "getpid", lambda: 0)  # there is no such process
    with held_path(tmp_path) as path:
        assert path == tmp_path
    assert len(list(Path("/proc/self/fd").iterdir())) == len(before)
