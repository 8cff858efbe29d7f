"""The Jinja environment of a theme, and what a template depends on."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile, groupby
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple, NoReturn

import jinja2
from jinja2 import meta, nodes
from jinja2.filters import FILTERS as DEFAULT_FILTERS

from newsgen.diagnostics import Diagnostic, NewsgenError, Span, fatal
from newsgen.fast.jinja import items_of, make_environment
from newsgen.model.refusal import did_you_mean
from newsgen.theme._filters import FILTERS
from newsgen.theme._given import Given
from newsgen.theme._once import Once
from newsgen.theme.failure import (
    JSON_OPTIONS,
    RANDOM,
    Strict,
    at_name,
    line_of,
    not_jinja,
    printable,
    refuse_link_out,
    refuse_unmerged,
    too_deep,
    unreadable,
)
from newsgen.version import version

_REFERRING: Final = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
_BODIES: Final = ("body", "elif_", "else_")
"""The fields in which a tag has other tags."""


class Reference(NamedTuple):
    """A tag that names a template; `name` is None if a variable does.

    Jinja can do without an `optional` one.
    """

    name: str | None
    line: int
    extends: bool
    optional: bool


def references(tree: nodes.Template) -> tuple[Reference, ...]:
    """Return the references of a template in their order.

    Jinja looks for them in every expression too, where none can be.
    """
    return tuple(
        Reference(name, tag.lineno, isinstance(tag, nodes.Extends), _is_optional(tag))
        for tag in _referring(tree)
        for name in meta.find_referenced_templates(nodes.Template([tag]))
    )


def _is_optional(tag: nodes.Node) -> bool:
    """Return whether a tag may name what is not there: `ignore missing`, or one of several."""
    if not isinstance(tag, nodes.Include):
        return False
    return tag.ignore_missing or isinstance(tag.template, nodes.Tuple | nodes.List)


def _referring(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield the tags that refer to templates, in their order."""
    for tag in node.iter_child_nodes(only=_BODIES):
        if isinstance(tag, _REFERRING):
            yield tag
        yield from _referring(tag)


def _outside(tags: Iterable[nodes.Node]) -> Iterator[tuple[str, int]]:
    """Yield what a parent decides about: blocks by name, text and output as "", with their lines.

    Jinja renders a block in a loop or another scope where it stands, whatever the parent has.
    """
    for tag in tags:
        match tag:
            case nodes.Block():
                yield tag.name, tag.lineno
            case nodes.Output():
                if line := _line_of_output(tag):
                    yield "", line
            case nodes.If():
                yield from _outside(tag.iter_child_nodes(only=_BODIES))
            case nodes.Macro() | nodes.CallBlock() | nodes.AssignBlock():
                continue
            case _:
                inner = _outside(tag.iter_child_nodes(only=_BODIES))
                yield from (each for each in inner if not each[0])


def _line_of_output(output: nodes.Output) -> int:
    """Return the line on which an output has something else than white space; 0 if none has."""
    for piece in output.nodes:
        if not isinstance(piece, nodes.TemplateData):
            return piece.lineno
        if text := piece.data.lstrip():
            return piece.lineno + piece.data.count("\n", 0, len(piece.data) - len(text))
    return 0


THEME_FILE: Final = "theme.toml"
SHIPPED: Final = "newsgen/themes/"
"""How the names of the files of shipped themes begin, in messages."""
KNOWN_FILTERS: Final = frozenset({*DEFAULT_FILTERS, *FILTERS, "html", "source", "srcset"}) - {
    RANDOM
}
"""The names of filters that templates have in every site."""
ESCAPED: Final = (".html", ".xml", ".atom", ".rss")


@dataclass(frozen=True, slots=True)
class Source:
    """One theme of a chain; `label` names its folder in messages."""

    name: str
    folder: Path
    label: str


class _ParsedTemplate(NamedTuple):
    """A template's text, the file that it is, and what it refers to."""

    text: str
    file: str
    references: tuple[Reference, ...]

    @property
    def extended(self) -> Reference | None:
        return next((other for other in self.references if other.extends and other.name), None)


