"""Plain dataclasses to JSON and back.

Each cold build writes a record for every release, and most questions read some. `pydantic_core`
writes them in a seventeenth of the time that `json` and `asdict` take, and reads them as fast as a
reader written by hand for each class, of which there is none to keep in step. It is used without
pydantic, which takes longer to load than a small build.
"""

from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from sqlite3 import DatabaseError
from types import NoneType, UnionType
from typing import Any, Final, Generic, TypeVar, get_args, get_origin

from newsgen.fast.schemas import SchemaSerializer, SchemaValidator, ValidationError

Value = TypeVar("Value")
Schema = dict[str, Any]
"""A schema as `pydantic_core` takes it."""
_SIMPLE: Final[dict[Any, Schema]] = {
    str: {"type": "str"},
    int: {"type": "int"},
    bool: {"type": "bool"},
    datetime: {"type": "datetime"},
    Any: {"type": "any"},
}


class Record(Generic[Value]):
    """Writes and reads values of one type: of what `_schema` knows."""

    def __init__(self, kind: Any) -> None:
        schema: Any = _schema(kind)
        self._serializer, self._validator = SchemaSerializer(schema), SchemaValidator(schema)

    def dump(self, value: Value) -> str:
        return self._serializer.to_json(value).decode()

    def load(self, text: str) -> Value:
        """Read a record. Raises `sqlite3.DatabaseError`, as SQLite does of a damaged file."""
        try:
            value: Value = self._validator.validate_json(text)
        except ValidationError as error:
            raise DatabaseError(f"not a record: {error}") from None
        return value


def _schema(kind: Any) -> Schema:
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType and len(inner) == 2 and inner[1] is NoneType:
        return {"type": "nullable", "schema": _schema(inner[0])}
    if origin is tuple and inner[1:] == (...,):
        return {"type": "tuple", "items_schema": [_schema(inner[0])], "variadic_item_index": 0}
    if origin is dict:
        keys, values = map(_schema, inner)
        return {"type": "dict", "keys_schema": keys, "values_schema": values}
    if issubclass(kind, StrEnum):
        # It is a text as it is: to ask for its value takes ten times as long.
        as_text = {"type": "to-string"}
        return {
            "type": "enum",
            "cls": kind,
            "members": list(kind),
            "sub_type": "str",
            "serialization": as_text,
        }
    return _dataclass(kind) if is_dataclass(kind) else _named_tuple(kind)


def _dataclass(kind: Any) -> Schema:
    known = [
        {"type": "dataclass-field", "name": f.name, "schema": _with_default(f)}
        for f in fields(kind)
    ]
    return {
        "type": "dataclass",
        "cls": kind,
        "schema": {"type": "dataclass-args", "dataclass_name": kind.__name__, "fields": known},
        "fields": [f.name for f in fields(kind)],
        "post_init": hasattr(kind, "__post_init__"),
        "slots": True,
    }


def _with_default(field: Field[Any]) -> Schema:
    schema = _schema(field.type)
    if field.default is MISSING:
        return schema
    return {"type": "default", "schema": schema, "default": field.default}


def _named_tuple(kind: Any) -> Schema:
    """Read the fields by place: that is how a tuple is written."""
    known = [{"name": name, "schema": _schema(kind.__annotations__[name])} for name in kind._fields]
    arguments = {"type": "arguments", "arguments_schema": known}
    return {"type": "call", "arguments_schema": arguments, "function": kind}
