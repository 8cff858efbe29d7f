"""The words of pages, as far as it matters which block they are in."""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

_BLOCKS: Final = (
    "address|article|aside|blockquote|body|br|caption|center|dd|details|dialog|div|dl|dt|fieldset"
    "|figcaption|figure|footer|form|h[1-6]|header|hr|iframe|img|legend|li|main|nav|ol|option|p|pre"
    "|section|select|summary|table|tbody|td|tfoot|th|thead|tr|ul|video|audio"
)
_EDGE: Final = re.compile(rf"</?(?:{_BLOCKS}|{_BLOCKS.upper()})(?:\s[^>]*)?/?>")
"""Any case of letters would take six times as long."""
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_NO_LETTER: Final = re.compile(r"[\W_]+")
_ANCHOR: Final = re.compile(r"<a\b[^>]*>.*?</a>", re.DOTALL | re.IGNORECASE)


def text_of(clean: str) -> str:
    """Return the words of HTML, with white space where a block begins or ends."""
    return _words(_replaced(_EDGE, " ", clean, ">"))


def words_of(node: LexborNode) -> str:
    """Return the words of an element."""
    return text_of(node.html or "")


def _words(line: str) -> str:
    plain = _replaced(_TAG, "", _replaced(_COMMENT, "", line, "-->"), ">")
    return " ".join(html.unescape(plain).split())


def _replaced(expression: re.Pattern[str], by: str, text: str, end: str) -> str:
    """Return a text with all that matches replaced, which is not looked for behind the last end.

    What begins there and does not end would be read again and again.
    """
    head, sign, tail = text.rpartition(end)
    return expression.sub(by, head + sign) + tail


def lines_of(clean: str) -> Iterator[tuple[str, int]]:
    """Yield the text of each block, with how many of its words are in no link."""
    for piece in _EDGE.split(clean):
        if piece and not piece.isspace():
            line = _line(piece)
            if line[0]:
                yield line


@lru_cache(maxsize=4096)  # menus are on every page
def _line(piece: str) -> tuple[str, int]:
    plain = _ANCHOR.sub("", piece) if "<a" in piece else piece
    return _words(piece), len(_words(plain).split())


def letters_in(title: str) -> str:
    """Return the letters of a title, which may have been escaped twice."""
    return _NO_LETTER.sub("", html.unescape(title)).casefold()


# Pages that say that they are not there

_MISSING: Final = re.compile(
    r"\b404\b|\b(?:page|file|content|item|article)\b.{0,30}\b(?:not|n.t|no longer|cannot)\b"
    r".{0,15}\b(?:found|exists?|available|be found)\b|^\W*(?:sorry\W*)?not found\W*$"
    r"|\btudalen\b.{0,30}\b(?:heb|ddim|methu)\b|\b(?:heb|methu|ddim)\b.{0,20}\btudalen\b"
    r"|\bpage (?:has )?(?:been )?(?:moved|removed|deleted)\b",
    re.IGNORECASE,
)
_FEW_WORDS: Final = 150


def headings_of(tree: LexborHTMLParser) -> list[str]:
    """Return the words in which a page says what it is."""
    return [words_of(node) for node in tree.css("title, h1, h2")[:4]]


_LONGEST_NOTICE: Final = 30
"""Words in which a page without a heading says that it is not there."""
_NUMBER: Final = re.compile(r"\b404\b")
"""In a heading it says so, and in a text it may be part of a telephone number."""


def notices_in(rest: str) -> Iterator[str]:
    """Yield the short texts of a page, in which it may say that it is not there."""
    for text, _ in lines_of(rest):
        if len(text.split()) <= _LONGEST_NOTICE:
            yield _NUMBER.sub("", text)


def is_error(headings: Iterable[str], count_words: Callable[[], int]) -> bool:
    """Return whether a page with such headings and so many words says that it is not there."""
    return any(map(_MISSING.search, headings)) and count_words() < _FEW_WORDS
