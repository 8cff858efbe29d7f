# ruff: noqa: INP001 (beside the script that uses it)
"""What the source says about public names: signatures, attributes, and sections of docstrings."""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple


class Attribute(NamedTuple):
    """An attribute of a class: its name, its type or value, and its docstring."""

    name: str
    value: str
    text: str


class Section(NamedTuple):
    """A section of a docstring, `Args` or `Raises`: names, and what each means."""

    title: str
    rows: list[tuple[str, str]]


def attributes(cls: type) -> Iterator[Attribute]:
    """Yield each attribute that has a docstring, and each property."""
    body = _tree(cls).body
    for node, after in zip(body, [*body[1:], None], strict=True):
        text = ast.literal_eval(after.value) if isinstance(after, ast.Expr) else ""
        match node:
            case ast.AnnAssign(target=name, annotation=value) if text:
                yield Attribute(ast.unparse(name), ast.unparse(value), text)
            case ast.Assign(targets=[name], value=value) if text:
                yield Attribute(ast.unparse(name), ast.unparse(value), text)
            case ast.FunctionDef(name=name, returns=value, decorator_list=[ast.Name("property")]):
                yield Attribute(name, ast.unparse(value), ast.get_docstring(node) or "")


def sections(function: Callable[..., Any]) -> tuple[str, list[Section]]:
    """Return the text of a docstring, and its sections."""
    text, *rest = re.split(r"\n\n(Args|Raises):\n", inspect.getdoc(function) or "")
    pairs = zip(rest[::2], rest[1::2], strict=True)
    row = re.compile(r"^ *([\w.]+): (.+(?:\n {8}.+)*)", re.MULTILINE)
    return text, [Section(title, row.findall(rows)) for title, rows in pairs]


def signature(function: Callable[..., Any]) -> str:
    """Return a signature with its types; a long one has an argument on each line."""
    tree = _tree(inspect.unwrap(function))
    tree.body, tree.decorator_list = [], []
    line = ast.unparse(tree).removesuffix(":").replace("=", " = ")
    if len(line) < 100:
        return line
    name, _, rest = line.partition("(")
    arguments, _, result = rest.rpartition(")")
    return "\n".join(
        [f"{name}(", *(f"    {each}," for each in arguments.split(", ")), f"){result}"]
    )


def _tree(value: Any) -> Any:
    return ast.parse(textwrap.dedent(inspect.getsource(value))).body[0]
