"""Opening the cache, and starting it afresh."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

FILE: Final = "cache.sqlite"

_SCHEMA: Final = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, inode INTEGER NOT NULL,
    digest TEXT NOT NULL,
    diagnostics TEXT NOT NULL,
    day TEXT NOT NULL, accepted TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE release (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL UNIQUE,
    root TEXT NOT NULL, archive TEXT NOT NULL, month TEXT NOT NULL, position TEXT NOT NULL,
    area TEXT NOT NULL, host TEXT NOT NULL,
    path TEXT NOT NULL, folded TEXT NOT NULL, folder TEXT NOT NULL,
    headline INTEGER NOT NULL, url_place TEXT NOT NULL, title_place TEXT NOT NULL,
    state INTEGER NOT NULL, visible_from REAL, visible_until REAL,
    files INTEGER NOT NULL,
    incident TEXT, appeal INTEGER NOT NULL, unlisted INTEGER NOT NULL,
    onward_root TEXT, onward TEXT,
    notes TEXT, digest BLOB NOT NULL
);
CREATE INDEX release_with_files ON release (root, source) WHERE files > 0;
CREATE INDEX release_by_incident ON release (root, incident, position) WHERE incident IS NOT NULL;
CREATE INDEX appeal_by_position ON release (root, position) WHERE appeal;
CREATE INDEX release_retired ON release (state) WHERE state > 1;
CREATE INDEX release_by_end ON release (visible_until) WHERE visible_until IS NOT NULL;
CREATE INDEX release_with_notes ON release (notes) WHERE notes IS NOT NULL;
CREATE TABLE body (id INTEGER PRIMARY KEY, facts TEXT NOT NULL, html TEXT NOT NULL);
CREATE TABLE link (
    source TEXT NOT NULL, line INTEGER NOT NULL, column INTEGER NOT NULL,
    end_column INTEGER NOT NULL, root TEXT NOT NULL, path TEXT NOT NULL, folded TEXT NOT NULL,
    anchor TEXT NOT NULL, written TEXT NOT NULL,
    PRIMARY KEY (source, line, column)
) WITHOUT ROWID;
CREATE TABLE redirect (
    source TEXT NOT NULL, number INTEGER NOT NULL, url TEXT NOT NULL,
    root TEXT NOT NULL, path TEXT NOT NULL, query TEXT NOT NULL, file TEXT NOT NULL,
    folded TEXT NOT NULL, target TEXT NOT NULL, place TEXT NOT NULL,
    target_root TEXT NOT NULL, target_path TEXT NOT NULL, target_folded TEXT NOT NULL,
    PRIMARY KEY (source, number)
) WITHOUT ROWID;
CREATE TABLE ledger (
    line INTEGER PRIMARY KEY, url TEXT NOT NULL,
    root TEXT NOT NULL, path TEXT NOT NULL, query TEXT NOT NULL, file TEXT NOT NULL,
    folded TEXT NOT NULL
);
CREATE TABLE tombstone (
    digest TEXT NOT NULL, root TEXT NOT NULL, folder TEXT NOT NULL
);
CREATE TABLE archive_finding (path TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE finding (
    path TEXT NOT NULL, number INTEGER NOT NULL, known INTEGER NOT NULL,
    severity TEXT NOT NULL, fixable INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (path, number)
);
CREATE TABLE doubted (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE looked (name TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE output (id INTEGER PRIMARY KEY, folder TEXT NOT NULL UNIQUE);
CREATE TABLE receipt (output INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE target (
    output INTEGER NOT NULL, path TEXT NOT NULL, partition TEXT NOT NULL,
    key BLOB NOT NULL, checksums BLOB NOT NULL,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY (output, path)
) WITHOUT ROWID;
CREATE TABLE partition (
    output INTEGER NOT NULL, name TEXT NOT NULL, rollup BLOB NOT NULL,
    PRIMARY KEY (output, name)
) WITHOUT ROWID;
"""

_INDEXES: Final = """
CREATE INDEX IF NOT EXISTS release_by_month ON release (
    root, month, archive, position, state, visible_from, visible_until,
    onward_root, onward, notes, digest
);
CREATE INDEX IF NOT EXISTS release_by_tally ON release (
    root, archive, month, area, host, state, visible_from, visible_until, unlisted
);
CREATE INDEX IF NOT EXISTS release_by_position ON release (root, position);
CREATE INDEX IF NOT EXISTS release_by_area ON release (root, area, position);
CREATE INDEX IF NOT EXISTS release_by_path ON release (root, folded, state);
CREATE INDEX IF NOT EXISTS release_by_folder ON release (root, folder);
CREATE INDEX IF NOT EXISTS release_by_headline ON release (root, headline, state);
CREATE INDEX IF NOT EXISTS redirect_by_path ON redirect (root, folded);
CREATE INDEX IF NOT EXISTS archive_finding_by_path ON archive_finding (path);
CREATE INDEX IF NOT EXISTS target_by_partition ON target (output, partition);
"""
# Made when the rows are in: a new archive is indexed in a third of the time so. Those that hold few
# rows are made with the tables, as each of them would be looked for among all rows.


