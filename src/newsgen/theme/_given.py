"""What templates are given stays as it is: a page that is made later would show what one changes.

Views are frozen, and their lists are tuples. Their maps are dictionaries, so a template that would
change one is refused. It may change those that it makes itself.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Final

import jinja2

_CHANGING: Final = frozenset({"clear", "pop", "popitem", "setdefault", "update"})
"""The methods by which a dictionary changes."""


class ChangeError(jinja2.TemplateRuntimeError):
    """A template would change a map of a view."""


class Given:
    """The views that an environment's templates are given at the moment."""

    def __init__(self, environment: jinja2.Environment) -> None:
        self._views: tuple[Any, ...] = ()
        self._maps: frozenset[int] | None = None
        usual = environment.getattr

        def getattr_of(obj: Any, attribute: str) -> Any:
            if attribute in _CHANGING and obj.__class__ is dict and id(obj) in self._numbers():
                raise ChangeError(f"{attribute} would change what other pages show")
            return usual(obj, attribute)

        environment.getattr = getattr_of  # type: ignore[method-assign]

    def put(self, *views: Any) -> None:
        """Note the views of the page that is rendered from now on."""
        self._views, self._maps = views, None

    def _numbers(self) -> frozenset[int]:
        """Return the numbers of all maps in the views; few templates ask for them."""
        if self._maps is None:
            self._maps = frozenset(map(id, _maps_in(self._views)))
        return self._maps


def _maps_in(value: Any) -> Iterator[dict[Any, Any]]:
    if isinstance(value, dict):
        yield value
        value = tuple(value.values())
    elif is_dataclass(value):
        value = tuple(getattr(value, field.name) for field in fields(value))
    if isinstance(value, tuple):
        for each in value:
            yield from _maps_in(each)
