"""An output folder that no path leaves."""

import os
import re
import stat
from contextlib import suppress
from pathlib import Path

from newsgen.files.walk import walk


class UnsafePathError(Exception):
    """A path would leave its folder, through a link or by its name."""


class OutputFolder:
    """An output folder into which files are moved, each whole or not at all."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._known: set[str] = {""}
        self._safe: set[str] = {""}

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
        self.make_parents(path)
        self._move(source, path)

    def place_all(self, scratch: Path) -> None:
        """Move everything in a folder into this one, which has none of it: single files last."""
        for entry in sorted(scratch.iterdir(), key=lambda entry: (entry.is_file(), entry.name)):
            self._move(str(entry), entry.name)

    def _move(self, source: str, path: str) -> None:
        os.replace(source, f"{self.root}/{path}")

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
        """Delete a file, and the folders that become empty with it; a link is never followed."""
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
            except FileNotFoundError:  # somebody deleted it: those above may be empty by that
                continue
            except OSError:
                return
            self._known.discard("/".join(parts[:depth]))


def _parent(path: str) -> str:
    """Return the folder of a path, refusing invalid names. Raises `UnsafePathError`."""
    parent, _, name = path.rpartition("/")
    if name in ("", ".", "..") or (os.name == "nt" and re.search(r"[\\:]", name)):
        raise UnsafePathError(path)
    return parent
