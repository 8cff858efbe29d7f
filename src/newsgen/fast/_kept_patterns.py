"""What patterns compile to, kept.

Compiling the hundred patterns that real releases need takes a sixth of building a hundred of them,
and each worker would compile them again.
"""

import re
import sys
from contextlib import suppress
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import Any, Final, NamedTuple

from newsgen.fast._kept import file_of, kept

KNOWN: Final = ((3, 11), (3, 13))
"""Versions of Python whose way of compiling is known here: all of them are tested."""
FILE: Final = file_of("patterns")


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
