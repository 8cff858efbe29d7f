"""Which CSS selectors give title, date and text of the releases of a site, judged by its pages.

Text of a page is its own if few other pages have it. The text of a release is what is own and not
linked, and the selector of the body is that of the smallest element that has all of it: a paragraph
on how to get in touch, which most pages have, is in that element too.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsgen.importers.capture import Capture
from newsgen.importers.page import read_date, text_of, tree_of
from newsgen.importers.plan import DateSettings
from newsgen.model.dates import MONTH_NAMES, Moment, month_of_path

_CONTAINERS: Final = frozenset({"div", "article", "section", "main", "td", "span", "form", "center",
                                "blockquote", "font", "dd"})  # fmt: skip
_LINES: Final = frozenset({
    "p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dd", "dt", "figcaption", "caption",
    "blockquote", "pre", "address", "summary", "label", "legend", "time", *_CONTAINERS, "body",
    "header", "footer", "nav", "aside", "ul", "ol", "tr", "table", "figure", "button", "option",
})  # fmt: skip
_INLINE: Final = frozenset({"span", "font", "time", "label"})
_NOT_TEXT: Final = "script, style, template, noscript, select, textarea, head > title"
_COMMENTS: Final = re.compile(r"\b(?:comments?|commentlist|disqus|respond)\b", re.IGNORECASE)
_STABLE: Final = re.compile(r"-?[_a-z][_a-z-]*", re.IGNORECASE)
"""A class or an id without a digit: others may be those of one page."""
_TITLE_NAMES: Final = re.compile("title|headline|heading", re.IGNORECASE)
_FALLBACKS: Final = ("h1", "title")
_HEADINGS: Final = ("h1", "h2", "h3", "h4")
_UPDATED: Final = re.compile("updat|modif|review|diweddar", re.IGNORECASE)
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
_MOST_SELECTORS: Final = 60
_OWN_SHARE: Final = 0.2
_WHOLE: Final = 0.97
_COST: Final = 0.15
"""What a word beside the own text of a release costs, of one that is not in it."""
_COST_OF_SECOND: Final = 0.02
_FEWEST: Final = 5


class TextLine(NamedTuple):
    """A line of text with the elements that it is in, from within outwards."""

    text: str
    words: int
    plain_words: int
    above: tuple[int, ...]


@dataclass
class JudgedPage:
    """A page to judge selectors by."""

    url: str
    tree: LexborHTMLParser
    blocks: list[TextLine] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    title: str = ""

    @cached_property
    def blocks_of(self) -> dict[int, list[int]]:
        """Return which blocks are in each element."""
        inside: dict[int, list[int]] = defaultdict(list)
        for at, block in enumerate(self.blocks):
            for element in block.above:
                inside[element].append(at)
        return inside


class ChosenSelector(NamedTuple):
    """A selector, and how many of the pages it fits."""

    selector: str
    pages: int


class Selectors(NamedTuple):
    """What was chosen for a site."""

    title: tuple[ChosenSelector, ...]
    date: tuple[ChosenSelector, ...]
    body: tuple[ChosenSelector, ...]
    remove: tuple[ChosenSelector, ...]
    dates: DateSettings


def sample_of(capture: Capture) -> JudgedPage:
    """Take a page apart. Raises ValueError as `tree_of` does."""
    tree, _ = tree_of(capture)
    page = JudgedPage(capture.url, tree)
    title = tree.css_first("title")
    page.title = " ".join((title.text() if title else "").split())
    page.links = {href for node in tree.css("a[href]") if (href := node.attributes.get("href"))}
    for node in tree.css(_NOT_TEXT):
        node.decompose()
    if tree.body:
        page.blocks = list(_blocks(tree.body))
    return page


def _blocks(body: LexborNode) -> Iterator[TextLine]:
    """Yield the lines of text of a page, in its order."""
    pieces: dict[int, list[tuple[str, bool]]] = {}
    chains: dict[int, tuple[int, ...]] = {}
    for node in body.traverse(include_text=True):
        if node.tag != "-text" or not (text := node.text_content or "").strip():
            continue
        above: list[int] = []
        is_linked, line = False, None
        parent = node.parent
        while parent is not None and parent.tag != "html":
            is_linked = is_linked or parent.tag == "a"
            if _COMMENTS.search(f"{parent.attributes.get('class')} {parent.id}"):
                above = []
                break
            if line is None and parent.tag in _LINES and parent.tag not in _INLINE:
                line = parent.mem_id
            above.append(parent.mem_id)
            parent = parent.parent
        if line is not None and above:
            pieces.setdefault(line, []).append((text, is_linked))
            chains[line] = _shared(chains.get(line, tuple(above)), above)
    for line, texts in pieces.items():
        text = " ".join("".join(text for text, _ in texts).split())
        plain = sum(len(text.split()) for text, is_linked in texts if not is_linked)
        yield TextLine(text, len(text.split()), plain, chains[line])


def _shared(chain: tuple[int, ...], other: Sequence[int]) -> tuple[int, ...]:
    """Return the elements of a chain that are in another one too."""
    known = set(other)
    return tuple(element for element in chain if element in known)


def repeated_in(pages: Sequence[JudgedPage]) -> Counter[str]:
    """Count on how many pages each text stands."""
    return Counter(text for page in pages for text in {block.text for block in page.blocks})


def is_own(number: int, pages: int) -> bool:
    """Return whether a text that so many of the pages have is own to each."""
    return number <= max(2, _OWN_SHARE * pages) and (pages < _FEWEST or number <= pages / 2)


# Names of elements


def names_of(node: LexborNode) -> Iterator[str]:
    """Yield selectors of an element, the shortest first."""
    if node.id and _STABLE.fullmatch(node.id):
        yield f"{node.tag}#{node.id}"
    for each in (node.attributes.get("class") or "").split():
        if _STABLE.fullmatch(each):
            yield f"{node.tag}.{each}"
    yield _path(node)
    yield node.tag or ""


def _path(node: LexborNode) -> str:
    """Return the way to an element from the nearest one above that has a name."""
    steps = [_step(node)]
    above = node.parent
    while above is not None and above.tag not in ("html", None):
        name = next((each for each in _named(above)), "")
        steps.append(name or _step(above))
        if name:
            break
        above = above.parent
    return " > ".join(reversed(steps))


def _named(node: LexborNode) -> Iterator[str]:
    if node.id and _STABLE.fullmatch(node.id):
        yield f"{node.tag}#{node.id}"
    for each in (node.attributes.get("class") or "").split():
        if _STABLE.fullmatch(each):
            yield f"{node.tag}.{each}"


def _step(node: LexborNode) -> str:
    """Return an element's tag with its number among those of its kind beside it."""
    tag, number = node.tag or "", 1
    if tag in ("body", "html", "tbody"):
        return tag
    before = node.prev
    while before is not None:
        number += before.tag == tag
        before = before.prev
    return f"{tag}:nth-of-type({number})"


