"""Canonical values to digests.

A view is digested field by field, so that the same encoding gives its key and, later, the names of
the fields that changed. Dictionaries keep their order: a view's order is part of what a template
sees.
"""

import zlib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from hashlib import blake2b
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


def view_fields(view: Any) -> Iterator[tuple[str, bytes]]:
    """Yield a view's fields with their encodings, one level deep: `release.title`, `area` ..."""
    for name, inner in _shape(type(view)):
        value = getattr(view, name)
        if inner:
            for part in inner:
                yield f"{name}.{part}", _encode(getattr(value, part))
        else:
            yield name, _encode(value)


def checksums(encodings: Iterator[bytes] | list[bytes]) -> bytes:
    """Four bytes a field: enough to say which field changed, never used to decide that one did."""
    return b"".join(zlib.crc32(part).to_bytes(4, "big") for part in encodings)


def _encode(value: Any) -> bytes:
    if value.__class__ is str:  # most fields are; JSON would only escape them
        return b'"' + value.encode()
    return to_json(value, bytes_mode="hex")


_SHAPES: dict[type, list[tuple[str, tuple[str, ...]]]] = {}


def _shape(cls: type) -> list[tuple[str, tuple[str, ...]]]:
    """Return a view's fields; one that is always a dataclass comes with the names in it."""
    if cls not in _SHAPES:
        declared: Any = cls
        _SHAPES[cls] = [
            (f.name, tuple(inner.name for inner in fields(f.type)))
            if isinstance(f.type, type) and is_dataclass(f.type)
            else (f.name, ())
            for f in fields(declared)
        ]
    return _SHAPES[cls]
