"""Templates and their views: which there are, and what is known of each field."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Annotated, Any, Final, ForwardRef, NamedTuple, get_args, get_origin

from newsgen.model.dates import Moment, Precision
from newsgen.model.release import Incident, Kind, Note
from newsgen.pages import views
from newsgen.pages.fields import FIELDS
from newsgen.pages.templates import TEMPLATES

MODEL: Final[tuple[Any, ...]] = (Moment, Incident, Note)
"""Values of views that are no views themselves."""


class Field(NamedTuple):
    """A field of a view: its name, its type in plain words, and what it means."""

    name: str
    type: str
    meaning: str


def view_classes() -> list[Any]:
    """Return all views, as they stand in their module."""
    values = vars(views).values()
    return [v for v in values if is_dataclass(v) and v.__module__ == views.__name__]


def page_classes() -> list[Any]:
    """Return the views of templates, each once."""
    return list(dict.fromkeys(TEMPLATES.values()))


def doc(cls: Any) -> str:
    """Return a class's docstring, but not the signature that a dataclass gets without one."""
    text = inspect.getdoc(cls) or ""
    return "" if text.startswith(f"{cls.__name__}(") else text


def described(cls: Any) -> list[Field]:
    """Return the fields of a view or value, with what each means."""
    meanings = FIELDS.get(cls.__name__, {})
    types = {f.name: words(f.type) for f in fields(cls)}
    types |= {name: "a number" for name in meanings if name not in types}  # properties
    return [Field(name, kind, meanings.get(name, "")) for name, kind in types.items()]


def parts(kind: Any) -> Iterator[Any]:
    """Yield the views and values that a type is made of, and those that these are made of."""
    seen: list[Any] = []
    todo = [kind]
    known = {cls.__name__: cls for cls in (*view_classes(), *MODEL)}
    while todo:
        for name in re.findall(r"\w+", str(_shown(todo.pop(0)))):
            cls = known.get(name)
            if cls is not None and cls not in seen:
                seen.append(cls)
                todo += [f.type for f in fields(cls)]
    yield from seen


def _shown(kind: Any) -> str:
    return kind.__name__ if isinstance(kind, type) and not get_args(kind) else str(kind)


NAMES: Final = frozenset(
    {cls.__name__ for cls in (*view_classes(), *MODEL)} | {Kind.__name__, Precision.__name__}
)
"""The types that have a description of their own."""


def words(kind: Any) -> str:
    """Say what a type is without Python's words; names of `NAMES` stay as they are."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return words(arguments[0])
    if isinstance(kind, UnionType):
        return f"{words(arguments[0])}, or nothing"
    if origin is tuple and arguments[-1] is Ellipsis:
        return f"a list of {words(arguments[0])}"
    if origin is tuple:
        return f"({', '.join(map(words, arguments))})"
    if origin is dict:
        return "a map of names to " + ("text" if arguments[1] is str else "values")
    name = _name(kind)
    plain = {"int": "a number", "bool": "true or false", "datetime": "a time"}
    return name if name in NAMES else plain.get(name, "text")


def _name(kind: Any) -> str:
    if isinstance(kind, str):
        return kind
    return str(kind.__forward_arg__ if isinstance(kind, ForwardRef) else kind.__name__)
