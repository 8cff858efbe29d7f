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
from newsgen.rules.rule import ENGLISH, Rule

OFFENCES: Final = tuple(
    later(term)
    for term in (
        r"exual(?:ly)? (?:assault|abus|activity|exploit|offen|touch|groom|communicat|act\b)",
        r"ndecen(?:t(?:ly)? (?:assault|expos)|cy\b)",
        r" rap(?:e[ds]?|ing|ists?)\b",
        r"Rap(?:e[ds]?|ing|ists?)\b",
        r"odern slavery",
        r"rafficking (?:victim|survivor)",
        r"oyeuris[mt]",
        r"pskirt(?:ed|ing)\b",
        r"enital mutilation",
        r" FGM\b",
        r"orced marriage|orc(?:ed?|ing) [^.\n]{0,40}(?:to marry|into (?:a )?marriage)",
        r"ntimate (?:images?|photo\w*|films?|videos?)\b",
        r" incest\b",
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
_WHICH: Final = (
    r"(?: (?:own|young|younger|older|teenage|adopted|adoptive|foster|then|late|former|biological"
    r"|estranged|two|three|four)){0,2}"
)
_OF_A_FAMILY: Final = (
    r"(?:(?:step|grand|half|foster|god)-?)?(?:daughter|son|sister|brother)s?"
    r"|nieces?|nephews?|(?:ex-?)?(?:wife|girlfriend)"
)
_KINSHIP: Final = later(
    rf"\b(?:[Hh]is|[Hh]er|[Tt]heir|(?:girl|boy|victim|child|teenager)['’]s){_WHICH} (?:{_KIN})\b"
    r"|\b(?:raping|raped|rapes|(?:rape|abuse|assault|marriage) of"
    rf"|abus(?:ing|ed|es)|assault(?:ing|ed|s)(?: on)?){_WHICH} (?:{_OF_A_FAMILY})\b"
)
"""The second is how titles say it."""
_DONE_TO: Final = later(
    r"\b(?:rap\w+|abus\w+|assault\w*|attack\w*|groom\w*|exploit\w*|molest\w*|offen[cd]\w*"
    r"|touch\w*|indecen\w+|incest|incit\w+|sex\w*|subject\w*|traffick\w*|ensla\w+|voyeur\w*"
    r"|film(?:ed|ing)|record(?:ed|ing)|photograph(?:ed|ing)|upskirt\w*|expos(?:ed|ing)"
    r"|(?:FGM|mutilation)(?= (?:on|of|against)\b)|forc(?:ed?|ing)|images?)\b"
    r"(?:(?!\b(?:while|whilst|although|because|after|before|said|told)\b)[^.:;\n]){0,80}$",
    re.IGNORECASE,
)
_DONE_AFTER: Final = later(
    r"(?:,? (?:aged )?\d\d?,?)? (?:was|were|had been|has been) (?:\w+ly )?"
    r"(?:raped|abused|assaulted|attacked|groomed|filmed|trafficked|molested|touched|forced)\b"
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
    rf"|\b(?:{_SUFFERED}|raping|rape of|sexual assault (?:of|on)|sexually (?:assault|abus)ing"
    r"|exposed himself to|upskirt(?:ed|ing)(?: of)?|voyeurism of)"
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
_ACCUSED: Final = later(
    r"[*_]{0,3}(?:(?!\b(?:said|told|added|praised|thanked|victim)\b|[.!?]\s)[^\n]){0,120}?"
    r"\b(?:jailed|sentenced|convicted|guilty|admitted|pleaded|charged|imprisoned|locked up"
    r"|appeared (?:at|before|in)|is the first person|breached|denied"
    r"|(?<!was )(?<!were )(?<!been )(?:raped|abused|assaulted|committed|exposed|shared|groomed))\b"
)
"""What says of a name before it that its bearer is accused or guilty."""
_NO_VICTIM_BEFORE: Final = later(r"\b(?:of|by|with) [*_]{0,3}$")
_NO_VICTIM_AFTER: Final = later(r"['’]s\b|,? from Victim")
_SAYS: Final = later(r" (?:said|added|told)\b")
"""After `The victim, Jo Fielding` it may be her who speaks of the victim."""
_ONE_OF_A_FAMILY: Final = (
    rf"(?:[Hh]is|[Hh]er)(?P<FORMER> (?:ex-?|former|then|estranged))?{_WHICH}"
    rf" ?(?:{_OF_A_FAMILY}|(?:ex-?)?(?:partner|husband|boyfriend))"
)
_KIN_BEFORE: Final = later(rf"\b{_ONE_OF_A_FAMILY},? [*_]{{0,3}}$".replace("FORMER", "before"))
_KIN_AFTER: Final = later(
    rf"[*_]{{0,3}},?(?: \(?\d\d\)?,)? (?:who (?:is|was) )?(?:{_ONE_OF_A_FAMILY}"
    r"|(?P<victim>(?:his|her|their) victim))\b".replace("FORMER", "after")
)
_OF_THE_OFFENCE: Final = later(
    r"[^.\n]{0,80}\b(?:how (?:he|she|they)|victim|rap(?:ed|e)|abuse[ds]?|assault(?:ed)?|ordeal)\b"
)
_NOT_HARMED: Final = later(
    r"[*_]{0,3},?(?: \(?\d\d\)?,)? "
    r"(?:was (?:also )?(?:arrested|charged|jailed|sentenced|cleared|fined)"
    r"|is not|denied|pleaded|helped|stood by|and (?:his|her|their))\b"
)
_WAIVED: Final = later(r"waiv\w+ (?:(?:his|her|their|a|the) )?(?:\w+ ){0,3}anonymity\b")
_HINT_OF_VICTIM: Final = later(rf"{_KINSHIP.pattern}|ictim|urvivor")


def possible_victim(m: Manuscript) -> Iterator[Diagnostic]:
    """Report what may identify the victim of a sexual offence."""
    if not _offences(m.words) or _WAIVED.search(m.words):
        return
    everywhere = bool(_offences(f" {m.text('title')}"))
    accused = _accused(m)
    said: set[str] = set()
    for passage in m.passages:
        # What is short is about the same as the text.
        near = None if everywhere or passage is not m.body else _offences(passage.text)
        for words, at, message in _in_passage(passage.text, near, accused):
            if words.lower() not in said:
                said.add(words.lower())
                span = passage.span(at, at + len(words))
                yield Diagnostic("NG532", message, span, ASK, subject=" ".join(words.split()))


def _in_passage(text: str, near: list[int] | None, accused: str) -> Iterator[tuple[str, int, str]]:
    """Yield what may identify a victim in a text, near some places of it or anywhere."""
    hints = (_HINT_OF_VICTIM, *OFFENCES)
    for start, end in sorted({span for hint in hints for span in sentences_with(hint, text)}):
        if near is None or _is_near(near, start, end):
            yield from _victims(text, start, end, accused)


def _accused(m: Manuscript) -> str:
    """Return the name of whoever a release says is accused or guilty; empty if it names nobody."""
    for text in (m.text("title"), m.body.text, m.text("summary")):
        for name in names(text):
            if _ACCUSED.match(text, name.end):
                return str(name)
    return ""


def _offences(text: str) -> list[int]:
    return sorted(match.start() for term in OFFENCES for match in term.finditer(text))


def _is_near(places: list[int], start: int, end: int) -> bool:
    """Return whether one of the positions is in a sentence, or close to it."""
    at = bisect_left(places, start - _NEAR)
    return at < len(places) and places[at] <= end + _NEAR


def _victims(text: str, start: int, end: int, accused: str) -> Iterator[tuple[str, int, str]]:
    """Yield words of a sentence that may identify a victim, their place, and a message.

    Whoever is accused need not be named in the same sentence.
    """
    sentence = text[start:end]
    people: list[Name] = []
    for name in names(sentence):
        if _is_named_victim(sentence, name) or (accused and _is_named_kin(sentence, name)):
            message = f"“{name}” may name a victim, in a text about a sexual offence"
            yield name.text, start + name.start, message
        elif not _ORGANISATION.match(sentence, name.end):
            people.append(name)
    if kin := next((k for k in _KINSHIP.finditer(sentence) if _is_victim(sentence, k)), None):
        if not people and _SAID_TO_BE.search(sentence, 0, kin.start()):
            people = list(names(text[max(start - _NEAR, 0) : start]))[-1:]
        words = kin[0].replace("’", "'")
        is_of_accused = words.lower().startswith(_POSSESSIVES) or "'s" not in words
        who = str(people[0]) if people else accused if is_of_accused else ""
        if who:
            message = f"“{kin[0]}” beside the name {who} may identify a victim"
            yield kin[0], start + kin.start(), message


_POSSESSIVES: Final = ("his ", "her ", "their ")


def _is_named_victim(sentence: str, name: Name) -> bool:
    """Return whether the words around a name say that its bearer is a victim."""
    before = sentence[max(name.start - 60, 0) : name.start]
    if _KILLED_BEFORE.search(before) or _KILLED_AFTER.match(sentence, name.end):
        return False
    if _SURVIVOR.search(before):
        return True
    if _NAMED_VICTIM.search(before):
        is_speaker = before.endswith(", ") and _SAYS.match(sentence, name.end)
        return not (is_speaker or _NO_VICTIM_AFTER.match(sentence, name.end))
    return bool(_SUFFERS.match(sentence, name.end)) and not _NO_VICTIM_BEFORE.search(before)


def _is_named_kin(sentence: str, name: Name) -> bool:
    """Return whether a name is given to a former partner, or to kin to whom something was done."""
    before = _KIN_BEFORE.search(sentence, max(name.start - 60, 0), name.start)
    after = _KIN_AFTER.match(sentence, name.end)
    kin = before or after
    if kin is None or _NOT_HARMED.match(sentence, name.end):
        return False
    parts = kin.groupdict()
    is_former = parts.get("before") or parts.get("after") or "ex-" in kin[0] or "former" in kin[0]
    is_victim = is_former or parts.get("victim")
    return bool(is_victim or _OF_THE_OFFENCE.match(sentence, name.end))


def _is_victim(sentence: str, kin: re.Match[str]) -> bool:
    """Return whether something was done to a relative, as far as the words around tell."""
    before = sentence[max(kin.start() - 120, 0) : kin.start()]
    if not kin[0].lower().startswith(_POSSESSIVES) or _SAID_TO_BE.search(before):
        return True
    if _DONE_AFTER.match(sentence, kin.end()):
        return True
    if _BESIDE.search(before) or _KILLED_BEFORE.search(before):
        return False
    stands_by = _SPOKEN_TO.search(before) or _STANDS_BY.match(sentence, kin.end())
    return bool(_DONE_TO.search(before)) and not stands_by


RULES: Final = (
    Rule(
        possible_victim,
        "NG532",
        signs=(
            *("exual", "ndecen", " rap", "\nrap", "Rap", "odern slavery", "rafficking "),
            *("oyeuris", "pskirt", "enital mutilation", " FGM", "orced marriage", "to marry"),
            *("into marriage", "into a marriage", "ntimate ", " incest"),
        ),
        languages=ENGLISH,
    ),
)
