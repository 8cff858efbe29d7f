"""The rule on names that were out of use when a release was published."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.rules.manuscript import Manuscript, Passage
from newsgen.rules.rule import ENGLISH_AND_WELSH, Rule

_NEAR: Final = 48
_HISTORY_BEFORE: Final = later(
    r"\b(?:formerly|previously|then|at the time|once|originally|known as|called|replac(?:es|ed|ing)"
    r"|old|former|predecessor|successor to|abolished|took over from|taken over from|joined|career"
    r"|serv(?:ed|ing|ice) (?:in|with)|worked (?:in|for|with)|retired|began|started|transferred"
    r"|moved from|merge[dr]|amalgamat\w+|history)\b[^.\n]*$|intergovernmental[^.\n]*$",
    re.IGNORECASE,
)
_HISTORY_AFTER: Final = later(
    r"[^.\n]{0,24}\b(?:now|became|becomes|replaced by|merged|(?:in|from|since) (?:19|20)\d\d"
    r"|as (?:it|they) (?:then )?(?:was|were)|(?:as it was )?then|successors?|climate"
    r"|(?:was|were|has been|have been|is being) (?:replaced|renamed|abolished|formed|absorbed))\b"
    r"|(?: Police)? (?:Division|District|Area|Cadets|Museum|Association|Federation|Male Voice|Pipe"
    r"|Band|Choir|FC|RFC)\b"
)


@dataclass(frozen=True, slots=True)
class Term:
    """A name, the day since which it is wrong, and the name that replaced it."""

    term: str
    """As it is written; letters count as they are, and the words stand alone."""
    since: date
    """The first day on which a release should no longer use it."""
    instead: str
    """What it was called from then on; this may be a term further down."""
    why: str
    """One sentence of fact, for the hint."""


_FORCES_OF_SCOTLAND: Final = (
    "Central Scotland Police", "Dumfries and Galloway Constabulary", "Fife Constabulary",
    "Grampian Police", "Lothian and Borders Police", "Northern Constabulary",
    "Strathclyde Police", "Tayside Police",
)  # fmt: skip
_ACCEDED: Final = "King Charles III acceded on that day."
TERMS: Final = (
    Term(
        "CRB",
        date(2012, 12, 1),
        "DBS",
        "The Disclosure and Barring Service (DBS) took over the checks of the Criminal "
        "Records Bureau.",
    ),
    Term(
        "Criminal Records Bureau",
        date(2012, 12, 1),
        "Disclosure and Barring Service",
        "It merged with the Independent Safeguarding Authority into the Disclosure and "
        "Barring Service.",
    ),
    Term(
        "Independent Safeguarding Authority",
        date(2012, 12, 1),
        "Disclosure and Barring Service",
        "It merged with the Criminal Records Bureau into the Disclosure and Barring Service.",
    ),
    *(
        Term(force, date(2013, 4, 1), "Police Scotland", "Scotland's eight forces became one.")
        for force in _FORCES_OF_SCOTLAND
    ),
    Term(
        "UK Border Agency",
        date(2013, 4, 1),
        "Border Force, Immigration Enforcement or UK Visas and Immigration",
        "The agency was split into three parts of the Home Office.",
    ),
    Term(
        "UKBA",
        date(2013, 4, 1),
        "Border Force, Immigration Enforcement or UK Visas and Immigration",
        "The UK Border Agency was split into three parts of the Home Office.",
    ),
    Term(
        "National Policing Improvement Agency",
        date(2013, 10, 7),
        "College of Policing",
        "The agency was abolished; training went to the College.",
    ),
    Term(
        "NPIA",
        date(2013, 10, 7),
        "College of Policing",
        "The National Policing Improvement Agency was abolished; training went to the College.",
    ),
    Term(
        "Serious Organised Crime Agency",
        date(2013, 10, 7),
        "National Crime Agency",
        "The National Crime Agency replaced it.",
    ),
    Term(
        "SOCA",
        date(2013, 10, 7),
        "NCA",
        "The National Crime Agency (NCA) replaced the Serious Organised Crime Agency.",
    ),
    Term(
        "Driving Standards Agency",
        date(2014, 4, 2),
        "Driver and Vehicle Standards Agency",
        "It merged with VOSA into the Driver and Vehicle Standards Agency (DVSA).",
    ),
    Term(
        "Vehicle and Operator Services Agency",
        date(2014, 4, 2),
        "Driver and Vehicle Standards Agency",
        "It merged with the Driving Standards Agency into the Driver and Vehicle "
        "Standards Agency (DVSA).",
    ),
    Term(
        "VOSA",
        date(2014, 4, 2),
        "DVSA",
        "It merged with the Driving Standards Agency into the Driver and Vehicle "
        "Standards Agency (DVSA).",
    ),
    Term(
        "ACPO",
        date(2015, 4, 1),
        "NPCC",
        "The National Police Chiefs' Council (NPCC) replaced the Association of Chief "
        "Police Officers.",
    ),
    Term(
        "Association of Chief Police Officers",
        date(2015, 4, 1),
        "National Police Chiefs' Council",
        "The National Police Chiefs' Council replaced it.",
    ),
    Term(
        "Highways Agency",
        date(2015, 4, 1),
        "Highways England",
        "The agency became a company of that name, and National Highways in 2021.",
    ),
    Term(
        "HMIC",
        date(2017, 7, 19),
        "HMICFRS",
        "The inspectorate has inspected fire and rescue services too since then.",
    ),
    Term(
        "Independent Police Complaints Commission",
        date(2018, 1, 8),
        "Independent Office for Police Conduct",
        "The commission was given another form and this name.",
    ),
    Term(
        "IPCC",
        date(2018, 1, 8),
        "IOPC",
        "The Independent Office for Police Conduct (IOPC) replaced it.",
    ),
    Term(
        "Highways England",
        date(2021, 8, 19),
        "National Highways",
        "The company took another name.",
    ),
    *(
        Term(f"Her {office}", date(2022, 9, 8), f"His {office}", _ACCEDED)
        for office in (
            "Majesty's Coroner",
            "Majesty's Courts and Tribunals Service",
            "Majesty's Inspectorate",
        )
    ),
    Term("Queen's Counsel", date(2022, 9, 8), "King's Counsel", _ACCEDED),
    Term(
        "Action Fraud",
        date(2025, 12, 4),
        "Report Fraud",
        "It took over on the same number, 0300 123 2040, and is at reportfraud.police.uk.",
    ),
)
"""Names that went out of use, sorted by the day from which they are wrong."""


def in_force(day: date) -> tuple[Term, ...]:
    """Return the terms that are out of use on a day."""
    return TERMS[: bisect_right(TERMS, day, key=attrgetter("since"))]


@cache
def _expression(count: int) -> re.Pattern[str]:
    """Return a pattern for the first terms; it begins with letters, for speed."""
    written = sorted((term.term for term in TERMS[:count]), key=lambda term: (term[0], -len(term)))
    groups = [
        f"{first}(?:{'|'.join(_either_apostrophe(term[1:]) for term in group)})"
        for first, group in groupby(written, key=lambda term: term[0])
    ]
    return later(rf"(?:{'|'.join(groups)})(?!\w)")


def _forms(term: str) -> set[str]:
    return {term, term.replace("'", "’")}


def _either_apostrophe(text: str) -> str:
    return re.escape(text).replace("'", "['’]")


def outdated_term(m: Manuscript) -> Iterator[Diagnostic]:
    """Report each name that was out of use on the day of publication, once."""
    day = m.published.at.date() if m.published else date.min
    wrong = {term.term: term for term in in_force(day)}
    if not wrong:
        return
    expression = _expression(len(wrong))
    reported: set[str] = set()
    for passage in m.passages:
        for match in expression.finditer(passage.text):
            name = match[0].replace("’", "'")
            if name not in reported and _is_used(match, wrong[name].since.year):
                reported.add(name)
                yield _outdated(wrong[name], wrong, passage, match)


def _is_used(match: re.Match[str], since: int) -> bool:
    """Return whether a name is a whole word and not used of the past: of a year before `since`."""
    text, start, end = match.string, match.start(), match.end()
    before = text[max(start - _NEAR, 0) : start]
    if before[-1:].isalnum() or before[-1:] in ("_", "/", "@", "#", "-"):
        return False
    if _HISTORY_BEFORE.search(before) or _HISTORY_AFTER.match(text, end):
        return False
    years = _YEAR.findall(_SENTENCE_BEFORE.sub("", text[max(start - _SAME_SENTENCE, 0) : start]))
    years += _YEAR.findall(_SENTENCE_AFTER.sub("", text[end : end + _SAME_SENTENCE]))
    return all(int(year) >= since for year in years)


_SAME_SENTENCE: Final = 120
_YEAR: Final = later(r"\b(?:19|20)\d\d\b")
_SENTENCE_BEFORE: Final = later(r"^.*(?:[.!?] |\n)", re.DOTALL)
_SENTENCE_AFTER: Final = later(r"(?:[.!?](?:\s|$)|\n).*$", re.DOTALL)


def _outdated(
    term: Term, wrong: dict[str, Term], passage: Passage, match: re.Match[str]
) -> Diagnostic:
    instead = term.instead
    while instead in wrong:
        instead = wrong[instead].instead
    message = f"“{term.term}” has been out of use since {term.since.day} {term.since:%B %Y}"
    span = passage.span(*match.span())
    return Diagnostic("NG517", message, span, f"Write {instead}. {term.why}", subject=term.term)


RULES: Final = (
    Rule(
        outdated_term,
        "NG517",
        signs=[form for term in TERMS for form in _forms(term.term)],
        languages=ENGLISH_AND_WELSH,
    ),
)
