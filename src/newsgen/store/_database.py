"""Opening the cache, its seal, and starting it afresh."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from itertools import groupby
from json import JSONDecodeError
from operator import attrgetter
from pathlib import Path, PurePath
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from xxhash import xxh3_64

from newsgen.store._manifest import UNKNOWN, Manifest
from newsgen.store._unused_space import clear_unused_space
from newsgen.store.tables import LATE_INDEXES, META, MetaRow, TargetRow, schema

_CHUNK: Final = 1 << 20
_SETTLED_NS: Final = 2_000_000_000
"""A stamp says little of a file that was sealed sooner: clocks of file systems tick slowly."""
_BACK_NS: Final = 10_000_000_000
"""How far the time of a file is set back, so that its stamp says all at once."""


class SealState(Enum):
    INTACT = "intact"
    ABSENT = "absent"
    """The process that had opened the file was ended while it wrote."""
    BROKEN = "broken"


class Seal:
    """The seal of a file; it is removed for as long as the file is written to."""

    def __init__(self, file: Path) -> None:
        self.path = file.with_name(f"{file.name}-seal")
        self._file = file
        self._stamp: list[int] = []
        self._is_by_stamp = False

    def state(self) -> SealState:
        """Compare the file with its seal; it is read only if its stamp is another."""
        try:
            kept = json.loads(self.path.read_bytes())
            sealed_ns = self.path.stat().st_mtime_ns
        except FileNotFoundError:
            return SealState.ABSENT
        except (OSError, ValueError):
            return SealState.BROKEN
        return SealState.INTACT if self._matches(kept, sealed_ns) else SealState.BROKEN

    def _matches(self, kept: Any, sealed_ns: int) -> bool:
        stamp = _stamp(self._file)
        match kept:
            case [[*kept_stamp], checksum]:
                pass
            case _:
                return False
        is_settled = sealed_ns - stamp[2] > _SETTLED_NS
        if kept_stamp == stamp and (checksum is None or is_settled):
            self._stamp, self._is_by_stamp = stamp, checksum is None
            return True
        if checksum != _checksum(self._file):
            return False
        self._write(stamp, checksum)
        return True

    def is_current(self, *, by_stamp: bool = False) -> bool:
        """Return whether nothing was written to the file since it was sealed, so or better."""
        is_enough = by_stamp or not self._is_by_stamp
        return is_enough and bool(self._stamp) and self._stamp == _stamp(self._file)

    def remove(self) -> None:
        self._stamp = []
        with suppress(FileNotFoundError):
            self.path.unlink()

    def renew(self, *, by_stamp: bool = False) -> None:
        """Clear the file and seal it; by its stamp alone, it is not read, and no copy believed."""
        checksum = None if by_stamp else _cleared(self._file)
        status = self._file.stat()
        with suppress(OSError):  # without this it is read once more
            times = status.st_atime_ns, status.st_mtime_ns - _BACK_NS
            os.utime(self._file, ns=times)
        stamp = _stamp(self._file)
        self._write(stamp, checksum)

    def _write(self, stamp: list[int], checksum: int | None) -> None:
        self._stamp, self._is_by_stamp = stamp, checksum is None
        with suppress(OSError):  # without a seal the file is looked through when it is opened
            self.path.write_text(json.dumps([stamp, checksum]))


def _stamp(file: Path) -> list[int]:
    status = file.stat()
    return [status.st_size, status.st_ctime_ns, status.st_mtime_ns, status.st_ino]


def _checksum(file: Path) -> int:
    """Return the XXH3 checksum of a file, as a number of 64 bits."""
    checksum, buffer = xxh3_64(), memoryview(bytearray(_CHUNK))
    with file.open("rb", buffering=0) as stream:
        while size := stream.readinto(buffer):
            checksum.update(buffer[:size])
    return checksum.intdigest()


def _cleared(file: Path) -> int:
    """Overwrite the unused space of a file of SQLite, and return the checksum that it has then."""
    checksum = xxh3_64()
    clear_unused_space(file, checksum.update)
    return checksum.intdigest()


FILE: Final = "cache.sqlite"
_CANNOT_WRITE: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)
"""What SQLite says of a sound file; all else that it says of one means damage."""

_CACHE_SIZE: Final = "cache_size = -4000"
"""Kibibytes of the file that are kept in memory."""
# Workers read only while the owner does not write, so a rollback journal does, and it writes every
# page once. Several bodies go to a page.
_SETTINGS: Final = (
    "page_size = 16384",
    "journal_mode = TRUNCATE",
    "synchronous = NORMAL",
    "secure_delete = ON",
    "temp.journal_mode = OFF",
    _CACHE_SIZE,
)
_META: Final = "SELECT value FROM meta WHERE name = :name"
_WRITTEN: Final = """
    SELECT folder, path, partition, content
    FROM target JOIN output ON output.id = target.output ORDER BY folder
