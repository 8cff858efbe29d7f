"""The rule on people's homes. It cannot decide whose an address is."""

import re
from collections.abc import Iterator
from functools import lru_cache
from string import digits
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.model.dates import MONTH_NAMES
from newsgen.rules._prose import Name, names, sentences_with
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import ENGLISH, Rule

_STREETS: Final = (
    "Road|Street|Lane|Avenue|Drive|Close|Crescent|Way|Place|Terrace|Court|Gardens|Square|Grove"
    "|Row|Walk|Mews|Hill|View|Rise|Parade"
)
_HOUSE_AND_STREET: Final = (
    rf"(?<=[1-9])(?!(?:(?<=1)9|(?<=2)0)\d\d )\d{{0,3}}[a-zA-Z]?(?:[-–]\d{{1,4}})?,? "
    rf"(?!(?:{'|'.join(MONTH_NAMES)}|Downing)\b)"
    rf"(?:[A-Z][\w'’-]{{1,20}} ){{1,3}}(?:{_STREETS})\b(?! [A-Z][a-z]+)"
)
"""What follows the first digit."""
_HOUSE: Final = later(rf"\d(?<![^\s(].){_HOUSE_AND_STREET}")
_POSTCODE_LETTERS: Final = "ABDEFGHJLNPQRSTUWXYZ"
_POSTCODE: Final = later(rf"\b[A-PR-UWYZ][A-HK-Y]?\d[A-HJKPSTUW\d]? \d[{_POSTCODE_LETTERS}]{{2}}\b")
_ADDRESS: Final = later(rf"\d(?<![^\s(].)(?:{_HOUSE_AND_STREET}|[A-Z]{{2}}\b)")
"""A house and street, or the end of a postcode; it begins with a digit for speed."""
_NO_HOUSE: Final = later(
    r"\b(?:[Jj]unction|[Jj]|[Uu]nit|[Rr]oute|[Bb]us|[Nn]umber|[Aa]ged|around|about|outside|opposite"
    r"|near(?: to)?|past)$"
)
_LIVES: Final = later(
    r"\b(?:home|lives?|lived|living|residents?|address)\b|, ?\(?\d\d\)?,|\baged \d\d"
)
_BUSINESS: Final = later(
    r"\b(?:shop|store|hospitals?|schools?|centres?|limited|ltd|freepost|church|(?:night)?club"
    r"|(?:super)?markets?|workshops?|championships?|festivals?|event|meetings?|parade|exhibitions?"
    r"|restaurants?|pub|hotels?|bank|business(?:es)?|salons?|garages?|takeaways?|caf[eé]s?|company"
    r"|library|gallery|museum|solicitors|chair of|council offices|fair|jewellers?|dentists?"
    r"|surgery|practice|pharmacy|chemists?|newsagents?|bookmakers?|bakers|bakery|barbers?['’]?s"
    r"|gym|theatre|cinema|care home|nursing home|hostel|nursery|clinic|warehouse|factory|depot"
    r"|(?:village|town|community|parish) hall|mosque|drop-in|fundraiser|inn|tavern"
    r"|licen[cs]ee|off-licence|(?-i:Arms)|venues?|studios?|complex|playhouse|launderettes?"
    r"|(?:corn|stock) exchange|stadium|arena|superstores?|supermarket|(?-i:Arts|Stores|Express))\b",
    re.IGNORECASE,
)
_OFFICIAL: Final = later(
    r"\b(?:police station|court|offices?|headquarters|hq|write to|premises)\b", re.IGNORECASE
)
"""No homes either, if an address is right behind; else these are who deals with the case."""
_OF_AN_OFFICE: Final = later(
    rf"{_OFFICIAL.pattern}[’']?(?:,? (?:building|centre|is|are|was|at|in|on|of|the))*,?"
    r"(?: [A-Z][a-z]+,?){0,2}(?: at| in| on)?,? ?$"
    r"|\bwrite to\b[^.;\n]*$",
    re.IGNORECASE,
)
_OFFICE_NEXT: Final = later(rf" (?:[a-z]+ )?{_OFFICIAL.pattern}", re.IGNORECASE)
_OF_SOMEBODY: Final = later(
    r"(?:\b(?:of|from|address(?: is| was| as|,)?|lived?(?: at)?|lives(?: at)?|living at"
    r"|resid\w+ (?:at|in)"
    r"|(?:his|her|their)(?: \w+)? (?:home|house|flat)(?:,| at| in)?)|\d\d\)?,)"
    r"(?: [Ff]lat \w+,?| [Aa]partment \w+,?)? ?$"
)
"""What stands before somebody's address, in a sentence about a court or an office."""
_ORGANISATION: Final = later(
    r"(?:\b(?:Support|Fund|Trust|Association|Foundation|Society|Agency|Group|Partners|Directors"
    r"|Services?|Solutions|Lettings|Properties|Motors|LLP)|(?:&|and) Sons?),?(?: at| of)?$"
)
"""What an address right after it is of."""
_ROBBED: Final = later(
    r"\b(?:stole[n]?\b[^.;\n]{0,60} from|(?:robb|burgl)(?:ed|ing|ery (?:of|at))"
    r"|br(?:oke|eak|oken|eaking) into|thefts? from|banned from|raid(?:ed)?(?: on| at)?"
    r"|spoke at|perform\w* at) (?:the )?(?:[A-Z][\w&’'-]*,? ){1,4}(?:(?:at|in|on) )?$"
)
"""What has a name of its own there, and is robbed, is a shop; and one speaks at a venue."""
_INTRUDES: Final = later(
    r"\b(?:burgl\w+|br(?:oke|eak|oken|eaking) into|robb\w+|raid\w*|stole\w*|search\w*|attack\w*"
    r"|damag\w+|smash\w+)\b",
)
"""What is done to the home of another."""


