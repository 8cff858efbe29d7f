"""Files as they were written: all of them are looked at at every build, and there are many.

So the paths and the stamps of many files are one text and one block of numbers, and no step of
Python is made for a file that has not changed.
"""

import os
from array import array
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import attrgetter
from stat import S_ISREG
from typing import Final, NamedTuple, Self

from newsgen.files.walk import opened_to_look

_BETWEEN: Final = "//"
"""What stands between paths: none has it in it, as no name is empty."""
_MODE: Final = attrgetter("st_mode")
_STAMP: Final = attrgetter("st_size", "st_mtime_ns")


class WrittenFiles(NamedTuple):
    """Some files below a folder: their paths, and the size and the time of each."""

    paths: str
    stamps: bytes

    @classmethod
    def packed(cls, files: Iterable[tuple[str, int, int]]) -> Self:
        """Pack files, given by path, size and time; there is at least one."""
        paths, *stamps = zip(*files, strict=True)
        stamps_by_file = zip(*stamps, strict=True)
        return cls(_BETWEEN.join(paths), array("q", chain.from_iterable(stamps_by_file)).tobytes())

    @property
    def number(self) -> int:
        return len(self.stamps) // (2 * array("q").itemsize)

    def unpacked(self) -> Iterator[tuple[str, int, int]]:
        """Yield the files by path, size and time."""
        values = iter(array("q", self.stamps))
        return zip(self.paths.split(_BETWEEN), values, values, strict=True)

    def altered(self, folder: str) -> list[str]:
        """Return the files that are not there as they were written: regular, of size and time."""
        try:
            with opened_to_look(folder) as (_, look):
                statuses = list(map(look, self.paths.split(_BETWEEN)))
            stamps = array("q", chain.from_iterable(map(_STAMP, statuses)))
        except (OSError, OverflowError):  # one is not there, or its time is beyond all bounds
            return self._altered(folder)
        if stamps.tobytes() == self.stamps and all(map(S_ISREG, map(_MODE, statuses))):
            return []
        return self._altered(folder)

    def _altered(self, folder: str) -> list[str]:
        return [
            path
            for path, size, mtime_ns in self.unpacked()
            if not _is_as_written(f"{folder}/{path}", (size, mtime_ns))
        ]


def _is_as_written(path: str, stamp: tuple[int, int]) -> bool:
    try:
        status = os.lstat(path)
    except OSError:
        return False
    return bool(_STAMP(status) == stamp) and S_ISREG(status.st_mode)
