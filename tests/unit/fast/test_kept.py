"""What is kept is what would be made, and a file that is damaged starts afresh."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from newsgen.fast._kept import file_of, forget_files, kept

THINGS: Final = {"a": (1, "x"), "b\ud800": (2, [3, 4]), "c": ()}


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a file that is not there, in a folder that is not there, to be written and read."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    forget_files()
    yield tmp_path / "cache" / "things.kept"
    forget_files()


def make_all(file: Path | None) -> int:
    """Ask for all things as a process does that has just begun. Returns how many are made."""
    calls: list[str] = []

    def making(name: str) -> Callable[[], tuple[object, ...]]:
        def make() -> tuple[object, ...]:
            calls.append(name)
            return THINGS[name]

        return make

    forget_files()
    for name, thing in THINGS.items():
        assert kept(file, name, tuple, making(name)) == thing
    return len(calls)


def test_each_is_made_once(file: Path) -> None:
    assert [make_all(file), make_all(file)] == [3, 0]


@pytest.mark.parametrize("cut", [1, 5, 30, 60])
def test_a_damaged_file_starts_afresh(file: Path, cut: int) -> None:
    make_all(file)
    whole = file.read_bytes()
    for damaged in (whole[:-cut], whole[:-cut] + b"\xff" * cut, b"\xff" * cut + whole[cut:]):
        file.write_bytes(damaged)
        make_all(file)
        assert make_all(file) == 0


def test_a_file_that_has_grown_with_each_version_starts_afresh(file: Path) -> None:
    make_all(file)
    size = file.stat().st_size
    kept(file, "of an earlier version", bytes, lambda: bytes(1 << 21))
    assert [make_all(file), make_all(file)] == [3, 0]
    assert file.stat().st_size == size


def test_what_another_python_wrote_is_not_used(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "hexversion", 1)
        make_all(file)
    assert make_all(file) == 3


def test_what_is_of_another_kind_is_made_again(file: Path) -> None:
    assert kept(file, "a", str, lambda: "x") == "x"
    forget_files()
    assert kept(file, "a", tuple, lambda: (1,)) == (1,)


def test_nothing_is_written_if_python_writes_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert make_all(file) == make_all(None) == 3
    assert not file.exists()


def test_where_nothing_can_be_written_all_are_made(file: Path) -> None:
    file.parent.write_text("a file stands where the folder should be")
    assert make_all(file) == 3


def test_each_kind_has_a_file_beside_the_code() -> None:
    first, second = file_of("one"), file_of("two")
    assert first != second or first is None
