"""The Jinja environment of a theme, and what a template depends on."""

from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import jinja2
from jinja2 import meta, nodes
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode

from newsgen.diagnostics import Diagnostic, NewsgenError, Span
from newsgen.theme.compiled import Generator
from newsgen.theme.filters import FILTERS
from newsgen.theme.once import Once

THEME_FILE: Final = "theme.toml"
ESCAPED: Final = (".html", ".xml", ".atom", ".rss")


@dataclass(frozen=True, slots=True)
class Source:
    """One theme of a chain; `label` names its folder in messages."""

    name: str
    folder: Path
    label: str


class _Context(Context):
    """Calls macros without asking first whether they are some other thing."""

    @internalcode
    def call(self, obj: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        if obj.__class__ is not Macro:
            return super().call(obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return obj(self.eval_ctx, *args, **kwargs)


class _Environment(jinja2.Environment):
    """Jinja's environment without what is for changing templates and globals at run time.

    Jinja asks its cache, under a lock, for each template that a page extends or imports, and joins
    maps of globals for each page. Here neither changes once the environment is made.
    """

    code_generator_class = Generator
    context_class = _Context

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._loaded: dict[str, jinja2.Template] = {}
        self._trees: dict[str, tuple[str, nodes.Template]] = {}

    def tree(self, text: str, name: str, filename: str | None) -> nodes.Template:
        """Parse a template, and keep what was found until it is compiled."""
        tree = self.parse(text, name, filename)
        self._trees[name] = text, tree
        return tree

    def compile(
        self, source: str | nodes.Template, name: str | None = None, *rest: Any, **named: Any
    ) -> Any:
        known, tree = self._trees.get(name or "", (None, None))
        if tree is not None and known == source:  # two themes may have one name
            del self._trees[name or ""]  # compiling alters it
            source = tree
        return super().compile(source, name, *rest, **named)

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 (Jinja's own)
    ) -> jinja2.Template:
        if isinstance(name, jinja2.Template) or globals:
            return super().get_template(name, parent, globals)
        found = self._loaded.get(name)
        if found is None:
            found = self._loaded[name] = super().get_template(name, parent)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class Templates:
    """The templates of a chain of themes.

    A name is looked up from the theme itself to its oldest ancestor; `plain/base.html` names one
    theme's own file. Templates see nothing but `site`, `page` and `range`.
    """

    def __init__(self, chain: tuple[Source, ...]) -> None:
        folders = [_Folder(source) for source in chain]
        own = jinja2.PrefixLoader({folder.name: folder for folder in folders})
        self.environment = _Environment(
            loader=jinja2.ChoiceLoader([*folders, own]),
            undefined=jinja2.StrictUndefined,
            autoescape=lambda name: name is not None and name.endswith(ESCAPED),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            extensions=[Once],
        )
        self.environment.globals.clear()
        self.environment.globals["range"] = range
        self.environment.filters.update(FILTERS)
        self._parsed: dict[str, tuple[str, tuple[str | None, ...]]] = {}

    def closure(self, template: str) -> list[str]:
        """Return the names and sources of a template and of all it refers to, in a fixed order.

        A reference by a variable may be to any template, so then all of the chain's belong to it.

        Raises:
            NewsgenError: a template is missing or is not valid Jinja.

        """
        todo, seen = [(template, "")], dict[str, str]()
        while todo:
            name, referring = todo.pop()
            if name in seen:
                continue
            if name not in self._parsed:
                self._parsed[name] = self._parse(name, referring)
            seen[name], referred = self._parsed[name]
            for other in referred:
                names = self.environment.list_templates() if other is None else [other]
                todo.extend((found, name) for found in names)
        return [part for name in sorted(seen) for part in (name, seen[name])]

    def files(self, template: str) -> list[tuple[str, str]]:
        """Return the names of a template and of all it refers to, each with the file that it is."""
        loader, made = self.environment.loader, self.environment
        assert loader is not None
        names = self.closure(template)[::2]
        return [(name, str(loader.get_source(made, name)[1])) for name in names]

    def _parse(self, name: str, referring: str) -> tuple[str, tuple[str | None, ...]]:
        made = self.environment
        assert made.loader is not None
        try:
            text, filename, _ = made.loader.get_source(made, name)
            tree = made.tree(text, name, filename)
        except jinja2.TemplateNotFound as error:
            place = self._place(name, referring) if referring else Span("themes")
            message = f"the theme has no template {error.name}"
            raise NewsgenError(Diagnostic("NG802", message, place)) from None
        except jinja2.TemplateSyntaxError as error:
            raise NewsgenError(syntax_diagnostic(error)) from None
        return text, references(tree)

    def _place(self, name: str, referring: str) -> Span:
        """Return where a template is referred to by another, which is known to be valid."""
        made = self.environment
        assert made.loader is not None
        text, filename, _ = made.loader.get_source(made, referring)
        tags = _referring(made.parse(text, referring, filename))
        line = next((t.lineno for t in tags if name in references(nodes.Template([t]))), 1)
        return Span(str(filename), line)


_REFERRING: Final = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
_BODIES: Final = ("body", "elif_", "else_")
"""The fields in which a tag has other tags."""


def references(tree: nodes.Template) -> tuple[str | None, ...]:
    """Return the templates that a template refers to; nothing for one named by a variable.

    Jinja looks for them in every expression too, where none can be.
    """
    return tuple(meta.find_referenced_templates(nodes.Template([*_referring(tree)])))


def _referring(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield the tags that refer to templates, in their order."""
    for tag in node.iter_child_nodes(only=_BODIES):
        if isinstance(tag, _REFERRING):
            yield tag
        yield from _referring(tag)


class _Folder(jinja2.FileSystemLoader):
    """A theme's templates; file names in errors are as the user knows them."""

    def __init__(self, source: Source) -> None:
        super().__init__(source.folder / "templates")
        self.name = source.name
        self._folder = source.folder
        self._label = source.label

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        try:
            text, file, fresh = super().get_source(environment, template)
        except jinja2.TemplateNotFound:
            raise
        except (OSError, UnicodeDecodeError) as error:
            place = Span(f"{self._label}/templates/{template}")
            raise NewsgenError(Diagnostic("NG802", f"cannot be read: {error}", place)) from None
        refuse_link_out(Path(file), self._folder)
        return text, f"{self._label}/templates/{template}", fresh


def refuse_link_out(file: Path, folder: Path) -> None:
    """Refuse a file that a symbolic link brings in from outside its theme.

    Raises:
        NewsgenError: it would be published.

    """
    if not file.resolve().is_relative_to(folder.resolve()):
        raise NewsgenError(
            Diagnostic(
                "NG802",
                "a symbolic link leads out of the theme",
                Span(str(file)),
                "Copy the file into the theme instead of linking to it.",
            )
        )


def syntax_diagnostic(error: jinja2.TemplateSyntaxError) -> Diagnostic:
    place = Span(error.filename or error.name or "theme", error.lineno)
    return Diagnostic("NG803", f"the template is not valid Jinja: {error.message}", place)


def render_asset(text: str, filename: str, options: dict[str, Any]) -> str:
    """Render an asset, such as a style sheet, with the theme's options.

    Raises:
        NewsgenError: the asset is not valid Jinja or names an unknown option.

    """
    made = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)  # noqa: S701 (CSS)
    try:
        return made.from_string(text).render(options=options)
    except jinja2.TemplateSyntaxError as error:
        error.filename = filename
        raise NewsgenError(syntax_diagnostic(error)) from None
    except Exception as error:
        raise NewsgenError(
            Diagnostic("NG804", f"the asset cannot be rendered: {error}", Span(filename))
        ) from error
