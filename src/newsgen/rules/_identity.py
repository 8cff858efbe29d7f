"""Rules on children and victims who may be identified.

Neither can decide what is lawful. Each says what is there and whom to ask.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.model.release import Kind
from newsgen.rules._prose import Name, names, sentences_with
from newsgen.rules.manuscript import Manuscript, Passage, Value
from newsgen.rules.rule import Rule

_ASK: Final = (
    "newsgen cannot tell whether that is allowed. Ask the officer in the case or a legal adviser; "
    "if it is right, accept it with a reason."
)

_WORDS: Final = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
)  # fmt: skip
_YOUNG: Final = (
    later(
        r"1[0-7](?![\w:/]|[.,-]\d)(?:(?=[- ]year)|(?<=, 1.)|(?<=\(1.)|(?<=aged 1.)|(?<=age 1.)"
        r"|(?<=is 1.)|(?<=was 1.)|(?<=were 1.)|(?<=both 1.)|(?<=\*1.))(?<![\w£.,/:]1.)"
    ),
    later(
        r"year(?:(?<=[\n (“‘*_][1-9][- ]year)"
        + "".join(rf"|(?<={word[1:]}[- ]year)" for word in _WORDS)
        + r")s?[- ]old"
    ),
    later(rf"aged (?:[1-9](?![\w.,:/-]?\d)|(?:{'|'.join(_WORDS)})\b)"),
)
"""What may be such an age; each begins with letters or a digit that are quick to look for."""
_BEFORE_AGE: Final = (", ", "(", "aged ", "age ", "is ", "was ", "were ", "both ", "*")
_OLD: Final = r"[- ]years?[- ]olds?\b"
_AGE: Final = rf"(?:1[0-7]|[1-9]|(?i:{'|'.join(_WORDS)}))"
_AGE_AFTER: Final = later(
    rf"""[*_]{{0,3}}
    (?:\ ?,?\ \(?(?:(?:who\ )?(?:is|was|were)\ )?
        (?:an?\ |only\ |just\ |both\ )?(?:aged?\ |age\ of\ )?
      |,\ (?:of|from)\ [^,.;\n]{{1,40}},(?:\ [A-Z][^,.;\n]{{1,30}},){{0,2}}
        \ (?:(?:who\ )?(?:is|was)\ )?(?:aged\ )?)
    [*_]{{0,3}}{_AGE}\b
    (?:{_OLD}|\ years\b|\)|(?=[*_]{{0,3}}[,;]|[*_]{{0,3}}\.?$
      |\ (?:from|of|is|was|who|has|had|and|went|died)\b))""",
    re.VERBOSE,
)
_CHILD: Final = (
    "boy|girl|schoolboy|schoolgirl|teenager|teen|youth|male|female|pupil|student|son|daughter"
    "|brother|sister|victim|youngster|child|lad|named|called|known as|who|is|was|as"
)
_AGE_BEFORE: Final = later(
    rf"(?<![\w£.,/]){_AGE}{_OLD},?(?:,? (?:{_CHILD})){{0,3}}"
    rf"(?P<home> from [^,.;\n]{{1,30}},)?,? [*_]{{0,3}}$"
)
_SAID_TO_BE: Final = later(
    r"\b(?:named|identified)(?: today| locally| by (?:police|officers|his family|her family))?"
    r"(?: as)? [*_]{0,3}$"
)
_GROWN_UP: Final = later(r"[*_]{0,3},? \(?(?:aged? )?(?:1[89]|[2-9]\d)\b")
_CHILDS_AGE: Final = later(rf"(?<![\w£.,/])(?:{_AGE}{_OLD}|aged {_AGE}\b)")
_LONG_AGO: Final = later(
    r"\b(?:in|of|since|from|on \d+ \w+) (?:19\d\d|200\d)\b|\bdecades?\b", re.IGNORECASE
)
_ANIMAL: Final = later(r"\b(?:[Dd]og|[Hh]orse|[Cc]at|[Pp]uppy|PD|PH) [*_]{0,3}$")
_NO_NAME_AFTER: Final = later(
    r" (?:boy|girl|man|woman|male|female|teenager|youth|pupil|student|schoolboy|schoolgirl)s?\b"
)


def possible_child(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a name beside an age under 18.

    An appeal of the kind for missing persons rightly names one, and is taken down afterwards.
    """
    if m.kind == Kind.MISSING:
        return
    said: set[str] = set()
    for passage in _passages(m):
        for name, words, at in _children(passage.text):
            if (who := str(name)) in said:
                continue
            said.add(who)
            marked = " ".join(words.replace("*", "").split())
            message = f"“{marked}” may name a person under 18"
            span = passage.span(at, at + len(words))
            yield Diagnostic("NG531", message, span, _ASK + _missing_too(m), subject=marked)


def _missing_too(m: Manuscript) -> str:
    is_missing = "missing" in m.text("title").lower() or "missing" in m.body.text
    return " For a missing person, add kind: missing." if is_missing else ""


def _passages(m: Manuscript) -> Iterator[Passage]:
    for key in ("title", "summary"):
        yield Value(m.text(key), (key,), m.places)
    yield m.body
    yield Value(m.text("og", "description"), ("og", "description"), m.places)


def _children(text: str) -> Iterator[tuple[Name, str, int]]:
    """Yield names with an age, the words that hold both, and where these begin."""
    spans = {span for pattern in _YOUNG for span in sentences_with(pattern, text)}
    for start, end in sorted(spans):
        sentence = text[start:end].rstrip()
        if _LONG_AGO.search(sentence):
            continue
        has_age = bool(_CHILDS_AGE.search(sentence))
        for name in names(sentence, least=1):
            is_animal = _ANIMAL.search(sentence, 0, name.start)
            if not is_animal and (span := _with_age(sentence, name, has_age=has_age)):
                yield name, sentence[span[0] : span[1]], start + span[0]


def _with_age(sentence: str, name: Name, *, has_age: bool) -> tuple[int, int] | None:
    before = sentence[max(name.start - 90, 0) : name.start]
    is_whole = " " in str(name)
    if not has_age and not is_whole:
        return None
    if has_age and (age := _AGE_BEFORE.search(before)):
        if not is_whole and (age["home"] or _NO_NAME_AFTER.match(sentence, name.end)):
            return None
        return name.start - len(before) + age.start(), name.end
    if is_whole and (age := _AGE_AFTER.match(sentence, name.end)):
        return name.start, age.end()
    is_named = is_whole and has_age and _SAID_TO_BE.search(before)
    if is_named and not _GROWN_UP.match(sentence, name.end):
        return name.start, name.end
    return None


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
                yield Diagnostic("NG532", message, span, _ASK, subject=" ".join(words.split()))


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
    Rule(
        possible_child,
        signs=[
            sign
            for age in range(10, 18)
            for sign in (f"{age} year", f"{age}-year", *(f"{word}{age}" for word in _BEFORE_AGE))
        ]
        + [f"{before}{age}{gap}year" for before in " \n" for age in range(1, 10) for gap in " -"]
        + [f"aged {age}" for age in (*range(1, 10), *_WORDS)]
        + [f"{word[1:]}{gap}year" for word in _WORDS for gap in " -"],
    ),
    Rule(possible_victim, signs=("exual", "ndecen", " rap", "\nrap", "Rap", "odern slavery")),
)
