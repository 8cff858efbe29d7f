"""What begins with #: hashtags, headings in list items, and whole paragraphs."""

import re
from typing import Final

from newsgen.fast.patterns import later

LONGEST: Final = 150
"""Characters of a heading; a longer one is a paragraph."""
_SIGNS: Final = ("\n#", "- #", "* #", "+ #", ". #", "> #", "\t#", "  #")
"""What stands before the # of each of them."""
_LINE: Final = later(
    r"^(?P<before>(?:(?:[-*+>]|\d{1,9}\.)[ \t]+|[ \t]+(?=[-*+>\d]))*+)(?P<marks>#++)(?P<text>.*)$",
    re.MULTILINE,
)
_ITEM: Final = later(r"^ {0,3}(?:[-*+]|\d{1,9}\.)[ \t]", re.MULTILINE)
_CODE: Final = ("    ", "\t")
_LEVELS: Final = 6
_LINK: Final = later(r"\]\([^()\n]*\)")
_NO_PARAGRAPH: Final = later(r"[-+*>][ \t]|[#|]|\d+[.)]|[-*_]{3}|$")
"""A text that would become something else than a paragraph."""


def may_change(body: str) -> bool:
    """Return whether a line of a body may begin with #, also in a list or a quotation."""
    return "#" in body and (body.startswith("#") or any(sign in body for sign in _SIGNS))


def rewrite(text: str) -> str:
    """Rewrite hashtags, headings in list items and headings that are whole paragraphs."""
    if "#" not in text:
        return text
    item = _ITEM.search(text)
    lists_at = item.start() if item else len(text)
    return _LINE.sub(
        lambda line: _rewritten(line) if _is_no_code(line, lists_at) else line[0], text
    )


def _is_no_code(line: re.Match[str], lists_at: int) -> bool:
    """Return whether a line is not indented, or may be so as it is in a list."""
    return line.start() >= lists_at or not line["before"].startswith(_CODE)


def _rewritten(line: re.Match[str]) -> str:
    before, marks, text = line["before"], line["marks"], line["text"]
    if len(marks) > _LEVELS or not (text[:1].isspace() or not text):
        return f"{before}\\{marks}{text}"
    words = text.strip().rstrip("#").rstrip()
    if not words or "{:" in words:
        return line[0]
    if before and before.rstrip()[-1:] != ">":
        return before + _in_item(words)
    return _lead(line, words) if _is_long(words) and not before else line[0]


def _in_item(words: str) -> str:
    """Return the text of a list item that was written as a heading."""
    if _is_long(words):
        return words
    return f"**{words.replace('**', '')}**"


def _is_long(words: str) -> bool:
    """Return whether too much of a heading is shown; an address of a link is not."""
    return len(words) > LONGEST and len(_LINK.sub("]", words)) > LONGEST


def _lead(line: re.Match[str], words: str) -> str:
    """Return a paragraph with blank lines around it, where a heading needs none."""
    if _NO_PARAGRAPH.match(words):
        return line[0]
    text, start, end = line.string, line.start(), line.end()
    above = "" if text[max(0, start - 2) : start] in ("", "\n", "\n\n") else "\n"
    below = "" if text[end : end + 2] in ("", "\n", "\n\n") else "\n"
    return f"{above}{words}{below}"