class Outline(NamedTuple):
    """A template's file, the blocks that it defines, and what it extends if that is by name.

    `outer` has what stands outside of other blocks if it always extends one: blocks by name, text
    and output as "", with their lines.
    """

    file: str
    blocks: tuple[str, ...]
    extends: str | None
    outer: tuple[tuple[str, int], ...]


class Templates:
    """The templates of a chain of themes.

    A name is looked up from the theme itself to its oldest ancestor; `plain/base.html` names one
    theme's own file. Templates see nothing but `site`, `page` and `range`.
    """

    def __init__(
        self,
        chain: tuple[Source, ...],
        site_filters: Mapping[str, Callable[..., Any]] = MappingProxyType({}),
    ) -> None:
        self.environment = make_environment(
            edition=version(),
            shipped=SHIPPED,
            loader=loader_of([Folder(source, "templates") for source in chain]),
            undefined=Strict,
            finalize=printable,
            autoescape=lambda name: name is not None and name.endswith(ESCAPED),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            extensions=[Once],
        )
        self.environment.globals.clear()
        self.environment.globals["range"] = range
        self.environment.policies["json.dumps_kwargs"] = JSON_OPTIONS
        del self.environment.filters[RANDOM]
        self.environment.filters.update(FILTERS)
        self.environment.filters.update(site_filters)
        self.environment.filters["html"] = _no_bodies  # a renderer knows where they are
        self.environment.filters["srcset"] = _no_bodies  # and how wide pictures are shown
        self.environment.filters["source"] = _no_bodies
        self.given = Given(self.environment)
        self._chain = chain
        self._folder = Span(chain[0].label)
        self._parsed: dict[str, _ParsedTemplate] = {}
        self._unknown_names: dict[str, list[Diagnostic]] = {}
        self._outlines: dict[str, Outline] = {}

    def closure(self, template: str) -> list[str]:
        """Return the names and sources of a template and of all it refers to, in a fixed order.

        A reference by a variable may be to any template, so then all of the chain's belong to it.

        Raises:
            NewsgenError: a template is missing, extends itself, or is not valid Jinja.

        """
        seen: dict[str, str] = {}
        todo = [(template, self._folder)]
        while todo:
            name, asked = todo.pop()
            if name in seen:
                continue
            parsed = self._parse(name, asked)
            seen[name] = parsed.text
            first: dict[tuple[str | None, bool], Reference] = {}
            for other in parsed.references:  # there may be thousands to one
                first.setdefault((other.name, other.optional), other)
            for other in first.values():
                todo += [
                    (reference, Span(parsed.file, other.line)) for reference in self._meant(other)
                ]
        for name in seen:  # the template itself first
            self._refuse_circle(name)
        return [part for name in sorted(seen) for part in (name, seen[name])]

    def checked_closure(self, template: str) -> list[str]:
        """Return the closure of a template of which every line can be rendered.

        Raises:
            NewsgenError: as `closure` does, or one names a filter, test or macro that is not there.

        """
        closure = self.closure(template)
        if unknown := [each for name in closure[::2] for each in self._unknown(name)]:
            raise NewsgenError(*unknown)
        return closure

    def _unknown(self, name: str) -> list[Diagnostic]:
        """Return what a template of the site names and that is not there."""
        text, file, _ = self._parsed[name]
        if file.startswith(SHIPPED):
            return []
        if name not in self._unknown_names:
            from newsgen.theme._hints import unknown_names  # noqa: PLC0415 (only a change needs it)

            unknown = unknown_names(self.environment, text, file, self._exports)
            self._unknown_names[name] = list(unknown)
        return self._unknown_names[name]

    def _exports(self, name: str) -> set[str]:
        from newsgen.theme._hints import exported  # noqa: PLC0415 (as above)

        return exported(self.environment.parse(self._parsed[name].text))

    def prepare(self, names: Iterable[str]) -> None:
        """Compile templates with all that they need.

        Raises:
            NewsgenError: one of them is not valid, or one that it needs is missing.

        """
        pages = set(names).intersection(self.environment.list_templates())
        for needed in {part for name in pages for part in self.checked_closure(name)[::2]}:
            try:
                self.environment.get_template(needed)
            except jinja2.TemplateSyntaxError as error:
                raise NewsgenError(not_jinja(error, self.environment)) from None

    def files(self, template: str) -> list[tuple[str, str]]:
        """Return the names of a template and of all it refers to, each with the file that it is."""
        return [(name, self._parsed[name].file) for name in self.closure(template)[::2]]

    def outline(self, template: str) -> Outline:
        """Return what a template is made of.

        Raises:
            NewsgenError: a template is missing or is not valid Jinja.

        """
        if template in self._outlines:
            return self._outlines[template]
        closure = self.closure(template)
        tree = self.environment.parse(closure[closure.index(template) + 1])
        try:
            blocks = tuple(block.name for block in tree.find_all(nodes.Block))
        except RecursionError:
            raise too_deep(self._parsed[template].file) from None
        extended = next(tree.find_all(nodes.Extends), None)
        parent = extended.template if extended else None
        name = parent.value if isinstance(parent, nodes.Const) else None
        behind = dropwhile(lambda tag: not isinstance(tag, nodes.Extends), tree.body)
        outline = Outline(self._parsed[template].file, blocks, name, tuple(_outside(behind)))
        self._outlines[template] = outline
        return outline

    def lost_parts(self, template: str) -> Iterator[Diagnostic]:
        """Yield what a template has outside of the blocks of those it extends: no page shows it.

        Of a shipped one that is for want of a block in the template of the site that it extends.

        Raises:
            NewsgenError: a template is missing or is not valid Jinja.

        """
        outline, known = self.outline(template), self._inherited_blocks(template)
        parent = outline.extends or "the template that it extends"
        extended = self._parsed[outline.extends].file if outline.extends else SHIPPED
        there_are = f"It has {', '.join(known) or 'none'}."
        for block, group in groupby(outline.outer, itemgetter(0)):
            if block in known:
                continue
            if outline.file.startswith(SHIPPED) and not extended.startswith(SHIPPED):
                said = (
                    f"there is no block {block}: what the templates that extend this one put there"
                )
                hint = f"Add {{% block {block} %}}{{% endblock %}}."
                yield Diagnostic("NG802", f"{said} is on no page", Span(extended), hint)
                continue
            _, line = next(group)
            said = f"{parent} has no block {block}" if block else f"{parent} shows only blocks"
            meant = did_you_mean(block, known, there_are)
            hint = meant if block else f"Put this into a block. {there_are}"
            place = Span(outline.file, line)
            text = line_of(self._parsed[template].text, line)
            place = at_name(place, text, block or text.strip())
            yield Diagnostic("NG802", f"{said}, so this is on no page", place, hint)

    def _inherited_blocks(self, template: str) -> list[str]:
        """Return the blocks of all templates that one may extend, also by way of others."""
        names, todo = set[str](), [template]
        while todo:
            extended = (each for each in self._parsed[todo.pop()].references if each.extends)
            new = {name for each in extended for name in self._meant(each)} - names
            names |= new
            todo += new
        return sorted({block for name in names for block in self.outline(name).blocks})

    def _meant(self, reference: Reference) -> list[str]:
        """Return the templates that a reference may be to."""
        if reference.name is None:
            return self._names
        if reference.optional and reference.name not in self._known:
            return []
        return [reference.name]

    @cached_property
    def _names(self) -> list[str]:
        """The names of all templates, in order."""
        return self.environment.list_templates()

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._names)

    def _parse(self, name: str, asked: Span) -> _ParsedTemplate:
        """Parse a template once; `asked` is the place that names it."""
        if name in self._parsed:
            return self._parsed[name]
        environment = self.environment
        assert environment.loader is not None
        file = name
        try:
            text, filename, _ = environment.loader.get_source(environment, name)
            file = str(filename)
            items = items_of(environment, (text, name, file), references, Reference)
            self._parsed[name] = _ParsedTemplate(text, file, items)
        except jinja2.TemplateNotFound:
            hint = ""
            if asked == self._folder and len(self._chain) == 1:
                hint = f'Write it, or extends = "plain" under [theme] of {THEME_FILE}.'
            raise missing(name, asked, self._chain, environment, hint) from None
        except jinja2.TemplateSyntaxError as error:
            raise NewsgenError(not_jinja(error, environment)) from None
        except RecursionError:
            raise too_deep(file) from None
        return self._parsed[name]

    def _refuse_circle(self, template: str) -> None:
        """Refuse a template that extends itself, maybe by way of others: Jinja would not end.

        Raises:
            NewsgenError: at the line that closes the circle.

        """
        way = [template]
        while parent := self._parsed[way[-1]].extended:
            assert parent.name is not None
            if parent.name in way:
                between = {self._parsed[name].file for name in way[way.index(parent.name) :]}
                raise NewsgenError(self._circle(self._parsed[way[-1]].file, parent, between))
            way.append(parent.name)

    def _circle(self, file: str, parent: Reference, between: set[str]) -> Diagnostic:
        by_way = " and ".join(sorted(between - {file}))
        said = "the template extends itself" + (f" by way of {by_way}" if by_way else "")
        older = self._older(file, self._parsed[parent.name or ""].file)
        hint = f'Write {{% extends "{older}" %}}.' if older else "Let it extend another template."
        return Diagnostic("NG802", said, Span(file, parent.line), hint)

    def _older(self, file: str, meant: str) -> str:
        """Name the template that is meant as an ancestor of a file's theme has it, if one has."""
        sources = list(self._chain)
        while sources and not file.startswith(f"{sources.pop(0).label}/"):
            pass
        bare = meant.partition("/templates/")[2]
        names = (f"{source.name}/{bare}" for source in sources)
        return next((name for name in names if name in self._known), "")


