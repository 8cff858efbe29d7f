"""The folder for files that are not yet in place."""

import itertools
import os
import shutil
from pathlib import Path
from typing import Final

from newsgen.files._folder import OutputFolder
from newsgen.files.lock import NAME_IN_FOLDER
from newsgen.files.walk import Stamp

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
