"""A table of settings is a frozen dataclass, and each field of it carries its row.

So a setting is declared once: the field has the name and the type, the row all else.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, field, fields, replace
from typing import Any, Final, TypeVar, overload

from newsgen.config.toml_text import toml_key, toml_text
from newsgen.model import refusal
from newsgen.model.declared import Row, ValueReader, group
from newsgen.model.fields import METHODS

Value = TypeVar("Value")
_ROW: Final = "row"


@overload
def setting(reader: ValueReader[Value], description: str, *examples: object) -> Value: ...
@overload
def setting(
    reader: ValueReader[Value], description: str, *examples: object, default: Value
) -> Value: ...
@overload
def setting(
    reader: ValueReader[Value], description: str, *examples: object, default: None
) -> Value | None: ...
@overload
def setting(
    reader: ValueReader[Value], description: str, *examples: object, factory: Callable[[], Value]
) -> Value: ...
def setting(
    reader: ValueReader[Any],
    description: str,
    *examples: object,
    default: Any = MISSING,
    factory: Any = MISSING,
) -> Any:
    """Return a field of a table; without a default, the setting must be given."""
    row = Row("", reader, description, examples)
    if factory is not MISSING:
        return field(default_factory=factory, metadata={_ROW: row})
    return field(default=default, metadata={_ROW: row})


def section(cls: Callable[..., Value], description: str, example: dict[str, object]) -> Value:
    """Return the field of a table of which no setting must be given."""
    return setting(table(cls), description, example, factory=cls)


def table(
    cls: Callable[..., Value], check: Callable[[Value], Value] | None = None
) -> ValueReader[Value]:
    """Return the reader of a table, whose rows are the fields of its dataclass.

    `check` looks at the whole.
    """
    return group(*map(_row, fields(cls)), make=cls, check=check)  # type: ignore[arg-type]


def _row(f: "Field[Any]") -> Row:
    row: Row = f.metadata[_ROW]
    is_needed = f.default is MISSING and f.default_factory is MISSING
    default = list(f.default) if isinstance(f.default, tuple) else f.default
    return replace(
        row,
        name=f.name,
        missing=refusal.MISSING._replace(hint=_to_add(f.name, row)) if is_needed else None,
        default=None if default in (MISSING, "", []) else default,
    )


def _to_add(name: str, row: Row) -> str:
    example = row.examples[0] if row.examples else None
    if isinstance(example, dict):
        pairs = (f"{toml_key(key)} = {toml_text(value)}" for key, value in example.items())
        return f"Add {name} = {{ {', '.join(pairs)} }}."
    if not isinstance(example, str):
        return ""
    written = example if row.reader.label == "date" else toml_text(example)
    return f"Add {name} = {written}."


def name_in_templates(name: str) -> str:
    """Take a name by which templates find a value in a map."""
    if name in METHODS:
        message = f"templates call something else {name}"
        raise refusal.refusal("NG703", message, "Choose another name.")
    return name
