"""Faults in newsgen's own code, one at a time: a call left out, a condition turned, a value gone.

A fault is put into a function that is loaded already, and taken out again.
"""

import ast
import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import CodeType, FunctionType, ModuleType
from typing import Any, Final

_OTHER: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """A fault in a function of a module: what it is, and which of the changes of which node."""

    module: ModuleType
    function: str
    name: str
    node: int
    change: int

    @contextmanager
    def put_in(self) -> Iterator[None]:
        """Run with the fault."""
        tree = ast.parse(inspect.getsource(self.module))
        definition = {name: each for each, name in _functions(tree, "")}[self.function]
        node = _nodes(definition)[self.node]
        list(_changes(node))[self.change][1](node)
        compiled = compile(ast.fix_missing_locations(tree), "faulty", "exec", dont_inherit=True)
        function = _found(self.module, self.function)
        vars(self.module).update(_emptied=_emptied, _shortened=_shortened)
        good = function.__code__
        function.__code__ = _code(compiled, good.co_qualname)
        try:
            yield
        finally:
            function.__code__ = good


def _emptied(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if type(value) in (str, bytes, int, list, tuple, dict, set, frozenset):
        return type(value)()
    return value


def _shortened(values: Iterable[Any]) -> list[Any]:
    return list(values)[:-1]


def faults_in(module: ModuleType) -> Iterator[Fault]:
    """Yield the faults of all functions of a module that can be changed."""
    for function, name in _functions(ast.parse(inspect.getsource(module)), ""):
        if isinstance(_found(module, name), FunctionType):
            for at, node in enumerate(_nodes(function)):
                for change, (what, _) in enumerate(_changes(node)):
                    line = ast.unparse(node).splitlines()[0][:50]
                    yield Fault(module, name, f"{what} {line}", at, change)


def _nodes(function: ast.FunctionDef) -> list[ast.AST]:
    return [node for node in ast.walk(function) if node is not function]


def _functions(node: ast.AST, above: str) -> Iterator[tuple[ast.FunctionDef, str]]:
    for each in ast.iter_child_nodes(node):
        if isinstance(each, ast.FunctionDef):
            yield each, f"{above}{each.name}"
        elif isinstance(each, ast.ClassDef):
            yield from _functions(each, f"{above}{each.name}.")


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[Any], None]]]:
    """Yield what can be wrong at a place of the code, and how to make it so."""

    def set_to(**fields: ast.AST | list[Any]) -> Callable[[Any], None]:
        return lambda there: vars(there).update(fields)

    def wrap(field: str, name: str) -> Callable[[Any], None]:
        def change(there: Any) -> None:
            call = ast.Call(ast.Name(name, ast.Load()), [getattr(there, field)], [])
            setattr(there, field, call)

        return change

    match node:
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            # A generator stays one, though it yields nothing.
            yield "left out", set_to(value=ast.IfExp(ast.Constant(1), ast.Constant(0), node.value))
        case ast.If() | ast.While() | ast.IfExp():
            yield "turned", set_to(test=ast.UnaryOp(ast.Not(), node.test))
        case ast.Return(value=ast.expr()) | ast.Assign() | ast.AugAssign():
            yield "emptied", wrap("value", "_emptied")
        case ast.For() | ast.comprehension():
            yield "shortened", wrap("iter", "_shortened")
        case ast.Compare(ops=[op]) if type(op) in _OTHER:
            yield "other", set_to(ops=[_OTHER[type(op)]()])
        case ast.BoolOp():
            yield "other", set_to(op=ast.Or() if isinstance(node.op, ast.And) else ast.And())


def _found(module: ModuleType, name: str) -> Any:
    value: Any = module
    for part in name.split("."):
        value = inspect.getattr_static(value, part, None)
    return inspect.unwrap(value.func if hasattr(value, "func") else value)


def _code(code: CodeType, name: str) -> CodeType:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            if each.co_qualname == name:
                return each
            if name.startswith(f"{each.co_qualname}."):
                return _code(each, name)
    raise LookupError(name)