def possible_address(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a full address or postcode in one sentence with a person's name."""
    said: set[str] = set()
    for passage in m.passages:
        for address, at, whose in list(_homes(passage.text)):
            if passage is not m.body and address in said:
                continue
            said.add(address)
            yield Diagnostic(
                "NG533",
                f"“{address}” may be the home of {whose}",
                passage.span(at, at + len(address)),
                "newsgen cannot tell whose address that is. Give the street or the town without "
                "the number, or ask the officer in the case. If it is right, accept it with a "
                "reason.",
                subject=address,
            )


def _homes(text: str) -> Iterator[tuple[str, int, str]]:
    """Yield addresses, where each begins, and whose home it may be."""
    for start, end in sentences_with(_ADDRESS, text):
        sentence = text[start:end]
        home = _home(sentence)
        whose = _whose(text, start, sentence, home) if home else ""
        if home and whose and not _ROBBED.search(sentence[: home.start()]):
            yield home[0], start + home.start(), whose


_SURNAME: Final = later(
    r"\b(?:Mr|Mrs|Miss|Ms) (?P<name>[A-Z][\w’'-]+)"
    r"|^\s*(?P<only>[A-Z][A-Za-z][\w’'-]*)"
    r"(?= (?:lived?|lives|resided)\b|,? ?\(?(?:aged )?\d\d\)?,? of\b|, of\b)"
)
_CLOSURE: Final = later(
    r"(?<!road )(?<!street )(?<!lane )(?<!path )\bclosure (?:order|notice)s?\b", re.IGNORECASE
)
_CLOSED_BY_COURT: Final = later(
    r"\b(?:closed|shut|boarded up)\b[^.\n]{0,80}\b(?:magistrates|court order|order of)\b"
    r"|\b(?:magistrates|court)\b[^.\n]{0,80}\b(?:clos(?:es?|ed|ing)|shuts?)\b",
    re.IGNORECASE,
)
_STREET_CLOSED: Final = later(
    r"\b(?:road|street|lane|path) closures?\b"
    r"|\b(?:closed?|closing)(?: to traffic|\n| for (?:the|a)\b)"
    r"|\bstreet part(?:y|ies)\b|\bdiversions?\b|\bcarnival\b",
    re.IGNORECASE,
)
NEAR_CLOSURE: Final = 400


def _whose(text: str, start: int, sentence: str, home: re.Match[str]) -> str:
    """Return whose home an address may be: someone named in its sentence, or who was put out."""
    rest = sentence[: home.start()].rstrip() + "\n" + sentence[home.end() :]
    is_closed = _is_closed(text, start, sentence, home)
    if not is_closed and (_STREET_CLOSED.search(rest) or _is_of_an_office(sentence, rest, home)):
        return ""
    if people := list(names(sentence)):
        return _nearest(sentence, people, home.start())
    if surname := _SURNAME.search(sentence):
        return surname["name"] or surname["only"]
    return "a person under a closure order" if is_closed else _named(text, rest)


def _is_of_an_office(sentence: str, rest: str, home: re.Match[str]) -> bool:
    """Return whether an address is that of a court or a police station, say."""
    if not _OFFICIAL.search(rest):
        return False
    before = sentence[: home.start()]
    is_somebodys = _OF_SOMEBODY.search(before) and not _OFFICE_NEXT.match(sentence, home.end())
    return bool(_OF_AN_OFFICE.search(before)) or not is_somebodys


_SOMEBODY: Final = "somebody"


def _nearest(sentence: str, people: list[Name], at: int) -> str:
    """Return who lives at an address: the last person before it, or nobody in particular."""
    before = [name for name in people if name.end <= at]
    if not before:
        return str(people[0]) if len(people) == 1 else _SOMEBODY
    last = before[-1]
    return _SOMEBODY if _INTRUDES.search(sentence, last.end, at) else str(last)


def _is_closed(text: str, start: int, sentence: str, home: re.Match[str]) -> bool:
    """Return whether a house is one that a court closed."""
    if not _HOUSE.fullmatch(home[0]):
        return False
    since = max(start - NEAR_CLOSURE, 0)
    return bool(
        _CLOSED_BY_COURT.search(sentence) or _CLOSURE.search(text, since, start + len(sentence))
    )


def _named(text: str, rest: str) -> str:
    """Return the surname in the rest of a sentence of someone whom the text names in full."""
    surnames = _surnames(text)
    words = (word.removesuffix("’s").removesuffix("'s") for word in _CAPITAL.findall(rest))
    return next((word for word in words if word in surnames), "")


@lru_cache(maxsize=1)
def _surnames(text: str) -> frozenset[str]:
    """Return the surnames in a text; cached, as each of its addresses may need them."""
    return frozenset(str(name).split()[-1] for name in names(text))


_CAPITAL: Final = later(r"\b[A-Z][\w’'-]+")


def _home(sentence: str) -> re.Match[str] | None:
    """Return a full address, unless the sentence suggests that it is of a business."""
    house = _HOUSE.search(sentence)
    address = house or _POSTCODE.search(sentence)
    if not address:
        return None
    before = sentence[: address.start()].rstrip()
    rest = before + " " + sentence[address.end() :]
    if house:
        is_someones = not (
            _NO_HOUSE.search(before[-12:]) or _ORGANISATION.search(before[-30:])
        ) and (before.endswith((" of", " at")) or not re.match(r"\d+,", house[0]))
    else:
        is_someones = bool(_LIVES.search(rest))
    return address if is_someones and not _BUSINESS.search(rest) else None


RULES: Final = (
    Rule(
        possible_address,
        "NG533",
        signs=[
            *(f" {street}" for street in _STREETS.split("|")),
            *(f" {digit}{letter}" for digit in digits for letter in _POSTCODE_LETTERS),
        ],
        languages=ENGLISH,
    ),
)
