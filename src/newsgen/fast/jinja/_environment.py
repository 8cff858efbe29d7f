"""Jinja's environment without what is for changing templates and globals at run time."""

from collections.abc import Callable, MutableMapping
from types import CodeType, MemberDescriptorType
from typing import Any, NamedTuple, TypeVar

import jinja2
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from newsgen import fast
from newsgen.fast.jinja._bytecode import Compiled, Shelf
from newsgen.fast.jinja._compiled import Generator
from newsgen.fast.jinja._context import PageContext, PageTemplate
from newsgen.fast.jinja.escaping import escaper

Item = TypeVar("Item", bound=tuple[Any, ...])
Keeping = TypeVar("Keeping", bound="KeepingEnvironment")


class _KeptTree(NamedTuple):
    text: str
    items: tuple[Any, ...]


def make(options: dict[str, Any], *, edition: str, shipped: str) -> jinja2.Environment:
    """Return an environment with the devices that are on, one of them at least."""
    kind = QuickEnvironment if fast.is_on("jinja") else KeepingEnvironment
    environment = kind(**options)
    if fast.is_on("bytecode"):
        return with_shelf(environment, edition=edition, shipped=shipped)
    return environment


def with_shelf(environment: Keeping, *, edition: str, shipped: str) -> Keeping:
    """Let an environment keep the code of shipped templates."""
    environment.shelf = Shelf(f"{edition} {type(environment).__name__}", shipped)
    return environment


class KeepingEnvironment(jinja2.Environment):
    """Parses each template once, and none whose code is kept."""

    shelf: Shelf | None = None

    def __init__(self, **options: Any) -> None:
        # Few expressions are of constants only, and looking for them takes a quarter of compiling.
        super().__init__(**options, optimized=False)
        self._parsed: dict[str, _KeptTree] = {}
        self._compiled: dict[str, str | nodes.Template | CodeType] = {}
        self._extensions = set(self.extensions)

    def items_of(
        self,
        template: tuple[str, str, str],
        look: Callable[[nodes.Template], tuple[Item, ...]],
        kind: Callable[..., Item],
    ) -> tuple[Item, ...]:
        """Return the items that `look` finds in a template, or found when its code was kept."""
        text, name, file = template
        parsed = self._parsed.get(file)
        if parsed is None or parsed.text != text:
            known = self._kept(file, text) or Compiled(None, None)
            if known.items is not None:
                items = tuple(kind(*item) for item in known.items)
                self._compiled[file] = known.code or text
            else:
                tree = self.parse(text, name, file)
                items, self._compiled[file] = look(tree), known.code or tree
                if shelf := self._usual_shelf:  # few sites have a page of each template
                    shelf.keep(file, text, Compiled(known.code, items))
            parsed = self._parsed[file] = _KeptTree(text, items)
        return parsed.items

    def compile(
        self, source: str | nodes.Template, name: str | None = None, *rest: Any, **named: Any
    ) -> Any:
        """Compile a template once, though it may be asked for by two names."""
        file = str(rest[0]) if rest else ""
        parsed = self._parsed.get(file)
        if parsed is None or parsed.text != source:
            kept = self._kept(file, source) if isinstance(source, str) else None
            if kept and kept.code:
                return kept.code
            code = super().compile(source, name, *rest, **named)
            if (
                isinstance(code, CodeType)
                and isinstance(source, str)
                and (shelf := self._usual_shelf)
            ):
                shelf.keep(file, source, Compiled(code, kept and kept.items))
            return code
        compiled = self._compiled[file]
        if not isinstance(compiled, CodeType):
            self._compiled[file] = compiled = super().compile(compiled, name, *rest, **named)
            if shelf := self._usual_shelf:
                shelf.keep(file, parsed.text, Compiled(compiled, parsed.items))
        return compiled

    def _kept(self, file: str, text: str) -> Compiled | None:
        shelf = self._usual_shelf
        return shelf.find(file, text) if shelf else None

    @property
    def _usual_shelf(self) -> Shelf | None:
        """Return where code is kept, unless an added extension may give templates a meaning."""
        return self.shelf if set(self.extensions) == self._extensions else None


class KeepingSandbox(KeepingEnvironment, ImmutableSandboxedEnvironment):
    """Keeps the code of shipped assets, which is the sandbox's own."""


class QuickEnvironment(KeepingEnvironment):
    """Compiles templates to quicker code, and looks each up once.

    Jinja asks its cache, under a lock, for each template that a page extends or imports, and joins
    maps of globals for each page. Here neither changes once the environment exists.
    """

    code_generator_class = Generator
    context_class = PageContext
    template_class = PageTemplate

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.finalize = self.finalize or (lambda value: value)
        self.escape = escaper(self.finalize)
        self._loaded: dict[str, jinja2.Template] = {}
        self._having: dict[str, set[type]] = {}
        self._met: set[tuple[type, str]] = set()

    def having(self, field: str) -> set[type]:
        """Return the classes of views that are known to have a field: each `getattr` has met.

        The code of templates asks those for it without a call.
        """
        return self._having.setdefault(field, set())

    def getattr(self, obj: Any, attribute: str) -> Any:
        kind: type = obj.__class__
        if (kind, attribute) not in self._met:
            self._met.add((kind, attribute))
            slot = getattr(kind, attribute, None)
            if isinstance(slot, MemberDescriptorType) and hasattr(kind, "__dataclass_fields__"):
                self.having(attribute).add(kind)
        return super().getattr(obj, attribute)

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 (Jinja's own)
    ) -> jinja2.Template:
        if isinstance(name, jinja2.Template) or globals:
            return super().get_template(name, parent, globals)
        template = self._loaded.get(name)
        if template is None:
            template = self._loaded[name] = super().get_template(name, parent)
        return template

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}
