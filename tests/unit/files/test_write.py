"""Writing a file whole or not at all."""

from pathlib import Path

import pytest

from newsgen.files import Stamp
from newsgen.files._write import ensure_dir, write_atomically
from tests.support.site import tree, write


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    file = write(tmp_path / "a", "old")
    file.chmod(0o640)
    stamp = write_atomically(file, b"\x00new")
    assert stamp == Stamp.of(file.stat())
    assert tree(tmp_path) == {"a": b"\x00new"}
    assert file.stat().st_mode & 0o777 == 0o640


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    file = tmp_path / ("é" * 127)
    write_atomically(file, b"x")
    assert file.read_bytes() == b"x"


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        write_atomically(tmp_path / "folder", b"x")
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "none/a", b"x")
    assert tree(tmp_path) == {"folder/": b""}


def test_a_link_is_replaced_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    target = write(tmp_path / "target", "kept")
    (tmp_path / "link").symlink_to(target)
    write_atomically(tmp_path / "link", b"new")
    assert target.read_text() == "kept"
    assert not (tmp_path / "link").is_symlink()


def test_folders_that_stay_empty_are_deleted_with_those_above_them(tmp_path: Path) -> None:
    with ensure_dir(tmp_path / "a/b/c"):
        assert (tmp_path / "a/b/c").is_dir()
    assert tree(tmp_path) == {}
    with ensure_dir(tmp_path / "a/b/c"):
        write(tmp_path / "a/b/x", "1")
    assert tree(tmp_path) == {"a/": b"", "a/b/": b"", "a/b/x": b"1"}


def test_a_folder_that_was_there_stays(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with ensure_dir(tmp_path / "a"):
        pass
    assert (tmp_path / "a").is_dir()


def test_folders_go_even_if_the_work_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), ensure_dir(tmp_path / "a/b"):
        raise ZeroDivisionError
    assert tree(tmp_path) == {}
