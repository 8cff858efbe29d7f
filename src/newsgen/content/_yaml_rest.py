"""What is left to read of a block of YAML after a mistake that is all on one line.

The line becomes blank, so every other character keeps its place, and the rest is YAML by itself: a
mistake in it is the author's too, and no consequence of the first.
"""

import re
from typing import Final

from newsgen.content._yaml_words import Words

MOST_MISTAKES: Final = 10
"""Mistakes of a block that are reported: one without end is read no further."""
_KEY_LINE: Final = re.compile(r"(?P<indent> *)[\w.-]+:(?:[ \t]|$)")
_TABBED: Final = re.compile(r" *\t")


def rest_after(text: str, words: Words) -> str | None:
    """Return a text without the line of a mistake, or None if that could mislead.

    A line that others belong to is kept, and so is one above a line that is not plainly a key.
    """
    if not words.is_within_line:
        return None
    lines, at = text.split("\n"), text.count("\n", 0, words.at)
    if _TABBED.match(lines[at]):
        wrong = {number for number, line in enumerate(lines) if _TABBED.match(line)}
    else:
        wrong = {at}
    if not all(_stands_alone(lines, number, wrong) for number in wrong):
        return None
    blanked = (" " * len(line) if n in wrong else line for n, line in enumerate(lines))
    return "\n".join(blanked)


def _stands_alone(lines: list[str], number: int, wrong: set[int]) -> bool:
    """Return whether the next line is a key that does not belong to this line, or the last."""
    below = range(number + 1, len(lines))
    following = next((n for n in below if lines[n].strip()), None)
    if following is None or following in wrong:
        return True
    key = _KEY_LINE.match(lines[following])
    line = lines[number]
    return key is not None and len(key["indent"]) <= len(line) - len(line.lstrip())
