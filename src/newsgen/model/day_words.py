"""How languages write days and hours: facts, from which one code makes what reads them.

Welsh names change their first letter behind other words: `ar yr 8fed o Fawrth`, `nos Wener`.
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

Forms = tuple[tuple[str, ...], ...]
"""The forms of each of some names; the first one is the name itself."""


class DayWords(NamedTuple):
    """The words of one language; what is short for a name is among its forms.

    `leads` stand before a weekday, `articles` before the number of a day, and `joins` between that
    and the month. `ends` are those of the ordinals from 1 to 31. `morning` and `afternoon` say the
    half of the day behind an hour.
    """

    tag: str
    weekdays: Forms
    months: Forms
    leads: tuple[str, ...]
    articles: tuple[str, ...]
    joins: tuple[str, ...]
    ends: tuple[str, ...]
    other_ends: tuple[str, ...]
    at: tuple[str, ...]
    hour: tuple[str, ...]
    morning: tuple[str, ...]
    afternoon: tuple[str, ...]

    @property
    def month_names(self) -> tuple[str, ...]:
        return tuple(forms[0] for forms in self.months)

    @property
    def weekday_names(self) -> tuple[str, ...]:
        return tuple(forms[0] for forms in self.weekdays)


ENGLISH: Final = DayWords(
    "en",
    weekdays=(
        ("Monday", "Mon"), ("Tuesday", "Tues", "Tue"), ("Wednesday", "Weds", "Wed"),
        ("Thursday", "Thurs", "Thur", "Thu"), ("Friday", "Fri"), ("Saturday", "Sat"),
        ("Sunday", "Sun"),
    ),
    months=(
        ("January", "Jan"), ("February", "Feb"), ("March", "Mar"), ("April", "Apr"), ("May",),
        ("June", "Jun"), ("July", "Jul"), ("August", "Aug"), ("September", "Sept", "Sep"),
        ("October", "Oct"), ("November", "Nov"), ("December", "Dec"),
    ),
    leads=(),
    articles=("the",),
    joins=("of",),
    ends=tuple({1: "st", 2: "nd", 3: "rd"}.get(day % 10 * (day // 10 != 1), "th")
               for day in range(1, 32)),
    other_ends=(),
    at=("at",),
    hour=("o’clock", "o'clock"),
    morning=("am", "a.m.", "a.m", "am."),
    afternoon=("pm", "p.m.", "p.m", "pm."),
)  # fmt: skip
WELSH: Final = DayWords(
    "cy",
    weekdays=(
        ("Llun", "Lun"), ("Mawrth", "Fawrth"), ("Mercher", "Fercher"), ("Iau",),
        ("Gwener", "Wener"), ("Sadwrn",), ("Sul",),
    ),
    months=(
        ("Ionawr",), ("Chwefror",), ("Mawrth", "Fawrth"), ("Ebrill",), ("Mai", "Fai"),
        ("Mehefin", "Fehefin"),
        ("Gorffennaf", "Orffennaf", "Ngorffennaf", "Gorffenaf", "Orffenaf"),
        ("Awst",), ("Medi", "Fedi"), ("Hydref",),
        ("Tachwedd", "Dachwedd", "Nhachwedd", "Thachwedd"), ("Rhagfyr", "Ragfyr"),
    ),
    leads=("dydd", "ddydd", "nos", "bore", "fore", "prynhawn", "brynhawn", "noson"),
    articles=("yr", "y"),
    joins=("o", "o fis"),
    ends=(
        "af", "il", "ydd", "ydd", "ed", "ed", "fed", "fed", "fed", "fed",
        "eg", "fed", "eg", "eg", "fed", "eg", "eg", "fed", "eg", "fed", *["ain"] * 11,
    ),
    other_ends=("ail",),
    at=("am",),
    hour=("o’r gloch", "o'r gloch"),
    morning=("yb", "y.b.", "y bore", "yn y bore"),
    afternoon=("yp", "yh", "y.p.", "y.h.", "y prynhawn", "yn y prynhawn", "yr hwyr", "y nos"),
)  # fmt: skip
"""Of July there is also what older tables of its name have, with one n."""


def names_in(*names: Forms) -> dict[str, int]:
    """Return which one, counted from 0, each form is of, in small letters."""
    return {form.lower(): at for forms in names for at, each in enumerate(forms) for form in each}


def any_of(*lists: Iterable[str]) -> str:
    """Return a pattern of any of some words, the longest first; it is empty without words.

    It looks at the first letter before all else: nearly no place in a text has a right one.
    """
    words = sorted({word: None for words in lists for word in words}, key=len, reverse=True)
    if not words:
        return ""
    first = "".join(sorted({word[0] for word in words}))
    return rf"(?=[{first}])(?:{'|'.join(words)})".replace(".", r"\.")


def forms(*names: Forms) -> Iterator[str]:
    """Yield all forms of some names."""
    return (form for each in names for name in each for form in name)


class DayPatterns(NamedTuple):
    """Patterns of what some languages write.

    `day` has the number of a day by that name, with its end, and `day_and_month` goes on with the
    name of the month as `month`. The others have no groups with names.
    """

    weekday: str
    month: str
    ends: str
    day: str
    day_and_month: str
    lead: str
    article: str


def day_patterns(*languages: DayWords, gap: str = r"\s+", as_names: bool = False) -> DayPatterns:
    """Return the patterns of languages, all made alike from their words, which a gap parts.

    `as_names` has months with a capital, or wholly in capitals, for patterns that heed the case:
    `12 may` and `12 mai` have other words.
    """
    months = list(forms(*(words.months for words in languages)))
    month = any_of(months, map(str.upper, months)) if as_names else any_of(months)
    ends = any_of(*((*words.ends, *words.other_ends) for words in languages))
    joins = any_of(*(words.joins for words in languages)).replace(" ", gap)
    leads = any_of(*(words.leads for words in languages))
    day = rf"(?P<day>\d{{1,2}})(?:{ends})?"
    return DayPatterns(
        weekday=any_of(forms(*(words.weekdays for words in languages))),
        month=month,
        ends=ends,
        day=day,
        day_and_month=rf"{day},?{gap}(?:(?:{joins}){gap})?(?P<month>{month})",
        lead=rf"(?:(?:{leads}){gap})" if leads else "",
        article=rf"(?:(?:{any_of(*(words.articles for words in languages))}){gap})?",
    )
