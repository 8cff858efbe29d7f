"""Patterns of paths, such as /newsroom/{year}/{month}/*."""

import re
from collections.abc import Iterable
from typing import Final

from newsgen.model.dates import MONTH_NUMBERS
from newsgen.model.refusal import refusal

_CODE: Final = "NG703"


def pattern(written: str) -> str:
    """Check a pattern. Raises what `refusal` gives."""
    if not written.startswith("/"):
        hint = f"Write /{written}" if "://" not in written else "Leave out the host."
        raise refusal(_CODE, f"the pattern “{written}” should begin with /", hint)
    for name in names_in(written):
        if name not in _PARTS:
            known = ", ".join(f"{{{part}}}" for part in _PARTS)
            raise refusal(_CODE, f"the pattern has an unknown part {{{name}}}", f"Known: {known}.")
    return written


_MONTHS: Final = "|".join(sorted({*MONTH_NUMBERS}, key=len, reverse=True))
_PARTS: Final = {
    "year": r"(?:19|20)\d\d",
    "month": rf"(?:0?[1-9]|1[0-2]|{_MONTHS})",
    "day": r"(?:0?[1-9]|[12]\d|3[01])",
    "number": r"\d+",
    "name": r"[^/?&]+",
}


def names_in(written: str) -> list[str]:
    """Return the names in braces of a pattern, or of an address that is made from one."""
    return re.findall(r"\{([^{}]*)\}", written)


def expression_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return what matches paths, with their queries, as any of some patterns says.

    `*` stands for anything within a part of a path, `**` for anything.
    """
    parts = ["".join(map(_expression, _words(pattern))) for pattern in patterns]
    return re.compile(f"(?:{'|'.join(parts)})" if parts else r"(?!)", _FLAGS)


def filled(written: str, patterns: Iterable[str], path: str) -> str:
    """Return an address with what a path has where patterns have the names in its braces."""
    for pattern in patterns:
        values: dict[str, str] = {}
        words = _words(pattern)
        match = re.fullmatch("".join(f"({_expression(word)})" for word in words), path, _FLAGS)
        if match:
            for word, text in zip(words, match.groups(), strict=True):
                values.setdefault(word, text)
            return "".join(values.get(word, word) for word in _words(written))
    return written


_FLAGS: Final = re.IGNORECASE | re.DOTALL


def _words(pattern: str) -> list[str]:
    return re.split(r"(\*\*|\*|\{\w+\})", pattern)


def _expression(word: str) -> str:
    if word.startswith("{") and word[1:-1] in _PARTS:
        return _PARTS[word[1:-1]]
    return {"*": "[^/?]+", "**": ".*"}.get(word) or re.escape(word)
