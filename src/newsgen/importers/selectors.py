"""Which CSS selectors give title, date and text of the releases of a site, judged by its pages.

Text of a page is its own if few other pages have it. The text of a release is what is own and not
linked, and the selector of the body is that of the smallest element that has all of it: a paragraph
on how to get in touch, which most pages have, is in that element too.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborNode

from newsgen.importers.date_selectors import choose_date, date_settings
from newsgen.importers.furniture import furniture_in
from newsgen.importers.judged import (
    CONTAINERS,
    FEWEST,
    JudgedPage,
    TextLine,
    is_own,
    shape_of,
    teasers_in,
    text_at,
)
from newsgen.importers.names import ChosenSelector, common
from newsgen.importers.page_text import words_of
from newsgen.importers.part_settings import DateSettings
from newsgen.importers.written_dates import dates_in

_HEADINGS: Final = ("h1", "h2", "h3", "h4")
_WHOLE: Final = 0.97
_COST: Final = 0.15
"""What a word beside the own text of a release costs, of one that is not in it."""
_COST_OF_ANOTHER: Final = 0.005
_MOST_PARTS: Final = 4
_MOST_TRIED: Final = 24
_LONGEST_DATE: Final = 8
_LONGEST_BYLINE: Final = 20


class Selectors(NamedTuple):
    """What was chosen for a site."""

    title: tuple[ChosenSelector, ...]
    date: tuple[ChosenSelector, ...]
    body: tuple[ChosenSelector, ...]
    remove: tuple[ChosenSelector, ...]
    dates: DateSettings


def choose(pages: Sequence[JudgedPage], zone: ZoneInfo) -> Selectors:
    """Return the selectors for the pages of releases."""
    settings = date_settings(pages)
    title = _title(pages)
    date = choose_date(pages, settings, zone)
    titles = [text_at(page, [each.selector for each in title]) for page in pages]
    days = [text_at(page, [each.selector.partition("@")[0] for each in date]) for page in pages]

    shapes = [
        [shape_of(block.text, headline, settings.months) for block in page.blocks]
        for page, headline in zip(pages, titles, strict=True)
    ]
    repeated = Counter(shape for each in shapes for shape in set(each))

    def is_text(block: TextLine, shape: str, day: str) -> bool:
        has_day = bool(day) and day in block.text and block.words <= _LONGEST_BYLINE
        is_date = block.words <= _LONGEST_DATE and dates_in(block.text, settings, zone)
        return (
            not (has_day or is_date)
            and is_own(repeated[shape], len(pages))
            and block.plain_words > 2
        )

    beside = [teasers_in(page) for page in pages]
    rare = [
        {at: page.blocks[at].plain_words for at, shape in enumerate(each)
         if at not in others and is_text(page.blocks[at], shape, day)}
        for page, each, day, others in zip(pages, shapes, days, beside, strict=True)
    ]  # fmt: skip
    body = _body(pages, rare)
    remove = furniture_in(pages, [each.selector for each in body], rare)
    return Selectors(title, date, body, remove, settings)


def _title(pages: Sequence[JudgedPage]) -> tuple[ChosenSelector, ...]:
    """Choose where the headline is: in what agrees with the page's title, and is not the same."""

    def wanted(page: JudgedPage) -> Iterator[LexborNode]:
        yield from page.tree.css(", ".join(_HEADINGS))
        for node in page.tree.css("[class*=title i], [id*=title i], [class*=headline i],"
                                  " [id*=headline i], [class*=heading i]"):  # fmt: skip
            if node.tag not in ("body", "html") and len(words_of(node).split()) < 40:
                yield node

    names = [*common(pages, wanted), 'meta[property="og:title"] @content']
    is_telling = len({page.title for page in pages}) > 0.5 * len(pages)
    scores, counts = {}, {}
    for name in names:
        texts = [text_at(page, [name]) for page in pages]
        fits = sum(map(bool, texts))
        if not fits or (len(set(filter(None, texts))) < 0.5 * fits and fits > FEWEST):
            continue
        agree = sum(
            bool(text) and _plain(text) in _plain(page.title)
            for text, page in zip(texts, pages, strict=True)
        )
        lengths = sum(len(text.split()) for text in texts) / fits
        quality = agree if is_telling else fits * (lengths >= 3)
        is_heading = name.startswith(_HEADINGS)
        place = _HEADINGS.index(name[:2]) if is_heading else 5 + name.startswith("meta")
        counts[name] = fits
        scores[name] = (-round(quality / len(pages), 1), -round(fits / len(pages), 1), place,
                        ":nth" in name, name in CONTAINERS, -fits, len(name))  # fmt: skip
    best = sorted(scores, key=lambda name: scores[name])[:1]
    chosen = [ChosenSelector(name, counts[name]) for name in best]
    rest = [page for page in pages if not text_at(page, best)]
    telling = {"h1": "h1" in scores, "title": is_telling}
    others = (ChosenSelector(name, sum(bool(text_at(page, [name])) for page in rest))
              for name in telling if telling[name] and name not in best)  # fmt: skip
    return (*chosen, *[other for other in others if other.pages][:1])


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


