"""Which expression of a template's line failed.

Each is evaluated again, with what the line could see, until one fails as the line did.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import jinja2
from jinja2 import nodes
from markupsafe import escape

from newsgen.diagnostics import NewsgenError
from newsgen.model.refusal import NoTextError
from newsgen.theme.failure import UnknownNameError

_NAME: Final = r"[A-Za-z_]\w*"
_FIELD: Final = r"""\.\w+|\[(?:"[^"\]]*"|'[^'\]]*')\]"""
_CHAIN: Final = re.compile(rf"""(?<![\w."']){_NAME}(?:{_FIELD})*""")
_PRINTED: Final = re.compile(r"\{\{[-+]?\s*(.*?)\s*[-+]?\}\}")


@dataclass(frozen=True, slots=True)
class Sight:
    """What a template that failed could see, and the text of the file that failed."""

    environment: jinja2.Environment
    names: Mapping[str, Any]
    text: str


class _Candidate(NamedTuple):
    """An expression, and the tests of the choices around it with what they have to be."""

    expression: nodes.Expr
    is_printed: bool
    choices: tuple[tuple[nodes.Expr, bool], ...]


def failed_expression(error: BaseException, line: int, sight: Sight) -> nodes.Expr | None:
    """Return the innermost expression of a line that fails again with an error; None if none."""
    for each in _candidates(sight.environment.parse(sight.text)):
        if (
            each.expression.lineno == line
            and all(_is_chosen(test, sight, wanted=wanted) for test, wanted in each.choices)
            and _fails(each.expression, error, sight, is_printed=each.is_printed)
        ):
            return _innermost(each.expression, error, sight)
    return None


def value_of(expression: nodes.Expr, sight: Sight) -> Any:
    """Return the value of an expression. Raises what it raises."""
    result = nodes.Assign(nodes.Name("result", "store"), expression, lineno=1)
    template = sight.environment.from_string(nodes.Template([result], lineno=1))
    context = template.new_context(dict(sight.names))
    for _ in template.root_render_func(context):
        pass
    return context.vars["result"]


def _candidates(
    node: nodes.Node, choices: tuple[tuple[nodes.Expr, bool], ...] = ()
) -> Iterator[_Candidate]:
    """Yield the expressions of a template that stand in no other, as they are evaluated."""
    if isinstance(node, nodes.If):
        for choice in (node, *node.elif_):
            assert isinstance(choice, nodes.If)
            test: nodes.Expr = choice.test  # type: ignore[assignment]
            yield _Candidate(test, is_printed=False, choices=choices)
            for child in choice.body:
                yield from _candidates(child, (*choices, (test, True)))
            choices = (*choices, (test, False))
        for child in node.else_:
            yield from _candidates(child, choices)
        return
    for child in node.iter_child_nodes():
        if not isinstance(child, nodes.Expr):
            yield from _candidates(child, choices)
        elif not isinstance(child, nodes.TemplateData):
            yield _Candidate(child, isinstance(node, nodes.Output), choices)


def _is_chosen(test: nodes.Expr, sight: Sight, *, wanted: bool) -> bool:
    """Return whether a choice may have been taken."""
    try:
        return bool(value_of(test, sight)) is wanted
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException:  # noqa: BLE001 (as where the page is rendered)
        return True


def _fails(expression: nodes.Expr, error: BaseException, sight: Sight, *, is_printed: bool) -> bool:
    """Return whether an expression, or printing it, fails with an error."""
    try:
        value = value_of(expression, sight)
        if is_printed:
            finalize = sight.environment.finalize
            escape(finalize(value) if finalize else value)
    except (KeyboardInterrupt, MemoryError):
        raise
    except NewsgenError as other:  # a filter of the site was given a name that is not there
        return _is_same(other.__cause__ or other, error)
    except BaseException as other:  # noqa: BLE001 (as where the page is rendered)
        return _is_same(other, error)
    return False


def _is_same(first: BaseException, second: BaseException) -> bool:
    if isinstance(first, NoTextError) and isinstance(second, NoTextError):
        return type(first.value) is type(second.value)
    if isinstance(first, UnknownNameError) and isinstance(second, UnknownNameError):
        is_like = type(first.thing) is type(second.thing)
        return is_like and str(first) == str(second)
    return type(first) is type(second) and str(first) == str(second)


def _innermost(expression: nodes.Expr, error: BaseException, sight: Sight) -> nodes.Expr:
    """Return the part of an expression that fails, without what only hands its value on."""
    is_value = isinstance(error, NoTextError) and has_value(expression, sight)
    for part in _parts(expression, sight, is_value=is_value):
        if _fails(part, error, sight, is_printed=True):
            return _innermost(part, error, sight)
    return expression


def has_value(expression: nodes.Expr, sight: Sight) -> bool:
    """Return whether an expression fails only where it is printed."""
    try:
        value_of(expression, sight)
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException:  # noqa: BLE001 (as where the page is rendered)
        return False
    return True


def _parts(expression: nodes.Expr, sight: Sight, *, is_value: bool) -> Iterator[nodes.Expr]:
    """Yield the parts that are evaluated; if the value is wrong, those that it can come from."""
    if isinstance(expression, nodes.CondExpr):
        if not is_value:
            yield expression.test
        for part, wanted in ((expression.expr1, True), (expression.expr2, False)):
            if part is not None and _is_chosen(expression.test, sight, wanted=wanted):
                yield part
    elif not is_value or isinstance(expression, nodes.And | nodes.Or):
        yield from _within(expression)


def _within(node: nodes.Node) -> Iterator[nodes.Expr]:
    """Yield the expressions right below a node, such as those that a filter is given."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Expr):
            yield child
        else:
            yield from _within(child)


# As they are written


def chains(line: str) -> list[str]:
    """Return the names on a line with all their fields, such as `page.release.title`."""
    return _CHAIN.findall(line)


def printed_on(line: str) -> list[str]:
    """Return what a line prints, as it is written there."""
    return _PRINTED.findall(line)


def written(node: nodes.Node | None, line: str) -> str:
    """Return a name with its fields as a line has it; empty if an expression is another thing."""
    for chain in chains(line) if node is not None else ():
        parsed: nodes.Expr | None = None
        for part in re.finditer(rf"^{_NAME}|{_FIELD}", chain):
            key = part[0].strip("\"'[].")
            if parsed is None:
                parsed = nodes.Name(key, "load")
            elif part[0].startswith("."):
                parsed = nodes.Getattr(parsed, key, "load")
            else:
                parsed = nodes.Getitem(parsed, nodes.Const(key), "load")
            if parsed == node:
                return chain[: part.end()]
    return ""
