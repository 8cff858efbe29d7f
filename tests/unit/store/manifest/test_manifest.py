"""The manifest of an output folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsgen.store import Database, Manifest
from newsgen.store._manifest import WrittenFile
from tests.support.catalogue import target_row


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path, "1")
    yield database
    database.close()


def packed(manifest: Manifest) -> list[WrittenFile]:
    """Return the files as their packed stamps have them."""
    return [
        WrittenFile(partition, *file)
        for partition, files in manifest.stamps()
        for file in files.unpacked()
    ]


def test_each_output_folder_has_its_own(database: Database) -> None:
    first, second = (Manifest.of_folder(database.connection, name) for name in ("one", "two"))
    assert Manifest.of_folder(database.connection, "one").output == first.output
    first.adopt([target_row("a", "p"), target_row("b", "q")])
    assert (first.is_empty(), second.is_empty()) == (False, True)
    assert first.rows("p") == {"a": target_row("a", "p")}
    assert first.row("b") == target_row("b", "q")
    assert second.row("b") is None
    assert list(first.files()) == [("p", "a", 1, 5), ("q", "b", 1, 5)]
    first.pack()
    assert packed(first) == [*first.files()]
    assert packed(second) == []
    assert first.folders() == ["one", "two"]
    assert first.written() == ["one"]


def test_a_file_is_taken_over_restamped_marked_and_forgotten(database: Database) -> None:
    manifest = Manifest.of_folder(database.connection, "one")
    manifest.adopt([target_row("a", "p"), target_row("b", "p")])
    manifest.adopt([target_row("a", "q")])
    assert manifest.still_in("a", "q")
    assert not manifest.still_in("a", "p")
    assert not manifest.still_in("unknown", "p")
    manifest.pack()
    assert sorted(manifest.partitions()) == ["p", "q"]
    manifest.restamp([("a", 9)])
    manifest.mark_for_deletion(["b"])
    assert [(f.path, f.size, f.mtime_ns) for f in manifest.files()] == [("a", 1, 9), ("b", -1, 5)]
    manifest.forget(["b"])
    assert [f.path for f in manifest.files()] == ["a"]


def test_the_packed_stamps_follow_each_change(database: Database) -> None:
    manifest = Manifest.of_folder(database.connection, "one")

    def follows() -> bool:
        manifest.pack()
        return packed(manifest) == sorted(manifest.files())

    manifest.adopt([target_row("a", "p"), target_row("b", "p"), target_row("c", "q")])
    assert follows()
    manifest.adopt([target_row("a", "q")])
    assert follows()
    manifest.restamp([("a", 9)])
    assert follows()
    manifest.mark_for_deletion(["b"])
    assert follows()
    manifest.staging.clear()
    manifest.staging.put([("1", target_row("c", "r")), ("2", target_row("d", "s"))], last=False)
    manifest.adopt_staged()
    assert follows()
    assert manifest.partitions() == ["p", "q", "r", "s"]
    manifest.forget(["b"])
    assert follows()
    assert manifest.partitions() == ["q", "r", "s"], "not even its name is kept"


def test_partitions_are_closed_with_what_they_are_made_of(database: Database) -> None:
    manifest = Manifest.of_folder(database.connection, "one")
    manifest.close_partitions([("p", b"1"), ("q", b"2")])
    manifest.close_partitions([("p", b"3")])
    manifest.reopen(["q"])
    assert manifest.digests() == {"p": b"3"}
    manifest.close_partitions([("p", b"")])
    assert manifest.digests() == {}, "not even its name is kept"
