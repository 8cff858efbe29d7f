"""`{% once %}`: what is the same on every page of a site is rendered once.

`{% once NAME, NAME %}` renders it once for all values of names: for an equal text, such as a page's
language, or for the very same object, such as a release that several lists have. Its body may name
nothing but those, `site` and the macros it imports, which the parser checks, so the shortcut cannot
change a page.
"""

from collections.abc import Iterator
from typing import Any, Final

from jinja2 import nodes, pass_environment
from jinja2.exceptions import TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.parser import Parser

_KEPT: Final = "{% once %}"
"""The filter that keeps what a tag has rendered: no template can name it."""
_TOLD_APART: Final = "{% once NAME %}"
"""The filter that gives what values of a name are told apart by."""
MOST: Final = 4_000
"""So much is kept at a time."""


@pass_environment
def _kept(environment: Any, rendered: str, place: tuple[Any, ...]) -> str:
    if len(environment.once) >= MOST:
        environment.once.clear()
    environment.once[place] = rendered
    return rendered


class _Same:
    """Equal only to what holds the very same object."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value


def _told_apart(value: Any) -> Any:
    return value if isinstance(value, str) else _Same(value)


class Once(Extension):
    """The tag; `environment.once` holds what it has rendered for the site at hand."""

    tags = {"once"}  # noqa: RUF012 (Jinja's own form)

    def __init__(self, environment: Any) -> None:
        super().__init__(environment)
        environment.extend(once={})
        environment.filters[_KEPT] = _kept
        environment.filters[_TOLD_APART] = _told_apart

    def parse(self, parser: Parser) -> list[nodes.Node]:
        line = next(parser.stream).lineno
        # Named by the file and the tag's number in it: two may stand on one line.
        number = nodes.Const(parser.free_identifier().name)
        variables = list(_names(parser))
        apart = [
            nodes.Filter(nodes.Name(each, "load"), _TOLD_APART, [], [], None, None)
            for each in variables
        ]
        place = parser.free_identifier()
        parts = [nodes.Const(parser.filename or parser.name), number, *apart]
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        block = nodes.Scope(body)
        _check(block, {"site", "range", *variables}, parser)
        rendered = nodes.EnvironmentAttribute("once")
        is_rendered = nodes.Compare(place, [nodes.Operand("in", rendered)])
        shown = nodes.Output([nodes.Getitem(rendered, place, "load")])
        # A block with a filter, as one with a call would make a function on every page.
        kept = nodes.FilterBlock(body, nodes.Filter(None, _KEPT, [place], [], None, None))
        return [
            nodes.Assign(place, nodes.Tuple(parts, "load")).set_lineno(line),
            nodes.If(is_rendered, [shown], [], [kept]).set_lineno(line),
        ]


def _names(parser: Parser) -> Iterator[str]:
    """Yield the names that stand behind the tag's own, with commas in between."""
    while parser.stream.current.test("name"):
        yield next(parser.stream).value
        parser.stream.skip_if("comma")


def _check(block: nodes.Scope, known: set[str], parser: Parser) -> None:
    """Check that a block names nothing but what is known, and what it sets and imports itself."""
    names = list(block.find_all(nodes.Name))
    known |= {name.name for name in names if name.ctx == "store"}
    for macros in block.find_all(nodes.FromImport):
        known.update(name if isinstance(name, str) else name[1] for name in macros.names)
    for name in names:
        if name.name not in known:
            raise TemplateSyntaxError(
                f"only site may be used in once, not {name.name}",
                name.lineno,
                parser.name,
                parser.filename,
            )
