"""Compiling templates: what a template prints is escaped without ceremony.

Jinja wraps each escaped text in an object that says so. A text that is printed is joined to the
page and asked no more, so the wrapping, which takes longer than the escaping, is left out.
"""

from typing import Any

import markupsafe
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Node, Output

try:
    from markupsafe._speedups import _escape_inner
except ImportError:  # MarkupSafe built without its extension
    from markupsafe._native import _escape_inner

_JOINED = "joined"
_IMPORTS = "from jinja2.runtime import "


def escape(value: Any) -> str:
    """Escape a value for printing: the letters are those of `markupsafe.escape`."""
    kind = value.__class__
    if kind is str:
        return _escape_inner(value)
    if kind is markupsafe.Markup:
        return value  # type: ignore[no-any-return]
    if kind is int:
        return str(value)
    return markupsafe.escape(value)


class Generator(CodeGenerator):
    """Writes the Python code of a template with the `escape` above."""

    def visit_Output(self, node: Output, frame: Frame) -> None:  # noqa: N802 (Jinja's own)
        """Join what stands together, so that it passes through the blocks around it as one."""
        if frame.buffer is not None or len(node.nodes) == 1:
            super().visit_Output(node, frame)
            return
        frame.buffer = _JOINED
        super().visit_Output(node, frame)
        frame.buffer = None

    def writeline(self, x: str, node: Node | None = None, extra: int = 0) -> None:
        if x.startswith(_JOINED):
            x = "yield concat((" if x.endswith("((") else "yield str("
        elif x.startswith(_IMPORTS):
            x = x.replace(" escape,", "") + f"; from {__name__} import escape"
        super().writeline(x, node, extra)