# Choosing


def choose(pages: Sequence[JudgedPage], zone: ZoneInfo) -> Selectors:
    """Return the selectors for the pages of releases."""
    repeated = repeated_in(pages)
    settings = _date_settings(pages)
    title = _title(pages)
    date = _date(pages, settings, zone)
    titles = [_text_at(page, [each.selector for each in title]) for page in pages]

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


def _text_at(page: JudgedPage, selectors: Iterable[str]) -> str:
    for selector in selectors:
        css, _, attribute = selector.partition("@")
        node = page.tree.css_first(css.strip())
        if node is not None:
            value = (
                node.attributes.get(attribute.strip()) if attribute else text_of(node.html or "")
            )
            if value and value.strip():
                return " ".join(value.split())
    return ""


def _common(
    pages: Sequence[JudgedPage], wanted: Callable[[JudgedPage], Iterable[LexborNode]]
) -> list[str]:
    """Return the selectors that most pages have for wanted elements."""
    counts = Counter(
        name for page in pages for name in {n for node in wanted(page) for n in names_of(node)}
    )
    return [name for name, _ in counts.most_common(_MOST_SELECTORS)]


def _title(pages: Sequence[JudgedPage]) -> tuple[ChosenSelector, ...]:
    """Choose where the headline is: in what agrees with the page's title, and is not the same."""

    def wanted(page: JudgedPage) -> Iterator[LexborNode]:
        yield from page.tree.css(", ".join(_HEADINGS))
        for node in page.tree.css("[class*=title i], [id*=title i], [class*=headline i],"
                                  " [id*=headline i], [class*=heading i]"):  # fmt: skip
            if node.tag not in ("body", "html") and len(text_of(node.html or "").split()) < 40:
                yield node

    names = [*_common(pages, wanted), 'meta[property="og:title"] @content', "title"]
    is_telling = len({page.title for page in pages}) > 0.5 * len(pages)
    scores = {}
    for name in names:
        texts = [_text_at(page, [name]) for page in pages]
        fits = sum(map(bool, texts))
        if not fits or (len(set(filter(None, texts))) < 0.5 * fits and fits > _FEWEST):
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
    rest = [page for page in pages if not _text_at(page, best)]
    if rest and best:
        others = {name: sum(bool(_text_at(page, [name])) for page in rest) for name in _FALLBACKS}
        fitting = (ChosenSelector(name, fits) for name, fits in others.items() if fits)
        chosen += [each for each in fitting if each.selector not in best][:1]
    return tuple(chosen)


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


