"""Sentences, and the names of people in them, as far as capitals and position tell.

This is a guess by design: rules that build on it only ask a person to look. Each expression is
linear in its text, and no sentence is longer than `LONGEST`.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from newsgen.fast.patterns import later

ASK: Final = (
    "newsgen does not know whether that is allowed. Ask the officer in the case or a legal "
    "adviser; if it is right, accept it with a reason."
)
"""The hint of rules on people who may not be identified."""
LONGEST: Final = 600
"""Characters of a sentence; what has no end is cut there."""

_UPPER: Final = "A-ZÀ-ÖØ-Þ" + "".join(
    letter
    for letter in map(chr, (*range(0x100, 0x250), *range(0x1E00, 0x1F00)))
    if letter.isupper()
)
"""The capitals of languages that are written with Latin letters, as between brackets."""
_ENDS: Final = later(
    rf"""[.!?]["”’)*_]*\s+(?=["“‘(*_\#\[]*[{_UPPER}0-9])"""
    r"""|\n\s*\n|\n(?=[ \t]*(?:[*+-]|\d{1,3}[.)]|\#{1,6})[ \t])"""
)
WORD: Final = rf"[{_UPPER}][^\W\d_]*(?:['’-][^\W\d_]+)*"
_PARTICLES: Final = (
    *("de", "da", "dos", "das", "del", "della", "di", "du", "la", "van", "von", "der", "den"),
    *("bin", "ibn", "al", "el", "ap", "ab"),
)
"""Words within surnames, such as `de Souza` or `van der Berg`."""
_RUN: Final = later(
    rf"(?<!(?!_)[\w'’./@-]){WORD}(?:[ \n](?:(?:{'|'.join(_PARTICLES)})[ \n]){{0,2}}{WORD})*"
)
_WORD: Final = later(WORD)
_IN_CAPITALS: Final = rf"(?:[{_UPPER}]['’])?(?:Mc|Mac)?[{_UPPER}]{{3,}}(?:['’-][{_UPPER}]+)*"
_CAPITALS_RUN: Final = later(
    rf"(?<!(?!_)[\w'’./@-]){_IN_CAPITALS}"
    rf"(?:[ \n](?i:(?:{'|'.join(_PARTICLES)})[ \n]){{0,2}}{_IN_CAPITALS}){{1,3}}(?!(?!_)[\w'’-])"
)
_LAST_WORD: Final = later(r"(\w+)[ \n]$")
_VOWEL: Final = later(r"[AEIOUY]|[^\x00-\x7f]")
_SAINT: Final = later(rf"[ \n]{WORD}")
SHORTEST_IN_CAPITALS: Final = 3
_NUMBERED: Final = later(r"\b(?:PC|DC|DS|PS|PCSO|Sgt|SC|TDC|Constable|Sergeant) +\d+ +$")
_WHERE: Final = later(
    r"\b(?:in|at|near|around|towards?|on|via|between|outside|from|through|across|into|the"
    r"|In|At|Near|On|From)\s[*_]*$"
)


def _lists() -> dict[str, frozenset[str]]:
    text = Path(__file__).with_name("capitals.toml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}


_LISTS: Final = _lists()
RANKS: Final = _LISTS["ranks"]
PLACES: Final = _LISTS["places"]
_NOBODY: Final = frozenset[str]().union(*_LISTS.values())


@dataclass(frozen=True, slots=True)
class Name:
    """Capitalised words that may name a person, and where they stand in the text."""

    text: str
    start: int
    end: int

    def __str__(self) -> str:
        return " ".join(self.text.split())


def sentences_with(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence in which a match of a pattern begins."""
    end = 0
    while match := pattern.search(text, end):
        start, end = _sentence_at(text, match.start(), end)
        yield start, end


def _sentence_at(text: str, at: int, since: int) -> tuple[int, int]:
    """Return start and end of the sentence at a position; it starts at `since` or later."""
    start = max(since, at - LONGEST // 2)
    for sentence_end in _ENDS.finditer(text, start, at):
        start = sentence_end.end()
    following = _ENDS.search(text, at, at + LONGEST // 2)
    return start, following.end() if following else min(at + LONGEST // 2, len(text))


_CALLED: Final = frozenset({"April", "August", "Autumn", "June", "May", "Summer"})
"""Words for a part of the year that people are called too, as those before them tell."""
_SOMEONE: Final = later(
    r"(?:\b(?:(?:wo)?man|girl|boy|teen(?:ager)?|child|baby|toddler|person|pensioner|lady|victim"
    r"|m[uo]ther|m[uo]m|grandmother|nan|wife|widow|daughter|sister|niece|aunt|father|son|named"
    r"|called|missing|find|trace|seen|Mrs|Miss|Ms|Mr)|-old)[,:]? [*_]*$",
    re.IGNORECASE,
)


def names(sentence: str, least: int = 2) -> Iterator[Name]:
    """Yield what may be people's names, of so many words at least; officers are left out."""
    for run in _RUN.finditer(sentence):
        before = sentence[max(run.start() - 24, 0) : run.start()]
        if not _NUMBERED.search(before):
            at_a_place = bool(_WHERE.search(before))
            yield from _names_of_run(run, least, drop_first=at_a_place)


def names_in_capitals(sentence: str) -> Iterator[Name]:
    """Yield what may be people's names that are wholly in capitals, in a sentence that is not."""
    if sentence.isupper():
        return
    for run in _CAPITALS_RUN.finditer(sentence):
        above = _LAST_WORD.search(sentence, max(run.start() - 20, 0), run.start())
        is_officer = above is not None and above[1] in RANKS
        if not is_officer and all(map(_may_be_in_capitals, run[0].split())):
            yield Name(run[0], *run.span())


def _may_be_in_capitals(word: str) -> bool:
    """Return whether a word in capitals can be part of a name; initials have no vowels."""
    if word.lower() in _PARTICLES:
        return True
    return bool(_VOWEL.search(word)) and word not in _NOBODY and word.capitalize() not in _NOBODY


def _names_of_run(run: re.Match[str], least: int, *, drop_first: bool) -> Iterator[Name]:
    """Cut capitalised words at those that no person is called."""
    words: list[re.Match[str]] = []
    drop = drop_first
    for word in _WORD.finditer(run.string, run.start(), run.end()):
        if (
            not is_nobody(word[0])
            or (words and _is_surname(word))
            or (word[0] in _CALLED and not words and _is_of_someone(word))
        ):
            words.append(word)
            continue
        if word[0] not in PLACES and not drop:
            yield from _name(words, least)
        words, drop = [], word[0] in RANKS
    if not drop:
        yield from _name(words, least)


def _is_of_someone(word: re.Match[str]) -> bool:
    """Return whether a word for a part of the year is someone's name: `a woman, April Rowan`."""
    return bool(_SOMEONE.search(word.string[max(word.start() - 24, 0) : word.start()]))


def _is_surname(word: re.Match[str]) -> bool:
    """Return whether a word after the first of a name is one though it looks like no name.

    Many write `Alex ROWAN`; and `Alex St John` has a saint that is not a place.
    """
    if word[0] == "St":
        return bool(_SAINT.match(word.string, word.end()))
    if not word[0].isupper() or word[0].lower() in _PARTICLES:
        return word[0].isupper()
    is_long = len(word[0]) >= SHORTEST_IN_CAPITALS
    return is_long and word[0] not in _NOBODY and word[0].capitalize() not in _NOBODY


def _name(words: list[re.Match[str]], least: int) -> Iterator[Name]:
    if least <= len(words) <= 4:
        start, end = words[0].start(), words[-1].end()
        if words[-1][0].endswith(("'s", "’s")):
            end -= 2
        yield Name(words[0].string[start:end], start, end)


def is_nobody(word: str) -> bool:
    """Return whether a capitalised word is known not to be part of a person's name."""
    is_age = word.endswith(("-old", "-olds"))
    return word in _NOBODY or is_age or (word.isupper() and len(word) > 1)
