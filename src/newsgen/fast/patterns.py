"""Regular expressions that are compiled when they are first used, by one process for all.

There are hundreds, most of them for what few releases have. Compiling them all takes longer than
all else that a build of one edited file does with that file. Compiling the hundred that real
releases need takes a sixth of building a hundred of them, and each worker would do it again, so
what they compile to is kept.
"""

import re
import sys
from contextlib import suppress
from inspect import CO_OPTIMIZED
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import Any, Final, NamedTuple, cast

from newsgen import fast
from newsgen.fast._kept import file_of, kept

KNOWN: Final = ((3, 11), (3, 12), (3, 13))
"""Versions of Python whose way of compiling is known here: all of them are tested."""
FILE: Final = file_of("patterns")
_SHIPPED: Final = sys.stdlib_module_names | {
    "click", "jinja2", "markdown", "newsgen", "phonenumbers", "yaml",
}  # fmt: skip
"""The packages whose modules are part of the program; a site's own are not."""


def keep_patterns() -> None:
    """Have patterns that modules compile when they are loaded compiled once, not by each process.

    Python and the libraries have some 80 of them, which take a twentieth of a small build.
    """
    if fast.is_on("patterns") and sys.version_info[:2] in KNOWN:
        _compiler.compile = _compile_once


def _compile_once(pattern: Any, flags: int = 0, *, _usual: Any = _compiler.compile) -> Any:
    """Compile as `re` does, and keep the pattern if it stands in a module or class."""
    caller = sys._getframe(3)  # noqa: SLF001 (behind this are two functions of `re`)
    is_of_module = isinstance(pattern, str) and not caller.f_code.co_flags & CO_OPTIMIZED
    if is_of_module and caller.f_globals["__name__"].partition(".")[0] in _SHIPPED:
        return compile_kept(pattern, flags)
    return _usual(pattern, flags)


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what has the methods of a compiled pattern, but is not one to functions of `re`.

    Nor is it the `re` of its matches.
    """
    if not fast.is_on("patterns"):
        return re.compile(pattern, flags)
    return cast("re.Pattern[str]", _Later(pattern, flags))


class _Later:
    """Takes each method of the compiled pattern for its own when it is first asked for it."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:
        if self._compiled is None:
            self._compiled = compile_kept(self.pattern, self._flags)
        value = getattr(self._compiled, name)
        setattr(self, name, value)
        return value


class PatternCode(NamedTuple):
    """What a pattern compiles to: with all of its flags, and the numbers of its named groups."""

    flags: int
    words: list[int]
    groups: int
    names: dict[str, int]


def compile_kept(pattern: str, flags: int) -> re.Pattern[str]:
    """Return what `re.compile` does, compiled only if no process has done so before."""
    if sys.version_info[:2] not in KNOWN:
        return re.compile(pattern, flags)
    made_of = f"{_compiler.MAGIC} {int(flags)} {pattern}"
    code = kept(FILE, made_of, tuple, lambda: tuple(_compiled(pattern, int(flags))))
    with suppress(ValueError, TypeError, RuntimeError):
        return _assembled(pattern, PatternCode(*code))
    return re.compile(pattern, flags)


def _compiled(pattern: str, flags: int) -> PatternCode:
    """Compile a pattern, as `re` does."""
    tree: Any = _parser.parse(pattern, flags)
    words = [int(word) for word in _compiler._code(tree, flags)]  # noqa: SLF001
    state = tree.state
    return PatternCode(flags | state.flags, words, state.groups - 1, dict(state.groupdict))


def _assembled(pattern: str, code: PatternCode) -> re.Pattern[str]:
    """Return the pattern, as `re` does when it has compiled it."""
    by_number: list[str | None] = [None] * (code.groups + 1)
    for name, number in code.names.items():
        by_number[number] = name
    assembled: re.Pattern[str] = _compiler._sre.compile(  # noqa: SLF001
        pattern, code.flags, code.words, code.groups, code.names, tuple(by_number)
    )
    return assembled
