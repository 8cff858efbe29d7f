"""Regular expressions that are compiled when they are first used.

There are hundreds, most of them for what few releases have. Compiling them all takes longer than
all else that a build of one edited file does with that file.
"""

import re
from typing import Any, cast

from newsgen import fast
from newsgen.fast._kept_patterns import compile_kept


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
