"""The lock of a file or a folder."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

PATIENCE: Final = 2.0
"""Seconds to wait for a lock: the workers of a build just killed may take a moment to exit."""
NAME_IN_FOLDER: Final = ".newsgen-lock"
"""On Windows a folder cannot be locked, so a file in it is, for as long as the lock is held."""


class LockedError(Exception):
    """Another process holds the lock."""


@contextmanager
def lock(path: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of a file, created if missing, or of a folder during a `with` block.

    Waits up to `patience` seconds.

    Raises:
        LockedError: another process holds it.

    """
    is_folder = path.is_dir()
    inside = path / NAME_IN_FOLDER if is_folder and sys.platform == "win32" else None
    flags = os.O_RDONLY if is_folder and inside is None else os.O_RDWR | os.O_CREAT
    descriptor = os.open(inside or path, flags, 0o644)
    try:
        _acquire(descriptor, time.monotonic() + patience)
        yield
    finally:
        os.close(descriptor)
        if inside is not None:
            with suppress(OSError):  # another process waits for it
                inside.unlink()


def _acquire(descriptor: int, deadline: float) -> None:
    while True:
        try:
            _try_lock(descriptor)
        except (BlockingIOError, PermissionError):
            if time.monotonic() > deadline:
                raise LockedError from None
            time.sleep(0.05)
        else:
            return


def _try_lock(descriptor: int) -> None:
    """Lock an open file. Raises `BlockingIOError`, or on Windows `PermissionError`, if locked."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 (only there)

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 (not there)

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
