"""Digests of canonical values.

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
from types import NoneType
from typing import Any, Final

from xxhash import xxh3_128, xxh3_128_digest, xxh3_128_hexdigest

SIZE = 16
"""Bytes in a digest."""
_NO_TEXT: Final = b"\xfe"
_END: Final = b"\xff"
"""Bytes that UTF-8 never has: before encodings of values that are not texts, and between fields."""


class Shared:
    """A value that stands in many views: its digest, made once, stands for it in their keys.

    No code changes it after it is made.
    """

    __slots__ = ("shown",)
    shown: str


def digest_bytes(*parts: bytes) -> bytes:
    """Digest byte strings, each with its length, so that joining causes no collision."""
    # No attacker gains by a collision, and SHA-256 takes twenty times as long for a page.
    lengths = ",".join([str(len(part)) for part in parts])
    hashed = xxh3_128(f"{lengths};".encode())
    for part in parts:
        hashed.update(part)
    return hashed.digest()


def digest(*values: Any) -> bytes:
    """Digest plain values and dataclasses, nested as they may be."""
    return digest_bytes(*(_shown(value) for value in values))


def digest_fields(encodings: list[bytes]) -> bytes:
    """Digest encodings: none holds the separator, except digests, which have a fixed length."""
    return xxh3_128_digest(_END.join(encodings))


def encode_fields(view: Any) -> list[bytes]:
    """Encode a view's fields, one level deep: `release.title`, `area` ...

    No encoding holds the separator.
    """
    return [_ENCODERS[value.__class__](value) for value in _shape(view.__class__)[1](view)]


def field_names(view: Any) -> list[str]:
    """Return the names of a view's fields, in the order of their encodings."""
    return _shape(type(view))[0]


def shown_fields(view: Any) -> list[str]:
    """Return the values of a view's fields in readable form, in the same order."""
    values = _shape(type(view))[1](view)
    return [f'"{value}"' if isinstance(value, str) else _shown(value).decode() for value in values]


def checksums(encodings: list[bytes]) -> bytes:
    """Return four bytes a field: enough to name a changed one, never to decide that it changed."""
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
    from msgspec.json import encode as to_json  # noqa: PLC0415 (many commands digest no more)

    return to_json(value)


def _flat_tuple(values: tuple[Any, ...]) -> Any:
    # Tuples hold values of one class, which most often need no conversion.
    kind = values[0].__class__ if values else str
    if kind is tuple or not _FLATTENERS[kind]:
        return values
    return [flatten(v) if (flatten := _FLATTENERS[v.__class__]) else v for v in values]


_PLAIN: Final = frozenset((str, int, bool, float, datetime))


def _flattener(cls: type) -> Callable[[Any], Any] | None:
    """Return a function that turns a class's values into JSON types, or None if JSON takes them."""
    if issubclass(cls, set | frozenset):
        raise TypeError("a set has no order, so no digest")
    if _is_word(cls):
        return str
    if cls is tuple:
        return _flat_tuple
    return _fields_flattener(cls) if is_dataclass(cls) else None


def _fields_flattener(cls: type) -> Callable[[Any], Any]:
    """Return a function that turns a dataclass's values into sequences; plain fields stay as is."""
    shown = fields(cls)
    values = _getter([f"{f.name}._value_" if _is_word(f.type) else f.name for f in shown])
    others = [at for at, f in enumerate(shown) if f.type not in _PLAIN and not _is_word(f.type)]

    def flatten(value: Any) -> list[Any]:
        flat = list(values(value))
        for at in others:
            if flatten_field := _FLATTENERS[flat[at].__class__]:
                flat[at] = flatten_field(flat[at])
        return flat

    whole = flatten if others else values
    return _kept(whole) if issubclass(cls, Shared) else whole


def _kept(flatten: Callable[[Any], Any]) -> Callable[[Any], str]:
    """Return a function that turns a shared value into its digest, which the value keeps."""
    from msgspec.json import encode as to_json  # noqa: PLC0415 (as above)

    def shown(value: Any) -> str:
        known: str | None = getattr(value, "shown", None)
        if known is None:
            value.shown = known = xxh3_128_hexdigest(to_json(flatten(value)))
        return known

    return shown


def _is_word(kind: Any) -> bool:
    """Return whether values of a type are enumerated texts."""
    return isinstance(kind, type) and issubclass(kind, StrEnum)


class _Flatteners(dict[type, Callable[[Any], Any] | None]):
    def __missing__(self, cls: type) -> Callable[[Any], Any] | None:
        self[cls] = flatten = _flattener(cls)
        return flatten


_FLATTENERS: Final = _Flatteners()


class _Encoders(dict[type, Callable[[Any], bytes]]):
    """How to encode a field by the class of its value: always the same one, if it is not `None`."""

    def __missing__(self, cls: type) -> Callable[[Any], bytes]:
        self[cls] = encode = str.encode if issubclass(cls, str) else _encoder(cls)
        return encode


def _encoder(cls: type) -> Callable[[Any], bytes]:
    from msgspec.json import encode as to_json  # noqa: PLC0415 (as above)

    flatten = _FLATTENERS[cls] or (lambda value: value)
    empty = _NO_TEXT + (b"null" if cls is NoneType else b"")

    def encode(value: Any) -> bytes:
        # Most lists and dictionaries are empty, and most flags are not set.
        return _NO_TEXT + to_json(flatten(value)) if value else empty

    return encode


_ENCODERS: Final = _Encoders()

Getter = Callable[[Any], tuple[Any, ...]]
_SHAPES: dict[type, tuple[list[str], Getter]] = {}


def _shape(cls: Any) -> tuple[list[str], Getter]:
    """Return the names of a view's fields, and a function that gets them all.

    A field that is always a dataclass is split, so that its parts are named.
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
