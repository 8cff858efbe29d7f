"""The seal of the cache file: its stamp and checksum, beside it, since it was last closed.

A file that was changed by anyone else since, whether by a byte or by putting another in its place,
is not believed. One that was copied with its seal is, as its checksum is the same.
"""

import json
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Any, Final

from xxhash import xxh3_64

_CHUNK: Final = 1 << 20
_SETTLED_NS: Final = 20_000_000
"""A stamp says little of a file that was sealed sooner: clocks of file systems tick slowly."""


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
        is_settled = sealed_ns - stamp[1] > _SETTLED_NS
        if kept_stamp == stamp and (checksum is None or is_settled):
            self._stamp = stamp
            return True
        if checksum != _checksum(self._file):
            return False
        self._write(stamp, checksum)
        return True

    def is_current(self) -> bool:
        """Return whether nothing was written to the file since it was sealed."""
        return bool(self._stamp) and self._stamp == _stamp(self._file)

    def remove(self) -> None:
        self._stamp = []
        with suppress(FileNotFoundError):
            self.path.unlink()

    def renew(self, *, by_stamp: bool = False) -> None:
        """Seal the file as it is; by its stamp alone, no copy of it is believed."""
        stamp = _stamp(self._file)
        self._write(stamp, None if by_stamp else _checksum(self._file))

    def _write(self, stamp: list[int], checksum: int | None) -> None:
        self._stamp = stamp
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
