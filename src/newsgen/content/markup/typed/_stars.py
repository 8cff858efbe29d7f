"""Asterisks: within words they are themselves, and blanks may stand within bold marks.

One that nothing opens or closes is itself too: `from £5* to £10*` has no emphasis.
"""

import re
from typing import Final

from newsgen.fast.patterns import later
from newsgen.model.marks import closed_up

_WITHIN: Final = later(
    r"`[^`]*`|<[^<>\n]*>|^ {0,3}\[[^\]\n]*\]:.*$|(?P<star>\*(?<=[^\W_]\*)(?=[^\W_]))", re.MULTILINE
)
"""An asterisk within a word, but not in code, a tag or the address of a reference."""
_SWEARING: Final = later(r"(?<=[^\W_])\*{3,}(?=[^\W_])")
"""Letters that are left out: `f***ing`."""
_SINGLE: Final = later(
    r"`[^`]*`|\\.|\*{2,}|^[ \t>]*\*[ \t]|<[^<>\n]*>|\]\([^()\n]*\)|^ {0,3}\[[^\]\n]*\]:.*$"
    r"|(?P<star>\*)",
    re.MULTILINE,
)
"""An asterisk alone, but not in code, a link or raw HTML, nor that of a list."""
_CLOSING_STAR: Final = later(r"\*(?:(?<=[^\s*\\]\*)(?![*\w])|\*\*)")
_STAR: Final = later(r"\*(?<=[^\W_]\*)(?=[^\W_])")

_OTHER: Final = ("`", "***", "\\**")
"""Code, and asterisks that may be no bold marks."""


def may_change(body: str) -> bool:
    """Return whether an asterisk of a body may stand in a word, or a blank within bold marks."""
    return "*" in body and (
        "** " in body
        or " **" in body
        or _STAR.search(body) is not None
        or _CLOSING_STAR.search(body) is not None
    )


def rewrite(text: str) -> str:
    """Rewrite asterisks within words, and blanks within the marks of bold words."""
    blocks = text.split("\n\n")
    return "\n\n".join([_block(block) if "*" in block else block for block in blocks])


def _block(block: str) -> str:
    if block.count("*") < 2 or block.startswith(("    ", "\t")):
        return block  # a single one means itself, and code stays
    if _STAR.search(block):
        block = _WITHIN.sub(_escaped, block)
    if _CLOSING_STAR.search(block):
        block = _SWEARING.sub(lambda run: "\\*" * len(run[0]), block)
        block = block if "***" in block else _paired(block)
    if "** " not in block and " **" not in block:
        return block
    lines = block.split("\n")
    if any(line.count("**") % 2 for line in lines):
        return block  # bold words go on in the next line
    return "\n".join(map(_tight, lines))


def _paired(block: str) -> str:
    """Escape each asterisk that opens or closes no emphasis, as CommonMark reads it."""
    open_stars: list[int] = []
    alone: list[int] = []
    for match in _SINGLE.finditer(block):
        if match["star"] is None:
            continue
        at = match.start()
        closes = not block[at - 1 : at].isspace() and at > 0
        opens = not block[at + 1 : at + 2].isspace() and at + 1 < len(block)
        if closes and open_stars:
            open_stars.pop()
        elif opens:
            open_stars.append(at)
        elif closes:
            alone.append(at)
    starts = [0, *sorted(alone + open_stars)]
    pieces = [block[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
    return "\\".join(pieces)


def _escaped(match: re.Match[str]) -> str:
    return "\\*" if match["star"] else match[0]


def _tight(line: str) -> str:
    """Put the marks of bold words right against them, and the blanks outside."""
    if any(other in line for other in _OTHER):
        return line
    parts = line.split("**")
    done = [parts[0]]
    for at in range(1, len(parts), 2):
        before, words, after = parts[at - 1 : at + 2]
        done += [closed_up(before, "**", words, after) if words.strip() else f"**{words}**", after]
    return "".join(done)
