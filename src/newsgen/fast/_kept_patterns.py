"""What patterns compile to, kept where Python keeps what newsgen's own code compiles to.

Compiling the hundred patterns that real releases need takes a sixth of building a hundred of them,
and each worker would compile them again. They are part of the program, and none is made of what a
site says, so their code may lie beside that of the modules.
"""

import importlib.util
import marshal
import os
import re
import struct
import sys
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import Any, Final, NamedTuple
from zlib import crc32

KNOWN: Final = ((3, 11), (3, 13))
"""Versions of Python whose way of compiling is known here: all of them are tested."""
_TAG: Final = sys.implementation.cache_tag
FILE: Final = (
    Path(importlib.util.cache_from_source(__file__)).with_name(f"patterns.{_TAG}.kept")
    if _TAG
    else None
)
"""Where they are kept: nowhere, if Python keeps none. Each record is appended by one write."""
_HEAD: Final = struct.Struct("<16sII")
"""How a record begins: the pattern's digest, then size and checksum of what it compiles to."""


class PatternCode(NamedTuple):
    """What a pattern compiles to: with all of its flags, and the numbers of its named groups."""

    flags: int
    words: list[int]
    groups: int
    names: dict[str, int]


def compile_kept(pattern: str, flags: int) -> re.Pattern[str]:
    """Return what `re.compile` does, compiled only if no process has done so before."""
    if FILE is None or sys.version_info[:2] not in KNOWN:
        return re.compile(pattern, flags)
    digest = _digest(pattern, flags)
    data = _kept(FILE).get(digest)
    if data is not None:
        with suppress(ValueError, EOFError, TypeError, RuntimeError):
            return _assembled(pattern, PatternCode(*marshal.loads(data)))  # noqa: S302 (as Python does)
    code = _compiled(pattern, int(flags))
    if not sys.dont_write_bytecode:
        _keep(FILE, digest, marshal.dumps(tuple(code)))
    return _assembled(pattern, code)


def _digest(pattern: str, flags: int) -> bytes:
    """Digest all that decides what a pattern compiles to."""
    made_of = f"{sys.hexversion} {_compiler.MAGIC} {int(flags)} {pattern}"
    return blake2b(made_of.encode(errors="surrogatepass"), digest_size=16).digest()


@cache
def _kept(file: Path) -> dict[bytes, bytes]:
    """Return what is in the file, by the digests of the patterns; a damaged one starts afresh."""
    with suppress(OSError):
        try:
            return _records(file.read_bytes())
        except (ValueError, struct.error):
            file.unlink()
    return {}


def _records(data: bytes) -> dict[bytes, bytes]:
    """Return the records of a file. Raises `ValueError` if it is damaged."""
    records, start = {}, 0
    while start < len(data):
        digest, size, checksum = _HEAD.unpack_from(data, start)
        start += _HEAD.size + size
        records[digest] = data[start - size : start]
        if crc32(records[digest]) != checksum:
            raise ValueError("a record is not what was written")
    return records


def _keep(file: Path, digest: bytes, data: bytes) -> None:
    """Append a record to the file, if that is possible."""
    record = _HEAD.pack(digest, len(data), crc32(data)) + data
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _BINARY, 0o644)
        try:
            os.write(descriptor, record)
        finally:
            os.close(descriptor)


_BINARY: Final[int] = getattr(os, "O_BINARY", 0)


def _compiled(pattern: str, flags: int) -> PatternCode:
    """Compile a pattern, as `re` does."""
    tree: Any = _parser.parse(pattern, flags)
    words = [int(word) for word in _compiler._code(tree, flags)]  # noqa: SLF001
    state = tree.state
    return PatternCode(flags | state.flags, words, state.groups - 1, dict(state.groupdict))


def _assembled(pattern: str, code: PatternCode) -> re.Pattern[str]:
    """Return the pattern, as `re` does when it has compiled it."""
    by_number: list[str | None] = [None] * (code.groups + 1)
    for name, number in code.names.items():
        by_number[number] = name
    assembled: re.Pattern[str] = _compiler._sre.compile(  # noqa: SLF001
        pattern, code.flags, code.words, code.groups, code.names, tuple(by_number)
    )
    return assembled
