"""Counts the work of regular expressions and functions, which grows with a text as time does.

A clock judges the machine and what else it has to do; steps are the same everywhere. Each pattern
is tried again by a plain matcher that backtracks as Python's own does, without its short cuts, and
counts what it looks at. The real pattern gives the result. `install` must come before the import of
whatever is to be counted.
"""

import re
import sys
from collections.abc import Callable, Iterator
from cProfile import Profile
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Final

_sre: Final[Any] = import_module("re._constants")
_parser: Final[Any] = import_module("re._parser")
_compiler: Final[Any] = import_module("re._compiler")


@dataclass
class Work:
    """The steps taken so far, and what counts the functions called, while anything is counted."""

    steps: int = 0
    calls: Profile | None = None


WORK: Final = Work()

Groups = tuple[tuple[int, int] | None, ...]
State = tuple[int, Groups]
Items = list[tuple[Any, Any]]


class Matcher:
    """Backtracks through a parsed pattern on one text."""

    def __init__(self, text: str, end: int, flags: int) -> None:
        self.text, self.end, self.flags = text, end, flags

    def matches(self, items: Items, at: int, state: State) -> Iterator[State]:
        """Yield the ways in which the items from `at` on match, as Python would try them."""
        if at == len(items):
            yield state
            return
        op, argument = items[at]
        for after in self._item(op, argument, state):
            yield from self.matches(items, at + 1, after)

    def first(self, items: Items, state: State) -> State | None:
        return next(self.matches(items, 0, state), None)

    def _item(self, op: Any, argument: Any, state: State) -> Iterator[State]:
        WORK.steps += 1
        position, groups = state
        if op not in _SINGLE:
            return _WAYS[op](self, op, argument, state)
        if position < self.end and self._is_in(op, argument, self.text[position]):
            return iter([(position + 1, groups)])
        return iter(())

    def may_begin(self, items: Items, position: int) -> bool:
        """Tell whether a pattern may match here; the step of looking is counted if not."""
        op, argument = items[0] if items else (None, None)
        if op not in _SINGLE:
            return True
        if position < self.end and self._is_in(op, argument, self.text[position]):
            return True
        WORK.steps += 1
        return False

    def _is_in(self, op: Any, argument: Any, character: str) -> bool:
        # An argument that is a list is part of a pattern, and patterns are kept.
        key = (op, argument if isinstance(argument, int) else id(argument), self.flags, character)
        if (is_in := _KNOWN.get(key)) is None:
            state = _parser.State()
            state.flags = self.flags
            pattern = _compiler.compile(_parser.SubPattern(state, [(op, argument)]), self.flags)
            is_in = _KNOWN[key] = pattern.match(character) is not None
        return is_in

    def _place(self, _op: Any, where: Any, state: State) -> Iterator[State]:
        pattern = _place_of(where, self.flags & (re.MULTILINE | re.ASCII))
        if pattern.match(self.text, state[0], self.end):
            yield state

    def _branch(self, _op: Any, argument: Any, state: State) -> Iterator[State]:
        for branch in argument[1]:
            yield from self.matches(list(branch), 0, state)

    def _atom(self, _op: Any, argument: Any, state: State) -> Iterator[State]:
        if after := self.first(list(argument), state):
            yield after

    def _group(self, _op: Any, argument: Any, state: State) -> Iterator[State]:
        number, add, remove, items = argument
        position = state[0]
        usual, self.flags = self.flags, (self.flags | add) & ~remove
        for after, groups in self.matches(list(items), 0, state):
            inner, self.flags = self.flags, usual
            if number is None:
                yield after, groups
            else:
                yield after, (*groups[:number], (position, after), *groups[number + 1 :])
            self.flags = inner
        self.flags = usual

    def _look(self, op: Any, argument: Any, state: State) -> Iterator[State]:
        direction, items = argument
        position, groups = state
        after: State | None
        if direction >= 0:
            after = self.first(list(items), state)
        else:
            start = position - items.getwidth()[0]
            after = self.first(list(items), (start, groups)) if start >= 0 else None
        if (after is not None) is (op is _sre.ASSERT):
            yield position, after[1] if after and op is _sre.ASSERT else groups

    def _reference(self, _op: Any, number: int, state: State) -> Iterator[State]:
        if (span := state[1][number]) is not None:
            length = span[1] - span[0]
            WORK.steps += length
            same = self.text[span[0] : span[1]] == self.text[state[0] : state[0] + length]
            if same and state[0] + length <= self.end:
                yield state[0] + length, state[1]

    def _repeat(self, op: Any, argument: Any, state: State) -> Iterator[State]:
        least, most, items = argument
        items = list(items)
        most = self.end - state[0] + 1 if most is _sre.MAXREPEAT else most
        if len(items) == 1 and items[0][0] in _SINGLE:
            yield from self._run(op, least, most, items[0], state)
        elif op is _sre.POSSESSIVE_REPEAT:
            after = next(self._more(_sre.MAX_REPEAT, least, most, items, state), None)
            if after is not None:
                yield after
        else:
            yield from self._more(op, least, most, items, state)

    def _run(
        self, op: Any, least: int, most: int, item: tuple[Any, Any], state: State
    ) -> Iterator[State]:
        """Repeat a single character without nesting."""
        position, groups = state
        stop = min(self.end, position + most)
        if op is _sre.MIN_REPEAT:
            for at in range(position, stop + 1):
                if at - position >= least:
                    yield at, groups
                WORK.steps += 1
                if at == stop or not self._is_in(*item, self.text[at]):
                    return
            return
        at = position
        while at < stop and self._is_in(*item, self.text[at]):
            at += 1
        WORK.steps += at - position
        for back in range(at, position + least - 1, -1):
            WORK.steps += 1
            yield back, groups
            if op is _sre.POSSESSIVE_REPEAT:
                return

    def _more(self, op: Any, least: int, most: int, items: Items, state: State) -> Iterator[State]:
        """Repeat items that may match in several ways."""
        enough = least <= 0
        if enough and op is _sre.MIN_REPEAT:
            yield state
        if most > 0:
            for after in self.matches(items, 0, state):
                if after[0] > state[0] or not enough:  # an empty one may not go on for ever
                    yield from self._more(op, least - 1, most - 1, items, after)
        if enough and op is not _sre.MIN_REPEAT:
            yield state


