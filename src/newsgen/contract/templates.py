"""Templates and their views: which there are, and what is known of each field."""

import inspect
import re
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, Final, NamedTuple, get_args, get_origin

from newsgen.model.dates import Moment, Precision
from newsgen.model.release import Incident, Kind, Note
from newsgen.site import views

MODEL: Final[dict[Any, dict[str, str]]] = {
    Moment: {
        "at": "The instant, with the local offset; of a day or a month its first",
        "precision": "How much of it is known",
        "doubt": "How a change of the clocks makes it unclear; empty if it does not",
        "year": "The year",
        "month": "The month, from 1 to 12",
    },
    Incident: {
        "reference": "The reference",
        "day": "The day of the incident, as the author wrote it",
        "month": "Its month, by its name in the language of the page's interface",
        "year": "Its year, as the author wrote it",
    },
    Note: {
        "at": "When that was",
        "note": "What was added or corrected, in the release's language",
        "significant": "Whether the release counts as newer since then",
    },
}
"""Values of views that are not views themselves, with what their fields mean."""


class Field(NamedTuple):
    """A field of a view: its name, its type in plain words, and what it means."""

    name: str
    type: str
    meaning: str


def view_classes() -> list[Any]:
    """Return all views, as they stand in their module."""
    values = vars(views).values()
    return [v for v in values if is_dataclass(v) and v.__module__ == views.__name__]


def doc(cls: Any) -> str:
    """Return a class's docstring, but not the signature that a dataclass gets without one."""
    text = inspect.getdoc(cls) or ""
    return "" if text.startswith(f"{cls.__name__}(") else text


def described(cls: Any) -> list[Field]:
    """Return the fields of a view or value, with what each means."""
    if meanings := MODEL.get(cls):  # what has no type is a property
        types = {f.name: f.type for f in fields(cls)}
        return [Field(n, words(types.get(n, int)), meaning) for n, meaning in meanings.items()]
    return [Field(f.name, words(f.type), f.metadata["meaning"]) for f in fields(cls)]


def parts(kind: Any) -> list[Any]:
    """Return the views and values that a type is made of, and those that these are made of."""
    seen: list[Any] = []
    todo = [kind]
    known = {cls.__name__: cls for cls in (*view_classes(), *MODEL)}
    while todo:
        for name in re.findall(r"\w+", _shown(todo.pop(0))):
            cls = known.get(name)
            if cls is not None and cls not in seen:
                seen.append(cls)
                todo += [f.type for f in fields(cls)]
    return seen


def _shown(kind: Any) -> str:
    return kind.__name__ if isinstance(kind, type) and not get_args(kind) else str(kind)


NAMES: Final = frozenset(
    {cls.__name__ for cls in (*view_classes(), *MODEL)} | {Kind.__name__, Precision.__name__}
)
"""The types that have a description of their own."""


def words(kind: Any) -> str:
    """Say what a type is without Python's words; names of `NAMES` stay as they are."""
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(kind, UnionType):
        return f"{words(arguments[0])}, or nothing"
    if origin is tuple and arguments[-1] is Ellipsis:
        return f"a list of {words(arguments[0])}"
    if origin is tuple:
        return f"({', '.join(map(words, arguments))})"
    if origin is dict:
        return "a map of names to " + ("text" if arguments[1] is str else "values")
    plain = {"int": "a number", "bool": "true or false", "datetime": "a time"}
    return kind.__name__ if kind.__name__ in NAMES else plain.get(kind.__name__, "text")
