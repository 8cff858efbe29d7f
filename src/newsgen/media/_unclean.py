"""Why a file cannot be cleaned."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Final

MOST_PIXELS: Final = 100_000_000
"""A larger picture is neither decoded nor published: a pixel takes three or four bytes."""
_LEAST_WORK, _SMALL, _MORE = 36_000_000, 1 << 20, 100
"""What may be done for a small file, the bytes of one, and what for each byte more."""


class UncleanError(Exception):
    """A file cannot be cleaned: the reason, and what its author can do about it."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


def too_large(width: int, height: int) -> UncleanError:
    """Return the error of a picture that fills the memory of who looks at it."""
    return UncleanError(
        f"it has {width:,} by {height:,} pixels",
        "Make it smaller: 2,000 pixels across are enough for any screen.",
    )


def too_much() -> UncleanError:
    """Return the error of a small file that unpacks to a very large one."""
    return UncleanError("it unpacks to too much", "Save or print it as a new, simpler file.")


def damaged() -> UncleanError:
    """Return the error of a file that is not whole, or not in the form of its kind."""
    return UncleanError("it is damaged", "Open it, save it again, and check that all is there.")


def locked() -> UncleanError:
    """Return the error of a file that only a password opens."""
    return UncleanError("it is locked with a password", "Save it without a password.")


def macros() -> UncleanError:
    """Return the error of a document that could do something where it is opened."""
    return UncleanError("it holds macros", "Save it as a document without macros.")


class _WorkLeft:
    """What may still be done for a file, in bytes of it that are unpacked."""

    def __init__(self, size: int) -> None:
        self.left = _LEAST_WORK + _MORE * max(size - _SMALL, 0)


_work: ContextVar[_WorkLeft | None] = ContextVar("_work", default=None)


@contextmanager
def bounded(size: int) -> Iterator[None]:
    """Bound the work for a file of so many bytes, and for all files in it."""
    if _work.get():
        yield
        return
    token = _work.set(_WorkLeft(size))
    try:
        yield
    finally:
        _work.reset(token)


def spend(work: int) -> None:
    """Count work for the file that is being cleaned, so that what it takes is bounded.

    Raises:
        UncleanError: it is too much.

    """
    if current := _work.get():
        current.left -= work
        if current.left < 0:
            raise too_much()


def inflated(packed: bytes | memoryview, wbits: int = zlib.MAX_WBITS) -> bytes:
    """Return what was packed as zlib does, as far as it can be unpacked; `wbits` are as there.

    Raises:
        UncleanError: it is too much.

    """
    most = _work.get()
    unpacker, unpacked = zlib.decompressobj(wbits), b""
    with suppress(zlib.error):
        unpacked = unpacker.decompress(packed, (most.left if most else _LEAST_WORK) + 1)
    spend(len(unpacked))
    return unpacked