"""
_WRITTEN_LONG_AGO: Final = """
    SELECT folder, path, '' AS partition, x'' AS content
    FROM target JOIN output ON output.id = target.output ORDER BY folder
"""


class _WrittenBefore(NamedTuple):
    """A file with its output folder, the part that had it, and the digest of its bytes.

    The last two are empty where they are not known.
    """

    folder: str
    path: str
    partition: str
    content: bytes


class StoreError(Exception):
    """The cache folder cannot be used at all."""


class DamagedStoreError(Exception):
    """The cache file turned out to be damaged; it has been deleted."""


class Database:
    """The open cache file. `version` says what wrote it: any other starts it afresh.

    So does damage, and then it `was_damaged`.
    """

    def __init__(self, folder: Path, version: str, *, seal_by_stamp: bool = False) -> None:
        """Open the cache in a folder.

        Args:
            folder: where the file is.
            version: what all that is in it depends on.
            seal_by_stamp: close it without reading all of it again, for a preview.

        Raises:
            StoreError: the folder cannot be written.

        """
        self.path = folder / FILE
        self.was_damaged = False
        self._is_sealed = True
        self._seal_by_stamp = seal_by_stamp
        self._seal = Seal(self.path)
        try:
            self.connection = self._open_at_version(version)
        except (sqlite3.DatabaseError, OSError, ValueError):
            try:
                self.was_damaged = self.path.is_file()
                self._discard()
                self.connection = self._open_at_version(version)
            except (sqlite3.DatabaseError, OSError) as error:
                raise StoreError(f"{self.path}: {error}") from error
        self._changes = self.connection.total_changes

    def _open_at_version(self, version: str) -> sqlite3.Connection:
        is_new = not self.path.exists()
        connection = self._connect()
        try:
            if not is_new:
                self._verify(connection)
            if self._version(connection) != version:
                written = _written(connection)
                connection.close()
                self._discard()
                connection = self._connect()
                # Should the machine stop before a first build has reached the disk, the file is
                # damaged, and begun again.
                connection.execute("PRAGMA synchronous = OFF")
                connection.executescript(f"BEGIN;\n{schema()};\nCOMMIT")
                connection.execute(META.insert, MetaRow("version", version))
                _keep_written(connection, written)
                connection.commit()
        except BaseException:
            connection.close()
            raise
        return connection

    def _verify(self, connection: sqlite3.Connection) -> None:
        """Compare the file with its seal. Raises `sqlite3.DatabaseError`.

        There is none if the last process was killed while it wrote: then SQLite looks it through.
        """
        # What a killed process has left half-written is taken back by the first look.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        state = self._seal.state()
        if state is SealState.ABSENT:
            (answer,) = next(connection.execute("PRAGMA integrity_check(1)"))
            if answer == "ok":
                self._is_sealed = False
                return
        if state is not SealState.INTACT:
            raise sqlite3.DatabaseError("the seal is broken")

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, isolation_level="DEFERRED")
        try:
            for setting in _SETTINGS:
                connection.execute(f"PRAGMA {setting}")
        except BaseException:
            connection.close()
            raise
        return connection

    @staticmethod
    def _version(connection: sqlite3.Connection) -> str:
        try:
            return _meta(connection, "version")
        except sqlite3.OperationalError:  # there are no tables
            return ""

    def _discard(self) -> None:
        self._seal.remove()
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
        except sqlite3.ProgrammingError:
            raise  # a bug, and no damage
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _CANNOT_WRITE:
                raise StoreError(f"{self.path}: {error}") from error
            raise self._discarded() from error
        except (ValueError, LookupError, TypeError, AssertionError) as error:
            # Only the cache's own rows are JSON here, and newsgen wrote them well-formed.
            if self._is_sealed and not isinstance(error, JSONDecodeError):
                raise  # a bug, and no damage
            raise self._discarded() from error

    def _discarded(self) -> DamagedStoreError:
        self.connection.close()
        self._discard()
        return DamagedStoreError()

    @property
    def was_killed(self) -> bool:
        """Whether the last process that wrote the file did not close it."""
        return not self._is_sealed

    def meta(self, name: str) -> str:
        """Return a remembered value, empty if there is none."""
        return _meta(self.connection, name)

    def remember(self, name: str, value: str) -> None:
        self.connection.execute(META.replace, MetaRow(name, value))

    def index(self) -> None:
        """Make the indexes, if this is the first time."""
        for index in LATE_INDEXES.split(";"):
            self.connection.execute(index)

    @property
    def rows_written(self) -> int:
        """How many rows were put, changed or deleted, of what is kept and of what is staged."""
        return self.connection.total_changes

    def commit(self) -> None:
        self._unseal()
        self.connection.commit()

    def _unseal(self) -> None:
        """Take the seal off before the first change: without one, a killed build is believed."""
        if self._changes != self.connection.total_changes:
            self._seal.remove()
            self._changes = self.connection.total_changes

    def roll_back(self) -> None:
        """Forget what was not committed, where an error or a Ctrl-C left it half done."""
        with suppress(sqlite3.Error):  # a damaged file is closed already
            self.connection.rollback()

    def close(self) -> None:
        with suppress(sqlite3.Error, OSError):  # a damaged file is closed already
            self._unseal()
            self.connection.commit()
            self.connection.close()
            if not self._seal.is_current(by_stamp=self._seal_by_stamp):
                self._seal.renew(by_stamp=self._seal_by_stamp)


def _meta(connection: sqlite3.Connection, name: str) -> str:
    values = [value for (value,) in connection.execute(_META, {"name": name})]
    return values[0] if values else ""


def _written(connection: sqlite3.Connection) -> list[_WrittenBefore]:
    """Return the files that newsgen of another version wrote.

    All else of a cache can be made again; but what is in the output and no longer in the site could
    never be deleted if this were forgotten, and every file would seem to have other bytes.
    """
    for statement in (_WRITTEN, _WRITTEN_LONG_AGO):
        with suppress(sqlite3.DatabaseError):
            return [_WrittenBefore._make(row) for row in connection.execute(statement)]
    return []


def _keep_written(connection: sqlite3.Connection, written: list[_WrittenBefore]) -> None:
    """Note files without what would show that they are still right."""
    for folder, files in groupby(written, key=attrgetter("folder")):
        rows = (TargetRow(f.path, f.partition or UNKNOWN, b"", b"", 0, 0, f.content) for f in files)
        manifest = Manifest.of_folder(connection, folder)
        manifest.adopt(rows)
        manifest.pack()


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a cache file without being able to write to it.

    One thread may use the connection after another, but no two at once.
    """
    return sqlite3.connect(_address_to_read(path.absolute()), uri=True, check_same_thread=False)


def _address_to_read(path: PurePath) -> str:
    """Return the URI by which SQLite opens an absolute path; a share's host is part of its path."""
    quoted = quote(path.as_posix(), safe="/:")
    return f"file://{'' if quoted.startswith('/') else '/'}{quoted}?mode=ro"


@contextmanager
def read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a cache file for a worker, which reads all in one transaction.

    To begin and end one for each question takes calls of the system.
    """
    connection = connect_to_read(path)
    try:
        connection.execute(f"PRAGMA {_CACHE_SIZE}")
        connection.execute("BEGIN")
        yield connection
    finally:
        connection.close()
