"""Straight quotation marks and apostrophes as curly ones, in what readers see.

A mark stays straight where it may be a foot or an inch, or where no one could tell which it is.
Tags, code, and links whose words are their address stay as they are.
"""

import re
from typing import Final

from newsgen.fast.patterns import later

LANGUAGES: Final = ("en", "cy")
"""Those whose quotation marks these are."""
_MARKUP: Final = later(
    r'(<(?:code|kbd|pre|samp|var)\b.*?</(?:code|kbd|pre|samp|var)>'
    r'|<a [^<>"]*(?:"[^"]*"[^<>"]*)*>(?:https?:|www\.)[^<]*</a>'
    r'|<[^<>"]*(?:"[^"]*"[^<>"]*)*>)',
    re.DOTALL,
)  # fmt: skip
_INLINE: Final = later(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|"
    r"sup|time|u|var)\b"
)
_QUOTE: Final = later("[\"']")
_BEFORE: Final = frozenset(" \t\n\u00a0([{\u2018\u201c")
"""What stands before a mark that opens; so does nothing at all."""
_DASHES: Final = frozenset("-\u2013\u2014/")
_ENDING: Final = later(r"\S'(?!\w)")
_CLIPPED: Final = later(r"\d0s\b|(?:[Tt]is|[Tt]was|em|til|[Cc]ause|n|bout)\b")
"""What an apostrophe begins: '90s, 'tis, 'em."""


def curly(text: str) -> str:
    """Return a plain text with curly quotation marks."""
    return _Curler().of(text, is_last=True) if "'" in text or '"' in text else text


def curly_html(html: str) -> str:
    """Return clean HTML with curly quotation marks."""
    if "'" not in html and '"' not in html:
        return html
    pieces = _MARKUP.split(html)
    curler = _Curler()
    last = len(pieces) - 1
    for at in range(0, last + 1, 2):
        piece = pieces[at]
        tag = pieces[at + 1] if at < last else ""
        is_inline = _INLINE.match(tag) if tag else None
        if "'" in piece or '"' in piece:
            pieces[at] = piece = curler.of(piece, is_last=not is_inline)
        if not is_inline:
            curler.before, curler.is_double = "", False
            curler.is_single = False
        elif piece:
            curler.before = piece[-1]
    return "".join(pieces)


class _Curler:
    """Takes one piece of a paragraph after another, and knows what is open."""

    def __init__(self) -> None:
        self.before = ""
        """The character before the next piece; empty where a paragraph begins."""
        self.is_double = self.is_single = False

    def of(self, piece: str, *, is_last: bool) -> str:
        """Return a piece with curly marks; `is_last` says whether its paragraph ends with it."""
        parts: list[str] = []
        done = 0
        for mark in _QUOTE.finditer(piece):
            at = mark.start()
            parts.append(piece[done:at])
            before = parts[-1][-1:] or (parts[-2] if len(parts) > 1 else self.before)
            if before == ";" and piece.endswith("&nbsp;", 0, at):
                before = " "
            after = piece[at + 1 : at + 2]
            if mark[0] == '"':
                parts.append(self._double(before, after))
            else:
                parts.append(self._single(before, piece, at, is_last=is_last))
            done = at + 1
        return "".join([*parts, piece[done:]])

    def _double(self, before: str, after: str) -> str:
        is_start = not before or before in _BEFORE or (before in _DASHES and not self.is_double)
        if is_start and not (before and after.isspace()):
            self.is_double = True
            return "\u201c"
        if not self.is_double and (is_start or before.isdigit()):
            return '"'
        self.is_double = False
        return "\u201d"

    def _single(self, before: str, piece: str, at: int, *, is_last: bool) -> str:
        after = piece[at + 1 : at + 2]
        if after == "'" or before == "'":
            return "'"
        if before and before not in _BEFORE and before not in _DASHES:
            if before.isdigit() and not (self.is_single or after.isalpha()):
                return "'"
            self.is_single = self.is_single and after.isalnum()
            return "\u2019"
        if after.isspace() or (not after and is_last):
            is_closing, self.is_single = self.is_single, False
            return "\u2019" if is_closing else "'"
        is_clipped = _CLIPPED.match(piece, at + 1)
        if is_clipped or (is_last and not _ENDING.search(piece, at + 1)):
            return "\u2019"
        self.is_single = True
        return "\u2018"
