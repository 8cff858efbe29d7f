"""Which asterisks belong together: CommonMark's flanking rules, stricter within words.

Two asterisks within a word begin or end bold words only if nothing fits better: a part of the word,
or what another two at the edge of a word belong to. Any other number of them is itself there.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from newsgen.fast.patterns import later

_TOKEN: Final = later(
    r"(?P<edge>^[ \t>]*(?:\*[* \t]*$|(?:[-*+]|\d{1,9}[.)])[ \t]|\#))"
    r"|`[^`]*`|\\.|<[^<>\n]*>|\]\([^()\n]*\)|^ {0,3}\[[^\]\n]*\]:.*$"
    r"|(?<!\*)(?:\*\*(?![\s*])[^*\n]++\*{3}(?![\s*])[^*\n]++(?<!\s)\*(?!\*)"
    r"|\*(?![\s*])[^*\n]++\*{3}(?![\s*])[^*\n]++(?<!\s)\*\*(?!\*))"
    r"|(?P<run>\*+)",
    re.MULTILINE,
)
"""Where an item, a heading or a rule begins; code, links and tags; bold words right beside emphasis
(`**Name:***Alex*`), which need nothing; and asterisks side by side.
"""
_BLANK: Final = later(r"\s")
_BEGINNING: Final = "“‘£[_"
"""What bold words may begin with right behind a word, and never end with."""
_FITTING: Final = {1: (1, 3), 2: (2, 3), 3: (1, 2, 3)}
"""How many asterisks open what so many close."""


@dataclass(slots=True)
class Run:
    """Asterisks side by side: where they are, and how many of them belong to none yet."""

    start: int
    end: int
    left: int
    before: str
    after: str
    word: int
    """How many blanks there are before it, at least: it is the same within a word."""
    is_opening: bool = False
    is_closing: bool = False

    @property
    def is_within(self) -> bool:
        """Whether it stands within a word or number."""
        return self.before.isalnum() and self.after.isalnum()

    @property
    def is_apart(self) -> bool:
        return self.before.isspace() and self.after.isspace()

    @property
    def opens(self) -> bool:
        """Whether emphasis may begin with it; bold words may in a few more places."""
        if not _is_sign(self.after) or (self.left == 2 and self.after in _BEGINNING):
            return not self.after.isspace()
        return self.before.isspace() or _is_sign(self.before)

    @property
    def closes(self) -> bool:
        if not _is_sign(self.before) or (self.left == 2 and self.before not in _BEGINNING):
            return not self.before.isspace()
        return self.after.isspace() or _is_sign(self.after)


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def unpaired(block: str) -> list[Run]:
    """Return the asterisks of a block that are themselves, as far as `left` tells."""
    alone: list[Run] = []
    for runs in _parts(block):
        _pair_edges([run for run in runs if not run.is_within])
        _pair_within(runs)
        alone += [run for run in runs if run.left and not (run.is_apart and run.left < 4)]
    return alone


def _parts(block: str) -> Iterator[list[Run]]:
    """Yield the asterisks of each item, heading or paragraph."""
    runs: list[Run] = []
    word = last = 0
    for token in _TOKEN.finditer(block):
        start, end = token.span()
        if token["edge"] is not None:
            yield runs
            runs = []
        if token["run"] is None:
            continue
        word += _BLANK.search(block, last, start) is not None
        before = block[start - 1] if start else "\n"
        runs.append(Run(start, end, end - start, before, block[end : end + 1] or "\n", word))
        last = end
    yield runs


def _pair_edges(runs: list[Run]) -> None:
    """Pair the asterisks at the edges of words: each with the nearest that fits."""
    opened: list[Run] = []
    counts: Counter[int] = Counter()
    for run in runs:
        if run.closes and _may_close(run.left, counts):
            _close(run, opened, counts)
        elif run.opens:
            opened.append(run)
            counts[run.left] += 1


def _may_close(size: int, counts: Counter[int]) -> bool:
    if size == 3:
        return bool(counts[3] or (counts[1] and counts[2]))
    return any(counts[fitting] for fitting in _FITTING.get(size, ()))


def _close(run: Run, opened: list[Run], counts: Counter[int]) -> None:
    """Pair a run with what it closes; what was opened after that is left alone."""
    run.is_closing = True
    while run.left:
        opening = opened.pop()
        counts[opening.left] -= 1
        if opening.left not in _FITTING[run.left]:
            continue
        opening.is_opening = True
        used = min(opening.left, run.left)
        run.left -= used
        opening.left -= used
        if opening.left:
            opened.append(opening)
            counts[opening.left] += 1


def _pair_within(runs: list[Run]) -> None:
    """Pair two asterisks within words, between pairs that there are."""
    opened: list[Run | None] = []
    for run in runs:
        if run.is_opening:
            opened.append(None)
        elif run.is_closing:
            while opened and opened.pop():
                pass
        elif run.left == 2:
            opening = opened[-1] if opened else None
            if opening and run.closes and _fits(opening, run):
                opening.left = run.left = 0
                opened.pop()
            elif run.opens:
                opened.append(run)


def _fits(opening: Run, closing: Run) -> bool:
    """Return whether at least one is within a word, and what they enclose may be bold."""
    if not opening.is_within:
        return closing.is_within
    return opening.word == closing.word or (not closing.is_within and opening.before.islower())
