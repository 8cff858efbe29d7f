"""Files: walking, locking, writing whole or not at all, and staying inside a folder."""

import itertools
import os
import re
import shutil
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


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


def write_whole(file: Path, data: bytes) -> None:
    """Write a file whole or not at all; one that is there keeps its mode. Raises OSError."""
    scratch = file.with_name(f".newsgen-{os.getpid()}")  # the name itself may be as long as can be
    try:
        scratch.write_bytes(data)
        if file.exists():
            shutil.copymode(file, scratch)
        scratch.replace(file)
    except OSError:
        with suppress(OSError):
            scratch.unlink()
        raise


def is_as_written(path: str, size: int, mtime_ns: int) -> bool:
    """Tell whether a file has the size and time that it had when it was written."""
    try:
        found = os.lstat(path)
    except OSError:
        return False
    return found.st_size == size and found.st_mtime_ns == mtime_ns and stat.S_ISREG(found.st_mode)


@contextmanager
def made(folder: Path) -> Iterator[None]:
    """Make a folder, with those above it; what is empty after a `with` block goes again."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    finally:
        for path in missing:
            with suppress(OSError):
                path.rmdir()


PATIENCE: Final = 2.0
"""Seconds to wait for a lock: the workers of a build just killed may take a moment to go."""


class LockedError(Exception):
    """Another process holds the lock."""


@contextmanager
def lock(path: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of a file, made if need be, or of a folder, for the length of a `with` block.

    Waits up to `patience` seconds.

    Raises:
        LockedError: another process keeps it.

    """
    if fcntl is None:
        yield
        return
    flags = os.O_RDONLY if path.is_dir() else os.O_RDWR | os.O_CREAT
    descriptor = os.open(path, flags, 0o644)
    try:
        _acquire(descriptor, time.monotonic() + patience)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise LockedError from None
            time.sleep(0.05)
        else:
            return


class UnsafePathError(Exception):
    """A path would leave its folder, through a link or by its name."""


FILES_IN_FOLDER: Final = 100
"""Making files is quicker in small folders."""
_numbers = itertools.count()


class Scratch:
    """A folder for files that are not yet in place, on the same file system as the output.

    With `whole` it has the shape of the output, which is empty, and is put in place as a whole.
    """

    def __init__(self, folder: Path, *, whole: bool) -> None:
        self.folder = folder
        self.whole = whole
        self._tree = Folder(folder)

    @classmethod
    def prepare(cls, preferred: Path, output: Path) -> "Scratch":
        """Make an empty folder in the preferred one, of which all else is deleted.

        It lies in the output only if that is another file system. Each process has its own: a
        worker of a build that was killed may still be writing.
        """
        same = preferred.parent.stat().st_dev == output.stat().st_dev
        inside = output / ".newsgen-scratch"
        above = preferred if same else inside
        shutil.rmtree(above, ignore_errors=True)
        whole = not any(path != inside for path in output.iterdir())
        above.mkdir()  # a link would lead elsewhere
        folder = above / str(os.getpid())
        folder.mkdir()
        return cls(folder, whole=whole)

    def write(self, files: Sequence[tuple[bytes, str]]) -> list[tuple[str, Stamp]]:
        """Write files, given by their bytes and the paths that they will have.

        All are opened, then all are written. Several processes may write at once.

        Returns:
            Their names in this folder, and their stamps.

        Raises:
            UnsafePathError: a path leaves the folder.

        """
        names = [path if self.whole else self._numbered() for _, path in files]
        descriptors: list[int] = []
        try:
            for name in names:
                self._tree.make_way(name)
                flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
                descriptors.append(os.open(self.path(name), flags, 0o644))
            for descriptor, (data, _) in zip(descriptors, files, strict=True):
                _write_all(descriptor, data)
            stamps = [Stamp.of(os.fstat(descriptor)) for descriptor in descriptors]
        finally:
            for descriptor in descriptors:
                os.close(descriptor)
        return list(zip(names, stamps, strict=True))

    @staticmethod
    def _numbered() -> str:
        folder, number = divmod(next(_numbers), FILES_IN_FOLDER)
        return f"{os.getpid()}-{folder}/{number}"

    def path(self, name: str) -> str:
        return f"{self.folder}/{name}"

    def clear(self) -> None:
        """Delete what `prepare` made."""
        shutil.rmtree(self.folder.parent, ignore_errors=True)


