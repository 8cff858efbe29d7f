"""Methods of dataclasses and named tuples that are compiled when they are first called, and kept.

Python compiles six for each of a hundred dataclasses, and one for each of two hundred named tuples,
when they are loaded, which takes a fifth of what loading newsgen does. A build calls `__init__` of
most dataclasses and `__new__` of half the tuples, and hardly any other method.

The class of a named tuple is made in one step. `typing` sets the bases and each attribute of one
that `collections` has made, after each of which Python looks up all special methods again.
"""

import builtins
import collections
import dataclasses
import sys
import typing
from collections.abc import Callable, Iterable
from functools import partial
from reprlib import recursive_repr
from types import CodeType, FunctionType, GenericAlias, UnionType
from typing import Any, Final, Self

from newsgen import fast

KNOWN: Final = ((3, 11), (3, 12), (3, 13))
"""Versions of Python whose way of writing methods is known here: all of them are tested."""
_Builder: Final[Any] = getattr(dataclasses, "_FuncBuilder", object)
"""It writes the methods of a class as one text, since Python 3.13."""
_ALWAYS: Final = {
    "__annotations__", "__doc__", "__module__", "__orig_bases__", "__qualname__",
    "__firstlineno__", "__static_attributes__",
}  # fmt: skip
"""What the declaration of a class may have beside fields, methods and properties."""
_usual_named_tuple: Final = typing.NamedTupleMeta.__new__  # type: ignore[attr-defined]


class _NamedTuple(tuple[Any, ...]):
    """The methods that `collections.namedtuple` writes for each class, the same for all here."""

    __slots__ = ()
    _fields: tuple[str, ...] = ()

    @classmethod
    def _make(cls, values: Iterable[Any]) -> Self:
        result = tuple.__new__(cls, values)
        if len(result) != len(cls._fields):
            raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(result)}")
        return result

    def _replace(self, /, **changes: Any) -> Self:
        result = self._make(map(changes.pop, self._fields, self))
        if changes:
            raise ValueError(f"Got unexpected field names: {list(changes)!r}")
        return result

    def __repr__(self) -> str:
        shown = ", ".join(map("{}={!r}".format, self._fields, self))
        return f"{type(self).__name__}({shown})"

    def _asdict(self) -> dict[str, Any]:
        return dict(zip(self._fields, self, strict=True))

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)


_METHODS: Final[dict[str, Any]] = {
    name: vars(_NamedTuple)[name]
    for name in ("_make", "_replace", "__repr__", "_asdict", "__getnewargs__", "__slots__")
}
if sys.version_info >= (3, 13):
    _METHODS["__replace__"] = _METHODS["_replace"]


def compile_methods_later() -> None:
    """Have methods of classes that are declared from now on compiled by their first call."""
    if fast.is_on("methods") and sys.version_info[:2] in KNOWN:
        if hasattr(dataclasses, "_FuncBuilder"):
            dataclasses._FuncBuilder = _LaterBuilder  # noqa: SLF001
        else:
            dataclasses._create_fn = _method  # type: ignore[attr-defined]  # noqa: SLF001
        typing.NamedTupleMeta.__new__ = _named_tuple  # type: ignore[attr-defined]


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


class _LaterBuilder(_Builder):  # type: ignore[misc]
    """Gives a class the methods that dataclasses write for it, but with their code to come."""

    def __init__(self, names: dict[str, Any]) -> None:
        super().__init__(names)
        self._methods = dict[str, Callable[..., Any]]()

    def add_fn(self, name: str, *written: Any, decorator: str = "", **named: Any) -> None:
        super().add_fn(name, *written, **named)
        known, text = self.locals, self.src.pop()
        method = _later(name, lambda: f"if 1:\n{text}", known, self.globals.get("__name__"))
        self._methods[name] = recursive_repr()(method) if decorator else method

    def add_fns_to_class(self, cls: type) -> None:
        self.locals = self._methods
        super().add_fns_to_class(cls)


def _named_tuple(
    meta: type, name: str, bases: tuple[type, ...], declared: dict[str, Any]
) -> type[Any]:
    """Return the class that `typing.NamedTuple` makes of what is declared in a class."""
    types = {key: _checked(kind) for key, kind in declared.get("__annotations__", {}).items()}
    defaults = {field: declared[field] for field in types if field in declared}
    if (
        len(bases) > 1
        or [*types][len(types) - len(defaults) :] != [*defaults]
        or any(key.startswith("_") for key in types.keys() | declared.keys() - _ALWAYS)
    ):
        return _usual_named_tuple(meta, name, bases, declared)  # type: ignore[no-any-return]
    listed = ", ".join(types) + "," * (len(types) == 1)
    text = f"__new__ = lambda _cls, {listed}: _tuple_new(_cls, ({listed}))"
    new = _later("__new__", lambda: text, {"_tuple_new": tuple.__new__}, f"namedtuple_{name}")
    new.__doc__, new.__qualname__ = f"Create new instance of {name}({listed})", f"{name}.__new__"
    new.__annotations__, new.__defaults__ = types, tuple(defaults.values())
    fields = {
        field: collections._tuplegetter(index, f"Alias for field number {index}")  # type: ignore[attr-defined]  # noqa: SLF001
        for index, field in enumerate(types)
    }
    attributes = {"__doc__": f"{name}({listed})", **_METHODS, **declared, **fields}
    attributes |= {"_fields": tuple(types), "_field_defaults": defaults, "__new__": new}
    attributes |= {"__annotations__": types, "__match_args__": tuple(types)}
    return type(name, (tuple,), attributes)


def _checked(kind: object) -> object:
    """Return the type of a field as `typing` keeps it."""
    if isinstance(kind, type | GenericAlias | UnionType):
        return kind
    return typing._type_check(kind, "a field's annotation must be a type")  # type: ignore[attr-defined]  # noqa: SLF001


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
