"""Regular expressions that are compiled when they are first used.

There are hundreds, most of them for what few releases have. Compiling them all takes longer than
all else that a build of one edited file does with that file.
"""

import re
import sys
from inspect import CO_OPTIMIZED
from re import _compiler  # type: ignore[attr-defined]
from typing import Any, Final, cast

from newsgen import fast
from newsgen.fast._kept_patterns import KNOWN, compile_kept

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