_SINGLE: Final = (_sre.LITERAL, _sre.NOT_LITERAL, _sre.IN, _sre.ANY)
_WAYS: Final[dict[Any, Callable[[Matcher, Any, Any, State], Iterator[State]]]] = {
    _sre.AT: Matcher._place,
    _sre.SUBPATTERN: Matcher._group,
    _sre.BRANCH: Matcher._branch,
    _sre.ASSERT: Matcher._look,
    _sre.ASSERT_NOT: Matcher._look,
    _sre.MAX_REPEAT: Matcher._repeat,
    _sre.MIN_REPEAT: Matcher._repeat,
    _sre.POSSESSIVE_REPEAT: Matcher._repeat,
    _sre.ATOMIC_GROUP: Matcher._atom,
    _sre.GROUPREF: Matcher._reference,
}
"""What else there is in a pattern raises `KeyError`."""
_PLACES: Final = {
    _sre.AT_BEGINNING: "^",
    _sre.AT_BEGINNING_STRING: r"\A",
    _sre.AT_END: "$",
    _sre.AT_END_STRING: r"\Z",
    _sre.AT_BOUNDARY: r"\b",
    _sre.AT_NON_BOUNDARY: r"\B",
}
_KNOWN: Final[dict[tuple[Any, int, int, str], bool]] = {}


@cache
def _place_of(where: Any, flags: int) -> Any:
    return _compiler.compile(_PLACES[where], flags)


