"""What readers see about a file before they open it: `PDF, 1.2 MB, 8 pages`."""

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape, unescape
from typing import Any, Final

from newsgen.fast.patterns import later
from newsgen.model.titles import without_file_words

Wording = Callable[[int], tuple[Mapping[str, str], str]]
"""Gives the words for a place in HTML, and their attribute `lang` if the place has another."""

_UNITS: Final = ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "KB"))
_EXACT: Final = 10
"""Below it a number has a digit behind its point."""
_LINK: Final = later(r'<a\b[^>]*\bhref="([^"#?]*)[^"]*"[^>]*>((?:(?!</a>).)*)</a>', re.DOTALL)


def file_words(file: Any, words: Mapping[str, str]) -> str:
    """Write kind, size and pages of a file, with a theme's words: `PDF, 1.2 MB, 8 pages`."""
    parts = [file.kind, _size(file.size, words)]
    if file.pages:
        parts.append(f"{file.pages:,} {words['page' if file.pages == 1 else 'pages']}")
    return ", ".join(part for part in parts if part)


def _size(size: int, words: Mapping[str, str]) -> str:
    for unit, name in _UNITS:
        if size >= unit:
            number = size / unit
            return f"{number:.1f} {name}" if number < _EXACT else f"{number:.0f} {name}"
    return f"{size} {words['bytes']}"


def described(html: str, files: Sequence[Any], wording: Wording) -> str:
    """Say behind the words of each link in clean HTML to a file what that is.

    What the author says of it there gives way; a picture that is a link stays as it is.
    """
    known = {escape(file.href): file for file in files}

    def describe(link: re.Match[str]) -> str:
        file = known.get(link[1]) or known.get(escape(unescape(link[1])))
        if file is None or "<img" in link[2]:
            return link[0]
        start = link[0][: link.start(2) - link.start()]
        said = without_file_words(link[2], file.kind)
        words, lang = wording(link.start())
        facts = f"({escape(file_words(file, words))})"
        return f"{start}{said} {f'<span{lang}>{facts}</span>' if lang else facts}</a>"

    return _LINK.sub(describe, html)
