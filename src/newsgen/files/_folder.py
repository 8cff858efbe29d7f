"""An output folder that no path leaves, and the folder for files not yet in place."""

import errno
import itertools
import os
import re
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Self

from newsgen.fast.patterns import later
from newsgen.files.lock import NAME_IN_FOLDER
from newsgen.files.walk import Stamp, is_link, walk

PACKED: Final = (".gz", ".br", ".zst")
"""What servers add to the name of a file for a packed copy of it."""


class UnsafePathError(Exception):
    """A path would leave its folder, through a link or by its name."""


class WindowsNameError(UnsafePathError):
    """Windows cannot hold a name: it would be another's, a device, or lead elsewhere."""


class OutputFolder:
    """An output folder into which files are moved, each whole or not at all.

    While it is `held` open, what its path leads to may change: files go into the folder itself.
    """

    def __init__(self, root: Path, *, descriptor: int | None = None) -> None:
        self.root = root
        self._descriptor = descriptor
        self._known: set[str] = {""}
        self._safe: set[str] = {""}

    @classmethod
    @contextmanager
    def held(cls, root: Path) -> Iterator[Self]:
        """Hold a folder open during a `with` block, where the system can."""
        if sys.platform == "win32" or os.mkdir not in os.supports_dir_fd:
            yield cls(root)
            return
        descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
        try:
            yield cls(root, descriptor=descriptor)
        finally:
            os.close(descriptor)

    def touch(self) -> None:
        """Give the folder itself the present time, where that may be done."""
        with suppress(OSError):
            os.utime(self.root if self._descriptor is None else self._descriptor)

    def check(self, path: str) -> set[str]:
        """Check what is in the way of a file at `path`, without touching it.

        Returns:
            The files in a folder that stands there; most often none does.

        Raises:
            UnsafePathError: a link stands in the way, or the path leaves the folder.

        """
        folder = _parent(path)
        if folder not in self._safe:
            self._check_folder(folder)
        below = walk(self.root / path) if self._is_folder(path) else ()
        return {f"{path}/{entry.path}" for entry in below}

    def _here(self, path: str) -> str:
        """Return the name of a path for calls that are given the open folder too."""
        return f"{self.root}/{path}" if self._descriptor is None else path

    def _status(self, path: str) -> os.stat_result:
        return os.lstat(self._here(path), dir_fd=self._descriptor)

    def _is_folder(self, path: str) -> bool:
        try:
            status = self._status(path)
        except (FileNotFoundError, NotADirectoryError):
            return False
        return stat.S_ISDIR(status.st_mode) and not is_link(status)

    def _check_folder(self, folder: str) -> None:
        parent = _parent(folder)
        if parent not in self._safe:
            self._check_folder(parent)
        with suppress(FileNotFoundError, NotADirectoryError):
            if is_link(self._status(folder)):
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
        self.make_parents(path)
        self._move(source, path)

    def place_all(self, scratch: Path) -> None:
        """Move everything in a folder into this one, which has none of it: single files last."""
        for entry in sorted(scratch.iterdir(), key=lambda entry: (entry.is_file(), entry.name)):
            self._move(str(entry), entry.name)

    def _move(self, source: str, path: str) -> None:
        try:
            os.replace(source, self._here(path), dst_dir_fd=self._descriptor)
        except PermissionError:  # as Windows says of a folder in the way
            if self._is_folder(path):
                raise IsADirectoryError(errno.EISDIR, "", f"{self.root}/{path}") from None
            raise

    def make_parents(self, path: str) -> None:
        """Create the folders above a path.

        Raises:
            UnsafePathError: a link stands in the way, or the path leaves the folder.

        """
        folder = _parent(path)
        if folder not in self._known:
            self._make(folder)

    def _make(self, folder: str) -> None:
        """Create a folder and its parents, checking that each is a real one."""
        parent = _parent(folder)
        if parent not in self._known:
            self._make(parent)
        here, descriptor = self._here(folder), self._descriptor
        try:
            os.mkdir(here, dir_fd=descriptor)
        except FileExistsError:
            status = self._status(folder)
            if is_link(status):
                raise UnsafePathError(folder) from None
            if not stat.S_ISDIR(status.st_mode):
                os.unlink(here, dir_fd=descriptor)
                os.mkdir(here, dir_fd=descriptor)
        self._known.add(folder)

    def remove(self, path: str) -> None:
        """Delete a file, and the folders that become empty with it; a link is never followed.

        Nor is a path that leaves the folder, which a damaged cache may name.
        """
        parts = path.split("/")
        if not {"", ".", ".."}.isdisjoint(parts):
            return
        for depth in range(1, len(parts)):
            with suppress(FileNotFoundError, NotADirectoryError):
                if is_link(self._status("/".join(parts[:depth]))):
                    return
        descriptor = self._descriptor
        if not self._is_folder(path):
            with suppress(FileNotFoundError, NotADirectoryError):
                os.unlink(self._here(path), dir_fd=descriptor)
        for depth in range(len(parts) - 1, 0, -1):
            try:
                os.rmdir(self._here("/".join(parts[:depth])), dir_fd=descriptor)
            except FileNotFoundError:  # somebody deleted it: those above may be empty by that
                continue
            except OSError:
                return
            self._known.discard("/".join(parts[:depth]))

    def packed(self, path: str) -> list[str]:
        """Return the packed copies that lie beside a file."""
        return [path + ending for ending in PACKED if self._is_there(path + ending)]

    def _is_there(self, path: str) -> bool:
        try:
            self._status(path)
        except (FileNotFoundError, NotADirectoryError):
            return False
        return True


