"""Walking a folder, the stamps of its files, and reading those that a site has by fixed names."""

import os
import stat
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from errno import EINVAL
from functools import partial
from itertools import chain, compress
from operator import and_, attrgetter, not_
from pathlib import Path
from typing import Final, NamedTuple

DEEPEST: Final = 100
"""So many folders may lie within each other; no real archive or theme has a tenth of them."""
Look = Callable[[str], os.stat_result]
_JUNCTION: Final = 0xA0000003
"""The tag of a folder on Windows that is a link, and not called a symbolic one."""
_UNKNOWN: Final = os.stat_result([0] * 10)
"""The status of what cannot be looked at."""
_MODE: Final = attrgetter("st_mode")
_STAMP: Final = attrgetter("st_size", "st_mtime_ns", "st_ino")


class Stamp(NamedTuple):
    """What `stat` says of a file: enough to consider it unchanged."""

    size: int
    mtime_ns: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Stamp":
        return cls._make(_STAMP(status))


class WalkEntry(NamedTuple):
    """A file of a walk: its path relative to the root, with `/`, and its stamp or problem."""

    path: str
    stamp: Stamp | None
    problem: str = ""


class WalkedFolder(NamedTuple):
    """A folder of a walk: its path ends in `/`, and that of the root is empty.

    Its plain files are given by name, and each with the values of its stamp. `others` are links to
    files, and what cannot be followed or read.
    """

    path: str
    names: list[str]
    values: list[tuple[int, int, int]]
    others: list[WalkEntry]

    def entries(self) -> Iterator[WalkEntry]:
        paths = [self.path + name for name in self.names]
        return chain(map(WalkEntry, paths, map(Stamp._make, self.values)), self.others)


def walk(root: Path, *, hidden: bool = False) -> Iterator[WalkEntry]:
    """Yield every file below `root`, in order of name, without hidden ones by default.

    Those of a folder come before what is in the folders below it. Links are followed while they
    stay inside. What cannot be followed or read is yielded with a `problem`: `outside`, `circle`,
    `unreadable`, `special`, `deep` or `not-utf8`.
    """
    return chain.from_iterable(folder.entries() for folder in walk_folders(root, hidden=hidden))


def walk_folders(
    root: Path, *, hidden: bool = False, shown: Collection[str] = ()
) -> Iterator[WalkedFolder]:
    """Yield the folders that `walk` goes through, `root` first; those `shown` are not hidden."""
    real = os.path.realpath(root)
    yield from _Walk(real, hidden=hidden, shown=shown).below(str(root), "", (real,))


class _Walk:
    """A walk below a folder, given as its real path; `above` are the real paths on the way."""

    def __init__(self, root: str, *, hidden: bool, shown: Collection[str]) -> None:
        self._root = root
        self._hidden, self._shown = hidden, shown

    def below(self, folder: str, prefix: str, above: tuple[str, ...]) -> Iterator[WalkedFolder]:
        try:
            names, statuses = _listing(folder, hidden=self._hidden, shown=self._shown)
        except OSError:
            unreadable = WalkEntry(prefix.rstrip("/") or ".", None, "unreadable")
            yield WalkedFolder(prefix, [], [], [unreadable])
            return
        # Step by step for all names, as almost all are of plain files.
        is_plain = list(map(stat.S_ISREG, map(_MODE, statuses)))
        if not "".join(names).isascii():
            is_plain = list(map(and_, is_plain, map(is_utf8, names)))
        values = list(map(_STAMP, compress(statuses, is_plain)))
        walked = WalkedFolder(prefix, list(compress(names, is_plain)), values, [])
        folders = []
        for name, status in compress(zip(names, statuses, strict=True), map(not_, is_plain)):
            if other := self._other(f"{folder}/{name}", status, prefix + name, above):
                walked.others.append(other)
            elif prefix.count("/") >= DEEPEST:
                walked.others.append(WalkEntry(prefix + name, None, "deep"))
            else:
                place = f"{folder}/{name}"
                real = os.path.realpath(place) if is_link(status) else os.path.join(above[-1], name)
                folders.append((name, place, real))
        yield walked
        for name, place, real in folders:
            yield from self.below(place, f"{prefix}{name}/", (*above, real))

    def _other(
        self, place: str, status: os.stat_result, path: str, above: tuple[str, ...]
    ) -> WalkEntry | None:
        """Return the entry of what is not a plain file, or None for a folder to go into.

        `place` is where it is, `path` what it is called. A link that stays inside is followed.
        """
        if not is_utf8(path):
            return WalkEntry(os.fsencode(path).decode(errors="replace"), None, "not-utf8")
        if not is_link(status):
            if stat.S_ISDIR(status.st_mode):
                return None
            return WalkEntry(path, None, "unreadable" if status is _UNKNOWN else "special")
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


