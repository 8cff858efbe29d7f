"""What is left to read of a block of YAML after a mistake: the keys that have no part in it.

Lines become blank, so every other character keeps its place, and the rest is YAML by itself: a
mistake in it is the author's too, and not a consequence of the first.
"""

import re
from bisect import bisect_right
from collections.abc import Collection
from typing import Final

from newsgen.content.yaml._words import Words

MOST_MISTAKES: Final = 10
"""Mistakes of a block that are reported: one without end is read no further."""
_KEY: Final = r"(?P<quote>[\"']?)(?P<key>[\w.-]+)(?P=quote):(?:[ \t]|$)"
_KEY_LINE: Final = re.compile(rf"(?P<indent> *){_KEY}")
_FIRST_WORD: Final = re.compile(r"[^\w#]*([\w.-]+)")
_MARKER: Final = re.compile(r"(?:---|\.\.\.)(?:\s|$)")
_KEYLESS: Final = re.compile(rf"(?!#|- |{_KEY})\S")
"""A line at the margin that has no key, and is not an item of a list or a comment."""
UNKNOWN: Final = ""
MOST_KEYS: Final = 100
"""Each of more would have to be compared with those that may be missing."""
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
    lines, number = text.split("\n"), text.count("\n", 0, at)
    begins = [0, *_topmost(lines), len(lines)]
    next_key = bisect_right(begins, number, hi=len(begins) - 1)
    within = range(begins[next_key - 1], begins[next_key])
    return _blanked(lines, {*range(len(lines))} - {*within}), _blanked(lines, within)


def _topmost(lines: list[str]) -> list[int]:
    """Return the lines of the keys that belong to no other: none is indented less."""
    keys = [(n, key) for n, line in enumerate(lines) if (key := _KEY_LINE.match(line))]
    first = len(keys[0][1]["indent"]) if keys else 0
    return [n for n, key in keys if len(key["indent"]) <= first]


def _blanked(lines: list[str], wrong: Collection[int]) -> str:
    return "\n".join(" " * len(line) if n in wrong else line for n, line in enumerate(lines))


def lines_cut(text: str, rest: str) -> set[int]:
    """Return the lines, from 0, that are not in the rest of a text."""
    if rest == text:
        return set()
    lines, left = text.split("\n"), rest.split("\n")
    return {n for n, line in enumerate(lines) if n >= len(left) or line != left[n]}


def keys_of(text: str, numbers: Collection[int]) -> frozenset[str]:
    """Return the keys of some lines: their first words, and those of the topmost keys above them.

    `UNKNOWN` stands for the key of a line without one; of many keys, it stands for them all.
    """
    if not numbers:
        return frozenset()
    lines = text.split("\n")
    begins = [0, *_topmost(lines)]
    written = {n for n in numbers if not _MARKER.match(lines[n])}
    named = written | {begins[bisect_right(begins, n) - 1] for n in written}
    words = {word[1] for n in named if (word := _FIRST_WORD.match(lines[n]))}
    is_unknown = any(_KEYLESS.match(lines[n]) for n in written)
    return frozenset(
        {UNKNOWN} if len(words) > MOST_KEYS else words | ({UNKNOWN} if is_unknown else set())
    )
