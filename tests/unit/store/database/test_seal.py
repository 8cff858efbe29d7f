"""The seal of the cache file: what is believed, and what is not."""

import json
import os
import shutil
import sqlite3
import time
from pathlib import Path

import pytest

from newsgen.store import DamagedStoreError, Database, StoreError
from newsgen.store._database import Seal, SealState


def refused(*_arguments: object, **_named: object) -> None:
    raise PermissionError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a sealed file of three megabytes, which is read in several chunks."""
    path = tmp_path / "cache.sqlite"
    path.write_bytes(bytes(range(256)) * 12_000)
    Seal(path).renew()
    time.sleep(0.02)  # a clock of a file system may tick every 10 ms
    return path


def test_a_sealed_file_is_intact(file: Path) -> None:
    assert Seal(file).state() is SealState.INTACT


@pytest.mark.parametrize("at", [0, 1_500_000, 3_071_999])
def test_a_byte_that_changed_breaks_the_seal(file: Path, at: int) -> None:
    status, data = file.stat(), bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert Seal(file).state() is SealState.BROKEN


def test_a_file_that_was_cut_short_breaks_the_seal(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])
    assert Seal(file).state() is SealState.BROKEN


def test_a_copy_with_its_seal_is_intact_and_sealed_as_it_is(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy/cache.sqlite"
    copy.parent.mkdir()
    for path in (file, Seal(file).path):
        shutil.copy(path, copy.parent)
    seal = Seal(copy)
    assert seal.state() is SealState.INTACT
    assert seal.is_current()


def test_a_copy_of_what_is_sealed_by_its_stamp_alone_is_not_believed(file: Path) -> None:
    Seal(file).renew(by_stamp=True)
    assert Seal(file).state() is SealState.INTACT
    os.utime(file, ns=(0, 0))
    assert Seal(file).state() is SealState.BROKEN


@pytest.mark.parametrize("text", ["", "{}", "[]", "[1, 2]", "[[1], 2, 3]", "\xff", "[[], null]"])
def test_a_seal_that_is_damaged_is_broken(file: Path, text: str) -> None:
    Seal(file).path.write_bytes(text.encode("latin-1"))
    assert Seal(file).state() is SealState.BROKEN


def test_a_seal_that_was_removed_is_absent(file: Path) -> None:
    Seal(file).remove()
    assert Seal(file).state() is SealState.ABSENT


def test_a_file_that_was_sealed_is_not_read_again(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsgen.store._database._checksum", None)
    assert Seal(file).state() is SealState.INTACT


def test_a_file_is_read_again_whose_time_could_not_be_set_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "cache.sqlite"
    file.write_bytes(b"1")
    monkeypatch.setattr(os, "utime", refused)
    Seal(file).renew()
    monkeypatch.undo()
    monkeypatch.setattr("newsgen.store._database._checksum", lambda _: 7)
    assert Seal(file).state() is SealState.BROKEN


def test_what_is_written_at_the_moment_of_sealing_breaks_the_seal(tmp_path: Path) -> None:
    """Its size is the same, and by the clock of the file system its time may be."""
    file = tmp_path / "cache.sqlite"
    for number in range(200):
        file.write_bytes(b"%03d" % number)
        Seal(file).renew()
        file.write_bytes(b"new")
        assert Seal(file).state() is SealState.BROKEN


# In the database


def _database(folder: Path) -> Database:
    return Database(folder, "1")


def test_a_database_that_is_only_read_keeps_its_seal(tmp_path: Path) -> None:
    _database(tmp_path).close()
    before = (tmp_path / "cache.sqlite-seal").read_text()
    database = _database(tmp_path)
    assert database.meta("version") == "1"
    database.commit()
    assert (tmp_path / "cache.sqlite-seal").read_text() == before
    database.close()
    assert (tmp_path / "cache.sqlite-seal").read_text() == before


def test_a_database_that_is_written_to_has_no_seal_until_it_is_closed(tmp_path: Path) -> None:
    _database(tmp_path).close()
    database = _database(tmp_path)
    database.remember("x", "y")
    database.commit()
    assert not (tmp_path / "cache.sqlite-seal").exists()
    database.close()
    again = _database(tmp_path)
    assert again.meta("x") == "y"
    assert not again.was_damaged
    again.close()


def test_what_a_killed_process_has_left_is_kept(tmp_path: Path) -> None:
    killed = _database(tmp_path)
    killed.remember("x", "y")
    killed.commit()
    killed.connection.close()
    database = _database(tmp_path)
    assert database.meta("x") == "y"
    assert not database.was_damaged
    database.close()


def test_a_damaged_database_starts_afresh_and_says_so(tmp_path: Path) -> None:
    database = _database(tmp_path)
    database.remember("x", "Zebulon")
    database.close()
    data = database.path.read_bytes()
    assert data.count(b"Zebulon") == 1
    database.path.write_bytes(data.replace(b"Zebulon", b"Sebulon"))
    again = _database(tmp_path)
    assert again.was_damaged
    assert again.meta("x") == ""
    again.close()


def test_an_error_from_decoding_what_has_no_seal_starts_it_afresh(tmp_path: Path) -> None:
    database = _database(tmp_path)
    database.commit()
    database.connection.close()
    with pytest.raises(DamagedStoreError), _database(tmp_path).guarded():
        int("not a number")
    assert not database.path.exists()


def test_an_error_that_is_a_bug_is_none_of_a_sealed_file(tmp_path: Path) -> None:
    database = _database(tmp_path)
    with pytest.raises(ValueError, match="not a number"), database.guarded():
        int("not a number")
    database.close()


def test_json_that_cannot_be_decoded_means_damage_of_a_sealed_file_too(tmp_path: Path) -> None:
    database = _database(tmp_path)
    with pytest.raises(DamagedStoreError), database.guarded():
        json.loads("{")
    assert not database.path.exists()


def test_text_that_is_not_utf_8_means_damage(tmp_path: Path) -> None:
    database = _database(tmp_path)
    with pytest.raises(DamagedStoreError), database.guarded():
        database.connection.execute("SELECT CAST(x'ff' AS TEXT)").fetchall()


def test_a_full_disk_means_no_damage(tmp_path: Path) -> None:
    database = _database(tmp_path)
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    with pytest.raises(StoreError), database.guarded():
        raise full
    assert database.path.exists()
    database.close()
