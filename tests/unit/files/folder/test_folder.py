"""An output folder that no path leaves."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from newsgen.files import OutputFolder, Scratch, UnsafePathError, WindowsNameError, walk


def place(folder: OutputFolder, scratch: Scratch, path: str, data: bytes = b"x") -> None:
    name, _ = scratch.write(data, path)
    folder.place(scratch.path(name), path)


def test_a_file_is_moved_into_place_with_its_folders(output: Path, scratch: Scratch) -> None:
    name, stamp = scratch.write(b"page", "a/b/c.html")
    OutputFolder(output).place(scratch.path(name), "a/b/c.html")
    file = output / "a/b/c.html"
    assert file.read_bytes() == b"page"
    assert (stamp.size, stamp.mtime_ns) == (4, file.stat().st_mtime_ns)
    assert not Path(scratch.path(name)).exists()


def test_a_file_in_place_is_replaced_and_never_written_into(output: Path, scratch: Scratch) -> None:
    (output / "a.html").write_bytes(b"old")
    other = output / "same.html"
    os.link(output / "a.html", other)
    place(OutputFolder(output), scratch, "a.html", b"new")
    assert (output / "a.html").read_bytes() == b"new"
    assert other.read_bytes() == b"old"


def test_a_link_at_the_place_is_replaced_and_not_followed(
    tmp_path: Path, output: Path, scratch: Scratch
) -> None:
    outside = tmp_path / "secret"
    outside.write_bytes(b"keep")
    (output / "a.html").symlink_to(outside)
    place(OutputFolder(output), scratch, "a.html")
    assert outside.read_bytes() == b"keep"
    assert not (output / "a.html").is_symlink()


@pytest.mark.parametrize("path", ["a/b.html", "a/deep/b.html", "a/deep/er/b.html"])
def test_a_link_on_the_way_is_refused(
    path: str, tmp_path: Path, output: Path, scratch: Scratch
) -> None:
    (tmp_path / "outside/deep").mkdir(parents=True)
    (output / "a").symlink_to(tmp_path / "outside")
    with pytest.raises(UnsafePathError):
        place(OutputFolder(output), scratch, path)
    with pytest.raises(UnsafePathError):
        OutputFolder(output).check(path)
    assert [entry.path for entry in walk(tmp_path / "outside")] == []


def test_a_check_says_which_files_are_in_the_way_and_follows_no_link(
    tmp_path: Path, output: Path
) -> None:
    for above in (tmp_path / "outside", output / "a.html"):
        (above / "below").mkdir(parents=True)
        (above / "below/x.html").write_text("x")
    (output / "link.html").symlink_to(tmp_path / "outside")
    (output / "file").write_text("x")
    folder = OutputFolder(output)
    assert folder.check("a.html") == {"a.html/below/x.html"}
    for path in ("link.html", "file", "file/b.html", "file/b/c.html", "new.html"):
        assert folder.check(path) == set()


@pytest.mark.parametrize("path", ["", "..", "../x", "a/../x", "a/..", "./x", "a//x", "a/"])
def test_a_path_that_leaves_the_folder_is_refused(
    path: str, output: Path, scratch: Scratch
) -> None:
    with pytest.raises(UnsafePathError):
        place(OutputFolder(output), scratch, path)


def test_a_stale_file_where_a_folder_must_be_goes(output: Path, scratch: Scratch) -> None:
    (output / "a").write_bytes(b"old")
    place(OutputFolder(output), scratch, "a/b.html")
    assert (output / "a/b.html").exists()


def test_a_folder_where_the_file_must_be_is_an_error(output: Path, scratch: Scratch) -> None:
    (output / "a.html").mkdir()
    with pytest.raises(IsADirectoryError):
        place(OutputFolder(output), scratch, "a.html")


def test_removing_a_file_removes_the_folders_left_empty(output: Path, scratch: Scratch) -> None:
    folder = OutputFolder(output)
    place(folder, scratch, "a/b/c.html")
    place(folder, scratch, "a/d.html")
    folder.remove("a/b/c.html")
    assert sorted(p.name for p in output.rglob("*")) == ["a", "d.html"]
    folder.remove("a/d.html")
    assert list(output.iterdir()) == []
    place(folder, scratch, "a/b/c.html")
    assert (output / "a/b/c.html").exists()


@pytest.mark.parametrize("path", ["a", "a/b.html", "a/b/c.html"])
@pytest.mark.parametrize("instead", ["file.html", "a"], ids=["nothing", "a-file"])
def test_removing_what_is_gone_is_no_error(output: Path, path: str, instead: str) -> None:
    (output / instead).write_text("x")
    OutputFolder(output).remove(path)
    assert (output / instead).exists() == (path != instead)


def test_removing_what_went_with_its_folder_removes_the_folders_above(output: Path) -> None:
    """Somebody deleted `a/b`; a clean build has no empty `a` either."""
    (output / "a").mkdir()
    OutputFolder(output).remove("a/b/c.html")
    assert list(output.iterdir()) == []


def test_removing_never_follows_a_link(tmp_path: Path, output: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.html").write_bytes(b"keep")
    (output / "a").symlink_to(outside)
    OutputFolder(output).remove("a/x.html")
    assert (outside / "x.html").exists()


def test_a_folder_that_is_held_open_stays_the_same_when_it_is_swapped(
    tmp_path: Path, output: Path, scratch: Scratch
) -> None:
    (tmp_path / "outside/a").mkdir(parents=True)
    (tmp_path / "outside/a/keep.html").write_text("kept")
    (output / "a").mkdir()
    (output / "a/keep.html").write_text("old")
    with OutputFolder.held(output) as folder:
        output.rename(tmp_path / "moved")
        output.symlink_to(tmp_path / "outside")
        place(folder, scratch, "b/c.html")
        folder.remove("a/keep.html")
    assert (tmp_path / "moved/b/c.html").is_file()
    assert not (tmp_path / "moved/a").exists()
    assert [p.name for p in (tmp_path / "outside").rglob("*")] == ["a", "keep.html"]


@pytest.mark.parametrize("path", ["../keep.html", "a/../../keep.html", "{}/keep.html", "./x", ""])
def test_removing_never_leaves_the_folder(tmp_path: Path, output: Path, path: str) -> None:
    (tmp_path / "keep.html").write_text("kept")
    OutputFolder(output).remove(path.format(tmp_path))
    with OutputFolder.held(output) as folder:
        folder.remove(path.format(tmp_path))
    assert (tmp_path / "keep.html").read_text() == "kept"


@pytest.mark.parametrize("path", ["con.aspx", "news/AUX/a.html", "a./b", "x ", "a:b", "a\\b"])
def test_windows_refuses_names_that_it_would_change(
    path: str, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    OutputFolder(output).check(path)
    monkeypatch.setattr("sys.platform", "win32")
    with pytest.raises(WindowsNameError):
        OutputFolder(output).check(path)
    with pytest.raises(WindowsNameError):
        OutputFolder(output).make_parents(path)


def test_a_folder_in_the_way_is_told_whatever_the_system_calls_it(
    output: Path, scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replace(*_: object, **__: object) -> None:
        raise PermissionError(13, "Access is denied")

    (output / "a").mkdir()
    name, _ = scratch.write(b"x", "a")
    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(IsADirectoryError):
        OutputFolder(output).place(scratch.path(name), "a")
    with pytest.raises(PermissionError):
        OutputFolder(output).place(scratch.path(name), "b")


def test_a_folder_where_a_file_was_is_not_unlinked(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unlink(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")  # of a Mac

    (output / "a/b").mkdir(parents=True)
    monkeypatch.setattr(os, "unlink", unlink)
    OutputFolder(output).remove("a")
    assert (output / "a/b").is_dir()


def test_a_junction_is_a_link(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lstat(path: str, **_: object) -> object:
        status = Path(path).stat()
        return SimpleNamespace(st_mode=status.st_mode, st_reparse_tag=0xA0000003)

    (output / "a").mkdir()
    monkeypatch.setattr(os, "lstat", lstat)
    with pytest.raises(UnsafePathError):
        OutputFolder(output).check("a/b.html")
    with pytest.raises(UnsafePathError):
        OutputFolder(output).make_parents("a/b.html")
