"""`{% once %}`: what is the same on every page of a site is rendered once.

`{% once NAME %}` renders it once for each value of a name, such as a page's language. Its body may
name nothing but that and `site`, which the parser checks, so the shortcut cannot change a page.
"""

import itertools
from collections.abc import Callable
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.parser import Parser

_places = itertools.count()
"""A name for each tag: two may stand on one line."""


class Once(Extension):
    """The tag; `environment.once` holds what it has rendered for the site at hand."""

    tags = {"once"}  # noqa: RUF012 (Jinja's own form)

    def __init__(self, environment: Any) -> None:
        super().__init__(environment)
        environment.extend(once={})

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        known = {"site", "range"}
        place: nodes.Expr = nodes.Const(next(_places))
        if parser.stream.current.test("name"):
            by = next(parser.stream).value
            known.add(by)
            place = nodes.Tuple([place, nodes.Name(by, "load")], "load")
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        block = nodes.Scope(body)
        names = list(block.find_all(nodes.Name))
        own = {name.name for name in names if name.ctx == "store"} | known
        for name in names:
            if name.name not in own:
                raise TemplateSyntaxError(
                    f"only site may be used in once, not {name.name}",
                    name.lineno,
                    parser.name,
                    parser.filename,
                )
        rendered = nodes.EnvironmentAttribute("once")
        render = nodes.CallBlock(self.call_method("_render", [place]), [], [], body)
        shown = nodes.Output([nodes.Getitem(rendered, place, "load")])
        is_rendered = nodes.Compare(place, [nodes.Operand("in", rendered)])
        return nodes.If(is_rendered, [shown], [], [render]).set_lineno(line)

    def _render(self, place: int | tuple[int, str], caller: Callable[[], str]) -> str:
        self.environment.once[place] = rendered = caller()  # type: ignore[attr-defined]
        return rendered
