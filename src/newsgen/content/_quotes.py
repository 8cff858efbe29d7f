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
_CLIPPED: Final = r"\d0s\b|(?:[Tt]is|[Tt]was|em|til|[Cc]ause|n|bout|s)\b"
"""What an apostrophe begins: '90s, 'tis, 'em, and an s apart from its word."""
_OPENED: Final = later(rf"(?!{_CLIPPED})[^\W\d]")
"""What follows a single mark that opens, if a mark that closes comes before a tag."""
_CLOSING: Final = later(r"['\u2019](?<=\S.)(?!\w)")
"""A single mark that may close what another opened."""
_CLOSING_OR_TAG: Final = later(r"['\u2019<](?:(?<=\S['\u2019])(?!\w)|(?<=<)(?!['\u2019](?!\w)))")
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
_OPENERS: Final = frozenset(" \t\n\u00a0([{\u2018\u201c")
"""What stands before a mark that opens; so does nothing at all."""
_BLANK: Final = frozenset(" \t\n([")
_CLOSED: Final = frozenset(".,?!\u2026\u2019")
_NOT_OPENED: Final = frozenset(" \t\n\u00a0'<")
_DASHES: Final = frozenset("-\u2013\u2014/")
_DOUBLE: Final = "\u201c\u201d"
_BLANK_ENTITY: Final = "&nbsp;"
_CLOSES: Final = later(r"\u2019(?=\W)")
_APOSTROPHE: Final = later(_CLIPPED)


def have_curly(*texts: str) -> bool:
    """Return whether one of the texts has a curly mark, beside which straight ones are slips."""
    return any(any(mark in text for mark in _CURLY) for text in texts if not text.isascii())


def curly(text: str) -> str:
    """Return a plain text with curly quotation marks."""
    if "'" in text or '"' in text:
        text = _without_simple(text)
        if "'" in text or '"' in text:
            return _piece(_Before(), text, is_last=True)
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
    before = _Before()
    for at in range(0, last + 1, 2):
        piece = pieces[at]
        is_inline = at < last and _INLINE.match(pieces[at + 1])
        if "'" in piece or '"' in piece:
            pieces[at] = _piece(before, piece, is_last=not is_inline)
        elif is_inline:
            before.add(piece)
        if not is_inline:
            before = _Before()
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
        endings = _Endings(text)
        for right in others:
            pieces += _simple_single(left[-1:], right[:1], endings, at), right
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


class _Endings:
    """What ends words within single marks in a text; it is asked for places in their order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._all = _CLOSING_OR_TAG.finditer(text)
        self._next: re.Match[str] | None = None
        self._start = -1

    def is_quotation(self, at: int) -> bool:
        """Return whether words begin there which a mark closes before there is a tag."""
        if not _OPENED.match(self._text, at):
            return False
        while self._start <= at:
            self._next = next(self._all, None)
            self._start = _end_of_words(self._next) if self._next else len(self._text)
        return self._next is not None and self._next[0] != "<"


def _end_of_words(ending: re.Match[str]) -> int:
    """Return where the last character of words in marks is, or the tag behind them."""
    return ending.start() - (ending[0] != "<")


def _simple_single(before: str, after: str, endings: _Endings, at: int) -> str:
    if before.isalpha():
        return "\u2019" if after and after != '"' else "'"
    is_opening = before in _BLANK and after.isalpha() and endings.is_quotation(at)
    return "\u2018" if is_opening else "'"


def _simple_double(left: str, after: str) -> str:
    before = left[-1:]
    if before.isalpha() or before in _CLOSED:
        return "\u201d"
    is_start = before in _BLANK or (before == ">" and left.endswith("<p>"))
    return "\u201c" if is_start and after and after not in _NOT_OPENED else '"'


class _Before:
    """What a mark has before it in its paragraph: the last characters, and what is open."""

    def __init__(self) -> None:
        self._end = ""
        self.is_double_open = False
        self._is_single_open = False

    def add(self, text: str) -> None:
        """Add what comes next."""
        if self._end[-1:] == "\u2019" or not text.isascii():
            self._note_marks(text)
        self._end = (self._end + text[-len(_BLANK_ENTITY) :])[-len(_BLANK_ENTITY) :]

    def _note_marks(self, text: str) -> None:
        if (at := max(map(text.rfind, _DOUBLE))) >= 0:
            self.is_double_open = text[at] == "\u201c"
        # A mark at the end closes unless a letter comes next, which only what is added now says.
        single = text if self._end[-1:] != "\u2019" else f"\u2019{text}"
        if (at := single.rfind("\u2018")) >= 0:
            self._is_single_open = True
        if self._is_single_open and _CLOSES.search(single, at + 1):
            self._is_single_open = False

    @property
    def is_single_open(self) -> bool:
        return self._is_single_open and self._end[-1:] != "\u2019"

    @property
    def character(self) -> str:
        """The last character, an entity as what it means; empty at the beginning."""
        return " " if self._end == _BLANK_ENTITY else self._end[-1:]


def _piece(before: _Before, piece: str, *, is_last: bool) -> str:
    """Return a piece of a paragraph with curly marks, and add it to what is before the next.

    `is_last` says whether its paragraph ends with it.
    """
    closing = _last_closing(piece) if is_last and "'" in piece else len(piece) + 1
    parts: list[str] = []
    at, mark = 0, ""
    for quote in _QUOTE.finditer(piece):
        words, at = mark + piece[at : quote.start()], quote.end()
        before.add(words)
        parts.append(words)
        if quote[0] == '"':
            mark = _double(before, piece[at : at + 1])
        else:
            mark = _single(before, piece, at, is_last=is_last, may_open=at < closing)
    words = mark + piece[at:]
    before.add(words)
    return "".join([*parts, words])


def _last_closing(piece: str) -> int:
    """Return the place of the last single mark that may close, -1 if none does."""
    return max((each.start() for each in _CLOSING.finditer(piece)), default=-1)


def _double(before: _Before, after: str) -> str:
    left, is_open = before.character, before.is_double_open
    is_start = not left or left in _OPENERS or (left in _DASHES and not is_open)
    if is_start and not (left and after.isspace()):
        return "\u201c"
    return '"' if not is_open and (is_start or left.isdigit()) else "\u201d"


def _single(before: _Before, piece: str, at: int, *, is_last: bool, may_open: bool) -> str:
    """Return the mark that stands before a place of a piece."""
    left, after = before.character, piece[at : at + 1]
    if after == "'" or left == "'":
        return "'"
    if left and left not in _OPENERS and left not in _DASHES:
        may_be_foot = left.isdigit() and not after.isalpha()
        return "'" if may_be_foot and not before.is_single_open else "\u2019"
    if after.isspace() or (not after and is_last):
        return "\u2019" if before.is_single_open else "'"
    is_apostrophe = _APOSTROPHE.match(piece, at) or not may_open
    return "\u2019" if is_apostrophe else "\u2018"