# The body


class _Fit(NamedTuple):
    """Which blocks of each page a selector has."""

    name: str
    blocks: list[frozenset[int]]


_Option = tuple[tuple[_Fit, ...], float]
"""Selectors together, with what they are worth."""


def _body(
    pages: Sequence[JudgedPage], rare: Sequence[dict[int, int]]
) -> tuple[ChosenSelector, ...]:
    """Choose the smallest elements, one or a few, that have nearly all of a page's own text."""

    def wanted(page: JudgedPage) -> Iterator[LexborNode]:
        blocks = rare[index[id(page)]]
        total = sum(blocks.values())
        for node in page.tree.css(", ".join(sorted(CONTAINERS))):
            inside = sum(blocks.get(at, 0) for at in page.blocks_of.get(node.mem_id, ()))
            if total and inside >= 0.1 * total:
                yield node

    index = {id(page): at for at, page in enumerate(pages)}
    fits = [_fit(name, pages) for name in common(pages, wanted)]
    totals = [sum(blocks.values()) for blocks in rare]

    def value(sets: Sequence[frozenset[int]]) -> float:
        """Return how much of the own text blocks have, less what else they have beside it."""
        shares, beside = [], 0.0
        for page, blocks, total, inside in zip(pages, rare, totals, sets, strict=True):
            if total:
                mine = sum(blocks.get(at, 0) for at in inside)
                shares.append(mine / total)
                beside += min(1.0, (sum(page.blocks[at].words for at in inside) - mine) / total)
        number = max(1, len(shares))
        whole = sum(share >= _WHOLE for share in shares) / number
        return (whole + sum(shares) / number) / 2 - _COST * beside / number

    options: list[_Option] = [((fit,), value(fit.blocks)) for fit in fits]
    parts = [fit for fit in fits if _has_part(fit, rare, totals)][:_MOST_TRIED]
    options += [(pair, value(_together(pair))) for pair in combinations(parts, 2)]
    if not options:
        return ()
    best = min(options, key=_rank)
    while len(best[0]) < _MOST_PARTS:
        more = [(*best[0], part) for part in parts if part not in best[0]]
        better = min(((each, value(_together(each))) for each in more), key=_rank, default=best)
        if _rank(better) >= _rank(best):
            break
        best = better
    return tuple(ChosenSelector(fit.name, sum(map(bool, fit.blocks))) for fit in best[0])


def _together(fits: Sequence[_Fit]) -> list[frozenset[int]]:
    """Return the blocks of each page that one of the selectors has."""
    return [frozenset().union(*sets) for sets in zip(*(fit.blocks for fit in fits), strict=True)]


def _rank(option: _Option) -> tuple[object, ...]:
    """Return what is least for the best selectors of bodies, of those with their worth."""
    chosen, worth = option
    names = [fit.name for fit in chosen]
    return (-round(worth - _COST_OF_ANOTHER * (len(chosen) - 1), 3), len(chosen),
            any(":nth" in name for name in names), any(name in CONTAINERS for name in names),
            sum(map(len, names)))  # fmt: skip


def _fit(name: str, pages: Sequence[JudgedPage]) -> _Fit:
    sets = []
    for page in pages:
        inside: set[int] = set()
        for node in page.tree.css(name):
            inside.update(page.blocks_of.get(node.mem_id, ()))
        sets.append(frozenset(inside))
    return _Fit(name, sets)


def _has_part(fit: _Fit, rare: Sequence[dict[int, int]], totals: Sequence[int]) -> bool:
    """Return whether a selector has a tenth of the own text of a tenth of the pages."""
    good = sum(
        sum(blocks.get(at, 0) for at in inside) >= 0.1 * total
        for blocks, total, inside in zip(rare, totals, fit.blocks, strict=True)
        if total
    )
    return good >= 0.1 * len(totals)