def _no_bodies(_: Any) -> NoReturn:
    raise RuntimeError("only a renderer has bodies")


class Folder(jinja2.FileSystemLoader):
    """A theme's templates or assets, each read once; errors name files as the user knows them."""

    def __init__(self, source: Source, kind: str) -> None:
        super().__init__(source.folder / kind)
        self.name = source.name
        self._folder = source.folder.resolve()
        self._label = f"{source.label}/{kind}"
        self._known: dict[str, tuple[str, str, Callable[[], bool]]] = {}

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        if template in self._known:
            return self._known[template]
        label = f"{self._label}/{template}"
        try:
            text, file, fresh = super().get_source(environment, template)
        except jinja2.TemplateNotFound:
            raise
        except (OSError, UnicodeDecodeError) as error:
            raise unreadable(error, label) from None
        refuse_link_out(Path(file), self._folder, label)
        refuse_unmerged(text, label)
        self._known[template] = text, label, fresh
        return self._known[template]


def text_of(chain: Iterable[Source], file: str) -> str:
    """Return the text of a theme's file, which is named as in messages; empty if it has none."""
    for source in chain:
        if file.startswith(f"{source.label}/"):
            with suppress(OSError, UnicodeDecodeError):
                path = source.folder / file.removeprefix(f"{source.label}/")
                return path.read_text(encoding="utf-8")
    return ""


def line_at(chain: Iterable[Source], place: Span) -> str:
    """Return the line of a theme's file at a place; empty if it has none."""
    return line_of(text_of(chain, place.path), place.line)


def missing(
    name: str,
    asked: Span,
    chain: Iterable[Source],
    environment: jinja2.Environment,
    otherwise: str = "",
) -> NewsgenError:
    """Say that no theme of a chain has a template, on the line that names it."""
    place = at_name(asked, line_at(chain, asked), name)
    hint = did_you_mean(name, environment.list_templates(), otherwise)
    return fatal("NG802", f"the template {name} is missing", place, hint)


def loader_of(folders: list[Folder]) -> jinja2.BaseLoader:
    """Look a name up in one folder after the other, and `plain/base.html` in that theme's own."""
    by_theme = jinja2.PrefixLoader({folder.name: folder for folder in folders})
    return jinja2.ChoiceLoader([*folders, by_theme])


def page_renderer(folder: Path, **syntax: Any) -> Callable[..., str]:
    """Return a function that renders the templates of a folder, which are newsgen's own."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=jinja2.select_autoescape(),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        **syntax,
    )

    def render(name: str, /, **values: Any) -> str:
        return environment.get_template(name).render(**values)

    return render
