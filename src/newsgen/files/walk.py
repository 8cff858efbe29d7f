"""Walking a folder, and what `stat` says of its files."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Stamp(NamedTuple):
    """What `stat` says of a file: enough to believe that it is unchanged."""

    size: int
    mtime_ns: int
    inode: int

    @classmethod
    def of(cls, found: os.stat_result) -> "Stamp":
        return cls(found.st_size, found.st_mtime_ns, found.st_ino)


class Entry(NamedTuple):
    """A name found while walking, relative to the walk's root, with `/`; or why it was refused."""

    path: str
    stamp: Stamp | None
    problem: str = ""


def walk(root: Path, *, hidden: bool = False) -> Iterator[Entry]:
    """Yield every file below `root`, in order of name, hidden ones left out if not asked for.

    Links are followed while they stay inside. What cannot be followed or read is yielded with a
    `problem`: `outside`, `circle`, `unreadable`, `special` or `not-utf8`.
    """
    real = os.path.realpath(root)
    yield from _Walk(real, hidden=hidden).below(str(root), "", (real,))


class _Walk:
    """A walk below a folder, given as its real path; `above` are the real paths on the way."""

    def __init__(self, root: str, *, hidden: bool) -> None:
        self._root = root
        self._hidden = hidden

    def below(self, folder: str, prefix: str, above: tuple[str, ...]) -> Iterator[Entry]:
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda e: e.name)
        except OSError:
            yield Entry(prefix.rstrip("/") or ".", None, "unreadable")
            return
        for entry in entries:
            path = prefix + entry.name
            if entry.name.startswith(".") and not self._hidden:
                continue
            if not (path.isascii() or is_utf8(path)):
                yield Entry(os.fsencode(path).decode(errors="replace"), None, "not-utf8")
            elif entry.is_file(follow_symlinks=False):
                yield _file(entry, path)
            elif entry.is_dir(follow_symlinks=False):
                real = os.path.realpath(entry.path)
                yield from self.below(entry.path, path + "/", (*above, real))
            else:
                yield from self._other(entry, path, above)

    def _other(
        self, entry: "os.DirEntry[str]", path: str, above: tuple[str, ...]
    ) -> Iterator[Entry]:
        """Follow a link that stays inside; whatever else is neither file nor folder is special."""
        if not entry.is_symlink():
            yield Entry(path, None, "special")
            return
        real = os.path.realpath(entry.path)
        if real != self._root and not real.startswith(self._root + os.sep):
            yield Entry(path, None, "outside")
        elif real in above:
            yield Entry(path, None, "circle")
        elif os.path.isdir(real):
            yield from self.below(entry.path, path + "/", (*above, real))
        elif os.path.isfile(real):
            yield _file(entry, path)
        else:
            yield Entry(path, None, "special" if os.path.exists(real) else "circle")


def is_utf8(path: str) -> bool:
    """Tell whether a file's name is a text, or bytes that Python could not read as one."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _file(entry: "os.DirEntry[str]", path: str) -> Entry:
    try:
        return Entry(path, Stamp.of(entry.stat()))
    except OSError:
        return Entry(path, None, "unreadable")


def is_as_written(path: str, size: int, mtime_ns: int) -> bool:
    """Tell whether a file has the size and time that it had when it was written."""
    try:
        found = os.lstat(path)
    except OSError:
        return False
    return found.st_size == size and found.st_mtime_ns == mtime_ns and stat.S_ISREG(found.st_mode)
