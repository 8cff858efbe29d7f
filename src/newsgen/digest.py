"""Canonical values to digests.

A view is digested field by field, so that the same encoding gives its key and, later, the names of
the fields that changed. Dictionaries keep their order: a view's order is part of what a template
sees.
"""

import struct
import zlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from pydantic_core import to_json

SIZE = 16
"""Bytes in a digest."""


def digest_bytes(*parts: bytes) -> bytes:
    """Digest byte strings, each with its length, so that no two sequences collide by joining."""
    lengths = ",".join([str(len(part)) for part in parts])
    return blake2b(b"".join((lengths.encode(), b";", *parts)), digest_size=SIZE).digest()


def digest(*values: Any) -> bytes:
    """Digest plain values, dataclasses and their nests."""
    return digest_bytes(*(_encode(value) for value in values))


def view_fields(view: Any) -> tuple[list[str], list[bytes]]:
    """Return a view's fields and their encodings, one level deep: `release.title`, `area` ..."""
    names, values = _shape(type(view))
    return names, [_encode(value) for value in values(view)]


def checksums(encodings: list[bytes]) -> bytes:
    """Four bytes a field: enough to say which field changed, never used to decide that one did."""
    return struct.pack(f">{len(encodings)}I", *map(zlib.crc32, encodings))


def _encode(value: Any) -> bytes:
    if isinstance(value, str):  # most fields are; JSON would only escape them
        return b'"' + value.encode()
    if value is None:
        return b"null"
    if value == ():
        return b"[]"
    if isinstance(value, set | frozenset):
        raise TypeError("a set has no order, so no digest")
    return to_json(value, bytes_mode="hex")


_SHAPES: dict[type, tuple[list[str], Callable[[Any], tuple[Any, ...]]]] = {}


def _shape(cls: Any) -> tuple[list[str], Callable[[Any], tuple[Any, ...]]]:
    """Return the names of a view's fields, and a function that gets them all.

    A field that is always a dataclass is taken apart, so that its parts are named.
    """
    if cls not in _SHAPES:
        names = [
            name
            for f in fields(cls)
            for name in (
                [f"{f.name}.{inner.name}" for inner in fields(f.type)]
                if isinstance(f.type, type) and is_dataclass(f.type)
                else [f.name]
            )
        ]
        getter = attrgetter(*names)
        _SHAPES[cls] = names, getter if len(names) > 1 else lambda view: (getter(view),)
    return _SHAPES[cls]
