"""The rule on missing people who were found and are still named, in Welsh.

It knows fewer words than the one in English: what leaves no doubt in a title, a note or the first
lines.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.fast.patterns import later
from newsgen.model.day_words import WELSH as DAY_WORDS, forms
from newsgen.model.release import Kind
from newsgen.model.safe_again import NEWS_FIRST
from newsgen.rules._prose import Name, names, sentences_with
from newsgen.rules._still_named import BEFORE, NOT_OF_A_PERSON, named_in_address, still_names
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import WELSH, Rule, in_any_case

_MISSING: Final = later(r"\b(?:ar goll|a welsoch chi|pryder\w* (?:am|ynghylch))\b", re.IGNORECASE)
_SAFE: Final = later(
    r"\b(?:wedi(?:['’]i| cael ei| cael eu| eu)? (?:[cg]h?anfod|dd?arganfod|lleoli|leoli)"
    r"|(?:cafodd|cafwyd) (?:ei |eu |hyd i \w+ )?(?:[cg]h?anfod|dd?arganfod)?.{0,30}"
    r"\b(?:ddiogel|saff)"
    r"|(?:yn|hi|ef|e|nhw) (?:ddiogel|saff)|adref yn (?:ddiogel|saff)"
    r"|wedi (?:dychwelyd|dod) adref|nid ydym yn chwilio am)\b",
    re.IGNORECASE,
)
_NOT_SAFE: Final = later(
    r"\b(?:corff|gorff|marw|farw|f?marwolaeth|llofrudd\w*|gweddillion|heb (?:ei|eu|gael)|nid yw"
    r"|ddim wedi|yn dal|gobeith\w*|os|carchar\w*|arest\w*|eisiau|ci|cath|ceffyl|cerbyd|car)\b",
    re.IGNORECASE,
)
_OF_A_PERSON: Final = later(
    r"\b(?:ar goll|[cg]h?anfod|dd?arganfod|g?wel(?:d|wyd|odd)|dd?iogel|saff|adref|chwilio|apelio"
    r"|pryder\w*)\b",
    re.IGNORECASE,
)
_OTHER_WORDS: Final = (
    "A Ac Ai Apêl Apelio Ar At Arolygydd Bachgen Bore Bu Byddai Bydd Cafodd Cafwyd Chwilio "
    "Cwnstabl Cymru Cyngor Daeth De Diolch Ditectif Diweddariad Dydd Dyfed Dyn Dywedodd Ei Er "
    "Ffoniwch Gan Goll Gogledd Gwelwyd Gwent Heddlu Heddlu’r Heddlu'r Heol Hi Mae Mae’r Mae'r "
    "Maen Menyw Merch Nid Nos O Oedd Os Person Powys Prif Rhingyll Roedd Ringyll Sir Stryd "
    "Swyddog Uwcharolygydd Wedi Y Yn Yng Ym Yr Ysbyty"
)
_NOT_NAMES: Final = frozenset((*forms(DAY_WORDS.months, DAY_WORDS.weekdays), *_OTHER_WORDS.split()))
"""Words with a capital that are not part of a person's name in Welsh."""
_PLACE_BEFORE: Final = later(r"\b(?:yn|yng|ym|ger|o|i|ar|yn ardal|ardal|tref|pentref|Heddlu|at) $")
"""What stands before the name of a place."""


def found_in_welsh(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a missing person who was found, and whom a release in Welsh still names."""
    title = m.text("title")
    is_asked = m.kind == Kind.MISSING or _MISSING.search(title) is not None
    texts = [("title", title), *((note.name, note.text) for note in m.notes)]
    if m.kind != Kind.MISSING or not _MISSING.search(m.body.text[:NEWS_FIRST]):
        texts.append(("text", m.body.text[:NEWS_FIRST]))
    where = next((name for name, text in texts if _says_found_in_welsh(text)), "")
    if where and is_asked:
        yield from islice(_named_in_welsh(m, f"the {where} says that the person was found, but"), 1)


def _says_found_in_welsh(text: str) -> bool:
    found_at = _SAFE.search(text)
    return found_at is not None and not _NOT_SAFE.search(text, 0, found_at.end() + BEFORE)


def _named_in_welsh(m: Manuscript, said: str) -> Iterator[Diagnostic]:
    for start, end in sentences_with(_OF_A_PERSON, m.body.text):
        for name in _people_in_welsh(m.body.text[start:end]):
            yield still_names(
                f"{said} the text", m.body.span(start + name.start, start + name.end), name
            )
    for value in m.texts:
        if value.keys[-1] not in NOT_OF_A_PERSON:
            place = "the title" if value.keys == ("title",) else value.name
            for name in _people_in_welsh(value.text):
                yield still_names(f"{said} {place}", value.span(0, 0), name)
    yield from named_in_address(m, said)


def _people_in_welsh(text: str) -> Iterator[Name]:
    """Yield what may be names of people, without the Welsh words before or behind them."""
    for name in names(text):
        words = name.text.split()
        start = name.start
        while words and words[0] in _NOT_NAMES:
            start += len(words.pop(0)) + 1
        kept = [word for word in words if word not in _NOT_NAMES]
        is_place = start == name.start and _PLACE_BEFORE.search(text, max(start - 20, 0), start)
        if len(kept) == len(words) and len(words) > 1 and not is_place:
            yield Name(" ".join(words), start, name.end)


_SIGNS: Final = in_any_case("anfod", "iogel", "saff", "leoli", "adref", "chwilio am")
RULES: Final = (Rule(found_in_welsh, "NG548", signs=_SIGNS, languages=WELSH),)