class Counted:
    """A compiled pattern whose work is counted."""

    def __init__(self, pattern: Any) -> None:
        self._pattern = pattern
        self._items: Items | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)

    def _count(self, text: Any, starts: range, *, to_end: bool = False) -> None:
        """Count the steps of trying to match from each of these places in turn."""
        calls = WORK.calls
        if calls is None:
            return
        if isinstance(text, bytes):
            WORK.steps += len(starts)
            return
        calls.disable()
        if self._items is None:
            self._items = list(_parser.parse(self._pattern.pattern, self._pattern.flags))
        matcher = Matcher(str(text), len(text), self._pattern.flags)
        nowhere: Groups = (None,) * (self._pattern.groups + 1)
        for start in starts:
            if not matcher.may_begin(self._items, start):
                continue
            for position, _ in matcher.matches(self._items, 0, (start, nowhere)):
                if not to_end or position == len(text):
                    break
        calls.enable()

    def search(self, text: Any, pos: int = 0, endpos: int = sys.maxsize) -> Any:
        match = self._pattern.search(text, pos, endpos)
        stop = match.start() if match else min(endpos, len(text))
        self._count(text[:endpos], range(pos, stop + 1))
        return match

    def match(self, text: Any, pos: int = 0, endpos: int = sys.maxsize) -> Any:
        self._count(text[:endpos], range(pos, pos + 1))
        return self._pattern.match(text, pos, endpos)

    def fullmatch(self, text: Any, pos: int = 0, endpos: int = sys.maxsize) -> Any:
        self._count(text[:endpos], range(pos, pos + 1), to_end=True)
        return self._pattern.fullmatch(text, pos, endpos)

    def finditer(self, text: Any, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[Any]:
        at = pos
        for match in self._pattern.finditer(text, pos, endpos):
            self._count(text[:endpos], range(at, match.start() + 1))
            yield match
            at = max(match.end(), match.start() + 1)
        self._count(text[:endpos], range(at, min(endpos, len(text)) + 1))

    def findall(self, text: Any, pos: int = 0, endpos: int = sys.maxsize) -> list[Any]:
        self._count_all(text[:endpos], pos)
        matches: list[Any] = self._pattern.findall(text, pos, endpos)
        return matches

    def sub(self, repl: Any, string: Any, count: int = 0) -> Any:
        self._count_all(string)
        return self._pattern.sub(repl, string, count)

    def subn(self, repl: Any, string: Any, count: int = 0) -> Any:
        self._count_all(string)
        return self._pattern.subn(repl, string, count)

    def split(self, string: Any, maxsplit: int = 0) -> Any:
        self._count_all(string)
        return self._pattern.split(string, maxsplit)

    def _count_all(self, text: Any, pos: int = 0) -> None:
        for _ in self.finditer(text, pos):
            pass


class RoughlyCounted(Counted):
    """A compiled pattern whose work is told by the characters at which it is tried."""

    def _count(self, _text: Any, starts: range, *, to_end: bool = False) -> None:  # noqa: ARG002
        WORK.steps += len(starts)


def install(*, is_rough: bool = False) -> None:
    """Have every pattern counted that is compiled from now on."""
    kind = RoughlyCounted if is_rough else Counted
    module: Any = re
    usual = module._compile
    counted: dict[Any, Counted] = {}  # one for each pattern: they are compared as the real ones are

    def compiled(pattern: Any, flags: int = 0) -> Any:
        if isinstance(pattern, Counted):
            return pattern
        real = usual(pattern, flags)
        return counted.setdefault(real, kind(real))

    module._compile = compiled


def work_of(task: Callable[[], object]) -> int:
    """Return the steps and the calls of functions that a task takes."""
    before = WORK.steps
    calls = WORK.calls = Profile()
    calls.enable()
    try:
        task()
    finally:
        calls.disable()
        WORK.calls = None
    return WORK.steps - before + sum(entry.callcount for entry in calls.getstats())
