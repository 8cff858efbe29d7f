"""Windows: all that a part of the site may see.

A part makes its targets of its window and has no reference to anything else. What a window gives is
a plain value or a `Question`, and its digest covers every field, so a field that is added is in
the digest without a further step.
"""

from collections.abc import Callable
from typing import Final, Generic, ParamSpec, TypeVar

from newsgen.digest import digest, digest_bytes

P = ParamSpec("P")
T = TypeVar("T")


class Question(Generic[P, T]):
    """A question that a part may ask through its window.

    `digest` stands for all answers that can be given. It is empty if they are not known before
    they are asked for: then the part is planned at every build.
    """

    __slots__ = ("_ask", "digest")

    def __init__(self, ask: Callable[P, T], digest: Callable[[], bytes] = bytes) -> None:
        self._ask = ask
        self.digest: Final = digest

    def __call__(self, *args: P.args, **named: P.kwargs) -> T:
        return self._ask(*args, **named)


class Window:
    """All that a part may see: a frozen dataclass of plain values and questions."""

    __slots__ = ()

    def digest(self, digests: "Digests") -> bytes:
        """Return a digest of all that the window can give; empty if that is not known."""
        parts = [digests.of(name, getattr(self, name)) for name in field_names(type(self))]
        return digest_bytes(*parts) if all(parts) else b""


def field_names(window: type[Window]) -> tuple[str, ...]:
    """Return the names of the fields of a class of windows."""
    names: tuple[str, ...] = window.__match_args__  # type: ignore[attr-defined] # as `fields`, which filters them at each call
    return names


class Digests:
    """Digests the fields of windows; what a window shares with the one before is digested once."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[object, bytes]] = {}

    def of(self, name: str, value: object) -> bytes:
        """Return the digest of a field's value; empty if it is not known.

        Raises:
            PydanticSerializationError: it is neither a question nor plain: nothing could stand for
                what a part may find in it.

        """
        last, known = self._last.get(name, (None, b""))
        if value is last and known:
            return known
        known = value.digest() if isinstance(value, Question) else digest(value)
        self._last[name] = value, known
        return known
