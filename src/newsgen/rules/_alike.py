"""Whether a text and its translation say as much: what is counted, and facts that must be the same.

They may differ in order, in words, in how dates, numbers and amounts are written, and in the
telephone lines for those who speak a language.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, NamedTuple

from newsgen.fast.patterns import later
from newsgen.model.dates import WEEKDAYS, days_in
from newsgen.model.day_words import ENGLISH, WELSH, day_patterns
from newsgen.model.elements import HTML_TAG
from newsgen.model.release import Release
from newsgen.model.worded import primary
from newsgen.rules._telephone import CRIMESTOPPERS, digits_of, find_numbers, national_digits


class SaidText(NamedTuple):
    """What a text says: its clean HTML, and what the front matter has beside it."""

    html: str
    language: str = "en"
    pictures: int = 0
    alternatives: int = 0
    captions: int = 0
    attachments: int = 0

    @property
    def words(self) -> str:
        return HTML_TAG.sub("", _BLOCKS.sub("\n", self.html)).replace("&nbsp;", " ")


def said(release: Release, html: str) -> SaidText:
    """Return what a release says, of whose body this is the HTML."""
    return SaidText(
        html,
        release.language,
        len(release.images),
        sum(bool(picture.alt) for picture in release.images),
        sum(bool(picture.caption) for picture in release.images),
        len(release.attachments),
    )


_BLOCKS: Final = later(r"</?(?:p|h[1-6]|li|td|th|tr|div|figcaption)\b[^>]*>|<br ?/?>")
_EMPTY_ROW: Final = later(r"<tr[^>]*>(?:\s|</?t[dh][^>]*>)*</tr>")
"""A table without rows has one in HTML."""
_OTHER_NUMBER: Final = later(rf"(?<![\w£.,/-])(?:{CRIMESTOPPERS}|101|999|18000)(?![\w-])")
"""Those that are not among the numbers that rules look at."""
_COUNTED: Final[dict[str, Callable[[SaidText], int]]] = {
    "heading": lambda text: len(re.findall("<h[1-6]", text.html)),
    "link": lambda text: text.html.count("<a href=") - text.html.count('<a href="tel:'),
    "list item": lambda text: text.html.count("<li"),
    "table row": lambda text: text.html.count("<tr") - len(_EMPTY_ROW.findall(text.html)),
    "picture": lambda text: text.pictures + text.html.count("<img"),
    "text alternative": lambda text: (
        text.alternatives + len(re.findall(r'<img[^>]*\balt="[^"]', text.html))
    ),
    "caption": lambda text: text.captions + text.html.count("<figcaption"),
    "attachment": lambda text: text.attachments,
    "telephone number": lambda text: len(_telephones(text.words)),
}
"""What a text and its translation have as many of."""


_KNOWN: Final = frozenset({ENGLISH.tag, WELSH.tag})
"""The languages whose dates and sums in words are known."""


def _telephones(text: str) -> set[str]:
    """Return the telephone numbers of a text; one that is given again is the same."""
    numbers = {national_digits(number.written) for number in find_numbers(text)}
    return numbers | {digits_of(match) for match in _OTHER_NUMBER.findall(text)}


def differences(here: SaidText, there: SaidText, day: date | None) -> Iterator[str]:
    """Yield, in words, what another text has that one has not, or has more or less of.

    `day` is that of the release, by which a weekday alone may stand for a date.
    """
    for name, count in _COUNTED.items():
        one_has, other_has = count(here), count(there)
        if one_has != other_has:
            yield f"{other_has} {name}{'' if other_has == 1 else 's'} and not {one_has}"
    are_known = {primary(here.language), primary(there.language)} <= _KNOWN
    if are_known and _have_other_days(here.words, there.words, day):
        yield "other dates in the text"
    if are_known and _have_other_amounts(here.words, there.words):
        yield "other amounts of money"


def _have_other_days(here: str, there: str, day: date | None) -> bool:
    """Return whether one text names a day that the other does not, nor may mean by a weekday."""
    days, others = days_in(here), days_in(there)
    for which in days.keys() & others.keys():
        years, other_years = days[which], others[which]
        if not (_may_be(years, other_years, day) and _may_be(other_years, years, day)):
            return True
    lacking = [(which, days[which], there) for which in days.keys() - others.keys()]
    lacking += [(which, others[which], here) for which in others.keys() - days.keys()]
    return any(not _may_mean(text, which, years, day) for which, years, text in lacking)


def _may_be(years: set[int], others: set[int], day: date | None) -> bool:
    """Return whether the years of one text may all be those of another."""
    return all(
        not year or year in others or (0 in others and (day is None or abs(year - day.year) <= 1))
        for year in years
    )


NEAR: Final = 8
"""Days from a release within which a weekday, or a word such as yesterday, says which is meant."""
_WELSH: Final = day_patterns(WELSH)
_WEEKDAY: Final = later(
    rf"\b(?P<english>{day_patterns(ENGLISH).weekday})\b|\b{_WELSH.lead}(?P<welsh>{_WELSH.weekday})\b",
    re.IGNORECASE,
)
_THE_OTHER_DAY: Final = later(
    r"\b(?:today|tonight|yesterday|tomorrow|last night|this (?:morning|afternoon|evening)"
    r"|heddiw|heno|ddoe|neithiwr|yfory|echdoe|y (?:bore|prynhawn) (?:yma|hwn)|[’']ma)\b",
    re.IGNORECASE,
)
_NEXT_DAY: Final = 2


def _may_mean(text: str, which: tuple[int, int], years: set[int], day: date | None) -> bool:
    """Return whether a text may name a day near to the release without its date."""
    if day is None:
        return False
    for year in (years - {0}) or {day.year - 1, day.year, day.year + 1}:
        try:
            meant = date(year, *which)
        except ValueError:
            continue
        apart = abs((meant - day).days)
        if apart <= NEAR and any(
            WEEKDAYS[(match["english"] or match["welsh"]).lower()] == meant.weekday()
            for match in _WEEKDAY.finditer(text)
        ):
            return True
        if apart <= _NEXT_DAY and _THE_OTHER_DAY.search(text):
            return True
    return False


_THOUSANDS: Final = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
_LARGE: Final = later(
    r" ?(?:(?P<letter>k|bn|m)\b"
    r"|(?P<word>thousand|million|billion|mil|miliwn|filiwn|biliwn|filiynau)\b)",
    re.IGNORECASE,
)
_WORDS: Final = {
    "thousand": "k", "mil": "k", "million": "m", "miliwn": "m", "filiwn": "m", "filiynau": "m",
    "billion": "bn", "biliwn": "bn",
}  # fmt: skip
_AMOUNT: Final = later(
    r"£ ?(?P<pounds>\d[\d,.]*\d|\d)|(?<![\w£.,-])(?P<counted>\d[\d,.]*\d|\d)"
    r"(?=(?: (?:thousand|million|mil|miliwn))?(?: o)? (?:pounds|punt|punnoedd|bunnoedd|bunnau)\b)",
    re.IGNORECASE,
)
_IN_WORDS: Final = later(
    r"\b(?:pounds?|quid|p?bunt|punt|bunnoedd|punnoedd|bunnau)\b", re.IGNORECASE
)


def _have_other_amounts(here: str, there: str) -> bool:
    """Return whether amounts differ; one that is missing may be written in words."""
    amounts, others = _amounts(here), _amounts(there)
    only_here, only_there = amounts - others, others - amounts
    if only_here and only_there:
        return True
    return bool(only_here and not _is_in_words(there)) or bool(
        only_there and not _is_in_words(here)
    )


def _is_in_words(text: str) -> bool:
    return _IN_WORDS.search(_AMOUNT.sub("", text)) is not None


def _amounts(text: str) -> set[float]:
    amounts = set()
    for match in _AMOUNT.finditer(text):
        number = (match["pounds"] or match["counted"]).replace(",", "")
        large = _LARGE.match(text, match.end())
        times = 1
        if large:
            times = _THOUSANDS[(large["letter"] or _WORDS[large["word"].lower()]).lower()]
        try:
            amounts.add(float(number) * times)
        except ValueError:  # `1.2.3` is none
            continue
    return amounts
