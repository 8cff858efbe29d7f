"""The rule on victims of sexual offences and slavery who may be identified.

It cannot decide what is lawful. It says what is there and whom to ask.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.rules._prose import ASK, Name, names, sentences_with
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
        r"rafficking (?:victim|survivor)",
    )
)
"""Offences whose victims may not be identified as long as they live.

Each begins with lower-case letters, or with a class of both cases, for speed.
"""
_NEAR: Final = 600
"""Characters between an offence and a sentence about its victim."""

# Relatives: beside the name of an offender, they tell who a victim is.

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
_DONE_TO: Final = later(
    r"\b(?:rap\w+|abus\w+|assault\w*|attack\w*|groom\w*|exploit\w*|molest\w*|offen[cd]\w*"
    r"|touch\w*|indecen\w+|incest|incit\w+|sex\w*|subject\w*|traffick\w*|ensla\w+)\b"
    r"[^.:;\n]{0,80}$",
    re.IGNORECASE,
)
_SAID_TO_BE: Final = later(r"\b(?:victims? (?:was|were|is|being)|victims?,) $", re.IGNORECASE)
_STANDS_BY: Final = later(
    rf"['’]s?+(?! (?:[\w-]+ ){{0,2}}(?:{_KIN})\b)"
    r"|,? (?:said|says|told|added|also|and (?:mother|father|wife|husband)"
    r"|who (?:work|support|join)\w*"
    r"|was (?:arrested|charged|jailed|sentenced)|denied|helped|pleaded)\b"
)
_BESIDE: Final = later(
    r"\b(?:(?:along|together|jointly) with|alongside|as (?:did|was|were)) $"
    r"|\b(?:guilty|convicted|jailed|charged|sentenced|trafficking|trafficked)\b[^.:;\n]{0,60}"
    r"(?<!activity)(?<!sex)(?<!intercourse)(?<!contact)(?<!indecency)(?<!incest)(?<!offences)"
    r"(?<!offending)(?<!acts)(?<!relations)(?<!relationship)(?<!touching)(?<!slept) with $",
    re.IGNORECASE,
)
"""Whoever stands so beside an offender is one too."""
_KILLED_BEFORE: Final = later(
    r"(?<!attempted )(?<!attempting to )\b(?:murder(?:s|ed|ing)?(?: of)?|killed|killing(?: of)?"
    r"|manslaughter of|death of|body of|murder victim,?) (?:[\w’'-]+,? ){0,3}[*_]{0,3}$",
    re.IGNORECASE,
)
_KILLED_AFTER: Final = later(
    r"[*_]{0,3}[^.:;\n]{0,60}(?<!attempted )\b(?:was murdered|and murdered|was killed|and killed"
    r"|died|found dead)\b"
)
"""The dead have no anonymity."""
_ORGANISATION: Final = later(
    r" (?:Foundation|Trust|Cent(?:re|er)|Charity|Fund|Project|Helpline|Society|Support|Crisis)\b"
)
_SPOKEN_TO: Final = later(
    r"\b(?:told|asked|thanked|texted|phoned|rang|visited|left|at|in|from|by|near|outside) $"
)

# Names that victims are given.

_SUFFERED: Final = (
    r"(?:raped|groomed|trafficked|sexually (?:assaulted|abused|exploited|touched|groomed)"
    r"|indecently assaulted)"
)
_NAMED_VICTIM: Final = later(
    r"(?:\b[Vv]ictim(?: of (?:the|this|that|an?) (?:\w+ ){0,3}?"
    r"(?:rape|assault|abuse|attacks?|offen[cs]es?|exploitation|slavery),"
    r"|,| was| is| has been|,? who was)?"
    r"(?: (?:named|called|identified)(?: in court| today| locally| by police)?)?(?: as)?"
    rf"|\bwho (?:was|had been) {_SUFFERED} as"
    rf"|\b(?:{_SUFFERED}|raping|rape of|sexual assault (?:of|on)|sexually (?:assault|abus)ing)"
    r"),? [*_]{0,3}$"
)
_SURVIVOR: Final = later(
    r"(?:^\W*|\b(?:rape|abuse|assault|exploitation|trafficking|slavery|brave|the|one|and|a) )"
    r"survivor,? [*_]{0,3}$",
    re.IGNORECASE,
)
_SUFFERS: Final = later(
    rf"[*_]{{0,3}},?(?: \(?\d\d\)?,?)?(?: from [^,.\n]{{1,30}},| of [^,.\n]{{1,30}},)?"
    rf"(?: who)?(?: (?:was|were|had been|has been)(?: (?:\w+ly|only|just|aged|also|then|first|later"
    rf"|\d\d?(?= when)|when (?:s?he|they) (?:was|were))){{0,5}}"
    r"|(?: (?!prosecut|defend|accus)\w+){1,6} how (?:s?he|they) (?:had been|was|were)(?: \w+ly)?)"
    rf" {_SUFFERED}(?! by (?:police|officers))\b"
)
_NO_VICTIM_BEFORE: Final = later(r"\b(?:of|by|with) [*_]{0,3}$")
_NO_VICTIM_AFTER: Final = later(r"['’]s\b|,? (?:said|added|told|from Victim)")
_WAIVED: Final = later(r"waiv\w+ (?:(?:his|her|their|a|the) )?(?:\w+ ){0,3}anonymity\b")
_HINT_OF_VICTIM: Final = later(rf"{_KINSHIP.pattern}|ictim|urvivor")


def possible_victim(m: Manuscript) -> Iterator[Diagnostic]:
    """Report what may identify the victim of a sexual offence."""
    text = m.body.text
    offences = _offences(text)
    if not offences or _WAIVED.search(text):
        return
    everywhere = bool(_offences(f" {m.text('title')}"))
    said: set[str] = set()
    hints = (_HINT_OF_VICTIM, *OFFENCES)
    for start, end in sorted({span for hint in hints for span in sentences_with(hint, text)}):
        if not everywhere and not _is_near(offences, start, end):
            continue
        for words, at, message in _victims(text, start, end):
            if words not in said:
                said.add(words)
                span = m.body.span(at, at + len(words))
                yield Diagnostic("NG532", message, span, ASK, subject=" ".join(words.split()))


def _offences(text: str) -> list[int]:
    return sorted(match.start() for term in OFFENCES for match in term.finditer(text))


def _is_near(places: list[int], start: int, end: int) -> bool:
    """Return whether one of the positions is in a sentence, or close to it."""
    at = bisect_left(places, start - _NEAR)
    return at < len(places) and places[at] <= end + _NEAR


def _victims(text: str, start: int, end: int) -> Iterator[tuple[str, int, str]]:
    """Yield words of a sentence that may identify a victim, their place, and a message."""
    sentence = text[start:end]
    people: list[Name] = []
    for name in names(sentence):
        if _is_named_victim(sentence, name):
            message = f"“{name}” may name a victim, in a text about a sexual offence"
            yield name.text, start + name.start, message
        elif not _ORGANISATION.match(sentence, name.end):
            people.append(name)
    if kin := next((k for k in _KINSHIP.finditer(sentence) if _is_victim(sentence, k)), None):
        if not people and _SAID_TO_BE.search(sentence, 0, kin.start()):
            people = list(names(text[max(start - _NEAR, 0) : start]))[-1:]
        if people:
            message = f"“{kin[0]}” beside the name {people[0]} may tell who a victim is"
            yield kin[0], start + kin.start(), message


def _is_named_victim(sentence: str, name: Name) -> bool:
    """Return whether the words around a name say that its bearer is a victim."""
    before = sentence[max(name.start - 60, 0) : name.start]
    if _KILLED_BEFORE.search(before) or _KILLED_AFTER.match(sentence, name.end):
        return False
    if _SURVIVOR.search(before):
        return True
    if _NAMED_VICTIM.search(before):
        return not _NO_VICTIM_AFTER.match(sentence, name.end)
    return bool(_SUFFERS.match(sentence, name.end)) and not _NO_VICTIM_BEFORE.search(before)


def _is_victim(sentence: str, kin: re.Match[str]) -> bool:
    """Return whether something was done to a relative, as far as the words before tell."""
    before = sentence[max(kin.start() - 120, 0) : kin.start()]
    of_the_child = not kin[0].startswith(("his ", "her ", "their "))
    if of_the_child or _SAID_TO_BE.search(before):
        return True
    if _BESIDE.search(before) or _KILLED_BEFORE.search(before):
        return False
    stands_by = _SPOKEN_TO.search(before) or _STANDS_BY.match(sentence, kin.end())
    return bool(_DONE_TO.search(before)) and not stands_by


RULES: Final = (
    Rule(
        possible_victim,
        "NG532",
        signs=("exual", "ndecen", " rap", "\nrap", "Rap", "odern slavery", "rafficking "),
    ),
)
