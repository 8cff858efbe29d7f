"""Methods of dataclasses and named tuples that are compiled when they are first called, and kept.

Python compiles six for each of a hundred dataclasses, and one for each of two hundred named tuples,
when they are loaded, which takes a fifth of what loading newsgen does. A build calls `__init__` of
most dataclasses and `__new__` of half the tuples, and hardly any other method.
"""

import builtins
import collections
import dataclasses
import sys
from collections.abc import Callable, Iterable
from functools import partial
from types import CodeType, FunctionType
from typing import Any, Final

from newsgen import fast

KNOWN: Final = ((3, 11),)
"""Versions of Python that compile each method by itself, as 3.13 no longer does."""


def compile_methods_later() -> None:
    """Have methods of classes that are declared from now on compiled by their first call."""
    if fast.is_on("methods") and sys.version_info[:2] in KNOWN:
        dataclasses._create_fn = _method  # type: ignore[attr-defined]  # noqa: SLF001
        collections.eval = _constructor  # type: ignore[attr-defined]


def _method(
    name: str,
    args: Iterable[str],
    body: Iterable[str],
    *,
    globals: dict[str, Any] | None = None,  # noqa: A002 (as dataclasses call it)
    locals: dict[str, Any] | None = None,  # noqa: A002
    return_type: object = dataclasses.MISSING,
) -> FunctionType:
    """Return a method as `dataclasses._create_fn` does, but with its code to come."""

    def text() -> str:
        returns = "" if return_type is dataclasses.MISSING else " -> _return_type"
        return "\n  ".join([f"def {name}({', '.join(args)}){returns}:", *body])

    known = dict(locals or {}, _return_type=return_type)
    return _later(name, text, known, (globals or {}).get("__name__"))


def _constructor(text: str, known: dict[str, Any]) -> FunctionType:
    """Return what `collections.namedtuple` evaluates for `__new__`, but with its code to come."""
    return _later("__new__", lambda: f"__new__ = {text}", known, known["__name__"])


def _later(
    name: str, text: Callable[[], str], known: dict[str, Any], module: str | None
) -> FunctionType:
    """Return a function whose code comes of a text when it is called, which refers to `known`."""
    names: dict[str, Any] = {"__builtins__": builtins, "__name__": module}
    method = FunctionType(_first_call.__code__, names, name)
    names["__compiled__"] = partial(_compiled, method, text, known)
    return method


def _first_call(*args: Any, **named: Any) -> Any:
    """Compile the method of which this is the code so far, and call it."""
    return globals()["__compiled__"]()(*args, **named)


def _code(text: str) -> CodeType:
    """Return what the text of a method compiles to."""
    from newsgen.fast._kept import file_of, kept  # noqa: PLC0415 (few commands call many methods)

    return kept(file_of("methods"), text, CodeType, lambda: compile(text, "<string>", "exec"))


def _compiled(method: FunctionType, text: Callable[[], str], known: dict[str, Any]) -> FunctionType:
    """Give a method the code that its text compiles to; what it refers to is `known`.

    What was set on it since stays, such as the defaults of a named tuple.
    """
    namespace: dict[str, FunctionType] = {}
    method.__globals__.update(known)
    exec(_code(text()), method.__globals__, namespace)  # noqa: S102 (as dataclasses do)
    real = namespace[method.__name__]
    method.__defaults__ = real.__defaults__ or method.__defaults__
    method.__kwdefaults__ = real.__kwdefaults__
    method.__annotations__ = real.__annotations__ or method.__annotations__
    method.__code__ = real.__code__
    return method