class StoreError(Exception):
    """The cache folder cannot be used at all."""


class DamagedStoreError(Exception):
    """The cache file turned out to be damaged; it has been deleted."""


class Database:
    """The open cache file. `version` says what wrote it: any other starts it afresh."""

    def __init__(self, folder: Path, version: str) -> None:
        """Open the cache in a folder.

        Raises:
            StoreError: the folder cannot be written.

        """
        self.path = folder / FILE
        try:
            self.connection = self._open_at_version(version)
        except (sqlite3.DatabaseError, OSError):
            self._discard()
            try:
                self.connection = self._open_at_version(version)
            except (sqlite3.DatabaseError, OSError) as error:
                raise StoreError(f"{self.path}: {error}") from error

    def _open_at_version(self, version: str) -> sqlite3.Connection:
        connection = self._connect()
        try:
            if self._version(connection) != version:
                written = _written(connection)
                connection.close()
                self._discard()
                connection = self._connect()
                # Should the machine stop before a first build has reached the disk, the file is
                # damaged, and begun again.
                connection.execute("PRAGMA synchronous = OFF")
                connection.executescript(_SCHEMA)
                connection.execute("INSERT INTO meta VALUES ('version', ?)", (version,))
                _keep_written(connection, written)
                connection.commit()
        except BaseException:
            connection.close()
            raise
        return connection

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, isolation_level="DEFERRED")
        # Workers read only while the owner does not write, so a rollback journal does, and it
        # writes every page once.
        connection.execute("PRAGMA page_size = 16384")  # several bodies to a page
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA temp.journal_mode = OFF")
        connection.execute("PRAGMA cache_size = -4000")
        return connection

    @staticmethod
    def _version(connection: sqlite3.Connection) -> str:
        try:
            row = connection.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()
        except sqlite3.OperationalError:
            return ""
        return str(row[0]) if row else ""

    def _discard(self) -> None:
        for suffix in ("", "-journal"):
            with suppress(FileNotFoundError):
                self.path.with_name(self.path.name + suffix).unlink()

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Delete the file if it turns out, here or in a worker, that it is damaged.

        Raises:
            DamagedStoreError: what was being done has to be done again.
            StoreError: the file is sound but cannot be written: the disk is full.

        """
        try:
            yield
        except sqlite3.OperationalError as error:
            raise StoreError(f"{self.path}: {error}") from error
        except sqlite3.ProgrammingError:
            raise  # a bug, and no damage
        except sqlite3.DatabaseError as error:
            self.connection.close()
            self._discard()
            raise DamagedStoreError from error

    def meta(self, name: str) -> str:
        """Return a remembered value, or nothing."""
        row = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def remember(self, name: str, value: str) -> None:
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def index(self) -> None:
        """Make the indexes, if this is the first time."""
        for statement in _INDEXES.split(";"):
            self.connection.execute(statement)

    @property
    def rows_written(self) -> int:
        """How many rows were put, changed or deleted, of what is kept and of what is staged."""
        return self.connection.total_changes

    def commit(self) -> None:
        self.connection.commit()

    def close(self) -> None:
        with suppress(sqlite3.Error):  # a damaged file is closed already
            self.connection.commit()
            self.connection.close()


def _written(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the files that newsgen of another version wrote, with their output folders.

    All else of a cache can be made anew; but what is in the output and no longer in the site could
    never be deleted if this were forgotten.
    """
    try:
        return connection.execute(
            "SELECT folder, path FROM target JOIN output ON output.id = target.output"
        ).fetchall()
    except sqlite3.DatabaseError:
        return []


def _keep_written(connection: sqlite3.Connection, written: list[tuple[str, str]]) -> None:
    """Note files of which nothing but their being there is known."""
    connection.executemany(
        "INSERT OR IGNORE INTO output (folder) VALUES (?)", ((folder,) for folder, _ in written)
    )
    connection.executemany(
        "INSERT INTO target SELECT id, ?, '?', x'', x'', 0, 0, x'' FROM output WHERE folder = ?",
        ((path, folder) for folder, path in written),
    )


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a cache file without being able to write to it.

    One thread may use the connection after another, but no two at once.
    """
    address = f"{path.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(address, uri=True, check_same_thread=False)


@contextmanager
def read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a cache file for a worker, which only reads."""
    connection = connect_to_read(path)
    try:
        yield connection
    finally:
        connection.close()
