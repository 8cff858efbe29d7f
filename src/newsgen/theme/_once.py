"""`{% once %}`: what is the same on every page of a site is rendered once.

`{% once NAME %}` renders it once for each value of a name, such as a page's language. Its body may
name nothing but that and `site`, which the parser checks, so the shortcut cannot change a page.
"""

from typing import Any, Final

from jinja2 import nodes, pass_environment
from jinja2.exceptions import TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.parser import Parser

_KEPT: Final = "{% once %}"
"""The filter that keeps what a tag has rendered: no template can name it."""


@pass_environment
def _kept(environment: Any, rendered: str, place: tuple[str, ...]) -> str:
    environment.once[place] = rendered
    return rendered


class Once(Extension):
    """The tag; `environment.once` holds what it has rendered for the site at hand."""

    tags = {"once"}  # noqa: RUF012 (Jinja's own form)

    def __init__(self, environment: Any) -> None:
        super().__init__(environment)
        environment.extend(once={})
        environment.filters[_KEPT] = _kept

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        known = {"site", "range"}
        # Named by the file and the tag's number in it: two may stand on one line.
        number = nodes.Const(parser.free_identifier().name)
        place = nodes.Tuple([nodes.Const(parser.filename or parser.name), number], "load")
        if parser.stream.current.test("name"):
            variable = next(parser.stream).value
            known.add(variable)
            place.items.append(nodes.Name(variable, "load"))
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        block = nodes.Scope(body)
        names = list(block.find_all(nodes.Name))
        local_names = {name.name for name in names if name.ctx == "store"} | known
        for name in names:
            if name.name not in local_names:
                raise TemplateSyntaxError(
                    f"only site may be used in once, not {name.name}",
                    name.lineno,
                    parser.name,
                    parser.filename,
                )
        rendered = nodes.EnvironmentAttribute("once")
        is_rendered = nodes.Compare(place, [nodes.Operand("in", rendered)])
        shown = nodes.Output([nodes.Getitem(rendered, place, "load")])
        # A block with a filter, as one with a call would make a function on every page.
        kept = nodes.Filter(None, _KEPT, [place], [], None, None)
        return nodes.If(is_rendered, [shown], [], [nodes.FilterBlock(body, kept)]).set_lineno(line)