class Folder:
    """An output folder into which files are moved, each whole or not at all."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._known: set[str] = {""}
        self._safe: set[str] = {""}

    def check(self, path: str) -> set[str]:
        """Look at what stands in the way of a file at `path`, without touching it.

        Returns:
            The files in a folder that stands there; most often none does.

        Raises:
            UnsafePathError: a link stands in the way, or the path leaves the folder.

        """
        folder = _parent(path)
        if folder not in self._safe:
            self._check_folder(folder)
        here = f"{self.root}/{path}"
        try:
            is_folder = stat.S_ISDIR(os.lstat(here).st_mode)
        except (FileNotFoundError, NotADirectoryError):
            return set()
        return {f"{path}/{entry.path}" for entry in walk(Path(here))} if is_folder else set()

    def _check_folder(self, folder: str) -> None:
        parent = _parent(folder)
        if parent not in self._safe:
            self._check_folder(parent)
        with suppress(FileNotFoundError, NotADirectoryError):
            if stat.S_ISLNK(os.lstat(f"{self.root}/{folder}").st_mode):
                raise UnsafePathError(folder)
        self._safe.add(folder)

    def place(self, source: str, path: str) -> None:
        """Move the file `source` to `path` (relative, with `/`), replacing what is there.

        The path has been checked. A stale file where a folder must be is removed.

        Raises:
            UnsafePathError: a link stands in the way.
            IsADirectoryError: a folder stands at `path`.
            OSError: the folder cannot be written.

        """
        self.make_way(path)
        self._move(source, path)

    def place_all(self, scratch: Path) -> None:
        """Move all that a folder holds into this one, which has none of it: single files last."""
        for entry in sorted(scratch.iterdir(), key=lambda entry: (entry.is_file(), entry.name)):
            self._move(str(entry), entry.name)

    def _move(self, source: str, path: str) -> None:
        os.replace(source, f"{self.root}/{path}")

    def make_way(self, path: str) -> None:
        """Make the folders above a path.

        Raises:
            UnsafePathError: a link stands in the way, or the path leaves the folder.

        """
        folder = _parent(path)
        if folder not in self._known:
            self._make(folder)

    def _make(self, folder: str) -> None:
        """Make a folder, and its parents, checking that each is a real one."""
        parent = _parent(folder)
        if parent not in self._known:
            self._make(parent)
        here = f"{self.root}/{folder}"
        try:
            os.mkdir(here)
        except FileExistsError:
            mode = os.lstat(here).st_mode
            if stat.S_ISLNK(mode):
                raise UnsafePathError(folder) from None
            if not stat.S_ISDIR(mode):
                os.unlink(here)
                os.mkdir(here)
        self._known.add(folder)

    def remove(self, path: str) -> None:
        """Unlink a file, and the folders that become empty with it; a link is never followed."""
        parts = path.split("/")
        for depth in range(1, len(parts)):
            here = f"{self.root}/{'/'.join(parts[:depth])}"
            with suppress(FileNotFoundError):
                if stat.S_ISLNK(os.lstat(here).st_mode):
                    return
        with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            os.unlink(f"{self.root}/{path}")
        for depth in range(len(parts) - 1, 0, -1):
            try:
                os.rmdir(f"{self.root}/{'/'.join(parts[:depth])}")
            except OSError:
                return
            self._known.discard("/".join(parts[:depth]))


def _parent(path: str) -> str:
    """Return the folder of a path, refusing names that are none. Raises `UnsafePathError`."""
    parent, _, name = path.rpartition("/")
    if name in ("", ".", "..") or (os.name == "nt" and re.search(r"[\\:]", name)):
        raise UnsafePathError(path)
    return parent


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
