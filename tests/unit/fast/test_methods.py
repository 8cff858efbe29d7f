"""Methods that are compiled later do as those that Python compiles at once."""

import copy
import dataclasses
import importlib.util
import inspect
import pickle
import sys
import typing
from collections.abc import Callable, Iterator
from dataclasses import KW_ONLY, InitVar, dataclass, field
from pathlib import Path
from typing import Any, Final, Generic, NamedTuple, TypeVar

import pytest

from newsgen import fast
from newsgen.fast import _kept, methods
from newsgen.fast.methods import compile_methods_later

IS_KNOWN: Final = sys.version_info[:2] in methods.KNOWN


WAYS: Final = [name for name in ("_create_fn", "_FuncBuilder") if hasattr(dataclasses, name)]
"""By what this version of Python writes methods."""


@pytest.fixture(autouse=True)
def compiler() -> Iterator[None]:
    """Begin with dataclasses' own way, which another test may have replaced, and set it back."""
    now = way()
    named_tuple = typing.NamedTupleMeta.__new__  # type: ignore[attr-defined]
    typing.NamedTupleMeta.__new__ = methods._usual_named_tuple  # type: ignore[attr-defined]
    spec = importlib.util.find_spec("dataclasses")
    assert spec is not None
    assert spec.loader is not None
    fresh = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fresh)
    for name in WAYS:
        setattr(dataclasses, name, vars(fresh)[name])
    yield
    for name, before in zip(WAYS, now, strict=True):
        setattr(dataclasses, name, before)
    typing.NamedTupleMeta.__new__ = named_tuple  # type: ignore[attr-defined]


def way() -> list[object]:
    """Return by what methods are written now."""
    return [vars(dataclasses)[name] for name in WAYS]


def declare() -> tuple[type[Any], ...]:
    """Declare dataclasses of all kinds, and a named tuple."""

    @dataclass(frozen=True, slots=True, order=True)
    class Fact:
        """A frozen one."""

        name: str
        number: int = 3
        others: list["Fact"] = field(default_factory=list, compare=False)

    @dataclass(frozen=True, slots=True)
    class More(Fact):
        """One with a base."""

        extra: str = "x"

        def __post_init__(self) -> None:
            object.__setattr__(self, "extra", self.extra.upper())

    @dataclass
    class Loose:
        """One that is not frozen."""

        path: str
        given: InitVar[int]
        _: KW_ONLY
        hidden: float = field(default=0.5, repr=False)
        late: int = field(init=False)

        def __post_init__(self, given: int) -> None:
            self.late = given + 1

    class Row(NamedTuple):
        """A named tuple."""

        name: str
        numbers: tuple[int, ...] = (3, 4)
        others: int = 5

    return Fact, More, Loose, Row


USES: Final[tuple[Callable[..., object], ...]] = (
    lambda fact, more, loose, _: repr([fact("a"), more("b", 4), loose("c", 1, hidden=2.0)]),
    lambda fact, more, *_: (fact("a") == fact("a"), fact("a") == fact("b"), fact("a") == more("a")),
    lambda fact, *_: (fact("a") < fact("b"), fact("a", 5) >= fact("a", 4)),
    lambda fact, more, loose, _: (hash(fact("a")), hash(more("a")), loose.__hash__),
    lambda fact, *_: dataclasses.replace(fact("a"), number=7),
    lambda fact, *_: dataclasses.asdict(fact("a", 1, [fact("b")])),
    lambda fact, *_: copy.deepcopy(fact("a", 1, [fact("b")])),
    lambda fact, *_: fact("a").others is fact("a").others,
    lambda *kinds: [kind.__match_args__ for kind in kinds],
    lambda fact, *_: setattr(fact("a"), "name", "b"),
    lambda fact, *_: delattr(fact("a"), "name"),
    lambda _, more, *__: setattr(more("a"), "name", "b"),
    lambda fact, *_: fact(),
    lambda fact, *_: fact("a", nobody=1),
    lambda *kinds: kinds[2]("a", 1, 2),
    lambda *kinds: (kinds[3]("a"), kinds[3]("a", others=1), kinds[3]("a", (), 2)),
    lambda *kinds: (kinds[3]("a") == kinds[3]("a"), hash(kinds[3]("a")), kinds[3].__new__.__doc__),
    lambda *kinds: kinds[3]("a")._replace(others=6)._asdict(),
    lambda *kinds: kinds[3]._make(["a", (), 1]),
    lambda *kinds: copy.copy(kinds[3]("a")),
    lambda *kinds: (kinds[3].__annotations__, kinds[3].__new__.__annotations__),
    lambda *kinds: kinds[3](),
    lambda *kinds: kinds[3]("a", nobody=1),
)


