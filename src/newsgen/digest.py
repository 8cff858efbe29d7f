"""Canonical values to digests.

A view is digested field by field, so that the same encoding gives its key and, later, the names of
the fields that changed. Dictionaries keep their order: a view's order is part of what a template
sees.
"""

import struct
import zlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any, Final

from pydantic_core import to_json
from xxhash import xxh3_128, xxh3_128_digest

SIZE = 16
"""Bytes in a digest."""
_NO_TEXT: Final = b"\xfe"
_END: Final = b"\xff"
"""Two bytes that are in no UTF-8: before the encoding of what is no text, and between fields."""


def digest_bytes(*parts: bytes) -> bytes:
    """Digest byte strings, each with its length, so that no two sequences collide by joining."""
    # Nobody gains by a collision, and SHA-256 takes twenty times as long for a page.
    lengths = ",".join([str(len(part)) for part in parts])
    hashed = xxh3_128(f"{lengths};".encode())
    for part in parts:
        hashed.update(part)
    return hashed.digest()


def digest(*values: Any) -> bytes:
    """Digest plain values, dataclasses and their nests."""
    return digest_bytes(*(_shown(value) for value in values))


def digest_fields(encodings: list[bytes]) -> bytes:
    """Digest encodings: none holds the byte between them, but digests, which have one length."""
    return xxh3_128_digest(_END.join(encodings))


class Encoder:
    """Encodes views field by field, one level deep: `release.title`, `area` ...

    What a view has in common with the one before it, such as the way from the home page, is
    encoded once.
    """

    def __init__(self) -> None:
        self._last: dict[type, tuple[tuple[Any, ...], list[bytes]]] = {}

    def encodings(self, view: Any) -> list[bytes]:
        """Encode a view's fields; no encoding holds the byte that stands between them."""
        cls = view.__class__
        values = _shape(cls)[1](view)
        last = self._last.get(cls) or ((_NOTHING,) * len(values), [b""] * len(values))
        encodings = [
            known if v is before else v.encode() if v.__class__ is str else _encode(v)
            for v, before, known in zip(values, *last, strict=True)
        ]
        self._last[cls] = values, encodings
        return encodings


_NOTHING: Final = object()


def field_names(view: Any) -> list[str]:
    """Return the names of a view's fields, in the order of their encodings."""
    return _shape(type(view))[0]


def shown_fields(view: Any) -> list[str]:
    """Return the values of a view's fields for people, in the same order."""
    values = _shape(type(view))[1](view)
    return [f'"{value}"' if isinstance(value, str) else _shown(value).decode() for value in values]


def checksums(encodings: list[bytes]) -> bytes:
    """Four bytes a field: enough to say which field changed, never used to decide that one did."""
    return struct.pack(f">{len(encodings)}I", *map(zlib.crc32, encodings))


def _shown(value: Any) -> bytes:
    if isinstance(value, str):  # most fields are; JSON would only escape them
        return b'"' + value.encode()
    if value is None:
        return b"null"
    if value == ():
        return b"[]"
    if isinstance(value, set | frozenset):
        raise TypeError("a set has no order, so no digest")
    return to_json(value, bytes_mode="hex")


def _encode(value: Any) -> bytes:
    """Encode a field that is no text. Which class it is of is not told: a field's is known."""
    return _NO_TEXT + to_json(_flat(value), bytes_mode="hex")


def _flat(value: Any) -> Any:
    """Turn dataclasses to lists and enumerated texts to texts, which are encoded much sooner."""
    flatten = _FLATTENERS[value.__class__]
    return flatten(value) if flatten else value


def _flat_tuple(values: tuple[Any, ...]) -> Any:
    # Tuples hold values of one class, and most often such as need nothing done.
    kind = values[0].__class__ if values else str
    return values if kind is tuple or not _FLATTENERS[kind] else [_flat(v) for v in values]


_PLAIN: Final = frozenset((str, int, bool, float, datetime))


def _flattener(cls: type) -> Callable[[Any], Any] | None:
    """Return what turns a class's values into what JSON knows, if they are not left to JSON."""
    if issubclass(cls, set | frozenset):
        raise TypeError("a set has no order, so no digest")
    if issubclass(cls, StrEnum):
        return str
    if cls is tuple:
        return _flat_tuple
    return _fields_flattener(cls) if is_dataclass(cls) else None


def _fields_flattener(cls: type) -> Callable[[Any], Any]:
    """Return what turns a dataclass's values into sequences; plain fields are not looked at."""
    values = _getter([f.name for f in fields(cls)])
    others = [at for at, f in enumerate(fields(cls)) if f.type not in _PLAIN]

    def flatten(value: Any) -> list[Any]:
        found = list(values(value))
        for at in others:
            found[at] = _flat(found[at])
        return found

    return flatten if others else values


class _Flatteners(dict[type, Callable[[Any], Any] | None]):
    def __missing__(self, cls: type) -> Callable[[Any], Any] | None:
        self[cls] = made = _flattener(cls)
        return made


_FLATTENERS: Final = _Flatteners()

Getter = Callable[[Any], tuple[Any, ...]]
_SHAPES: dict[type, tuple[list[str], Getter]] = {}


def _shape(cls: Any) -> tuple[list[str], Getter]:
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
        _SHAPES[cls] = names, _getter(names)
    return _SHAPES[cls]


def _getter(names: list[str]) -> Getter:
    getter = attrgetter(*names)
    return getter if len(names) > 1 else lambda value: (getter(value),)
