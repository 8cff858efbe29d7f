"""The rule on vehicle registration marks."""

import re
from collections.abc import Iterator
from itertools import product
from string import ascii_uppercase, digits
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Rule

_LETTER: Final = "[A-HJ-PR-Z]"
_COUNTY: Final = "[A-HJ-PR-Y]Z|I[ABGJLW]|[JOUX]I"
"""Letters of the counties and cities of Northern Ireland."""
_PLATE: Final = later(
    rf"""
    [ ][*_(“‘"'\[]{{0,3}}(?=[A-Z]{{1,3}}[ ]?\d)(?P<mark>
      (?P<current>[A-HJ-PR-Y]{{2}}[0-7]\d[ \u00a0]?{_LETTER}{{3}})
      |(?P<older>[A-HJ-NP-TV-Y]\d{{1,3}}[ ]?{_LETTER}{{3}}
        |Q\d{{3}}[ ]?{_LETTER}{{3}}
        |{_LETTER}{{3}}[ ]?\d{{1,3}}[A-HJ-NPR-TV-Y])
      |(?P<northern>[A-Z](?:{_COUNTY})[ ]?\d{{1,4}})
      |(?P<irish>[A-Z]?(?:[IZ][A-Z]|[A-Z][IZ])[ ]?\d{{3,4}})
    )(?![\w/-]|[.,:]\d)""",
    re.VERBOSE,
)
"""Marks since 2001, those of the letter before or after, and those of Northern Ireland.

It begins with the one character before each of them, for speed.
"""

_VEHICLE: Final = later(
    r"\b(?:[Rr]egist(?:ered|ration)|[Rr]eg\b|VRM|VRN|[Ii]ndex|[Pp]lates?|[Vv]ehicles?|[Cc]ars?|[Vv]ans?"
    r"|[Mm]otor(?:bike|cycle|home)s?|[Ll]orry|[Tt]rucks?|[Tt]railers?|[Ss]cooter|[Mm]oped|[Tt]axi"
    r"|[Tt]ractor|[Cc]aravan|[Hh]atchback|[Ss]aloon|Ford|Vauxhall|Volkswagen|VW|Audi|BMW|Mercedes"
    r"|Toyota|Honda|Nissan|Renault|Peugeot|Citroen|Fiat|Kia|Hyundai|Mazda|Skoda|Seat|Volvo|Mini"
    r"|Jaguar|Land Rover|Range Rover"
    r"|Fiesta|Focus|Corsa|Astra|Golf|Polo|Clio|Transit|Suzuki|Yamaha)\b"
)
_REGISTERED: Final = later(r"\b(?:[Rr]egist(?:ered|ration)|[Rr]eg\b|VRM|VRN|[Pp]lates?)\b")
_OF_VEHICLE: Final = later(rf"{_VEHICLE.pattern}[^.:;!?\n]{{0,40}}$")
_OTHER_NUMBER: Final = later(
    r"\b(?:[Nn]umber|[Nn]o|[Rr]oom|[Uu]nit|[Ss]erial|[Ee]xhibit|[Ff]light|[Mm]odel|[Ll]ot|[Ff]or|[Ii]n"
    r"|[Ll]evel|[Oo]peration)\.? \W{0,3}$"
)
_YEAR_OR_COUNT: Final = later(r"[A-Z]{3}[ ]?(?:(?:19|20)\d\d\b|\d+ of\b)")
_ACRONYMS: Final = frozenset({
    "BIB", "BIG", "CIA", "DIG", "FIB", "FIG", "GAZ", "GIG", "JIG", "KIA", "MIA", "NIB", "NIL",
    "OIL", "PIG", "RIB", "RIG", "ROI", "VIA", "WIG",
})  # fmt: skip
"""Words in capitals that look like the letters of a mark of Northern Ireland."""
_NO_LETTERS: Final = frozenset({
    "AMG", "AND", "BHP", "CAR", "CDI", "CDX", "CTR", "END", "EST", "FOR", "GTD", "GTE", "GTI",
    "HAS", "HDI", "KEY", "MAX", "NEW", "NOT", "NOW", "OLD", "REG", "SRI", "SUV", "TDI", "THE",
    "TOW", "VAN", "VRM", "VRN", "VTR", "VXR", "WAS",
})  # fmt: skip
"""What stands behind the model of a car: `Audi Q7 VRM`, `Mercedes C220 CDI`."""
_REFERENCE: Final = later(
    r"\b(?:[Rr]ef(?:erence)?|[Cc]rime|[Ii]ncident|[Ll]og|[Cc]ase|[Cc]ode|[Rr]oad|URN|CAD|[Qq]uot(?:e|ing))\b"
    r"[^.;\n]{0,12}$"
)
_NEAR: Final = 160


def possible_plate(m: Manuscript) -> Iterator[Diagnostic]:
    """Report what reads like a registration mark; older forms only near words about vehicles."""
    text = m.body.text
    reported: set[str] = set()
    for match in _PLATE.finditer(text):
        mark, at = match["mark"], match.start("mark")
        if mark in reported or _REFERENCE.search(text, max(at - 30, 0), at):
            continue
        near = text[max(at - _NEAR, 0) : at] + text[match.end() : match.end() + _NEAR // 2]
        if not match["current"] and not _is_expected(match, near):
            continue
        reported.add(mark)
        yield Diagnostic(
            "NG534",
            f"“{mark}” may be a vehicle's registration mark",
            m.body.span(at, at + len(mark)),
            "newsgen does not know whether readers need it to help. Ask the officer in the case: a "
            "mark leads to the keeper. If it is right, accept it with a reason.",
        )


def _is_expected(match: re.Match[str], near: str) -> bool:
    """Return whether the words near a mark of an older form speak of one; a MAN is a lorry."""
    if match["northern"] and _is_of_vehicle(match):
        return True
    if match["northern"] or match["irish"]:
        return bool(_REGISTERED.search(near))
    is_model = match["older"] and match["mark"][-3:] in _NO_LETTERS
    return not (match["mark"].startswith("MAN") or is_model) and bool(_VEHICLE.search(near))


def _is_of_vehicle(match: re.Match[str]) -> bool:
    """Return whether the words before a mark of Northern Ireland are about a vehicle."""
    text, at = match.string, match.start("mark")
    start = max(at - _NEAR, 0)
    if match["mark"][:3] in _ACRONYMS or _YEAR_OR_COUNT.match(text, at):
        return False
    is_other = _OTHER_NUMBER.search(text, start, at)
    return not is_other and bool(_OF_VEHICLE.search(text, start, at))


_SIGNS: Final = tuple(map("".join, product(ascii_uppercase, ("", " "), digits)))
RULES: Final = (Rule(possible_plate, "NG534", signs=_SIGNS),)
