"""Straight quotation marks and apostrophes as curly ones, where a release has both.

A mark stays straight where it may be a foot or an inch, or where no one could tell which it is.
Tags, code, and links whose words are their address stay as they are.
"""

import re
from dataclasses import replace
from typing import Final

from newsgen.fast.patterns import later
from newsgen.model.release import Life, Picture

LANGUAGES: Final = ("en", "cy")
"""Those whose quotation marks these are."""
_CURLY: Final = "\u2019\u201c\u2018\u201d"
_CLIPPED: Final = r"\d0s\b|(?:[Tt]is|[Tt]was|em|til|[Cc]ause|n|bout)\b"
"""What an apostrophe begins: '90s, 'tis, 'em."""
_OPENING: Final = later(rf"(?!{_CLIPPED})[^\W\d][^<]*?\S['\u2019](?!\w)")
"""What follows a single mark that opens: words, and a mark that closes them."""
_OPAQUE: Final = ("=", "<code", "<kbd", "<pre", "<samp", "<var")
"""What HTML has that holds marks which stay."""
_MARKUP: Final = later(
    r"(<(?:code|kbd|pre|samp|var)\b.*?</(?:code|kbd|pre|samp|var)>"
    r'|<a [^<>"]*(?:"[^"]*"[^<>"]*)*>(?:https?:|www\.)[^<]*</a>'
    r'|<[^<>"]*(?:"[^"]*"[^<>"]*)*>)',
    re.DOTALL,
)
_INLINE: Final = later(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|"
    r"sup|time|u|var)\b"
)
_QUOTE: Final = later("[\"']")
_BEFORE: Final = frozenset(" \t\n\u00a0([{\u2018\u201c")
"""What stands before a mark that opens; so does nothing at all."""
_BLANK: Final = frozenset(" \t\n([")
_CLOSED: Final = frozenset(".,?!\u2026\u2019")
_NOT_OPENED: Final = frozenset(" \t\n\u00a0'<")
_DASHES: Final = frozenset("-\u2013\u2014/")
_ENDING: Final = later(r"\S['\u2019](?!\w)")
_IS_OPEN: Final = later(r"\u2018(?:(?!\u2019(?!\w))[^\u2018])*\Z")
_APOSTROPHE: Final = later(_CLIPPED)


def have_curly(*texts: str) -> bool:
    """Return whether one of the texts has a curly mark, beside which straight ones are slips."""
    return any(any(mark in text for mark in _CURLY) for text in texts if not text.isascii())


def curly(text: str) -> str:
    """Return a plain text with curly quotation marks."""
    if "'" in text or '"' in text:
        text = _without_simple(text)
        if "'" in text or '"' in text:
            return _piece("", text, is_last=True)
    return text


def curly_html(html: str) -> str:
    """Return clean HTML with curly quotation marks."""
    if "'" not in html and '"' not in html:
        return html
    if not any(sign in html for sign in _OPAQUE):
        html = _without_simple(html)
        if "'" not in html and '"' not in html:
            return html
    pieces = _MARKUP.split(html)
    last = len(pieces) - 1
    left = ""
    for at in range(0, last + 1, 2):
        piece = pieces[at]
        is_inline = at < last and _INLINE.match(pieces[at + 1])
        if "'" in piece or '"' in piece:
            pieces[at] = piece = _piece(left, piece, is_last=not is_inline)
        left = left + piece if is_inline else ""
    return "".join(pieces)


def with_curly_caption(picture: Picture) -> Picture:
    """Return a picture with curly marks in its caption."""
    caption = curly(picture.caption)
    return picture if caption == picture.caption else replace(picture, caption=caption)


def with_curly_notes(life: Life | None) -> Life | None:
    """Return the notes of a release with curly marks."""
    if life is None or not (life.updates or life.corrections or life.explanation):
        return life
    updates, corrections = (
        tuple(replace(note, note=curly(note.note)) for note in notes)
        for notes in (life.updates, life.corrections)
    )
    explanation = curly(life.explanation)
    return replace(life, updates=updates, corrections=corrections, explanation=explanation)


def _without_simple(text: str) -> str:
    """Curl the marks that stand between letters, blanks and full stops, as most do.

    By `split`, as that is much faster than an expression.
    """
    if "'" in text:
        left, *others = text.split("'")
        pieces, at = [left], len(left) + 1
        for right in others:
            pieces += _simple_single(left[-1:], right[:1], text, at), right
            left, at = right, at + len(right) + 1
        text = "".join(pieces)
    if '"' in text:
        left, *others = text.split('"')
        pieces = [left]
        for right in others:
            pieces += _simple_double(left, right[:1]), right
            left = right
        text = "".join(pieces)
    return text


def _simple_single(before: str, after: str, text: str, at: int) -> str:
    if before.isalpha():
        return "\u2019" if after and after != '"' else "'"
    is_opening = before in _BLANK and after.isalpha() and _OPENING.match(text, at)
    return "\u2018" if is_opening else "'"


def _simple_double(left: str, after: str) -> str:
    before = left[-1:]
    if before.isalpha() or before in _CLOSED:
        return "\u201d"
    is_start = before in _BLANK or (before == ">" and left.endswith("<p>"))
    return "\u201c" if is_start and after and after not in _NOT_OPENED else '"'


def _piece(left: str, piece: str, *, is_last: bool) -> str:
    """Return a piece of a paragraph with curly marks, behind the pieces on its `left`.

    `is_last` says whether its paragraph ends with it.
    """
    start = len(left)
    text = left + piece
    for quote in _QUOTE.finditer(text, start):
        at = quote.start()
        is_double = quote[0] == '"'
        mark = _double(text, at) if is_double else _single(text, at, is_last=is_last)
        text = text[:at] + mark + text[at + 1 :]
    return text[start:]


def _before(text: str, at: int) -> str:
    """Return the character before a mark, an entity as what it means; empty at the beginning."""
    return " " if text.endswith("&nbsp;", 0, at) else text[at - 1 : at] if at else ""


def _double(text: str, at: int) -> str:
    before, after = _before(text, at), text[at + 1 : at + 2]
    is_open = text.rfind("\u201c", 0, at) > text.rfind("\u201d", 0, at)
    is_start = not before or before in _BEFORE or (before in _DASHES and not is_open)
    if is_start and not (before and after.isspace()):
        return "\u201c"
    return '"' if not is_open and (is_start or before.isdigit()) else "\u201d"


def _single(text: str, at: int, *, is_last: bool) -> str:
    before, after = _before(text, at), text[at + 1 : at + 2]
    if after == "'" or before == "'":
        return "'"
    if before and before not in _BEFORE and before not in _DASHES:
        may_be_foot = before.isdigit() and not after.isalpha()
        return "'" if may_be_foot and not _IS_OPEN.search(text, 0, at) else "\u2019"
    if after.isspace() or (not after and is_last):
        return "\u2019" if _IS_OPEN.search(text, 0, at) else "'"
    is_apostrophe = _APOSTROPHE.match(text, at + 1) or (
        is_last and not _ENDING.search(text, at + 1)
    )
    return "\u2019" if is_apostrophe else "\u2018"