def outcome(use: Callable[..., object], kinds: tuple[type[Any], ...]) -> str:
    """Return what comes of a use, in words."""
    try:
        return repr(use(*kinds))
    except Exception as error:  # noqa: BLE001 (whatever it is)
        return repr(error)


def test_a_named_tuple_is_compiled_when_the_first_is_built() -> None:
    usual, later = declare()[3], kinds_later()[3]
    later("a")
    for name in ("__module__", "__qualname__", "__annotations__", "__defaults__", "__name__"):
        assert getattr(later.__new__, name) == getattr(usual.__new__, name)
    assert str(inspect.signature(later)) == str(inspect.signature(usual))
    unused = kinds_later()[3].__new__.__code__
    assert (unused is methods._first_call.__code__) == IS_KNOWN


def kinds_later() -> tuple[type[Any], ...]:
    compile_methods_later()
    return declare()


Value = TypeVar("Value")


def declare_tuples() -> tuple[type[Any], ...]:
    """Declare named tuples of all kinds."""

    class Pair(NamedTuple):
        """One with methods."""

        first: "int"
        second: str | None = None
        third: None = None

        @property
        def both(self) -> str:
            """Return both as text."""
            return f"{self.first}{self.second}"

        @classmethod
        def of(cls, text: str) -> "Pair":
            """Return one of a text."""
            return cls(len(text), text)

        def __str__(self) -> str:
            return self.both

    class Single(NamedTuple):
        value: list[int]

    class Empty(NamedTuple):
        pass

    class Box(NamedTuple, Generic[Value]):
        content: Value

    return Pair, Single, Empty, Box


TUPLE_USES: Final[tuple[Callable[..., object], ...]] = (
    lambda pair, *_: (pair(1), pair(1, "b").both, str(pair.of("abc")), pair(first=2)),
    lambda pair, *_: [pair._make([1, 2, 3]), pair._make([1])],
    lambda pair, *_: pair(1)._replace(second="x", fourth=3),
    lambda pair, *_: (pair(1)._asdict(), pair(1)._replace(third=4), copy.deepcopy(pair(1))),
    lambda pair, *_: (pair(1) < pair(2), pair(1) == (1, None, None), hash(pair(1)), [*pair(1)]),
    lambda pair, *_: setattr(pair(1), "first", 2),
    lambda pair, *_: setattr(pair(1), "other", 2),
    lambda pair, *_: typing.get_type_hints(pair),
    lambda _, single, *__: (single([1]), single.__doc__, single(), single([1], 2)),
    lambda *kinds: (kinds[2](), kinds[2].__doc__, kinds[2]._make([]), len(kinds[2]())),
    lambda *kinds: (kinds[3](1), kinds[3][int](2), kinds[3].__orig_bases__),
    lambda *kinds: [
        (kind.__doc__, kind.__module__, kind.__qualname__, kind.__bases__, kind.__mro__[1:])
        for kind in kinds
    ],
    lambda *kinds: [sorted(vars(kind)) for kind in kinds],
    lambda *kinds: [(kind._fields, kind._field_defaults, kind.__match_args__) for kind in kinds],
    lambda *kinds: [(kind.__annotations__, kind.__new__.__annotations__) for kind in kinds],
    lambda *kinds: [(kind.__new__.__doc__, kind.__new__.__defaults__) for kind in kinds],
    lambda *kinds: [getattr(kind, field).__doc__ for kind in kinds for field in kind._fields],
    lambda *_: type("Late", (NamedTuple,), {"__annotations__": {"a": int}}),
)


