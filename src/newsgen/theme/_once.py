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
"""So much is kept of one tag at a time."""


class _Prints(dict[tuple[Any, ...], str]):
    """What tags have rendered, by the tag, which is named in two words, and what it is for."""

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[Any, list[Any]] = {}
        """Those of each tag. The values are with them: while they exist, none has their number."""

    def keep(self, rendered: str, place: tuple[Any, ...], values: tuple[Any, ...]) -> None:
        places = self._places.setdefault(place[:2], [])
        if len(places) >= MOST:
            for old, _ in places:
                del self[old]
            places.clear()
        self[place] = rendered
        places.append((place, values))

    def clear(self) -> None:
        super().clear()
        self._places.clear()


@pass_environment
def _kept(environment: Any, rendered: str, place: tuple[Any, ...], *values: Any) -> str:
    environment.once.keep(rendered, place, values)
    return rendered


def _told_apart(value: Any) -> Any:
    return value if isinstance(value, str) else id(value)


class Once(Extension):
    """The tag; `environment.once` holds what it has rendered for the site at hand."""

    tags = {"once"}  # noqa: RUF012 (Jinja's own form)

    def __init__(self, environment: Any) -> None:
        super().__init__(environment)
        environment.extend(once=_Prints())
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
        values = [nodes.Name(each, "load") for each in variables]
        keep = nodes.Filter(None, _KEPT, [place, *values], [], None, None)
        kept = nodes.FilterBlock(body, keep)
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
