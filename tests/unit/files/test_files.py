"""Files: walking, writing whole or not at all, staying inside, locking."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsgen.files import Folder, LockedError, Scratch, UnsafePathError, lock, walk


@pytest.fixture
def output(tmp_path: Path) -> Path:
    made = tmp_path / "output"
    made.mkdir()
    return made


@pytest.fixture
def scratch(tmp_path: Path, output: Path) -> Scratch:
    """Return one for an empty output."""
    return Scratch.prepare(tmp_path / "scratch", output)


def place(folder: Folder, scratch: Scratch, path: str, data: bytes = b"x") -> None:
    [(name, _)] = scratch.write([(data, path)])
    folder.place(scratch.path(name), path)


def test_a_file_is_moved_into_place_with_its_folders(output: Path, scratch: Scratch) -> None:
    [(name, stamp)] = scratch.write([(b"page", "a/b/c.html")])
    Folder(output).place(scratch.path(name), "a/b/c.html")
    file = output / "a/b/c.html"
    assert file.read_bytes() == b"page"
    assert (stamp.size, stamp.mtime_ns) == (4, file.stat().st_mtime_ns)
    assert not Path(scratch.path(name)).exists()


def test_a_file_in_place_is_replaced_and_never_written_into(output: Path, scratch: Scratch) -> None:
    (output / "a.html").write_bytes(b"old")
    other = output / "same.html"
    os.link(output / "a.html", other)
    place(Folder(output), scratch, "a.html", b"new")
    assert (output / "a.html").read_bytes() == b"new"
    assert other.read_bytes() == b"old"


def test_a_link_at_the_place_is_replaced_and_not_followed(
    tmp_path: Path, output: Path, scratch: Scratch
) -> None:
    outside = tmp_path / "secret"
    outside.write_bytes(b"keep")
    (output / "a.html").symlink_to(outside)
    place(Folder(output), scratch, "a.html")
    assert outside.read_bytes() == b"keep"
    assert not (output / "a.html").is_symlink()


def test_a_link_on_the_way_is_refused(tmp_path: Path, output: Path, scratch: Scratch) -> None:
    (tmp_path / "outside").mkdir()
    (output / "a").symlink_to(tmp_path / "outside")
    with pytest.raises(UnsafePathError):
        place(Folder(output), scratch, "a/b.html")
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize("path", ["", "..", "../x", "a/../x", "a/..", "./x", "a//x", "a/"])
def test_a_path_that_leaves_the_folder_is_refused(
    path: str, output: Path, scratch: Scratch
) -> None:
    with pytest.raises(UnsafePathError):
        place(Folder(output), scratch, path)


def test_a_stale_file_where_a_folder_must_be_goes(output: Path, scratch: Scratch) -> None:
    (output / "a").write_bytes(b"old")
    place(Folder(output), scratch, "a/b.html")
    assert (output / "a/b.html").exists()


def test_a_folder_where_the_file_must_be_is_an_error(output: Path, scratch: Scratch) -> None:
    (output / "a.html").mkdir()
    with pytest.raises(IsADirectoryError):
        place(Folder(output), scratch, "a.html")


def test_removing_a_file_removes_the_folders_left_empty(output: Path, scratch: Scratch) -> None:
    folder = Folder(output)
    place(folder, scratch, "a/b/c.html")
    place(folder, scratch, "a/d.html")
    folder.remove("a/b/c.html")
    assert sorted(p.name for p in output.rglob("*")) == ["a", "d.html"]
    folder.remove("a/d.html")
    assert list(output.iterdir()) == []
    place(folder, scratch, "a/b/c.html")
    assert (output / "a/b/c.html").exists()


def test_removing_what_is_gone_is_no_error(output: Path) -> None:
    Folder(output).remove("a/b.html")
    assert output.is_dir()


def test_removing_never_follows_a_link(tmp_path: Path, output: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.html").write_bytes(b"keep")
    (output / "a").symlink_to(outside)
    Folder(output).remove("a/x.html")
    assert (outside / "x.html").exists()


def test_the_scratch_folder_starts_empty_and_is_cleared(tmp_path: Path, output: Path) -> None:
    (tmp_path / "scratch").mkdir()
    (tmp_path / "scratch" / "left-over").write_bytes(b"x")
    scratch = Scratch.prepare(tmp_path / "scratch", output)
    assert list(scratch.folder.iterdir()) == []
    (first, _), (second, _) = scratch.write([(b"a", "a"), (b"b", "b")])
    assert first != second
    scratch.clear()
    assert not (tmp_path / "scratch").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="what is open cannot be deleted there")
def test_what_a_killed_builds_worker_still_writes_is_in_no_later_scratch_folder(
    tmp_path: Path, output: Path
) -> None:
    prepare = "from pathlib import Path; from newsgen.files import Scratch; import sys; "
    prepare += "print(Scratch.prepare(*map(Path, sys.argv[1:])).folder)"
    arguments = [sys.executable, "-c", prepare, str(tmp_path / "scratch"), str(output)]
    found = subprocess.run(arguments, check=True, capture_output=True, text=True)
    killed = Scratch(Path(found.stdout.strip()), whole=True)
    killed.write([(b"old", "a/b.html")])
    scratch = Scratch.prepare(tmp_path / "scratch", output)
    with pytest.raises(FileNotFoundError):
        killed.write([(b"old", "a/c.html")])
    assert list(scratch.folder.iterdir()) == []


def test_files_for_an_empty_output_are_put_in_place_with_their_folders(
    output: Path, scratch: Scratch
) -> None:
    for path in ("a/b/c.html", "a/d.html", "index.html"):
        assert scratch.write([(path.encode(), path)])[0][0] == path
    Folder(output).place_all(scratch.folder)
    found = {p.relative_to(output).as_posix() for p in output.rglob("*") if p.is_file()}
    assert found == {"a/b/c.html", "a/d.html", "index.html"}
    assert (output / "a/b/c.html").read_bytes() == b"a/b/c.html"
    assert list(scratch.folder.iterdir()) == []


def test_files_for_an_output_that_holds_anything_wait_under_numbers(
    tmp_path: Path, output: Path
) -> None:
    (output / "foreign").mkdir()
    scratch = Scratch.prepare(tmp_path / "scratch", output)
    assert not scratch.whole
    assert scratch.write([(b"a", "foreign/a")])[0][0] != "foreign/a"


@pytest.mark.parametrize("path", ["", "..", "../x", "a/../x", "a/..", "./x", "a//x", "a/"])
def test_a_scratch_file_cannot_leave_its_folder(path: str, scratch: Scratch) -> None:
    assert scratch.whole
    with pytest.raises(UnsafePathError):
        scratch.write([(b"x", path)])


def test_walking_is_in_order_and_leaves_hidden_files_out(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.md", "a/.hidden", ".git/x", "\u00e9.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert [entry.path for entry in walk(tmp_path)] == ["a/c.md", "b.md", "\u00e9.md"]


def test_walking_what_is_not_there_says_so(tmp_path: Path) -> None:
    (entry,) = walk(tmp_path / "gone")
    assert (entry.path, entry.problem) == (".", "unreadable")


HOLD = """
import sys, time
from pathlib import Path
from newsgen.files import lock
with lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_lock_keeps_another_process_out_until_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LockedError), lock(path, patience=0.1):
            pass
    finally:
        holder.kill()
        holder.communicate()
    with lock(path, patience=5):
        assert path.exists()


def test_a_lock_can_be_taken_again_when_left(tmp_path: Path) -> None:
    for _ in range(2):
        with lock(tmp_path / "lock", patience=0):
            assert (tmp_path / "lock").exists()
