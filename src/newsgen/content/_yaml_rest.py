"""What is left to read of a block of YAML after a mistake: the keys that have no part in it.

Lines become blank, so every other character keeps its place, and the rest is YAML by itself: a
mistake in it is the author's too, and not a consequence of the first.
"""

import re
from collections.abc import Collection
from typing import Final

from newsgen.content._yaml_words import Words

MOST_MISTAKES: Final = 10
"""Mistakes of a block that are reported: one without end is read no further."""
_KEY: Final = r"(?P<quote>[\"']?)(?P<key>[\w.-]+)(?P=quote):(?:[ \t]|$)"
_KEY_LINE: Final = re.compile(rf"(?P<indent> *){_KEY}")
_FIRST_WORD: Final = re.compile(r"[^\w#]*([\w.-]+)")
_MARKER: Final = re.compile(r"(?:---|\.\.\.)(?:\s|$)")
_KEYLESS: Final = re.compile(rf"(?!#|- |{_KEY})\S")
"""A line at the margin that has no key, and is not an item of a list or a comment."""
UNKNOWN: Final = ""
_TABBED: Final = re.compile(r" *\t")


def without_line(text: str, words: Words) -> str | None:
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
    return _blanked(lines, wrong)


def _stands_alone(lines: list[str], number: int, wrong: set[int]) -> bool:
    """Return whether the next line is a key that does not belong to this line, or the last."""
    below = range(number + 1, len(lines))
    following = next((n for n in below if lines[n].strip()), None)
    if following is None or following in wrong:
        return True
    key = _KEY_LINE.match(lines[following])
    line = lines[number]
    return key is not None and len(key["indent"]) <= len(line) - len(line.lstrip())


def divided(text: str, at: int) -> tuple[str, str]:
    """Return the topmost key above a character with all that belongs to it, and the other keys."""
    lines, line = text.split("\n"), text.count("\n", 0, at)
    within = _lines_of_key(lines, line)
    return _blanked(lines, {*range(len(lines))} - {*within}), _blanked(lines, within)


def _lines_of_key(lines: list[str], number: int) -> range:
    """Return the lines of the topmost key above a line, to the next such key."""
    begins = _topmost(lines)
    return range(
        max((n for n in begins if n <= number), default=0),
        min((n for n in begins if n > number), default=len(lines)),
    )


def _topmost(lines: list[str]) -> list[int]:
    """Return the lines of the keys that belong to no other: none is indented less."""
    keys = [(n, key) for n, line in enumerate(lines) if (key := _KEY_LINE.match(line))]
    first = len(keys[0][1]["indent"]) if keys else 0
    return [n for n, key in keys if len(key["indent"]) <= first]


def _blanked(lines: list[str], wrong: Collection[int]) -> str:
    return "\n".join(" " * len(line) if n in wrong else line for n, line in enumerate(lines))


def keys_cut(text: str, rest: str) -> frozenset[str]:
    """Return the keys of which lines are not in the rest of a text.

    They are the first words of these lines, and the topmost keys above them. The empty text stands
    for a key that is not known, of a line without one.
    """
    lines, left = text.split("\n"), rest.split("\n")
    gone = [
        n
        for n, line in enumerate(lines)
        if (n >= len(left) or line != left[n]) and not _MARKER.match(line)
    ]
    named = {*gone, *(_lines_of_key(lines, n).start for n in gone)}
    words = [word[1] for n in named if (word := _FIRST_WORD.match(lines[n]))]
    unknown = [UNKNOWN for n in gone if _KEYLESS.match(lines[n])]
    return frozenset([*words, *unknown])
