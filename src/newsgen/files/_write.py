"""Writing a file atomically, and folders that are deleted when they stay empty."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from newsgen.files.walk import Stamp


def write_atomically(file: Path, data: bytes) -> Stamp:
    """Write a file whole or not at all; an existing one keeps its mode. Raises OSError.

    Returns:
        The stamp of what was written: a later change gives another.

    """
    # The name of the file itself may have the greatest length.
    scratch = file.with_name(f".newsgen-{os.getpid()}")
    try:
        scratch.unlink(missing_ok=True)  # a link must not lead elsewhere
        with scratch.open("xb") as stream:
            stream.write(data)
        if file.exists():
            shutil.copymode(file, scratch)
        stamp = Stamp.of(scratch.stat())
        scratch.replace(file)
    except OSError:
        with suppress(OSError):
            scratch.unlink()
        raise
    return stamp


@contextmanager
def ensure_dir(folder: Path) -> Iterator[None]:
    """Create a folder and its parents; those that are empty after a `with` block are deleted."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    finally:
        for path in missing:
            with suppress(OSError):
                path.rmdir()