def _listing(
    folder: str, *, hidden: bool, shown: Collection[str]
) -> tuple[list[str], list[os.stat_result]]:
    """Return the names in a folder, in order, and the status of each, `_UNKNOWN` if it has none.

    Raises:
        OSError: the folder cannot be read.

    """
    with opened_to_look(folder) as (place, look):
        names = sorted(
            name for name in os.listdir(place) if name[0] != "." or hidden or name in shown
        )
        return names, _statuses(look, names)


@contextmanager
def opened_to_look(folder: str) -> Iterator[tuple[str | int, Look]]:
    """Give what `listdir` takes for a folder, and a function that looks at a path below it.

    Below an open folder that takes half the time of a long path.

    Raises:
        OSError: the folder cannot be read.

    """
    if sys.platform == "win32" or os.listdir not in os.supports_fd:
        yield folder, lambda path: os.lstat(f"{folder}/{path}")
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor, partial(os.lstat, dir_fd=descriptor)
    finally:
        os.close(descriptor)


def _statuses(look: Look, names: list[str]) -> list[os.stat_result]:
    try:
        return list(map(look, names))
    except OSError:  # a file was deleted since, or nobody may look at what is in the folder
        return [_status(look, name) for name in names]


def _status(look: Look, name: str) -> os.stat_result:
    try:
        return look(name)
    except OSError:
        return _UNKNOWN


def _stamp_of(path: str) -> Stamp | None:
    try:
        return Stamp.of(os.stat(path))
    except OSError:
        return None


def is_link(status: os.stat_result) -> bool:
    """Return whether the status that `lstat` gives is that of a link, or a junction of Windows."""
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION


def is_utf8(path: str) -> bool:
    """Return whether a text, such as a file's name, is valid UTF-8."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


_WITHOUT_WAITING: Final = getattr(os, "O_NONBLOCK", 0)
"""A pipe that nobody writes to is opened at once."""


def read_regular(file: Path) -> bytes:
    """Return the bytes of a file, or of that which a link leads to.

    Raises:
        OSError: it cannot be read, or is a device or a pipe, which may never end.

    """
    with open(file, "rb", buffering=0, opener=_opened) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError(EINVAL, "Not a regular file", str(file))
        return stream.read()


def read_regular_text(file: Path) -> str:
    """Return the text of a file, with line feeds as the only line ends. Raises as above."""
    return with_line_feeds(read_regular(file).decode())


def read_own(file: Path) -> str:
    """Return the text of a file that is a site's own, as messages may quote it.

    Raises:
        OSError: as above, or it is a link that leads out of its folder.

    """
    above, target = os.path.realpath(file.parent), os.path.realpath(file)
    if file.is_symlink() and not Path(target).is_relative_to(above):
        raise OSError(EINVAL, "A symbolic link leads out of the site", str(file))
    return read_regular_text(file)


def with_line_feeds(text: str) -> str:
    """Return a text without a byte order mark and with line feeds as the only line ends."""
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _opened(path: str, flags: int) -> int:
    return os.open(path, flags | _WITHOUT_WAITING)
