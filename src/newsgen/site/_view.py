"""What all views are: read by templates, compared and printed by tests.

No code changes a view after it is made. They are not frozen, as Python takes five times as long to
make a frozen one; and what can be written once for all of them is not generated for
each, as that takes several milliseconds whenever newsgen starts.
"""

from dataclasses import MISSING, dataclass, field, fields
from reprlib import recursive_repr
from typing import Any, TypeVar, dataclass_transform

from newsgen.model.refusal import Textless

V = TypeVar("V", bound="View")


def means(text: str, *, default: Any = MISSING, default_factory: Any = MISSING) -> Any:
    """Return a field with what it means."""
    return field(default=default, default_factory=default_factory, metadata={"meaning": text})


@dataclass_transform(eq_default=False, field_specifiers=(means,))
def view(cls: type[V]) -> type[V]:
    """Make a class a view."""
    return dataclass(slots=True, eq=False, repr=False)(cls)


class View(Textless):
    """What is generated for other dataclasses, as templates may compare views."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, View) or other.__class__ is not self.__class__:
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        return hash(tuple(self._values().values()))

    @recursive_repr()
    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self._values().items())
        return f"{self.__class__.__qualname__}({shown})"

    def _values(self) -> dict[str, Any]:
        return {f.name: getattr(self, f.name) for f in fields(self)}  # type: ignore[arg-type]
