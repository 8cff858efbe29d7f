"""The list of what was written into an output folder: what outlives the file of the cache.

It is a file of its own beside that, with the digests of paths, as a cache must not name what the
law removed. A path is in it before its file is in the output, and until that is gone.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from xxhash import xxh3_64_hexdigest, xxh3_128_digest

from newsgen.digest import SIZE, digest_bytes
from newsgen.store._database import StoreError
from newsgen.store._subject import Questions

_FORM: Final = b"newsgen-written-1"
"""What a checksum begins with: that of another form of list is never right."""
_SEAL: Final = "SELECT listed FROM output WHERE id = :output"
_KEEP_SEAL: Final = "UPDATE output SET listed = :seal WHERE id = :output"
_PATHS: Final = "SELECT path FROM target WHERE output = :output"
_NEW_PATHS: Final = """
    SELECT path FROM temp.staged AS new
    WHERE NOT EXISTS (SELECT 1 FROM target WHERE output = :output AND path = new.path)
"""


def list_file(cache: Path, folder: str) -> Path:
    """Return the list of an output folder, which is named as the cache names it."""
    return cache / f"written-{xxh3_64_hexdigest(os.fsencode(folder))}"


def listed(file: Path, paths: Iterable[str]) -> Iterator[str]:
    """Yield the paths that a list has: none if it is not there, or damaged."""
    digests = frozenset(_split(_whole(file)))
    return (path for path in paths if xxh3_128_digest(path.encode()) in digests)


def _digests(paths: Iterable[str]) -> Iterator[bytes]:
    return map(xxh3_128_digest, map(str.encode, paths))


def _split(digests: bytes) -> Iterator[bytes]:
    return (digests[at : at + SIZE] for at in range(0, len(digests), SIZE))


def _whole(file: Path) -> bytes:
    """Return what a file holds before the checksum at its end, if that is right."""
    try:
        data = file.read_bytes()
    except OSError:
        return b""
    digests, seal = data[:-SIZE], data[-SIZE:]
    return digests if len(data) % SIZE == 0 and _seal(digests) == seal else b""


def _seal(digests: bytes) -> bytes:
    return digest_bytes(_FORM, digests)


class WrittenList(Questions):
    """The list of an output folder, beside its manifest, which remembers how the list ended.

    One that was lost, damaged or restored is written again from the manifest.
    """

    def __init__(self, connection: sqlite3.Connection, output: int, file: Path) -> None:
        super().__init__(connection, {"output": output})
        self._file = file

    def add_staged(self) -> None:
        """List the staged files, before the manifest adopts them and the first is in place.

        Raises:
            StoreError: the list cannot be written.

        """
        new, is_own = self._column(_NEW_PATHS), self._is_own()
        if is_own and not new:
            return
        kept = _whole(self._file) if is_own else b""
        self._write(kept, new if kept else [*self._column(_PATHS), *new])

    def drop(self, paths: Iterable[str]) -> None:
        """Take files off the list that are gone from the output. Raises `StoreError`."""
        gone = frozenset(_digests(paths))
        if gone and self._is_own() and (digests := _whole(self._file)):
            self._write(b"".join(each for each in _split(digests) if each not in gone))

    def _is_own(self) -> bool:
        """Return whether the file ends as it was written last."""
        try:
            with self._file.open("rb") as stream:
                stream.seek(-SIZE, os.SEEK_END)
                return bool(stream.read() == self._value(_SEAL))
        except OSError:
            return False

    def _write(self, digests: bytes, more: Iterable[str] = ()) -> None:
        """Write the list whole or not at all."""
        digests += b"".join(_digests(more))
        seal = _seal(digests)
        unfinished = self._file.with_suffix(".new")
        try:
            unfinished.write_bytes(digests + seal)
            unfinished.replace(self._file)
        except OSError as error:
            raise StoreError(f"{self._file}: {error}") from error
        self._rows(_KEEP_SEAL, seal=seal)