def _parent(path: str) -> str:
    """Return the folder of a path, refusing invalid names. Raises `UnsafePathError`."""
    parent, _, name = path.rpartition("/")
    if name in ("", ".", ".."):
        raise UnsafePathError(path)
    if sys.platform == "win32" and windows_trouble(name):
        raise WindowsNameError(path)
    return parent


_WINDOWS_NAME = later(
    r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\..*)?|.*[. ]|.*[<>:\"|?*\\].*", re.IGNORECASE
)
_FREE_OF_TROUBLE = later(
    r"(?:(?!con|prn|aux|nul|com|lpt)[^ ./<>:\"|?*\\]+(?:/|\.(?:aspx|html)\Z|\Z))*", re.IGNORECASE
)
"""Most paths, known at one look."""


def windows_trouble(path: str) -> str:
    """Return the first name in a path that Windows cannot hold; empty if there is none."""
    if _FREE_OF_TROUBLE.fullmatch(path):
        return ""
    return next((s for s in path.split("/") if _WINDOWS_NAME.fullmatch(s)), "")


FILES_IN_FOLDER: Final = 100
"""Creating files is faster in small folders."""
_CREATE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_numbers = itertools.count()


class Scratch:
    """A folder for files that are not yet in place, on the same file system as the output.

    With `whole` it has the layout of the output, which is empty, and is moved there as a whole.
    """

    def __init__(self, folder: Path, *, whole: bool) -> None:
        self.folder = folder
        self.whole = whole
        self._tree = OutputFolder(folder)

    @classmethod
    def prepare(cls, preferred: Path, output: Path) -> "Scratch":
        """Create an empty folder in the preferred one, whose other content is deleted.

        It lies in the output only if that is another file system. Each process has its own: a
        worker of a build that was killed may still be writing.
        """
        same = preferred.parent.stat().st_dev == output.stat().st_dev
        inside = output / ".newsgen-scratch"
        above = preferred if same else inside
        shutil.rmtree(above, ignore_errors=True)
        whole = {path.name for path in output.iterdir()} <= {inside.name, NAME_IN_FOLDER}
        above.mkdir()  # a link would lead elsewhere
        folder = above / str(os.getpid())
        folder.mkdir()
        return cls(folder, whole=whole)

    def write(self, data: bytes, path: str) -> tuple[str, Stamp]:
        """Write a file, given by its bytes and the path that it will have.

        Several processes may write at once.

        Returns:
            Its name in this folder, and its stamp.

        Raises:
            UnsafePathError: the path leaves the folder.

        """
        name = path if self.whole else self._numbered()
        self._tree.make_parents(name)
        descriptor = os.open(self.path(name), _CREATE, 0o644)
        try:
            while data:
                data = data[os.write(descriptor, data) :]
            return name, Stamp.of(os.fstat(descriptor))
        finally:
            os.close(descriptor)

    @staticmethod
    def _numbered() -> str:
        folder, number = divmod(next(_numbers), FILES_IN_FOLDER)
        return f"{os.getpid()}-{folder}/{number}"

    @property
    def folds_case(self) -> bool:
        """Return whether names of this file system that differ in letter case lead to one file."""
        above = self.folder.parent
        return above.with_name(above.name.upper()).exists()

    def path(self, name: str) -> str:
        return f"{self.folder}/{name}"

    def clear(self) -> None:
        """Delete what `prepare` created."""
        shutil.rmtree(self.folder.parent, ignore_errors=True)


@contextmanager
def held_path(folder: Path) -> Iterator[Path]:
    """Hold a folder open during a `with` block, and give a path that leads into it alone.

    Linux has such a path for each open file, which worker processes and git may use too. Where
    there is none, or the folder cannot be opened, the path is the one that was given.
    """
    if sys.platform == "win32":  # there a folder cannot be opened
        yield folder
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        yield folder
        return
    try:
        path = Path(f"/proc/{os.getpid()}/fd/{descriptor}")
        yield path if _leads_to(path, descriptor) else folder
    finally:
        os.close(descriptor)


def _leads_to(path: Path, descriptor: int) -> bool:
    with suppress(OSError):
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    return False
