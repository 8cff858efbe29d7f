"""Opening the cache file, and what it remembers."""

import sqlite3
from pathlib import Path

import pytest

from newsgen.store import Database, Fragments, Manifest, StoreError, read_only
from tests.support.catalogue import target_row


def test_a_folder_that_is_not_there_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        Database(tmp_path / "gone", "1")


def test_a_database_remembers_until_its_version_changes(tmp_path: Path) -> None:
    database = Database(tmp_path, "1")
    assert database.meta("x") == ""
    database.remember("x", "y")
    database.remember("x", "z")
    database.close()
    again = Database(tmp_path, "1")
    assert again.meta("x") == "z"
    again.close()
    other = Database(tmp_path, "2")
    assert other.meta("x") == ""
    with pytest.raises(KeyError):
        Fragments(other.connection).html("gone.md")
    other.close()


def test_another_version_knows_the_files_that_were_written_and_no_more(tmp_path: Path) -> None:
    database = Database(tmp_path, "1")
    manifest = Manifest.of_folder(database.connection, "output")
    manifest.adopt([target_row("a"), target_row("b")])
    Manifest.of_folder(database.connection, "empty")
    database.close()
    other = Database(tmp_path, "2")
    manifest = Manifest.of_folder(other.connection, "output")
    assert [(f.path, f.size, f.mtime_ns) for f in manifest.files()] == [("a", 0, 0), ("b", 0, 0)]
    assert manifest.folders() == ["output"]
    other.close()


def test_nobody_writes_while_a_worker_reads(tmp_path: Path) -> None:
    """It reads in one transaction."""
    database = Database(tmp_path, "1")
    database.commit()
    database.connection.execute("PRAGMA busy_timeout = 0")
    with read_only(database.path) as worker:
        assert worker.execute("SELECT count(*) FROM meta").fetchone() == (1,)
        database.remember("x", "y")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            database.commit()
    database.commit()
    assert database.meta("x") == "y"
    database.close()


def test_what_is_deleted_is_overwritten(tmp_path: Path) -> None:
    database = Database(tmp_path, "1")
    database.remember("x", "Zebulon Quartermain")
    database.commit()
    assert b"Zebulon" in database.path.read_bytes()
    database.remember("x", "")
    database.commit()
    assert b"Zebulon" not in database.path.read_bytes()
    database.close()