# Dates

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


def _date_settings(pages: Sequence[JudgedPage]) -> DateSettings:
    """Return which of two numbers is the day, and in which language months are."""
    texts = [block.text for page in pages for block in page.blocks if block.words <= _LONGEST_DATE]
    numbers = [tuple(map(int, match)) for text in texts for match in _NUMBERS.findall(text)]
    first, second = (sum(pair[at] > 12 for pair in numbers) for at in (0, 1))
    order = "month-first" if second > first else "day-first"
    known = {name.casefold() for name in MONTH_NAMES}
    short = [text.casefold() for text in texts if any(map(str.isdigit, text))]
    best: tuple[str, ...] = ()
    most = sum(any(name in text for name in known) for text in short)
    for names in _MONTHS_OF.values():
        months = tuple(name.replace("_", " ") for name in names.split())
        others = [name.casefold() for name in months if name.casefold() not in known]
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, others))})\b")
        number = sum(bool(pattern.search(text)) for text in short)
        if number > most:
            best, most = months, number
    return DateSettings(order, best)


def _date(
    pages: Sequence[JudgedPage], settings: DateSettings, zone: ZoneInfo
) -> tuple[ChosenSelector, ...]:
    """Choose where the date is: a date on most pages, and not the same on all."""

    def wanted(page: JudgedPage) -> Iterator[LexborNode]:
        for node in page.tree.css(_MAY_BE_DATES):
            text = text_of(node.html or "") if len(node.html or "") < 600 else ""
            if text and len(text.split()) <= _LONGEST_DATE and read_date(text, settings, zone):
                yield node

    metas = [f'meta[{key}="{name}" i] @content' for name in _METAS for key in ("property", "name")]
    names = [*metas, "time @datetime", *_common(pages, wanted)]
    read = {name: [_date_at(page, name, settings, zone) for page in pages] for name in names}
    chosen: list[ChosenSelector] = []
    left = set(range(len(pages)))
    for _ in range(2):
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


def _date_at(
    page: JudgedPage, selector: str, settings: DateSettings, zone: ZoneInfo
) -> Moment | None:
    css, _, attribute = selector.partition("@")
    for node in page.tree.css(css.strip())[:4]:
        value = node.attributes.get(attribute.strip()) if attribute else text_of(node.html or "")
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
    if not known or (every >= _FEWEST and len(different) < max(2, 0.1 * every)):
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
    return (round(quality, 2), -is_bare, round(has_time / len(left), 1), "@" in name,
            ":nth" not in name, -len(name))  # fmt: skip


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
        for node in page.tree.css(", ".join(sorted(_CONTAINERS))):
            inside = sum(blocks.get(at, 0) for at in page.blocks_of.get(node.mem_id, ()))
            if total and inside >= 0.1 * total:
                yield node

    index = {id(page): at for at, page in enumerate(pages)}
    fits = [_fit(name, pages) for name in _common(pages, wanted)]
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
                any(name in _CONTAINERS for name in names), sum(map(len, names)))  # fmt: skip

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
        if (is_called or reads_so) and (name := next(_named(node), "")):
            yield name
