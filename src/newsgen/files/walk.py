"""Walking a folder, and the stamps of its files."""

import os
import stat
import sys
from collections.abc import Iterator
from enum import Enum, auto
from itertools import chain
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


class WalkedFolder(NamedTuple):
    """A folder of a walk: its path ends in `/`, and that of the root is empty.

    Its plain files are given by name, and each with its stamp. `others` are links to files, and
    what cannot be followed or read.
    """

    path: str
    names: list[str]
    stamps: list[Stamp]
    others: list[WalkEntry]

    def entries(self) -> Iterator[WalkEntry]:
        paths = [self.path + name for name in self.names]
        return chain(map(WalkEntry, paths, self.stamps), self.others)


def walk(root: Path, *, hidden: bool = False) -> Iterator[WalkEntry]:
    """Yield every file below `root`, in order of name, without hidden ones by default.

    Those of a folder come before what is in the folders below it. Links are followed while they
    stay inside. What cannot be followed or read is yielded with a `problem`: `outside`, `circle`,
    `unreadable`, `special` or `not-utf8`.
    """
    return chain.from_iterable(folder.entries() for folder in walk_folders(root, hidden=hidden))


def walk_folders(root: Path, *, hidden: bool = False) -> Iterator[WalkedFolder]:
    """Yield the folders that `walk` goes through, `root` first."""
    real = os.path.realpath(root)
    yield from _Walk(real, hidden=hidden).below(str(root), "", (real,))


class _Walk:
    """A walk below a folder, given as its real path; `above` are the real paths on the way."""

    def __init__(self, root: str, *, hidden: bool) -> None:
        self._root = root
        self._hidden = hidden

    def below(self, folder: str, prefix: str, above: tuple[str, ...]) -> Iterator[WalkedFolder]:
        try:
            listed = _listing(folder)
        except OSError:
            unreadable = WalkEntry(prefix.rstrip("/") or ".", None, "unreadable")
            yield WalkedFolder(prefix, [], [], [unreadable])
            return
        walked, folders = WalkedFolder(prefix, [], [], []), list[str]()
        for name, kind, stamp in listed:
            if name.startswith(".") and not self._hidden:
                continue
            if not (name.isascii() or is_utf8(name)):
                path = prefix + os.fsencode(name).decode(errors="replace")
                walked.others.append(WalkEntry(path, None, "not-utf8"))
            elif stamp:
                walked.names.append(name)
                walked.stamps.append(stamp)
            elif other := self._other(f"{folder}/{name}", kind, prefix + name, above):
                walked.others.append(other)
            else:
                folders.append(name)
        yield walked
        for name in folders:
            place = f"{folder}/{name}"
            yield from self.below(place, f"{prefix}{name}/", (*above, os.path.realpath(place)))

    def _other(
        self, place: str, kind: "_EntryKind", path: str, above: tuple[str, ...]
    ) -> WalkEntry | None:
        """Return the entry of what is not a plain file, or nothing for a folder to go into.

        `place` is where it is, `path` what it is called. A link that stays inside is followed.
        """
        if kind is _EntryKind.FOLDER:
            return None
        if kind is not _EntryKind.LINK:
            return WalkEntry(path, None, "unreadable" if kind is _EntryKind.FILE else "special")
        real = os.path.realpath(place)
        if real != self._root and not real.startswith(self._root + os.sep):
            return WalkEntry(path, None, "outside")
        if real in above:
            return WalkEntry(path, None, "circle")
        return None if os.path.isdir(real) else _linked(place, path, real)


def _linked(place: str, path: str, real: str) -> WalkEntry:
    """Return the entry of a link that leads to no folder."""
    if os.path.isfile(real):
        stamp = _stamp_of(place)
        return WalkEntry(path, stamp, "" if stamp else "unreadable")
    return WalkEntry(path, None, "special" if os.path.exists(real) else "circle")


class _EntryKind(Enum):
    """What a name in a folder is."""

    FILE = auto()
    FOLDER = auto()
    LINK = auto()
    SPECIAL = auto()


def _listing(folder: str) -> list[tuple[str, _EntryKind, Stamp | None]]:
    """Return what is in a folder by name, with the stamps of its files.

    Raises:
        OSError: the folder cannot be read.

    """
    if sys.platform == "win32" or os.scandir not in os.supports_fd:
        return _scanned(folder)
    # Below an open folder, a file is looked at by its name alone, in half the time of a long path.
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        return _scanned(descriptor)
    finally:
        os.close(descriptor)


def _scanned(folder: str | int) -> list[tuple[str, _EntryKind, Stamp | None]]:
    with os.scandir(folder) as scanned:
        entries = sorted(scanned, key=attrgetter("name"))
        kinds = map(_kind, entries)
        return [
            (entry.name, kind, _stamp(entry) if kind is _EntryKind.FILE else None)
            for entry, kind in zip(entries, kinds, strict=True)
        ]


def _kind(entry: "os.DirEntry[str]") -> _EntryKind:
    if entry.is_file(follow_symlinks=False):
        return _EntryKind.FILE
    if entry.is_symlink() or _is_junction(entry):
        return _EntryKind.LINK
    return _EntryKind.FOLDER if entry.is_dir(follow_symlinks=False) else _EntryKind.SPECIAL


def _stamp(entry: "os.DirEntry[str]") -> Stamp | None:
    """Return the stamp of a file, or nothing if it cannot be looked at."""
    if sys.platform == "win32":  # there a listing has no inodes, and times that may be old
        return _stamp_of(entry.path)
    try:
        return Stamp.of(entry.stat())
    except OSError:
        return None


def _stamp_of(path: str) -> Stamp | None:
    try:
        return Stamp.of(os.stat(path))
    except OSError:
        return None


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
