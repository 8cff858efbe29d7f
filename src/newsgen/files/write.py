"""Writing a file whole or not at all, and folders that go again when they stay empty."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


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
