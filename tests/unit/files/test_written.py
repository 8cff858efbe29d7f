"""Files as they were written: whatever happens to one is seen."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from newsgen.files import WrittenFiles

NAMES = ["a.html", "deep/b.html", "deep/b\n é.webp", "c"]


def pack(folder: Path) -> WrittenFiles:
    stamps = [((folder / name).lstat(), name) for name in NAMES]
    return WrittenFiles.packed((n, s.st_size, s.st_mtime_ns) for s, n in stamps)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in NAMES:
        file = tmp_path / "output" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"the text of {name}")
    return tmp_path / "output"


def test_files_are_packed_and_unpacked() -> None:
    files = [("a", 1, 2), ("b/c d", 2**40, 2**62), ("gone", -1, 5)]
    packed = WrittenFiles.packed(files)
    assert packed.number == 3
    assert [*packed.unpacked()] == files


def test_what_is_as_it_was_is_not_altered(folder: Path) -> None:
    assert pack(folder).altered(str(folder)) == []


def _later(file: Path) -> None:
    os.utime(file, ns=(0, file.stat().st_mtime_ns + 1))


def _beyond_bounds(file: Path) -> None:
    os.utime(file, (0, 2**40))


def _in_place(file: Path) -> None:
    """Change the bytes, and give the file the time that it had before."""
    times = file.stat()
    file.write_bytes(file.read_bytes() + b"!")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def _cut_off(file: Path) -> None:
    times = file.stat()
    os.truncate(file, 3)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def _link_of_same_stamp(file: Path) -> None:
    times = file.stat()
    file.unlink()
    file.symlink_to("x" * times.st_size)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns), follow_symlinks=False)


def _link_to_same_file(file: Path) -> None:
    other = file.rename(file.with_name("moved"))
    file.symlink_to(other)


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "change",
    [
        Path.unlink, _later, _beyond_bounds, _in_place, _cut_off, _link_of_same_stamp,
        _link_to_same_file, _folder,
    ],
)  # fmt: skip
def test_one_that_is_not_as_it_was_is_named(
    folder: Path, name: str, change: Callable[[Path], object]
) -> None:
    files = pack(folder)
    change(folder / name)
    assert files.altered(str(folder)) == [name]


def test_all_of_them_may_be_gone(folder: Path) -> None:
    files = pack(folder)
    assert files.altered(f"{folder}/elsewhere") == NAMES
