"""What a template sees while it is rendered, and the blocks of it and of all that it extends."""

from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode

Blocks = dict[str, Callable[[Context], Iterator[str]]]


class BlockLineage:
    """A template's blocks, then those of what it extends; `further` remembers each longer line.

    Jinja joins them anew on every page.
    """

    __slots__ = ("_further", "blocks")

    def __init__(self, blocks: dict[str, list[Any]]) -> None:
        self.blocks = blocks
        self._further: dict[jinja2.Template, BlockLineage] = {}

    def further(self, parent: jinja2.Template) -> "BlockLineage":
        """Return the line with the blocks of one more template, which is extended."""
        line = self._further.get(parent)
        if line is None:
            blocks = {name: list(templates) for name, templates in self.blocks.items()}
            for name, block in parent.blocks.items():
                blocks.setdefault(name, []).append(block)
            line = self._further[parent] = BlockLineage(blocks)
        return line


class PageContext(Context):
    """Finds a name in one dictionary, and calls macros without asking what else they may be.

    `vars` are what a template sets, and here what it is given too, which changes nothing that can
    be seen: what it exports is told apart by `exported_vars`. So `vars.get` finds any name.
    """

    def __init__(
        self,
        environment: jinja2.Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: Blocks | BlockLineage,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 (Jinja's own)
    ) -> None:
        if not isinstance(blocks, BlockLineage):
            blocks = BlockLineage({name: [block] for name, block in blocks.items()})
        self.parent = parent
        self.vars = parent.copy()
        self.environment = environment
        self.eval_ctx = nodes.EvalContext(environment, name)
        self.exported_vars = set()
        self.name = name
        self.globals_keys = set(globals or ())
        self._line = blocks
        self.blocks = blocks.blocks

    def extend(self, parent: jinja2.Template) -> None:
        """Let a template go first whose blocks are printed where this one has none."""
        self._line = self._line.further(parent)
        self.blocks = self._line.blocks

    @internalcode
    def call(self, obj: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        if obj.__class__ is not Macro:
            return super().call(obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return obj(self.eval_ctx, *args, **kwargs)


class PageTemplate(jinja2.Template):
    """Keeps the line of its blocks for all pages."""

    _line: BlockLineage | None = None

    def new_context(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 (Jinja's own)
        shared: bool = False,
        locals: Any = None,  # noqa: A002
    ) -> Context:
        if shared or locals:
            return super().new_context(vars, shared, locals)
        if self._line is None:
            self._line = BlockLineage({name: [block] for name, block in self.blocks.items()})
        given = {**self.globals, **(vars or {})}
        return PageContext(self.environment, given, self.name, self._line, self.globals)
