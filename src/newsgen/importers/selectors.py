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
from newsgen.importers.judged import (
    CONTAINERS,
    FEWEST,
    JudgedPage,
    TextLine,
    is_own,
    repeated_in,
    text_at,
)
from newsgen.importers.names import ChosenSelector, common, named
from newsgen.importers.page import read_date, text_of
from newsgen.importers.plan import DateSettings

_TITLE_NAMES: Final = re.compile("title|headline|heading", re.IGNORECASE)
_FALLBACKS: Final = ("h1", "title")
_HEADINGS: Final = ("h1", "h2", "h3", "h4")
_FURNITURE: Final = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|addthis|addtoany|sharedaddy|print|breadcrumbs?|cookies?"
    r"|related|comments?|pagination|post-navigation|nav)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PHRASES: Final = re.compile(
    r"(?:print|share|email|e-mail|tweet|bookmark) (?:this|page|article|on)\b.{0,40}|tweet|share"
    r"|print|facebook|twitter|linkedin|whatsapp|back to (?:top|news|list|all news).{0,20}"
    r"|rhann(?:u|wch)\b.{0,30}",
    re.IGNORECASE,
)
_WHOLE: Final = 0.97
_COST: Final = 0.15
"""What a word beside the own text of a release costs, of one that is not in it."""
_COST_OF_SECOND: Final = 0.02


class Selectors(NamedTuple):
    """What was chosen for a site."""

    title: tuple[ChosenSelector, ...]
    date: tuple[ChosenSelector, ...]
    body: tuple[ChosenSelector, ...]
    remove: tuple[ChosenSelector, ...]
    dates: DateSettings


def choose(pages: Sequence[JudgedPage], zone: ZoneInfo) -> Selectors:
    """Return the selectors for the pages of releases."""
    repeated = repeated_in(pages)
    settings = date_settings(pages)
    title = _title(pages)
    date = choose_date(pages, settings, zone)
    titles = [text_at(page, [each.selector for each in title]) for page in pages]

    def is_text(block: TextLine, headline: str) -> bool:
        is_line = block.text == headline or read_date(block.text, settings, zone)
        return not is_line and is_own(repeated[block.text], len(pages)) and block.plain_words > 2

    rare = [
        {at: block.plain_words for at, block in enumerate(page.blocks)
         if is_text(block, headline)}
        for page, headline in zip(pages, titles, strict=True)
    ]  # fmt: skip
    body = _body(pages, rare)
    remove = _remove(pages, [each.selector for each in body])
    return Selectors(title, date, body, remove, settings)


def _title(pages: Sequence[JudgedPage]) -> tuple[ChosenSelector, ...]:
    """Choose where the headline is: in what agrees with the page's title, and is not the same."""

    def wanted(page: JudgedPage) -> Iterator[LexborNode]:
        yield from page.tree.css(", ".join(_HEADINGS))
        for node in page.tree.css("[class*=title i], [id*=title i], [class*=headline i],"
                                  " [id*=headline i], [class*=heading i]"):  # fmt: skip
            if node.tag not in ("body", "html") and len(text_of(node.html or "").split()) < 40:
                yield node

    names = [*common(pages, wanted), 'meta[property="og:title"] @content', "title"]
    is_telling = len({page.title for page in pages}) > 0.5 * len(pages)
    scores = {}
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
        is_fallback = name == "title" or name.startswith("meta")
        place = _HEADINGS.index(name[:2]) if is_heading else 5 + is_fallback + (name == "title")
        scores[name] = (-round(quality / len(pages), 1), -fits, place, ":nth" in name, len(name))
    best = sorted(scores, key=lambda name: scores[name])[:1]
    chosen = [ChosenSelector(name, -scores[name][1]) for name in best]
    rest = [page for page in pages if not text_at(page, best)]
    if rest and best:
        others = {name: sum(bool(text_at(page, [name])) for page in rest) for name in _FALLBACKS}
        fitting = (ChosenSelector(name, fits) for name, fits in others.items() if fits)
        chosen += [each for each in fitting if each.selector not in best][:1]
    return tuple(chosen)


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


# The body


class _Fit(NamedTuple):
    """Which blocks of each page a selector has."""

    name: str
    blocks: list[frozenset[int]]


def _body(
    pages: Sequence[JudgedPage], rare: Sequence[dict[int, int]]
) -> tuple[ChosenSelector, ...]:
    """Choose the smallest elements, one or two, that have nearly all of a page's own text."""

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

    options: list[tuple[tuple[_Fit, ...], float]] = [((fit,), value(fit.blocks)) for fit in fits]
    parts = [fit for fit in fits if _has_part(fit, rare, totals)]
    for pair in combinations(parts[:24], 2):
        union = [a | b for a, b in zip(pair[0].blocks, pair[1].blocks, strict=True)]
        options.append((pair, value(union) - _COST_OF_SECOND))
    if not options:
        return ()

    def rank(option: tuple[tuple[_Fit, ...], float]) -> tuple[object, ...]:
        chosen, worth = option
        names = [fit.name for fit in chosen]
        return (-round(worth, 2), len(chosen), any(":nth" in name for name in names),
                any(name in CONTAINERS for name in names), sum(map(len, names)))  # fmt: skip

    best = min(options, key=rank)[0]
    return tuple(ChosenSelector(fit.name, sum(map(bool, fit.blocks))) for fit in best)


def _fit(name: str, pages: Sequence[JudgedPage]) -> _Fit:
    sets = []
    for page in pages:
        inside: set[int] = set()
        for node in page.tree.css(name):
            inside.update(page.blocks_of.get(node.mem_id, ()))
        sets.append(frozenset(inside))
    return _Fit(name, sets)


def _has_part(fit: _Fit, rare: Sequence[dict[int, int]], totals: Sequence[int]) -> bool:
    """Return whether a selector has a tenth of the own text of most pages."""
    good = sum(
        sum(blocks.get(at, 0) for at in inside) >= 0.1 * total
        for blocks, total, inside in zip(rare, totals, fit.blocks, strict=True)
        if total
    )
    return good >= 0.5 * len(totals)


def _remove(pages: Sequence[JudgedPage], body: Sequence[str]) -> tuple[ChosenSelector, ...]:
    """Choose what goes out of bodies: what is called or reads like a share bar on most pages."""
    counts: Counter[str] = Counter()
    for page in pages:
        names: set[str] = set()
        for selector in body:
            for top in page.tree.css(selector):
                names.update(_furniture(top))
        counts.update(names)
    return tuple(
        ChosenSelector(name, n) for name, n in counts.most_common() if n >= 0.5 * len(pages)
    )


def _furniture(top: LexborNode) -> Iterator[str]:
    for node in top.css("div, ul, ol, p, nav, section, aside, a, button, span, form"):
        if node.mem_id == top.mem_id:
            continue
        called = f"{node.attributes.get('class') or ''} {node.id or ''}"
        text = text_of(node.html or "") if len(node.html or "") < 1500 else ""
        is_called = bool(_FURNITURE.search(called)) and len(text.split()) < 60
        reads_so = bool(text and called.strip() and _PHRASES.fullmatch(text))
        if (is_called or reads_so) and (name := next(named(node), "")):
            yield name
