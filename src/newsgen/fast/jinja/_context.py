"""What a template sees while it is rendered, and the blocks of it and of all that it extends."""

from collections.abc import Callable, Iterator, MutableMapping
from functools import cached_property
from typing import Any

import jinja2
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode

Block = Callable[[Context], Iterator[str]]


class Blocks(dict[str, list[Block]]):
    """A template's blocks, each before those of the same name in what it extends.

    Jinja joins them for each page; here they are joined once for all pages of a template.
    """

    def __init__(self, several: dict[str, list[Block]], further: dict[str, Block]) -> None:
        super().__init__({name: list(blocks) for name, blocks in several.items()})
        for name, block in further.items():
            self.setdefault(name, []).append(block)
        self._joined: dict[jinja2.Template, Blocks] = {}

    def with_parent(self, parent: jinja2.Template) -> "Blocks":
        """Return these blocks with those of a template that is extended."""
        if parent not in self._joined:
            self._joined[parent] = Blocks(self, parent.blocks)
        return self._joined[parent]


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
        blocks: dict[str, Any],
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 (Jinja's own)
    ) -> None:
        super().__init__(environment, parent, name, {}, globals)
        self.vars = parent.copy()
        self.blocks = blocks if isinstance(blocks, Blocks) else Blocks({}, blocks)

    @internalcode
    def call(self, obj: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        if obj.__class__ is not Macro:
            return super().call(obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return obj(self.eval_ctx, *args, **kwargs)


class PageTemplate(jinja2.Template):
    """Keeps its blocks for all pages."""

    @cached_property
    def _blocks(self) -> Blocks:
        return Blocks({}, self.blocks)

    def new_context(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 (Jinja's own)
        shared: bool = False,
        locals: Any = None,  # noqa: A002
    ) -> Context:
        if shared or locals:
            return super().new_context(vars, shared, locals)
        given = {**self.globals, **(vars or {})}
        return PageContext(self.environment, given, self.name, self._blocks, self.globals)
