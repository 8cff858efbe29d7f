"""Rules over one release, and which of them a release needs."""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from ahocorasick_rs import BytesAhoCorasick, Implementation

from newsgen.diagnostics import Diagnostic
from newsgen.rules.manuscript import CutKeyError, Manuscript

Check = Callable[[Manuscript], Iterable[Diagnostic]]
_Checked = tuple[Manuscript, list[Diagnostic]]
MANY_TEXTS: Final = 600
"""With fewer texts, making the quick automaton takes longer than it saves."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule over one release.

    With `signs`, it is checked only for releases whose texts hold one of them, letter for letter (a
    line feed stands before each text). Without, it is always checked.
    """

    check: Check
    signs: Sequence[str] = ()


class RuleSet:
    """Rules in order, with all of their signs in one automaton: a text is read once for them all.

    The rules to check are the bits of an integer, the first rule's being the lowest. Searching for
    each sign by itself takes as long as parsing and rendering the release.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self._always = sum(1 << at for at, rule in enumerate(rules) if not rule.signs)
        wanted: dict[str, int] = {}
        for at, rule in enumerate(rules):
            for sign in rule.signs:
                wanted[sign] = wanted.get(sign, 0) | 1 << at
        self._wanted = list(wanted.values())
        self._signs = SignSearch([sign.encode() for sign in wanted])

    def wrapped(self, wrap: Callable[[Check], Check]) -> "RuleSet":
        """Return the same rules with the check of each one wrapped."""
        wrapped = copy(self)
        wrapped.rules = tuple(replace(rule, check=wrap(rule.check)) for rule in self.rules)
        return wrapped

    def check(self, manuscripts: Sequence[Manuscript]) -> list[list[Diagnostic]]:
        """Return the findings of each of several files.

        Each rule checks all files before the next rule does, which saves a sixth of the time.
        """
        files: list[_Checked] = [(manuscript, []) for manuscript in manuscripts]
        files_by_rule: list[list[_Checked]] = [[] for _ in self.rules]
        for file in files:
            for at in self._candidates(file[0].words):
                files_by_rule[at].append(file)
        for rule, chosen in zip(self.rules, files_by_rule, strict=True):
            for manuscript, diagnostics in chosen:
                try:
                    diagnostics.extend(rule.check(manuscript))
                except CutKeyError:  # nobody knows what the key says
                    continue
        return [diagnostics for _, diagnostics in files]

    def _candidates(self, words: str) -> tuple[int, ...]:
        """Return the indexes of the rules that may find something."""
        rules = self._always
        for sign in self._signs.signs_in(words.encode()):
            rules |= self._wanted[sign]
        return _bits(rules)


class SignSearch:
    """Finds signs in texts: over bytes, as counting characters takes a third.

    An automaton that is slow to make, and twice as quick, pays once there are many texts.
    """

    def __init__(self, signs: Sequence[bytes]) -> None:
        self._signs = signs
        self._texts = 0

    def signs_in(self, text: bytes) -> set[int]:
        """Return the indexes of the signs that a text has."""
        self._texts += 1
        if self._texts in {1, MANY_TEXTS}:
            kind = Implementation.DFA if self._texts > 1 else Implementation.ContiguousNFA
            self._automaton = BytesAhoCorasick(self._signs, implementation=kind)
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return {sign for sign, _, _ in matches}


@lru_cache(maxsize=1024)
def _bits(number: int) -> tuple[int, ...]:
    """Return the positions of a number's set bits, lowest first."""
    return tuple(at for at in range(number.bit_length()) if number >> at & 1)
