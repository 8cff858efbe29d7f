"""Which selectors give the dates of releases, and how these are written."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborNode

from newsgen.importers.judged import FEWEST, JudgedPage
from newsgen.importers.names import ChosenSelector, common
from newsgen.importers.page_text import words_of
from newsgen.importers.part_settings import DateSettings
from newsgen.importers.written_dates import read_date
from newsgen.model.dates import MONTH_NUMBERS, Moment, month_of_path

_MONTHS_OF: Final = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre",
    "ga": "Eanáir Feabhra Márta Aibreán Bealtaine Meitheamh Iúil Lúnasa Meán_Fómhair"
    " Deireadh_Fómhair Samhain Nollaig",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października"
    " listopada grudnia",
}
_NUMBERS: Final = re.compile(r"\b(\d{1,2})/(\d{1,2})/\d{4}\b")
_METAS: Final = (
    "article:published_time", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created",
    "dcterms.issued", "date", "publish-date", "pubdate", "publication_date", "datepublished",
)  # fmt: skip
_MAY_BE_DATES: Final = (
    "time, p, span, div, td, li, h2, h3, h4, h5, h6, em, small, dd, b, strong, font"
)
_LONGEST_DATE: Final = 14
_MOST_SELECTORS: Final = 3
_ANYTHING: Final = re.compile("p|div|td|li|span|b|strong|font|h[2-6]")
"""What so many other texts of a page are in that its first date may be that of anything."""
_UPDATED: Final = re.compile("updat|modif|review|diweddar", re.IGNORECASE)


def date_settings(pages: Sequence[JudgedPage]) -> DateSettings:
    """Return which of two numbers is the day, and in which language months are."""
    texts = [block.text for page in pages for block in page.blocks if block.words <= _LONGEST_DATE]
    numbers = [tuple(map(int, match)) for text in texts for match in _NUMBERS.findall(text)]
    first, second = (sum(pair[at] > 12 for pair in numbers) for at in (0, 1))
    order = "month-first" if second > first else "day-first"
    known = set(MONTH_NUMBERS)
    short = [text.casefold() for text in texts if any(map(str.isdigit, text))]
    best: tuple[str, ...] = ()
    most = _texts_with(known, short)
    for names in _MONTHS_OF.values():
        months = tuple(name.replace("_", " ") for name in names.split())
        others = [name.casefold() for name in months if name.casefold() not in known]
        number = _texts_with(others, short)
        if number > most:
            best, most = months, number
    return DateSettings(order, best)


def _texts_with(names: Iterable[str], texts: Iterable[str]) -> int:
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
    return sum(bool(pattern.search(text)) for text in texts)


def choose_date(
    pages: Sequence[JudgedPage], settings: DateSettings, zone: ZoneInfo
) -> tuple[ChosenSelector, ...]:
    """Choose where the date is: a date on most pages, and not the same on all."""

    def wanted(page: JudgedPage) -> Iterator[LexborNode]:
        for node in page.tree.css(_MAY_BE_DATES):
            text = words_of(node) if len(node.html or "") < 600 else ""
            if text and len(text.split()) <= _LONGEST_DATE and read_date(text, settings, zone):
                yield node

    metas = [f'meta[{key}="{name}" i] @content' for name in _METAS for key in ("property", "name")]
    names = [*metas, *_attributes(pages), *common(pages, wanted)]
    read = {name: [_date_at(page, name, settings, zone) for page in pages] for name in names}
    chosen: list[ChosenSelector] = []
    left = set(range(len(pages)))
    for _ in range(_MOST_SELECTORS):
        scores = {name: _score(name, dates, left, pages) for name, dates in read.items()}
        best = max(scores, key=lambda name: scores[name])
        if scores[best][0] <= 0:
            break
        fitting = {at for at in left if read[best][at]}
        chosen.append(ChosenSelector(best, sum(map(bool, read[best]))))
        left -= fitting
        if len(left) <= 0.02 * len(pages):
            break
    return tuple(chosen)


def _attributes(pages: Sequence[JudgedPage]) -> Iterator[str]:
    """Yield the selectors of dates that attributes have."""
    for name in ("datetime", "content", "title"):
        nodes = f"[{name}]:not(meta, a, img, link, iframe)"
        for selector in common(pages, lambda page, nodes=nodes: page.tree.css(nodes)):  # type: ignore[misc]
            yield f"{selector} @{name}"


def _date_at(
    page: JudgedPage, selector: str, settings: DateSettings, zone: ZoneInfo
) -> Moment | None:
    css, _, attribute = selector.partition("@")
    for node in page.tree.css(css.strip())[:4]:
        value = node.attributes.get(attribute.strip()) if attribute else words_of(node)
        if value and (moment := read_date(value, settings, zone)):
            return moment
    return None


def _score(
    name: str, dates: Sequence[Moment | None], left: set[int], pages: Sequence[JudgedPage]
) -> tuple[float, ...]:
    """Return how good a selector of dates is for the pages that are left."""
    known = [at for at in left if dates[at]]
    different = {moment.at.date() for moment in dates if moment}
    every = sum(map(bool, dates))
    if not known or (every >= FEWEST and len(different) < max(2, 0.1 * every)):
        return (0.0,)
    agree = 0
    for at in known:
        place, moment = month_of_path(pages[at].url.partition("://")[2]), dates[at]
        assert moment is not None
        agree += place is None or place == (moment.year, moment.month)
    has_time = sum(bool(dates[at] and dates[at].precision == "minute") for at in known)  # type: ignore[union-attr]
    is_updated = bool(_UPDATED.search(name))
    quality = agree / len(left) - 0.3 * is_updated
    is_bare = bool(re.fullmatch(r"[a-z0-9]+", name))
    quality -= 0.4 * bool(_ANYTHING.fullmatch(name))
    return (round(quality, 2), -is_bare, round(has_time / len(left), 1), "@" in name,
            ":nth" not in name, -len(name))  # fmt: skip
