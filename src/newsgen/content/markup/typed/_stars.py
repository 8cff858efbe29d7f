"""Asterisks: within words they are themselves, and blanks may stand within bold marks.

One that nothing opens or closes is itself too: `from £5* to £10*` has no emphasis.
"""

import re
from typing import Final

from newsgen.content.markup.typed._pairs import unpaired
from newsgen.fast.patterns import later
from newsgen.model.marks import closed_up, ends_words

_USUAL: Final = later(
    r"(?:[^*]++|^[ \t>]*\*[ \t]+(?=[^\s*])"
    r"|(?<![\w\\*])(\*\*?)(?![\s*])[^*\n]++(?<!\s)\1(?![\w*]))*+",
    re.MULTILINE,
)
"""A text whose asterisks are around words, or begin items."""
_ADJOINING: Final = later(r"(?<![*\\])\*\*(?![\s*])[^*]++(?:\*{4}(?!\*)[^*]++)+\*\*(?!\*)")
"""Bold words that end where others begin: `**One:****Two**`."""
_FOUR: Final = later(r"(?<=[^*])\*{4}(?P<blank>\s?)(?=[^*])")
_EMPTY: Final = later(r"(?<![\w*\\])\*{4}(?=\*\*[^\s*][^*]*\*\*(?!\*))")
"""Marks that enclose nothing, right before bold words."""

_OTHER: Final = ("`", "***", "\\**")
"""Code, and asterisks that may be no bold marks."""


def may_change(body: str) -> bool:
    """Return whether an asterisk of a body may be itself, or a blank stand within bold marks."""
    return "*" in body and not _USUAL.fullmatch(body)


def rewrite(text: str) -> str:
    """Escape asterisks that are themselves, and put bold marks right against their words."""
    blocks = text.split("\n\n")
    return "\n\n".join([_block(block) if "*" in block else block for block in blocks])


def _block(block: str) -> str:
    if block.count("*") < 2 or block.startswith(("    ", "\t")) or _USUAL.fullmatch(block):
        return block  # a single one means itself, and code stays
    if "****" in block and "`" not in block:
        block = _ADJOINING.sub(lambda bold: _FOUR.sub(_joined, bold[0]), _EMPTY.sub("", block))
    if "** " in block or " **" in block:
        lines = block.split("\n")
        if all(line.count("**") % 2 == 0 for line in lines):  # else they go on in the next line
            block = "\n".join(map(_tight, lines))
    return _escaped(block)


def _joined(marks: re.Match[str]) -> str:
    """Leave out the marks between bold words, but not letters of a word such as `f****ing`."""
    before, after = marks.string[marks.start() - 1], marks.string[marks.end()]
    if "_" in (before, after):  # an underscore needs the marks beside it
        return f"**{marks['blank'] or ' '}**"
    is_word = before.isalpha() and after.isalpha() and (before.isupper() or after.islower())
    return marks[0] if is_word and not marks["blank"] else marks["blank"]


def _tight(line: str) -> str:
    """Put the marks of bold words right against them, and the blanks outside."""
    if any(other in line for other in _OTHER):
        return line
    parts = line.split("**")
    done = [parts[0]]
    for at in range(1, len(parts), 2):
        before, words, after = parts[at - 1 : at + 2]
        if ends_words(before, words):
            return line
        done += [closed_up(before, "**", words, after) if words.strip() else f"**{words}**", after]
    return "".join(done)


def _escaped(block: str) -> str:
    """Escape each asterisk that is itself."""
    pieces: list[str] = []
    at = 0
    for run in unpaired(block):
        pieces += block[at : run.start], "\\*" * run.left
        at = run.start + run.left
    return "".join([*pieces, block[at:]])
