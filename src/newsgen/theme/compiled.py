"""Compiling templates: what a template prints is escaped without ceremony.

Jinja wraps each escaped text in an object that says so. A text that is printed is joined to the
page and asked no more, so the wrapping, which takes longer than the escaping, is left out.
"""

from typing import Any

import markupsafe
from jinja2.compiler import CodeGenerator
from jinja2.nodes import Node

try:
    from markupsafe._speedups import _escape_inner
except ImportError:  # MarkupSafe built without its extension
    from markupsafe._native import _escape_inner

_IMPORTS = "from jinja2.runtime import "


def escape(value: Any) -> str:
    """Escape a value for printing: the letters are those of `markupsafe.escape`."""
    if value.__class__ is str:
        return _escape_inner(value)
    return markupsafe.escape(value)


class Generator(CodeGenerator):
    """Writes the Python code of a template with the `escape` above."""

    def writeline(self, x: str, node: Node | None = None, extra: int = 0) -> None:
        if x.startswith(_IMPORTS):
            x = x.replace(" escape,", "") + f"; from {__name__} import escape"
        super().writeline(x, node, extra)
