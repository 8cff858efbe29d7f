"""The rule on people's homes. It cannot decide whose an address is."""

import re
from collections.abc import Iterator
from string import digits
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.model.dates import MONTH_NAMES
from newsgen.rules._prose import names, sentences_with
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Rule

_STREETS: Final = (
    "Road|Street|Lane|Avenue|Drive|Close|Crescent|Way|Place|Terrace|Court|Gardens|Square|Grove"
    "|Row|Walk|Mews|Hill|View|Rise|Parade"
)
_HOUSE: Final = later(
    rf" [1-9](?!(?:(?<=1)9|(?<=2)0)\d\d )\d{{0,3}}[a-zA-Z]?(?:[-–]\d{{1,4}})?,? "
    rf"(?!(?:{'|'.join(MONTH_NAMES)}|Downing)\b)"
    rf"(?:[A-Z][\w'’-]{{1,20}} ){{1,3}}(?:{_STREETS})\b(?! [A-Z][a-z]+)"
)
_POSTCODE_LETTERS: Final = "ABDEFGHJLNPQRSTUWXYZ"
_POSTCODE: Final = later(rf"\b[A-PR-UWYZ][A-HK-Y]?\d[A-HJKPSTUW\d]? \d[{_POSTCODE_LETTERS}]{{2}}\b")
_ADDRESS: Final = later(rf" (?:{_HOUSE.pattern[1:]}|\d[A-Z]{{2}}\b)")
"""A house and street, or the end of a postcode; it begins with one character for speed."""
_NO_HOUSE: Final = later(
    r"\b(?:[Jj]unction|[Jj]|[Uu]nit|[Rr]oute|[Bb]us|[Nn]umber|[Aa]ged|around|about|outside|opposite"
    r"|near(?: to)?|past)$"
)
_LIVES: Final = later(
    r"\b(?:home|lives?|lived|living|residents?|address)\b|, ?\(?\d\d\)?,|\baged \d\d"
)
_NO_HOME: Final = later(
    r"\b(?:[Pp]olice [Ss]tation|[Cc]ourt\b|[Oo]ffices?\b|[Hh]eadquarters|HQ\b|[Ww]rite to|[Ss]hop\b"
    r"|[Ss]tore\b|[Hh]ospital|[Ss]chool|[Cc]entre|Limited|Ltd|F(?:ree|REE)(?:post|POST)|[Pp]remises"
    r"|[Cc]hurch\b|(?:[Nn]ight)?[Cc]lub\b|(?:[Ss]uper)?[Mm]arket|[Ww]orkshop|[Cc]hampionship"
    r"|[Ff]estival|[Ee]vent\b|[Mm]eeting|[Pp]arade\b|[Ee]xhibition"
    r"|[Rr]estaurant|[Pp]ub\b|[Hh]otel|[Bb]ank\b|[Bb]usiness|[Ss]alon|[Gg]arage|[Tt]akeaway"
    r"|[Cc]af[eé]"
    r"|[Cc]ompany|[Ll]ibrary|[Gg]allery|[Mm]useum|[Ss]olicitors|[Cc]hair of|[Cc]ouncil [Oo]ffices"
    r"|[Ff]air\b|[Jj]eweller|[Dd]entist|[Ss]urgery|[Pp]ractice|[Pp]harmacy|[Cc]hemist|[Nn]ewsagent"
    r"|[Bb]ookmaker|[Bb]aker[sy]|[Bb]arber|[Gg]ym\b|[Tt]heatre|[Cc]inema)"
)


def possible_address(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a full address or postcode in one sentence with a person's name."""
    text = m.body.text
    for start, end in sentences_with(_ADDRESS, text):
        sentence = text[start:end]
        home = _home(sentence)
        whose = _whose(text, start, sentence, home) or _named(text, sentence, home) if home else ""
        if home and whose:
            address = home[0].strip()
            at = start + home.end() - len(address)
            yield Diagnostic(
                "NG533",
                f"“{address}” may be the home of {whose}",
                m.body.span(at, at + len(address)),
                "newsgen cannot tell whose address that is. Give the street or the town without "
                "the number, or ask the officer in the case. If it is right, accept it with a "
                "reason.",
            )


_SURNAME: Final = later(
    r"\b(?:Mr|Mrs|Miss|Ms) (?P<name>[A-Z][\w’'-]+)"
    r"|^\s*(?P<only>[A-Z][a-z][\w’'-]*)"
    r"(?= (?:lived?|lives|resided)\b|, ?(?:aged )?\d\d,? of\b|, of\b)"
)
_CLOSURE: Final = later(r"\b[Cc]losure (?:[Oo]rder|[Nn]otice)s?\b")
NEAR_CLOSURE: Final = 400


def _whose(text: str, start: int, sentence: str, home: re.Match[str]) -> str:
    """Return whose home an address may be: someone named in its sentence, or who was put out."""
    if name := next(names(sentence), None):
        return str(name)
    if surname := _SURNAME.search(sentence):
        return surname["name"] or surname["only"]
    since = max(start - NEAR_CLOSURE, 0)
    if _HOUSE.fullmatch(home[0]) and _CLOSURE.search(text, since, start + len(sentence)):
        return "whom the closure order puts out"
    return ""


def _named(text: str, sentence: str, home: re.Match[str]) -> str:
    """Return the surname in a sentence of someone whom the text names in full."""
    surnames = {str(name).split()[-1] for name in names(text)}
    rest = sentence[: home.start()] + " " + sentence[home.end() :]
    words = (word.removesuffix("’s").removesuffix("'s") for word in _CAPITAL.findall(rest))
    return next((word for word in words if word in surnames), "")


_CAPITAL: Final = later(r"\b[A-Z][\w’'-]+")


def _home(sentence: str) -> re.Match[str] | None:
    """Return a full address, unless the sentence suggests a public building's."""
    house = _HOUSE.search(sentence)
    address = house or _POSTCODE.search(sentence)
    if not address:
        return None
    before = sentence[: address.start()]
    rest = before + sentence[address.end() :]
    if house:
        is_someones = not _NO_HOUSE.search(before[-12:]) and (
            before.endswith((" of", " at")) or not re.match(r" \d+,", house[0])
        )
    else:
        is_someones = bool(_LIVES.search(rest))
    return address if is_someones and not _NO_HOME.search(rest) else None


RULES: Final = (
    Rule(
        possible_address,
        signs=[
            *(f" {street}" for street in _STREETS.split("|")),
            *(f" {digit}{letter}" for digit in digits for letter in _POSTCODE_LETTERS),
        ],
    ),
)
