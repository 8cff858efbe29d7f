"""Plain dataclasses to JSON and back.

Each cold build writes a record for every release, and most questions read some. `pydantic_core`
writes them in a seventeenth of the time that `json` and `asdict` take, and reads them as fast as a
reader written by hand for each class, of which there is none to keep in step. It is used without
pydantic, which takes longer to load than a small build.
"""

from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from sqlite3 import DatabaseError
from types import NoneType, UnionType
from typing import Any, Final, Generic, TypeVar, get_args, get_origin

from pydantic_core import (
    CoreSchema,
    SchemaSerializer,
    SchemaValidator,
    ValidationError,
    core_schema,
)

Value = TypeVar("Value")

_SIMPLE: Final[dict[Any, CoreSchema]] = {
    str: core_schema.str_schema(),
    int: core_schema.int_schema(),
    bool: core_schema.bool_schema(),
    datetime: core_schema.datetime_schema(),
    Any: core_schema.any_schema(),
}


class Record(Generic[Value]):
    """Writes and reads values of one type: of what `_schema` knows."""

    def __init__(self, kind: Any) -> None:
        schema = _schema(kind)
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


def _schema(kind: Any) -> CoreSchema:
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType and len(inner) == 2 and inner[1] is NoneType:
        return core_schema.nullable_schema(_schema(inner[0]))
    if origin is tuple and inner[1:] == (...,):
        return core_schema.tuple_schema([_schema(inner[0])], variadic_item_index=0)
    if origin is dict:
        return core_schema.dict_schema(*map(_schema, inner))
    if issubclass(kind, StrEnum):
        # It is a text as it is: to ask for its value takes ten times as long.
        as_text = core_schema.to_string_ser_schema()
        return core_schema.enum_schema(kind, list(kind), sub_type="str", serialization=as_text)
    return _dataclass(kind) if is_dataclass(kind) else _named_tuple(kind)


def _dataclass(kind: Any) -> CoreSchema:
    known = [
        core_schema.dataclass_field(f.name, _with_default(_schema(f.type), f.default))
        for f in fields(kind)
    ]
    return core_schema.dataclass_schema(
        kind,
        core_schema.dataclass_args_schema(kind.__name__, known),
        [f.name for f in fields(kind)],
        post_init=hasattr(kind, "__post_init__"),
        slots=True,
    )


def _with_default(schema: CoreSchema, default: Any) -> CoreSchema:
    if default is MISSING:
        return schema
    return core_schema.with_default_schema(schema, default=default)


def _named_tuple(kind: Any) -> CoreSchema:
    """Read the fields by place: that is how a tuple is written."""
    known = [
        core_schema.arguments_parameter(name, _schema(kind.__annotations__[name]))
        for name in kind._fields
    ]
    return core_schema.call_schema(core_schema.arguments_schema(known), kind)
