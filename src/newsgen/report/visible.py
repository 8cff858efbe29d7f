"""Untrusted texts, made safe to show.

Terminals obey control characters, invisible ones and those that turn the direction of writing
mislead readers, and the logs of build agents obey some words. All of them are escaped.
"""

import json
import re
import unicodedata
from typing import Any, Final

from newsgen.fast.patterns import later

_BLANK: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
    + "".join(map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10))))
    + "".join(map(chr, range(0xE0100, 0xE01F0)))
)
"""Characters that count as letters, marks or signs but are invisible."""

_COMMAND: Final = later(r"#(?=(?:vso)?\[)", re.IGNORECASE)
"""Agents of Azure and GitHub take `##vso[...]` and `##[...]` for commands anywhere in a line."""

_HIDDEN_IN_JSON: Final = later(
    "[\x7f-\xa0\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def visible(text: str) -> str:
    """Return a text on one line, with a visible replacement for what cannot or must not be seen."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(map(visible_character, text))
    return without_commands(text)


def visible_character(char: str) -> str:
    """Return a character, or what stands for it: `␛` for Escape, `<U+202E>` for a bidi control."""
    if char.isprintable():
        return f"<U+{ord(char):04X}>" if char in _BLANK else char
    if char < " ":
        return chr(0x2400 + ord(char))
    return char if unicodedata.category(char) == "Zs" else f"<U+{ord(char):04X}>"


def without_commands(text: str) -> str:
    """Keep the length of a text and take away what an agent would obey."""
    return _COMMAND.sub("♯", text) if "#" in text else text


def width(shown: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(_columns(char) for char in shown)


def _columns(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def json_text(data: Any) -> str:
    """Return JSON that reads as the same data, with escapes for what must not reach a log."""
    dumped = json.dumps(data, ensure_ascii=False, indent=2)
    dumped = _HIDDEN_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", dumped)
    return _COMMAND.sub(r"\\u0023", dumped)