@pytest.mark.parametrize("use", TUPLE_USES)
def test_a_named_tuple_is_as_typing_makes_it(use: Callable[..., object]) -> None:
    usual = declare_tuples()
    compile_methods_later()
    later = declare_tuples()
    for _ in range(2):
        assert outcome(use, later) == outcome(use, usual)


@pytest.mark.parametrize(
    ("types", "values"),
    [
        ({"a": int, "b": int}, {"a": 1}),
        ({"_a": int}, {}),
        ({"a": int}, {"_make": 1}),
        ({"a": 3}, {}),
        ({"a": int}, {"_hidden": 1}),
    ],
)
def test_what_typing_refuses_or_only_it_knows_is_left_to_it(
    types: dict[str, object], values: dict[str, object]
) -> None:
    def declare_unusual(*_: object) -> object:
        names = {"__annotations__": types, "__module__": __name__, **values}
        kind = typing.NamedTupleMeta("Kind", (typing._NamedTuple,), names)  # type: ignore[attr-defined]
        return kind._fields, kind._hidden

    usual = outcome(declare_unusual, ())
    compile_methods_later()
    assert outcome(declare_unusual, ()) == usual


@pytest.mark.parametrize("use", USES)
def test_each_does_what_the_usual_one_does(use: Callable[..., object]) -> None:
    usual, later = declare(), kinds_later()
    for _ in range(2):  # the second time it is compiled
        assert outcome(use, later) == outcome(use, usual)


def test_nothing_is_compiled_before_it_is_called() -> None:
    usual, (later, *_) = declare()[0], kinds_later()
    if not IS_KNOWN:
        assert later.__eq__.__code__ is not methods._first_call.__code__
        return
    assert later.__eq__.__code__ is later.__hash__.__code__ is methods._first_call.__code__
    assert later("a") == later("a")
    assert later.__eq__.__code__ is not methods._first_call.__code__
    assert later.__hash__.__code__ is methods._first_call.__code__
    for name in ("__module__", "__qualname__", "__annotations__", "__defaults__", "__name__"):
        shown = str(getattr(later.__init__, name)), str(getattr(usual.__init__, name))
        assert shown[0].split("object at")[0] == shown[1].split("object at")[0]
    assert str(inspect.signature(later)) == str(inspect.signature(usual))


@dataclass(frozen=True, slots=True)
class Kept:
    """One that can be found by its name."""

    name: str


def test_its_values_go_from_process_to_process(monkeypatch: pytest.MonkeyPatch) -> None:
    compile_methods_later()

    @dataclass(frozen=True, slots=True)
    class Later:
        """One that takes another's place."""

        name: str

    Later.__qualname__ = "Kept"
    monkeypatch.setattr(sys.modules[__name__], "Kept", Later)
    assert pickle.loads(pickle.dumps(Later("a"))) == Later("a")


def test_it_stands_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    now = way()
    monkeypatch.setattr(fast, "_OFF", frozenset({"methods"}))
    compile_methods_later()
    assert way() == now
    assert typing.NamedTupleMeta.__new__ is methods._usual_named_tuple  # type: ignore[attr-defined]
    monkeypatch.setattr(fast, "_OFF", frozenset())
    monkeypatch.setattr(methods, "KNOWN", ())
    compile_methods_later()
    assert way() == now


def test_each_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(_kept, "file_of", lambda name: tmp_path / name)
    values = repr([use_all() for _ in range(2)])
    if IS_KNOWN:
        assert (tmp_path / "methods").stat().st_size > 0
        monkeypatch.setattr(methods, "compile", None, raising=False)
    _kept.forget_files()
    assert repr([use_all() for _ in range(2)]) == values
    _kept.forget_files()


def use_all() -> list[object]:
    fact, _, __, row = kinds_later()
    return [
        row("a", others=3),
        fact("a"),
        fact("a") == fact("a"),
        fact("a") < fact("b"),
        hash(fact("a", others=[])),
    ]
