"""The rule on names that were out of use when a release was published; `terms.toml` lists them."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.rules.manuscript import Manuscript, Passage
from newsgen.rules.rule import Rule

FILE: Final = "terms.toml"
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
    since: date
    instead: str
    why: str


@cache
def terms() -> tuple[Term, ...]:
    """Return the list, sorted by day."""
    text = Path(__file__).with_name(FILE).read_text(encoding="utf-8")
    return tuple(Term(**row) for row in tomllib.loads(text)["terms"])


def in_force(day: date) -> tuple[Term, ...]:
    """Return the terms that are out of use on a day."""
    return terms()[: bisect_right(terms(), day, key=attrgetter("since"))]


@cache
def _expression(count: int) -> re.Pattern[str]:
    """Return a pattern for the first terms; it begins with letters, for speed."""
    written = sorted(
        (term.term for term in terms()[:count]), key=lambda term: (term[0], -len(term))
    )
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
    Rule(outdated_term, signs=[form for term in terms() for form in _forms(term.term)]),
)
