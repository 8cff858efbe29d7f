"""Escaping what a template prints, with fewer calls than Jinja and MarkupSafe."""

from collections.abc import Callable
from typing import Any, Final

import markupsafe
from markupsafe import Markup

try:
    from markupsafe._speedups import _escape_inner
except ImportError:  # MarkupSafe built without its extension
    from markupsafe._native import _escape_inner

escape_text: Final[Callable[[str], str]] = _escape_inner
"""Escape a text that is not marked as safe."""


def escaper(finalize: Callable[[Any], Any]) -> Callable[[Any], str]:
    """Return what escapes a value for printing: the letters are those of `markupsafe.escape`.

    What is not a text or a whole number is finalized before, as Jinja does with all.
    """

    def escape(value: Any) -> str:
        kind = value.__class__
        if kind is str:
            return escape_text(value)
        if kind is Markup:
            return value  # type: ignore[no-any-return]
        if kind is int:
            return str(value)
        return markupsafe.escape(finalize(value))

    return escape
