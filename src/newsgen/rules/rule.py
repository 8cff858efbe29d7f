"""Rules over one release, which of them it needs, and findings on stretches of text."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Final, NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from newsgen.diagnostics import Diagnostic, Fix
from newsgen.model.language_parts import SIGN
from newsgen.model.worded import primary
from newsgen.rules.manuscript import CutKeyError, Look, Manuscript, Passage, Value

Check = Callable[[Manuscript], Iterable[Diagnostic]]
_Checked = tuple[Manuscript, list[Diagnostic], bool]
"""A file, what is found in it, and whether it may have parts in other languages."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule over one release, with the codes of all that it finds, parted by blanks.

    `languages` are those whose words it knows, parted by blanks: of a text in another one it says
    nothing. Without any, words do not matter to it, or they are those of a newsroom.
    With `signs`, it is checked only for releases whose texts hold one of them, letter for letter (a
    line feed stands before each text); with `keys`, only for those whose front matter has one of
    them at its top. Without either, it is always checked.
    """

    check: Check
    codes: str
    signs: Sequence[str] = ()
    keys: Sequence[str] = ()
    languages: str = ""


ENGLISH: Final = "en"
WELSH: Final = "cy"
ENGLISH_AND_WELSH: Final = "en cy"

_FIRST_LETTER: Final = re.compile(r"(?<![\w'’./-])\w")


def in_any_case(*signs: str) -> list[str]:
    """Return signs as given, small, in capitals, and with capitals as headlines have them.

    Each is there with its first letter as given too, which may be one within a word.
    """
    forms = dict.fromkeys(signs)
    for sign in signs:
        small = sign.lower()
        headline = _FIRST_LETTER.sub(lambda letter: letter[0].upper(), small)
        for form in (small, sign.upper(), small.capitalize(), headline):
            forms |= {form: None, sign[:1] + form[1:]: None}
    return list(forms)


class _Signs(NamedTuple):
    """What finds signs, and the rules that want each of them."""

    automaton: BytesAhoCorasick
    wanted: list[int]


class RuleSet:
    """Rules in order, with their signs in one automaton: a text is read once for them all.

    The rules to check are the bits of an integer, the first rule's being the lowest. Searching for
    each sign by itself takes as long as parsing and rendering the release. There is an automaton
    for each set of rules that know the languages of a release: few sites need two.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self._always = 0
        self._by_key: dict[str, int] = {}
        by_sign: dict[str, int] = {}
        for at, rule in enumerate(rules):
            bit = 1 << at
            if not (rule.signs or rule.keys):
                self._always |= bit
            for names, by_name in ((rule.keys, self._by_key), (rule.signs, by_sign)):
                for name in names:
                    by_name[name] = by_name.get(name, 0) | bit
        self._by_sign = by_sign
        self._by_language: dict[str, int] = {}
        self._signs_of: dict[int, _Signs] = {}

    @property
    def codes(self) -> set[str]:
        """The codes of all that they find."""
        return {code for rule in self.rules for code in rule.codes.split()}

    def that_find(self, codes: Collection[str]) -> "RuleSet":
        """Return those of the rules that can find one of these codes."""
        wanted = frozenset(codes)
        return RuleSet([rule for rule in self.rules if wanted & set(rule.codes.split())])

    def check(self, manuscripts: Sequence[Manuscript]) -> list[list[Diagnostic]]:
        """Return the findings of each of several files.

        Each rule checks all files before the next rule does, which saves a sixth of the time.
        """
        if not self.rules:
            return [[] for _ in manuscripts]
        files: list[_Checked] = [(m, [], SIGN in m.body.text) for m in manuscripts]
        files_by_rule: list[list[_Checked]] = [[] for _ in self.rules]
        for file in files:
            for at in self._candidates(file[0]):
                files_by_rule[at].append(file)
        for rule, chosen in zip(self.rules, files_by_rule, strict=True):
            for manuscript, diagnostics, may_have_parts in chosen:
                part = manuscript.known_to(rule.languages) if may_have_parts else manuscript
                try:
                    diagnostics.extend(rule.check(part))
                except CutKeyError:  # nobody knows what the key says
                    continue
        return [diagnostics for _, diagnostics, _ in files]

    def _candidates(self, manuscript: Manuscript) -> tuple[int, ...]:
        """Return the indexes of the rules that may find something."""
        known = self._by_language.get(manuscript.language) or self._that_know(manuscript.language)
        if SIGN in manuscript.body.text:
            for part in manuscript.parts:
                known |= self._that_know(primary(part.language))
        rules = self._always
        for key in self._by_key.keys() & manuscript.values.keys():
            rules |= self._by_key[key]
        if self._by_sign:
            signs = self._signs_of.get(known) or self._signs_for(known)
            words = manuscript.words.encode()
            matches = signs.automaton.find_matches_as_indexes(words, overlapping=True)
            for sign in {sign for sign, _, _ in matches}:
                rules |= signs.wanted[sign]
        return _bits(rules & known)

    def _that_know(self, language: str) -> int:
        """Return the rules that know a language, or need not."""
        if language not in self._by_language:
            known = (not r.languages or language in r.languages.split() for r in self.rules)
            self._by_language[language] = sum(1 << at for at, knows in enumerate(known) if knows)
        return self._by_language[language]

    def _signs_for(self, rules: int) -> _Signs:
        """Return what finds the signs of rules: over bytes, as counting characters takes a third.

        Quicker kinds are slower to make, and thousands of releases do not pay for that.
        """
        by_sign = {sign: wanted for sign, wanted in self._by_sign.items() if wanted & rules}
        automaton = BytesAhoCorasick(
            [sign.encode() for sign in by_sign], implementation=Implementation.NoncontiguousNFA
        )
        signs = self._signs_of[rules] = _Signs(automaton, list(by_sign.values()))
        return signs


