"""The rule on victims of sexual offences and slavery who may be identified.

It cannot decide what is lawful. It says what is there and whom to ask.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.rules._prose import ASK, names, sentences_with
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Rule

OFFENCES: Final = tuple(
    later(term)
    for term in (
        r"exual(?:ly)? (?:assault|abus|activity|exploit|offen|touch|groom)",
        r"ndecen(?:t(?:ly)? assault|cy\b)",
        r" rap(?:e[ds]?|ing|ists?)\b",
        r"Rap(?:e[ds]?|ing|ists?)\b",
        r"odern slavery",
    )
)
"""Offences whose victims may not be identified as long as they live.

Each begins with lower-case letters, or with a class of both cases, for speed.
"""

_NEAR: Final = 600
_KIN: Final = (
    r"(?:(?:step|grand|half|foster|god)-?)?(?:daughter|son|sister|brother|father|mother)s?"
    r"|nieces?|nephews?|uncle|aunt|cousins?|(?:step-?)?dad|(?:step-?|grand)?children"
    r"|(?:step-?|grand)?child|(?:ex-?)?(?:wife|husband|partner|girlfriend|boyfriend)"
)
_KINSHIP: Final = later(
    rf"\b(?:his|her|their|(?:girl|boy|victim|child|teenager)['’]s)"
    rf"(?: (?:own|young|younger|teenage|adopted|adoptive|foster|then|late|former|biological"
    rf"|estranged|two|three|four)){{0,2}}"
    rf" (?:{_KIN})\b"
)
_NAMED_VICTIM: Final = later(
    r"\b(?:victim|[Vv]ictim(?:,| was| is| has been|,? who was)? (?:named|called|identified)"
    r"(?: as)?),? [*_]{0,3}$"
)
_HINT_OF_VICTIM: Final = later(rf"{_KINSHIP.pattern}|ictim")
_NO_VICTIM_AFTER: Final = later(r"['’]s\b|,? (?:said|added|told|from Victim)")


def possible_victim(m: Manuscript) -> Iterator[Diagnostic]:
    """Report what may identify the victim of a sexual offence."""
    text = m.body.text
    offences = _offences(text)
    if not offences:
        return
    everywhere = bool(_offences(f" {m.text('title')}"))
    said: set[str] = set()
    for start, end in sentences_with(_HINT_OF_VICTIM, text):
        if not everywhere and not _is_near(offences, start, end):
            continue
        for words, at, message in _victims(text[start:end]):
            if words not in said:
                said.add(words)
                span = m.body.span(start + at, start + at + len(words))
                yield Diagnostic("NG532", message, span, ASK, subject=" ".join(words.split()))


def _offences(text: str) -> list[int]:
    return sorted(match.start() for term in OFFENCES for match in term.finditer(text))


def _is_near(places: list[int], start: int, end: int) -> bool:
    """Return whether one of the positions is in a sentence, or close to it."""
    at = bisect_left(places, start - _NEAR)
    return at < len(places) and places[at] <= end + _NEAR


_DONE_TO: Final = later(
    r"\b(?:rap\w+|abus\w+|assault\w*|attack\w*|groom\w*|exploit\w*|molest\w*|offen[cd]\w*"
    r"|touch\w*|indecen\w+|incest|sex\w*|traffick\w*|ensla\w+)\b[^.:;\n]{0,80}$",
    re.IGNORECASE,
)
_STANDS_BY: Final = later(
    rf"['’]s?+(?! (?:\w+ ){{0,2}}(?:{_KIN})\b)"
    r"|,? (?:said|says|told|added|also|and (?:mother|father|wife|husband)"
    r"|who (?:work|support|join)\w*"
    r"|was (?:arrested|charged|jailed|sentenced)|denied|helped|pleaded)\b"
)


_SPOKEN_TO: Final = later(
    r"\b(?:told|asked|thanked|texted|phoned|rang|visited|left|at|in|from|by|near|outside) $"
)


def _is_victim(sentence: str, kin: re.Match[str]) -> bool:
    """Return whether something was done to a relative, as far as the words before tell."""
    before = sentence[max(kin.start() - 120, 0) : kin.start()]
    of_the_child = not kin[0].startswith(("his ", "her ", "their "))
    stands_by = _SPOKEN_TO.search(before) or _STANDS_BY.match(sentence, kin.end())
    return of_the_child or (bool(_DONE_TO.search(before)) and not stands_by)


def _victims(sentence: str) -> Iterator[tuple[str, int, str]]:
    kin = _KINSHIP.search(sentence)
    if kin and not _is_victim(sentence, kin):
        kin = None
    for name in names(sentence):
        before = sentence[max(name.start - 40, 0) : name.start]
        if _NAMED_VICTIM.search(before) and not _NO_VICTIM_AFTER.match(sentence, name.end):
            message = f"“{name}” may name a victim, in a text about a sexual offence"
            yield name.text, name.start, message
        elif kin:
            message = f"“{kin[0]}” beside the name {name} may tell who a victim is"
            yield kin[0], kin.start(), message
            return


RULES: Final = (
    Rule(possible_victim, signs=("exual", "ndecen", " rap", "\nrap", "Rap", "odern slavery")),
)
