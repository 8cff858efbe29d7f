"""Rules on who may be identified: children, victims and people at their homes.

None of them can decide what is lawful. Each says what it saw and whom to ask.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.model.release import Kind
from newsgen.rules.manuscript import Manuscript, Passage, Value
from newsgen.rules.prose import Name, names, sentences_with

_ASK: Final = (
    "newsgen cannot tell whether that is allowed. {} If it is right, accept it with a reason."
)

_YOUNG: Final = re.compile(
    r"1[0-7](?![\w:/]|[.,-]\d)(?:(?=[- ]year)|(?<=, 1.)|(?<=\(1.)|(?<=aged 1.)|(?<=age 1.)"
    r"|(?<=is 1.)|(?<=\*1.))(?<![\w£.,/:]1.)"
)
"""A number that may be such an age; it begins with its digit, as that is quick to look for."""
_OLD: Final = r"[- ]years?[- ]olds?\b"
_AGE_AFTER: Final = re.compile(
    rf"""[*_]{{0,3}}
    (?:,?\ \(?(?:(?:who\ )?(?:is|was)\ )?(?:an?\ |only\ |just\ )?(?:aged?\ |age\ of\ )?
      |,\ (?:of|from)\ [^,.;\n]{{1,40}},\ (?:(?:who\ )?(?:is|was)\ )?(?:aged\ )?)
    [*_]{{0,3}}1[0-7]
    (?:{_OLD}|\)|(?=[*_]{{0,3}}[,;]|[*_]{{0,3}}\.?$
      |\ (?:from|of|is|was|who|has|had|and|went|died)\b))""",
    re.VERBOSE,
)
_CHILD: Final = (
    "boy|girl|schoolboy|schoolgirl|teenager|teen|youth|male|female|pupil|student|son|daughter"
    "|brother|sister|victim|youngster|child|lad|named|called|known as|who|is|was|as"
)
_AGE_BEFORE: Final = re.compile(
    rf"(?<![\w£.,/])1[0-7]{_OLD},?(?:,? (?:{_CHILD})){{0,3}}"
    rf"(?: from [^,.;\n]{{1,30}},)?,? [*_]{{0,3}}$"
)
_SAID_TO_BE: Final = re.compile(
    r"\b(?:named|identified)(?: today| locally| by (?:police|officers|his family|her family))?"
    r"(?: as)? [*_]{0,3}$"
)
_GROWN_UP: Final = re.compile(r"[*_]{0,3},? \(?(?:aged? )?(?:1[89]|[2-9]\d)\b")
_CHILDS_AGE: Final = re.compile(rf"(?<![\w£.,/])(?:1[0-7]{_OLD}|aged 1[0-7]\b)")
_NO_NAME_AFTER: Final = re.compile(
    r" (?:boy|girl|man|woman|male|female|teenager|youth|pupil|student|schoolboy|schoolgirl)s?\b"
)


def possible_child(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a name beside an age under 18.

    An appeal that says it is for a missing person names one for good, and comes down after.
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
            yield Diagnostic(
                "NG531",
                f"“{marked}” may name a person under 18",
                passage.span(at, at + len(words)),
                _ASK.format(
                    "Ask the officer in the case, or your legal adviser, whether a court or the "
                    "law forbids the name. For a missing person, add kind: missing."
                ),
                subject=marked,
            )


def _passages(m: Manuscript) -> Iterator[Passage]:
    for key in ("title", "summary"):
        yield Value(m.text(key), (key,), m.places)
    yield m.body


def _children(text: str) -> Iterator[tuple[Name, str, int]]:
    """Yield names with an age, the words that hold both, and where these begin."""
    for start, end in sentences_with(_YOUNG, text):
        sentence = text[start:end].rstrip()
        has_age = bool(_CHILDS_AGE.search(sentence))
        for name in names(sentence, least=1):
            if found := _with_age(sentence, name, has_age=has_age):
                yield name, sentence[found[0] : found[1]], start + found[0]


def _with_age(sentence: str, name: Name, *, has_age: bool) -> tuple[int, int] | None:
    before = sentence[max(name.start - 90, 0) : name.start]
    is_whole = " " in str(name)
    if not has_age and not is_whole:
        return None
    if has_age and (found := _AGE_BEFORE.search(before)):
        if not is_whole and _NO_NAME_AFTER.match(sentence, name.end):
            return None
        return name.start - len(before) + found.start(), name.end
    if is_whole and (found := _AGE_AFTER.match(sentence, name.end)):
        return name.start, found.end()
    is_named = is_whole and has_age and _SAID_TO_BE.search(before)
    if is_named and not _GROWN_UP.match(sentence, name.end):
        return name.start, name.end
    return None


_OFFENCE_SIGNS: Final = ("exual", "rap", "indecen", "slavery")
"""What any text about one of the offences below holds; it is quick to look for."""

OFFENCES: Final = (
    "rape",
    "raped",
    "rapes",
    "raping",
    "rapist",
    "attempted rape",
    "sexual assault",
    "sexual assaults",
    "sexually assaulted",
    "sexually assaulting",
    "sexual abuse",
    "sexually abused",
    "sexually abusing",
    "sexual activity",
    "sexual exploitation",
    "sexually exploited",
    "sexual offence",
    "sexual offences",
    "sexual touching",
    "indecent assault",
    "indecent assaults",
    "indecently assaulted",
    "indecency",
    "gross indecency",
    "sexual grooming",
    "modern slavery",
)
"""Offences whose victims may not be identified as long as they live."""

_OFFENCE: Final = re.compile(rf"\b(?:{'|'.join(OFFENCES)})\b", re.IGNORECASE)
_NEAR: Final = 600
_KIN: Final = (
    r"(?:(?:step|grand|half|foster|god)-?)?(?:daughter|son|sister|brother|father|mother)s?"
    r"|niece|nieces|nephew|nephews|uncle|aunt|cousin|(?:step-?)?dad|(?:step-?|grand)?children"
    r"|(?:step-?|grand)?child"
)
_KINSHIP: Final = re.compile(
    rf"\b(?:his|her|their|(?:girl|boy|victim|child|teenager)['’]s)"
    rf"(?: (?:own|young|younger|teenage|adopted|adoptive|then|late|former|biological)){{0,2}}"
    rf" (?:{_KIN})\b"
)
_NAMED_VICTIM: Final = re.compile(
    r"\b(?:victim|[Vv]ictim(?:,| was| is| has been|,? who was)? (?:named|called|identified)"
    r"(?: as)?),? [*_]{0,3}$"
)
_HINT_OF_VICTIM: Final = re.compile(rf"{_KINSHIP.pattern}|ictim")
_NO_VICTIM_AFTER: Final = re.compile(r"['’]s\b|,? (?:said|added|told|from Victim)")


def possible_victim(m: Manuscript) -> Iterator[Diagnostic]:
    """Report what may tell who the victim of a sexual offence is."""
    text = m.body.text
    if not any(sign in text for sign in _OFFENCE_SIGNS) or not _OFFENCE.search(text):
        return
    everywhere = bool(_OFFENCE.search(m.text("title")))
    said: set[str] = set()
    for start, end in sentences_with(_HINT_OF_VICTIM, text):
        if not everywhere and not _OFFENCE.search(text, max(start - _NEAR, 0), end + _NEAR):
            continue
        for words, at, message in _victims(text[start:end]):
            if words not in said:
                said.add(words)
                yield Diagnostic(
                    "NG532",
                    message,
                    m.body.span(start + at, start + at + len(words)),
                    _ASK.format(
                        "The law hides victims of sexual offences for life, and details that "
                        "together point to them. Ask the officer in the case or a legal adviser."
                    ),
                    subject=" ".join(words.split()),
                )


def _victims(sentence: str) -> Iterator[tuple[str, int, str]]:
    kin = _KINSHIP.search(sentence)
    for name in names(sentence):
        before = sentence[max(name.start - 40, 0) : name.start]
        if _NAMED_VICTIM.search(before) and not _NO_VICTIM_AFTER.match(sentence, name.end):
            message = f"“{name}” may name a victim, in a text about a sexual offence"
            yield name.text, name.start, message
        elif kin:
            message = f"“{kin[0]}” beside the name {name} may tell who a victim is"
            yield kin[0], kin.start(), message
            return


_STREETS: Final = (
    "Road|Street|Lane|Avenue|Drive|Close|Crescent|Way|Place|Terrace|Court|Gardens|Square|Grove"
    "|Row|Walk|Mews|Hill|View|Rise|Parade"
)
_HOUSE: Final = re.compile(
    rf" [1-9]\d{{0,3}}[a-zA-Z]?,? (?:[A-Z][\w'’-]{{1,20}} ){{1,3}}(?:{_STREETS})\b"
)
_POSTCODE: Final = re.compile(r"\b[A-PR-UWYZ][A-HK-Y]?\d[A-HJKPSTUW\d]? \d[ABD-HJLNP-UW-Z]{2}\b")
_ADDRESS: Final = re.compile(rf" (?:{_HOUSE.pattern[1:]}|\d[A-Z]{{2}}\b)")
"""A house and street, or the end of a postcode; it begins with one character for speed."""
_NO_HOUSE: Final = re.compile(
    r"\b(?:[Jj]unction|[Jj]|[Uu]nit|[Rr]oute|[Bb]us|[Nn]umber|[Aa]ged|around|about)$"
)
_LIVES: Final = re.compile(
    r"\b(?:home|lives?|lived|living|residents?|address)\b|, ?\(?\d\d\)?,|\baged \d\d"
)
_NO_HOME: Final = re.compile(
    r"[Pp]olice [Ss]tation|[Cc]ourt\b|[Oo]ffice|[Hh]eadquarters|HQ\b|[Ww]rite to|[Ss]hop\b"
    r"|[Ss]tore\b|[Hh]ospital|[Ss]chool|[Cc]entre|Limited|Ltd|F(?:ree|REE)(?:post|POST)|[Pp]remises|[Cc]hurch"
    r"|[Cc]lub\b"
)


def possible_address(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a full address or postcode in one sentence with a person's name."""
    text = m.body.text
    for start, end in sentences_with(_ADDRESS, text):
        sentence = text[start:end]
        found = _home(sentence)
        name = next(names(sentence), None) if found else None
        if found and name:
            address = found[0].strip()
            at = start + found.end() - len(address)
            yield Diagnostic(
                "NG533",
                f"“{address}” may be the home of {name}",
                m.body.span(at, at + len(address)),
                "newsgen cannot tell whose address that is. Give the street or the town without "
                "the number, or ask the officer in the case. If it is right, accept it with a "
                "reason.",
            )


def _home(sentence: str) -> re.Match[str] | None:
    """Return a full address, if nothing says that it is a public building's."""
    found = _HOUSE.search(sentence) or _POSTCODE.search(sentence)
    if not found:
        return None
    before, rest = sentence[: found.start()], sentence[: found.start()] + sentence[found.end() :]
    if found.re is _HOUSE:
        is_someones = not _NO_HOUSE.search(before[-12:]) and (
            before.endswith((" of", " at")) or not re.match(r" \d+,", found[0])
        )
    else:
        is_someones = bool(_LIVES.search(rest))
    return found if is_someones and not _NO_HOME.search(rest) else None


RULES: Final[tuple[Callable[[Manuscript], Iterator[Diagnostic]], ...]] = (
    possible_child,
    possible_victim,
    possible_address,
)
