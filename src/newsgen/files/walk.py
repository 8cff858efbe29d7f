"""Walking a folder, and the stamps of its files."""

import os
import stat
import sys
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import Final, NamedTuple

_JUNCTION: Final = 0xA0000003
"""The tag of a folder on Windows that is a link, and not called a symbolic one."""


class Stamp(NamedTuple):
    """What `stat` says of a file: enough to consider it unchanged."""

    size: int
    mtime_ns: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Stamp":
        return cls(status.st_size, status.st_mtime_ns, status.st_ino)


class WalkEntry(NamedTuple):
    """A file of a walk: its path relative to the root, with `/`, and its stamp or problem."""

    path: str
    stamp: Stamp | None
    problem: str = ""


def walk(root: Path, *, hidden: bool = False) -> Iterator[WalkEntry]:
    """Yield every file below `root`, in order of name, without hidden ones by default.

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

    def below(self, folder: str, prefix: str, above: tuple[str, ...]) -> Iterator[WalkEntry]:
        try:
            with os.scandir(folder) as scanned:
                entries = sorted(scanned, key=attrgetter("name"))
        except OSError:
            yield WalkEntry(prefix.rstrip("/") or ".", None, "unreadable")
            return
        for entry in entries:
            path = prefix + entry.name
            if entry.name.startswith(".") and not self._hidden:
                continue
            if not (path.isascii() or is_utf8(path)):
                yield WalkEntry(os.fsencode(path).decode(errors="replace"), None, "not-utf8")
            elif entry.is_file(follow_symlinks=False):
                yield _file(entry, path)
            elif entry.is_dir(follow_symlinks=False) and not _is_junction(entry):
                real = os.path.realpath(entry.path)
                yield from self.below(entry.path, path + "/", (*above, real))
            else:
                yield from self._other(entry, path, above)

    def _other(
        self, entry: "os.DirEntry[str]", path: str, above: tuple[str, ...]
    ) -> Iterator[WalkEntry]:
        """Follow a link that stays inside; what else is neither file nor folder is special."""
        if not (entry.is_symlink() or _is_junction(entry)):
            yield WalkEntry(path, None, "special")
            return
        real = os.path.realpath(entry.path)
        if real != self._root and not real.startswith(self._root + os.sep):
            yield WalkEntry(path, None, "outside")
        elif real in above:
            yield WalkEntry(path, None, "circle")
        elif os.path.isdir(real):
            yield from self.below(entry.path, path + "/", (*above, real))
        elif os.path.isfile(real):
            yield _file(entry, path)
        else:
            yield WalkEntry(path, None, "special" if os.path.exists(real) else "circle")


def is_link(status: os.stat_result) -> bool:
    """Return whether the status that `lstat` gives is that of a link, or a junction of Windows."""
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION


def _is_junction(entry: "os.DirEntry[str]") -> bool:
    return sys.platform == "win32" and is_link(entry.stat(follow_symlinks=False))


def is_utf8(path: str) -> bool:
    """Return whether a text, such as a file's name, is valid UTF-8."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _file(entry: "os.DirEntry[str]", path: str) -> WalkEntry:
    try:
        # On Windows a listing has no inodes, and times that may be old.
        status = os.stat(entry.path) if sys.platform == "win32" else entry.stat()
        return WalkEntry(path, Stamp.of(status))
    except OSError:
        return WalkEntry(path, None, "unreadable")