@lru_cache(maxsize=1024)
def _bits(number: int) -> tuple[int, ...]:
    """Return the positions of a number's set bits, lowest first."""
    return tuple(at for at in range(number.bit_length()) if number >> at & 1)


MOST_MARKS: Final = 20
"""Findings of one code in a body; the last stands for the rest."""
AROUND_MARK: Final = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that is wrong, and its replacement if that is certain."""

    start: int
    end: int
    message: str
    right: str | None = None


Find = Callable[[str], Iterable[Mark]]


def marks_in_every_text(
    code: str, hint: str, *, when: Look | None = None
) -> Callable[[Find], Check]:
    """Make a rule of what finds marks in a text: it looks at every text that readers see.

    `when` is asked once of all words together whether they may hold any.
    """

    def make(find: Find) -> Check:
        @wraps(find)
        def check(m: Manuscript) -> Iterable[Diagnostic]:
            return report_all_marks(code, m, find, hint) if when is None or m.look(when) else ()

        return check

    return make


def marks_in_body(code: str, hint: str) -> Callable[[Find], Check]:
    """Make a rule of what finds marks in a text: it looks at the body."""

    def make(find: Find) -> Check:
        @wraps(find)
        def check(m: Manuscript) -> Iterable[Diagnostic]:
            return report_marks(code, m.body, find(m.body.text), hint)

        return check

    return make


def report_marks(
    code: str, passage: Passage, marks: Iterable[Mark], hint: str
) -> Iterator[Diagnostic]:
    """Yield a finding for each mark; a value of the front matter has one for all marks."""
    every = list(marks)
    most = 1 if isinstance(passage, Value) else MOST_MARKS
    separate = len(every) if len(every) <= most else most - 1
    for mark in every[:separate]:
        yield _finding(code, passage, [mark], hint)
    if rest := every[separate:]:
        yield _finding(code, passage, rest, hint)


def report_all_marks(code: str, m: Manuscript, find: Find, hint: str) -> Iterator[Diagnostic]:
    """Yield findings for every text that readers see."""
    for passage in m.passages:
        if marks := list(find(passage.text)):
            yield from report_marks(code, passage, marks, hint)


def _finding(code: str, passage: Passage, marks: list[Mark], hint: str) -> Diagnostic:
    first, text = marks[0], passage.text
    more = f", and {len(marks) - 1} more like it" if len(marks) > 1 else ""
    where = f"{passage.name}: " if passage.name else ""
    return Diagnostic(
        code,
        f"{where}{first.message}{more}",
        passage.span(first.start, first.end),
        hint,
        subject=text[max(0, first.start - AROUND_MARK) : first.end + AROUND_MARK],
        fix=_fix(passage, [mark for mark in marks if mark.right is not None]),
    )


def _fix(passage: Passage, marks: list[Mark]) -> Fix | None:
    """Return the edit that fixes all marks, or else the first, if a fold prevents that."""
    for chosen in (marks, marks[:1]):
        if chosen and (fix := _edit(passage, chosen)):
            return fix
    return None


def _edit(passage: Passage, marks: list[Mark]) -> Fix | None:
    pieces, at = [], marks[0].start
    for mark in marks:
        pieces += [passage.text[at : mark.start], mark.right or ""]
        at = mark.end
    return passage.fix(marks[0].start, at, "".join(pieces))
