"""The scratch folder: empty at first, and no place out of it."""

import subprocess
import sys
from pathlib import Path

import pytest

from newsgen.files import OutputFolder, Scratch, UnsafePathError


def test_the_scratch_folder_starts_empty_and_is_cleared(tmp_path: Path, output: Path) -> None:
    (tmp_path / "scratch").mkdir()
    (tmp_path / "scratch" / "left-over").write_bytes(b"x")
    scratch = Scratch.prepare(tmp_path / "scratch", output)
    assert list(scratch.folder.iterdir()) == []
    first, second = scratch.write(b"a", "a")[0], scratch.write(b"b", "b")[0]
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
    done = subprocess.run(arguments, check=True, capture_output=True, text=True)
    killed = Scratch(Path(done.stdout.strip()), whole=True)
    killed.write(b"old", "a/b.html")
    scratch = Scratch.prepare(tmp_path / "scratch", output)
    with pytest.raises(FileNotFoundError):
        killed.write(b"old", "a/c.html")
    assert list(scratch.folder.iterdir()) == []


def test_files_for_an_empty_output_are_put_in_place_with_their_folders(
    output: Path, scratch: Scratch
) -> None:
    for path in ("a/b/c.html", "a/d.html", "index.html"):
        assert scratch.write(path.encode(), path)[0] == path
    OutputFolder(output).place_all(scratch.folder)
    files = {p.relative_to(output).as_posix() for p in output.rglob("*") if p.is_file()}
    assert files == {"a/b/c.html", "a/d.html", "index.html"}
    assert (output / "a/b/c.html").read_bytes() == b"a/b/c.html"
    assert list(scratch.folder.iterdir()) == []


def test_files_for_an_output_that_holds_anything_wait_under_numbers(
    tmp_path: Path, output: Path
) -> None:
    (output / "foreign").mkdir()
    scratch = Scratch.prepare(tmp_path / "scratch", output)
    assert not scratch.whole
    assert scratch.write(b"a", "foreign/a")[0] != "foreign/a"


@pytest.mark.parametrize("path", ["", "..", "../x", "a/../x", "a/..", "./x", "a//x", "a/"])
def test_a_scratch_file_cannot_leave_its_folder(path: str, scratch: Scratch) -> None:
    assert scratch.whole
    with pytest.raises(UnsafePathError):
        scratch.write(b"x", path)
