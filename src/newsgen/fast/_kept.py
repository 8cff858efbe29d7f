"""What newsgen's own code has made, kept where Python keeps what that code compiles to.

It is part of the program, and none of it is made of what a site says, so it may lie beside the code
of the modules.
"""

import importlib.util
import marshal
import os
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final, TypeVar
from zlib import crc32

from xxhash import xxh3_128_digest

Value = TypeVar("Value")
_TAG: Final = sys.implementation.cache_tag
_HEAD: Final = struct.Struct("<16sII")
"""How a record begins: the digest of what it is made of, then its size and checksum."""
_MOST: Final = 1 << 21
"""Bytes of a file, which is read whole: one of several versions of newsgen has more."""


@cache
def file_of(name: str) -> Path | None:
    """Return the file where things of a kind are kept: nowhere, if Python keeps nothing."""
    folder = Path(importlib.util.cache_from_source(__file__)).parent if _TAG else None
    return folder and folder / f"{name}.{_TAG}.kept"


def kept(file: Path | None, made_of: str, kind: type[Value], make: Callable[[], Value]) -> Value:
    """Return what `make` does, made only if no process has kept it in the file before.

    It is of one kind, that `marshal` can write, and `made_of` says all that decides it, apart from
    the version of Python.
    """
    if file is None:
        return make()
    digest = _digest(made_of)
    data, checksum = _records(file).get(digest, (b"", 0))
    if data and crc32(data) == checksum:
        with suppress(ValueError, EOFError, TypeError):
            value = marshal.loads(data)  # noqa: S302 (as Python does)
            if isinstance(value, kind):
                return value
    value = make()
    if not sys.dont_write_bytecode:
        _append(file, digest, marshal.dumps(value))  # type: ignore[arg-type]
    return value


def forget_files() -> None:
    """Read each file afresh, as a process does that has just begun."""
    _records.cache_clear()


def _digest(made_of: str) -> bytes:
    text = f"{sys.hexversion} {made_of}"
    return xxh3_128_digest(text.encode(errors="surrogatepass"))


@cache
def _records(file: Path) -> dict[bytes, tuple[memoryview, int]]:
    """Return what is in a file with its checksums, by its digests; a bad one starts afresh."""
    with suppress(OSError):
        try:
            return _split(file.read_bytes())
        except (ValueError, struct.error):
            file.unlink()
    return {}


def _split(data: bytes) -> dict[bytes, tuple[memoryview, int]]:
    """Return the records of a file, most of which nobody asks for.

    Raises `ValueError` if it does not end with a record, or has too many.
    """
    if len(data) > _MOST:
        raise ValueError("it has grown with each version")
    view, start = memoryview(data), 0
    records = {}
    while start < len(data):
        digest, size, checksum = _HEAD.unpack_from(data, start)
        start += _HEAD.size + size
        records[digest] = view[start - size : start], checksum
    if start > len(data):
        raise ValueError("the last record is cut")
    return records


def _append(file: Path, digest: bytes, data: bytes) -> None:
    """Append a record to a file by one write, if that is possible."""
    record = _HEAD.pack(digest, len(data), crc32(data)) + data
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _BINARY, 0o644)
        try:
            os.write(descriptor, record)
        finally:
            os.close(descriptor)


_BINARY: Final[int] = getattr(os, "O_BINARY", 0)
