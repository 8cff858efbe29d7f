"""What was deleted is in no byte of the file, though its row has been moved before."""

import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from newsgen.store import Database
from newsgen.store._unused_space import clear_unused_space

SIZES = [512, 16_384, 65_536]


def name_of(number: int) -> str:
    return f"Kanary{number:05}Bird"


def fill(connection: sqlite3.Connection, seed: int) -> tuple[set[str], set[str]]:
    """Put and delete many rows, so that pages are split and joined: return what is there, and not.

    The table and its index are of the two kinds that there are.
    """
    connection.execute("CREATE TABLE text (words TEXT, more TEXT)")
    connection.execute("CREATE INDEX by_words ON text (words)")
    connection.execute("CREATE TABLE path (words TEXT PRIMARY KEY, more TEXT) WITHOUT ROWID")
    drawn, live, every = random.Random(seed), list[str](), list[str]()
    for _ in range(30):
        for _ in range(60):
            if not live or drawn.random() < 0.6:
                words = f"{drawn.randrange(10**6)} {name_of(len(every))}"
                more = "x" * drawn.randrange(drawn.choice([30, 3_000]))
                for table in ("text", "path"):
                    connection.execute(f"INSERT INTO {table} VALUES (?, ?)", (words, more))
                live.append(words)
                every.append(words)
            else:
                words = live.pop(drawn.randrange(len(live)))
                for table in ("text", "path"):
                    connection.execute(f"DELETE FROM {table} WHERE words = ?", (words,))
        connection.commit()
    return ({words.split()[1] for words in live}, {words.split()[1] for words in every})


def words_in(file: Path, among: set[str]) -> set[str]:
    data = file.read_bytes()
    return {words for words in among if words.encode() in data}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("seed", range(3))
def test_no_byte_is_left_of_what_was_deleted(seed: int, size: int, tmp_path: Path) -> None:
    file = tmp_path / "some.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA page_size = {size}")
        connection.execute("PRAGMA secure_delete = ON")
        live, every = fill(connection, seed)
        rows = [*connection.execute("SELECT * FROM text ORDER BY words")]
    seen = bytearray()
    clear_unused_space(file, seen.extend)
    assert seen == file.read_bytes()
    assert words_in(file, every) == live
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert [*connection.execute("SELECT * FROM text ORDER BY words")] == rows
        assert [*connection.execute("SELECT * FROM path ORDER BY words")] == rows


def test_what_is_clear_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "some.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        fill(connection, 1)
    clear_unused_space(file, len)
    os.utime(file, ns=(1, 1))
    clear_unused_space(file, len)
    assert file.stat().st_mtime_ns == 1


@pytest.mark.parametrize("is_preview", [False, True])
def test_a_cache_that_is_closed_is_clear(tmp_path: Path, *, is_preview: bool) -> None:
    """What a preview leaves, as it does not read all of the file, the next command clears."""
    left = set()
    for seed in range(3):
        folder = tmp_path / str(seed)
        folder.mkdir()
        database = Database(folder, "1", seal_by_stamp=is_preview)
        live, every = fill(database.connection, seed)
        database.commit()
        database.close()
        left |= words_in(folder / "cache.sqlite", every - live)
        database = Database(folder, "1")
        assert database.connection.execute("SELECT count(*) FROM text").fetchone() == (len(live),)
        database.close()
        assert words_in(folder / "cache.sqlite", every) == live
    assert bool(left) is is_preview


def test_a_cache_that_a_preview_sealed_is_written_once(tmp_path: Path) -> None:
    for is_preview in (True, False):
        Database(tmp_path, "1", seal_by_stamp=is_preview).close()
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    for is_preview in (False, True, False):
        Database(tmp_path, "1", seal_by_stamp=is_preview).close()
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("damage", ["0d0000ffff0001", "0a00000001ffff"])
def test_a_damaged_page_is_left_as_it_is(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "some.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA page_size = 4096")
        fill(connection, 1)
    clear_unused_space(file, len)
    data = bytearray(file.read_bytes())
    data[4096:4103] = bytes.fromhex(damage)
    file.write_bytes(data)
    clear_unused_space(file, len)
    assert file.read_bytes() == data
