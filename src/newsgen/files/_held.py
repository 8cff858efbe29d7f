"""A folder that is held open: what takes its place by name is not it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


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
