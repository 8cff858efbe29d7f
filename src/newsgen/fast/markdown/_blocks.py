"""Long blocks, cut where Python-Markdown would cut them one after the other, and much code.

A block of headings, or of references, gives its first line to a processor and goes back whole but
for that, to be tried by all of them again. What is cut here beforehand is cut at the same places.
Each block of code is put behind those before it, which are copied for that: here many are at once.
"""

import re
from itertools import takewhile
from typing import Final

from newsgen.fast.patterns import later

_UNDERLINED: Final = later(r"[^\W\d_].*\n(?:=+|-+)[ ]*(?:\n|\Z)")
_REFERENCE: Final = later(r"\[[^\[\]\n]*\]:[ ]+\S+(?:\n|\Z)")
_HEADING: Final = later(r"^#{1,6}.*$\n?", re.MULTILINE)
_HINDRANCE: Final = later(r"[|\\]|^\n|^(?: {4}|\t)", re.MULTILINE)
"""What else may become of a block with headings: a table, a heading that goes on, two blocks, code.
"""
_CODE: Final = later(r"(?: {4}.*\S.*(?:\n|\Z))+")


def cut(block: str) -> list[str]:
    """Return the blocks that come of a block; most often it alone."""
    if "\n" not in block:
        return [block]
    for form in (_UNDERLINED, _REFERENCE):
        if form.match(block) and (parts := _all_of(form, block)):
            return parts
    if "#" in block and not _HINDRANCE.search(block):
        return _at_headings(block)
    return [block]


def _all_of(form: re.Pattern[str], block: str) -> list[str]:
    """Return the parts of a block, if all of it has one form; else none.

    With another line at its end none is cut: that may underline a reference, or be its title.
    """
    parts, at = [], 0
    while at < len(block):
        match = form.match(block, at)
        if match is None:
            return []
        parts.append(match[0].removesuffix("\n"))
        at = match.end()
    return parts


def _at_headings(block: str) -> list[str]:
    """Cut before and after the headings of a block."""
    parts: list[str] = []
    at = 0
    for heading in _HEADING.finditer(block):
        parts += block[at : heading.start()].removesuffix("\n"), heading[0].removesuffix("\n")
        at = heading.end()
    return [part for part in (*parts, block[at:]) if part]


def join_code(blocks: list[str]) -> bool:
    """Make one block of those that a list begins with, if they are code. Return whether it did."""
    code = list(takewhile(_CODE.fullmatch, blocks))
    if len(code) < 2:
        return False
    blocks[: len(code)] = ["\n\n".join(block.rstrip() for block in code)]
    return True
