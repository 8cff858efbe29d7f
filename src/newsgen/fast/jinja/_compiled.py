"""Compiling templates: the Python code that Jinja would write, with what is frequent written out.

Jinja makes each template and block a generator; a piece of a page climbs through as many as lie
around it. Here they are functions that return lists of pieces. Jinja wraps each escaped text in an
object that says so. A text that is printed is joined to the page and asked no more, so the
wrapping, which takes longer than the escaping, is left out.

What is not frequent is left to Jinja's own functions, so that every template prints what Jinja
would print, and fails as it would fail.
"""

from keyword import iskeyword
from typing import Any, Final

from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.nodes import (
    Block,
    Const,
    EnvironmentAttribute,
    Expr,
    Getattr,
    Getitem,
    Include,
    Name,
    Node,
)

_PIECES: Final = "pieces"
"""The list of what a function prints."""
_WRITTEN: Final = {
    "if 0: yield None": "pieces = []",
    "resolve = context.resolve_or_missing": "resolve = context.vars.get",
    "for name, parent_block in parent_template.blocks.items():": (
        "context.blocks = context.blocks.with_parent(parent_template)"
    ),
    "yield from parent_template.root_render_func(context)": (
        "return [*pieces, *parent_template.root_render_func(context)]"
    ),
    "finally: gen.close()": "finally: pass",
}
"""Lines of Jinja's, and what is written instead."""
_INHERITED: Final = "context.blocks.setdefault(name, []).append(parent_block)"
_END: Final = "blocks = {"
_IMPORTS: Final = "from jinja2.runtime import "
_OWN_IMPORTS: Final = "; from newsgen.fast.jinja.escaping import escape_text"
_FROM: Final = "yield from "


class Generator(CodeGenerator):
    """Writes the Python code of a template.

    Each value that is looked at twice is named within its expression: `of` or `got`. One name of
    each is enough, as nothing else of the template is evaluated between naming and looking.
    """

    _around: str | None = None
    """The list that gets the pieces of a block or an included template."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._fields: set[str] = set()

    def writeline(self, x: str, node: Node | None = None, extra: int = 0) -> None:
        if x.startswith(_END):
            super().writeline("escape = environment.escape")
            for name in sorted(self._fields):
                super().writeline(f"having_{name} = environment.having({name!r})")
        elif x == _INHERITED:  # by what is written for the line before
            return
        if x in _WRITTEN:
            x = _WRITTEN[x]
        elif x.startswith(_FROM):
            x = f"{self._around}.extend({x.removeprefix(_FROM)})"
        elif x.partition(" = ")[2].startswith("resolve("):
            x = x.removesuffix(")") + ", missing)"
        elif x.startswith(_IMPORTS):
            x = x.replace(" escape,", "") + _OWN_IMPORTS
        super().writeline(x, node, extra)

    def enter_frame(self, frame: Frame) -> None:
        """Begin a function, for a template or for a block of it, or something within."""
        if frame.parent is None and frame.buffer is None:
            frame.buffer = _PIECES
        super().enter_frame(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        """End what was begun; a template that extends another returns what that one prints."""
        super().leave_frame(frame, with_python_scope)
        if frame.parent is not None or (frame.toplevel and self.has_known_extends):
            return
        if frame.toplevel and self.extends_so_far:
            self.writeline("if parent_template is None: return pieces")
        else:
            self.writeline("return pieces")

    def visit_Block(self, node: Block, frame: Frame) -> None:  # noqa: N802 (Jinja's own)
        """Add what a block prints, all at once: Jinja does so where there is no buffer."""
        self._around, frame.buffer = frame.buffer, None
        super().visit_Block(node, frame)
        frame.buffer = self._around

    def visit_Include(self, node: Include, frame: Frame) -> None:  # noqa: N802 (Jinja's own)
        self._around = frame.buffer
        super().visit_Include(node, frame)

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        """Escape a text, which is most of what is printed, without asking what else it may be."""
        if _is_rendered(node):
            return
        if frame.eval_ctx.volatile:
            super()._output_child_pre(node, frame, finalize)
        elif frame.eval_ctx.autoescape:
            self.write("(escape_text(got) if (got := ")
        else:
            self.write("(got if (got := ")

    def _output_child_post(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if _is_rendered(node):
            return
        if frame.eval_ctx.volatile:
            super()._output_child_post(node, frame, finalize)
        elif frame.eval_ctx.autoescape:
            self.write(").__class__ is str else escape(got))")
        else:
            self.write(").__class__ is str else str(environment.finalize(got)))")

    @optimizeconst
    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802 (Jinja's own)
        """Get a field of a view, if it is of a kind that is known to have it."""
        name = node.attr
        if not name.isascii() or iskeyword(name):
            super().visit_Getattr(node, frame)
            return
        self._fields.add(name)
        self.write("(environment.getattr(")
        self._name_again(node.node, frame)
        self.write(f", {name!r}) if ")
        of = self._name(node.node, frame)
        self.write(f".__class__ not in having_{name} else {of}.{name})")

    @optimizeconst
    def visit_Getitem(self, node: Getitem, frame: Frame) -> None:  # noqa: N802 (Jinja's own)
        """Get a word of a dictionary of words, or what `{% once %}` has rendered."""
        if _is_rendered(node):
            self.visit(node.node, frame)
            self.write("[")
            self.visit(node.arg, frame)
            self.write("]")
            return
        if not isinstance(node.arg, Const) or node.arg.value.__class__ is not str:
            super().visit_Getitem(node, frame)
            return
        key = repr(node.arg.value)
        self.write("(environment.getitem(")
        self._name_again(node.node, frame)
        self.write(f", {key}) if ")
        of = self._name(node.node, frame)
        self.write(f".__class__ is not dict or {key} not in {of} else {of}[{key}])")

    def _name(self, node: Expr, frame: Frame) -> str:
        """Write what is looked at, and return the name that it has from then on.

        A variable that is not set is `missing`, which is neither a view nor a dictionary.
        """
        if isinstance(node, Name):
            self.write(frame.symbols.ref(node.name))
            return frame.symbols.ref(node.name)
        self.write("(of := ")
        self.visit(node, frame)
        self.write(")")
        return "of"

    def _name_again(self, node: Expr, frame: Frame) -> None:
        """Write the name, for what Jinja does with it: it asks if a variable is set."""
        if isinstance(node, Name):
            self.visit(node, frame)
        else:
            self.write("of")


def _is_rendered(node: Expr) -> bool:
    """Return whether a value is what `{% once %}` has rendered, which is printed as it is."""
    return isinstance(node, Getitem) and isinstance(node.node, EnvironmentAttribute)
