"""The rule on appeals for missing persons."""

import re
from collections.abc import Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic, Span
from newsgen.fast.patterns import later
from newsgen.model.release import Kind
from newsgen.rules._still_named import is_back
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import ENGLISH, Rule

_SEEN: Final = r"have you seen(?! (?:this|these|the|any|a|an|my)\b)"
"""Of someone with a name; “have you seen this man” is asked of suspects."""

_SOUGHT: Final = later(
    rf"\b(?:missing|{_SEEN}|concern(?:s|ed)?(?: (?:is|are) (?:growing|raised))? for "
    r"(?:the |his |her |their )?(?:welfare|safety))\b",
    re.IGNORECASE,
)
_SOUGHT_IN_BODY: Final = later(
    rf"\b(?:missing|{_SEEN}|concerned for (?:the |his |her |their )?(?:welfare|safety))\b",
    re.IGNORECASE,
)
"""Without “concern for”: officers are called to such concerns every day."""

_OVER: Final = later(
    r"\b(?:found|located|traced|safe and well|returned|no longer|charged|jailed|sentenced|guilty"
    r"|court|convicted|murder(?:ed)?|arrest(?:s|ed)?|inquest|cancelled|stood down|thank(?:s|ed)?"
    r"|died|death|body|tribute|identified)\b|: ?safe\b|\bsafe$",
    re.IGNORECASE,
)
_OVER_IN_BODY: Final = later(r"\b(?:found|located|traced|safe and well)\b")
_NO_PERSON: Final = later(
    r"\b(?:missing (?:the|a|your|out|link|property|items?|pets?|dogs?|cats?|horses?|pony|puppy"
    r"|sheep|cattle|medals?|rings?|jewellery|vehicle|car|van|bike|cash|money|trailer|quad|tools"
    r"|(?:person|people|children)(?:['’]s?|s)? (?:unit|team|week|day|charity|policy|protocol|report"
    r"|process|scheme|awareness|campaign|coordinator))"
    r"|wanted|CCTV|image|dogs?|cats?|pets?|horses?|puppy|stolen|theft|burglary|robbery"
    r"|assault|drugs?|campaign|week|advice|abscond\w*|prison(?:er)?|escaped"
    r"|missing (?:piece|link|out|persons?['’])"
    r"|items? (?:\w+ ){0,2}missing|gone missing from (?:the|a) (?:shop|store)"
    r"|(?:who|when|if \w+|to|don['’]t|not) goe?s? missing"
    r"|(?:unit|team|week|day|protocol|scheme|policy)$|finds|reunited"
    r"|this (?:man|woman|vehicle|car|van|bike|item)|these)\b",
    re.IGNORECASE,
)
_GENERAL: Final = later(r"(?:how|what|why|when)\b", re.IGNORECASE)
"""So begins advice."""
_PERSON: Final = later(
    r"\b(?:(?:fisher|gentle|sales|police)?(?:wo)?m[ae]n|boys?|girls?|teen\w*|persons?|people|child(?:ren)?"
    r"|toddler|bab(?:y|ies)|pensioner|youths?|youngsters?|lad|lady|males?|females?|couple|pair|twins"
    r"|(?:hill|dog ?)?walkers?|hikers?|runner|jogger|climbers?|swimmers?|canoeist|kayaker|sailor"
    r"|angler|diver|pupil|student|school\w+|patient|resident|tourist|driver|cyclist|soldier|nurse"
    r"|teacher|farmer|mum|dad|(?:grand)?(?:mother|father|son|daughter)|brothers?|sisters?|siblings"
    r"|uncle|aunt|cousins?|husband|wife|family|friends?|\w+-year-olds?|year olds?|aged \d+"
    r"|him|her|them|he|she|they)\b"
    r"|\b(?-i:[A-Z][\w'’-]+), \(?\d",
    re.IGNORECASE,
)
_NAMED: Final = later(
    r"[Mm](?i:issing)[:,–-]?(?: [-–])? (?:[A-Z][\w'’-]+ ?){1,4}"
    r"(?:$|[,.:;()|?!–-]|(?:from|in|last|of|aged|since|has|have|is|who|was|and)\b)"
    r"|(?:^|[:–|-] )(?:[A-Z][\w’'-]+ ){2,4}(?:[-–:] |(?:is|still|reported|goes|has gone|remains) )?"
    r"[Mm](?i:issing)\b(?! (?!from|since|in|for)[a-z])"
)
"""A name beside the word, as of `Missing: Alex Rowan` or `Alex Rowan - missing from Saltmere`."""
_WORDS: Final = ("missing", "have you seen", "concern")
_SIGNS: Final = [form for word in _WORDS for form in (word[1:], word.title()[1:], word.upper())]
_FIRST: Final = later(r"\s*(?:Posted on[^\n]*\n\s*)?([^\n]{20,400})")


_TARGET: Final = later(r"\]\([^()\s]*\)")
LONGEST_OPENING: Final = 800


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match[0])


def missing_kind(m: Manuscript) -> Iterator[Diagnostic]:
    """Report an appeal for a missing person that has another kind."""
    if m.kind not in {Kind.NEWS, Kind.APPEAL}:
        return
    title = m.text("title")
    opening = _FIRST.match(_TARGET.sub(_blanks, m.body.text[:LONGEST_OPENING]))
    words = f"{title} {opening[1] if opening else ''}".lower()
    if not any(word in words for word in _WORDS):
        return
    if not title or _OVER.search(title) or _NO_PERSON.search(title) or _GENERAL.match(title):
        return
    if is_back(m.body.text):
        return
    if _SOUGHT.search(title) and _is_of_person(title):
        if not (opening and _OVER_IN_BODY.search(opening[1])):
            yield _missing(m.places.value("title"), title)
    elif opening and (match := _SOUGHT_IN_BODY.search(opening[1])) and not _is_other(opening[1]):
        start = opening.start(1) + match.start()
        yield _missing(m.body.span(start, start + len(match[0])), match[0])


def _is_of_person(title: str) -> bool:
    """Return whether who or what is missing is a person, as far as the words tell."""
    is_missing = "missing" in title.lower()
    return not is_missing or bool(_PERSON.search(title) or _NAMED.search(title))


def _is_other(opening: str) -> bool:
    return bool(_OVER.search(opening) or _NO_PERSON.search(opening))


def _missing(span: Span, words: str) -> Diagnostic:
    return Diagnostic(
        "NG535",
        f"“{words}” sounds like an appeal for a missing person, but kind does not say so",
        span,
        "Add kind: missing to the front matter, so that the page can come down when the person is "
        "found; newsgen review lists it if it has a review_by, or newsgen.toml has [retention].",
        subject=words,
    )


RULES: Final = (Rule(missing_kind, "NG535", signs=_SIGNS, languages=ENGLISH),)
