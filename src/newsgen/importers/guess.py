"""A first plan for a source: which pages are releases and where their parts are, with samples.

Pages are put together by the pattern of their addresses. Releases are the patterns whose pages have
text and a date of their own, and which lists lead to.
"""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from heapq import heappush, heappushpop
from typing import Final, NamedTuple
from urllib.parse import unquote

from newsgen.config import Config
from newsgen.importers.capture import Capture, CaptureSource, joined
from newsgen.importers.date_selectors import date_settings
from newsgen.importers.judged import JudgedPage, TextLine, sample_of
from newsgen.importers.part_settings import DateSettings
from newsgen.importers.plan import ImportPlan, parse
from newsgen.importers.plan_text import PagesOfPattern, plan_text, sample_lines
from newsgen.importers.seen import address_of
from newsgen.importers.selectors import Selectors, choose
from newsgen.importers.sources import BESIDE
from newsgen.importers.written_dates import dates_in
from newsgen.model.dates import month_number
from newsgen.model.urls import PAGE_EXTENSIONS, Address, URLError
from newsgen.pipeline.result import Progress
from newsgen.report.text import count

_SAMPLES: Final = 40
"""Pages of each pattern that are looked at."""
_MOST_PATTERNS: Final = 200
_MOST_RELEASES: Final = 200
"""Pages by which selectors are judged."""
_ENOUGH_WORDS: Final = 20
_SHORT: Final = 14
_MANY: Final = 12
_PRINT: Final = re.compile(r"(?<![a-z])print", re.IGNORECASE)
"""In a pattern: pages for printers, which show releases without what is around them."""
_ENOUGH_PAGES: Final = 4
"""Of fewer pages those that share a link may be lists that name the same release."""
_HALF: Final = 0.5
_WORDS_OF_LINK: Final = 8
"""A release has at least so many words for each page that it leads to."""
_IN_ONE_PIECE: Final = 0.6
"""A release has more than this share of its own words without such links between them."""
_START: Final = 6
"""So many words tell that a text begins as another one does, such as in a list."""


class Guess(NamedTuple):
    """A plan as a file, and what to say of it. It is empty if the source is."""

    text: str
    lines: tuple[str, ...]
    is_empty: bool = False


@dataclass
class _Cluster:
    """The pages of one pattern: how many, on which hosts, and some of them."""

    pages: int = 0
    hosts: Counter[str] = field(default_factory=Counter)
    kept: list[tuple[int, int, Capture]] = field(default_factory=list)

    def add(self, address: Address, capture: Capture, number: int) -> None:
        """Count a page, and keep it if it is drawn: always the same ones of the same source."""
        self.pages += 1
        self.hosts[address.host] += 1
        draw = (-zlib.crc32(address.url.encode()), -number, capture)
        if len(self.kept) < _SAMPLES:
            heappush(self.kept, draw)
        else:
            heappushpop(self.kept, draw)

    @property
    def captures(self) -> list[Capture]:
        return [capture for *_, capture in sorted(self.kept, key=lambda draw: draw[:2])]


class _FirstLook(NamedTuple):
    """What sources have: pages by patterns, and how many captures, aliases, pages and hosts."""

    clusters: dict[str, _Cluster]
    captures: int
    aliases: dict[str, str]
    pages: set[str]
    hosts: set[str]


def guessed(sources: Sequence[CaptureSource], config: Config, progress: Progress) -> Guess:
    """Look at sources, and return a plan for them."""
    look = _look(sources, progress)
    clusters = look.clusters
    samples = {pattern: list(_samples(cluster.captures)) for pattern, cluster in clusters.items()}
    lists = _lists(samples, look.aliases, look.pages)
    releases = _releases(clusters, samples, lists, config)
    pages = _some([page for pattern in releases for page in samples[pattern]])
    chosen = choose(pages, config.zone) if pages else Selectors((), (), (), (), DateSettings())
    patterns = {pattern: PagesOfPattern(each.pages, each.hosts)
                for pattern, each in clusters.items()}  # fmt: skip
    kind = next(source.kind for source in sources if source.kind not in BESIDE)
    text = plan_text(kind, config, patterns, releases, lists, chosen, len(pages), look.hosts)
    plan = parse(text)
    captures = [c for pattern in releases for c in clusters[pattern].captures]
    lines = _said(look.captures, clusters, releases, chosen, plan, captures, config)
    return Guess(text, tuple(lines), is_empty=not look.captures)


def _samples(captures: Iterable[Capture]) -> Iterator[JudgedPage]:
    """Yield pages, without those that cannot be read or say that they are not there."""
    for capture in captures:
        with suppress(ValueError):
            page = sample_of(capture)
            if not page.says_missing:
                yield page


def _some(pages: Sequence[JudgedPage]) -> list[JudgedPage]:
    step = max(1, -(-len(pages) // _MOST_RELEASES))
    return list(pages[::step])


def _look(sources: Iterable[CaptureSource], progress: Progress) -> _FirstLook:
    """Put the pages of sources together by the patterns of their addresses."""
    clusters: dict[str, _Cluster] = {}
    seen: set[str] = set()
    hosts: set[str] = set()
    aliases: dict[str, str] = {}
    total = 0
    for source in sources:
        for capture in source.captures():
            total += 1
            try:
                address = address_of(capture.url)
            except URLError:
                continue
            hosts.add(address.host)
            if not (capture.is_page and capture.status == 200 and capture.body):
                continue
            if capture.alias:
                aliases[unquote(capture.alias)] = address.url
            if address.url in seen:
                continue
            seen.add(address.url)
            pattern = pattern_of(address)
            if pattern not in clusters and len(clusters) >= _MOST_PATTERNS:
                continue
            clusters.setdefault(pattern, _Cluster()).add(address, capture, total)
            progress("Looking", total, total + 1)
    progress("Looking", total, total)
    return _FirstLook(_merged(clusters), total, aliases, seen, hosts)


def pattern_of(address: Address) -> str:
    """Return the pattern of an address: years, months, days and numbers, and its last part as *."""
    parts, sign = address.path.split("/")[1:], ""
    if parts and not parts[-1]:
        parts, sign = parts[:-1], "/"
    shown: list[str] = []
    for at, part in enumerate(parts):
        is_last = at == len(parts) - 1
        if re.fullmatch(r"(?:19|20)\d\d", part):
            shown.append("{year}")
        elif shown[-1:] == ["{year}"] and month_number(part):
            shown.append("{month}")
        elif shown[-1:] == ["{month}"] and re.fullmatch(r"\d\d?", part):
            shown.append("{day}")
        elif part.isdigit():
            shown.append("{number}")
        elif is_last:
            ending = next((e for e in PAGE_EXTENSIONS if part.lower().endswith(e)), "")
            shown.append(f"*{part[len(part) - len(ending) :]}" if ending else "*")
        else:
            shown.append(part)
    query = "&".join(f"{each.partition('=')[0]}=*" for each in address.query.split("&") if each)
    if query and not sign and shown:  # which page it is, the query says
        shown[-1] = parts[-1]
    return f"/{'/'.join(shown)}{sign if shown else ''}" + (f"?{query}" if query else "")


def _merged(clusters: dict[str, _Cluster]) -> dict[str, _Cluster]:
    """Put patterns together that differ in one folder only, where there are many of them."""
    by_shape: dict[str, list[str]] = defaultdict(list)
    for pattern in clusters:
        folders = pattern.split("/")
        for at in range(1, len(folders) - 1):
            if folders[at] and not folders[at].startswith(("{", "*")):
                by_shape["/".join([*folders[:at], "*", *folders[at + 1 :]])].append(pattern)
    merged = dict(clusters)
    for shape, patterns in sorted(by_shape.items(), key=lambda item: -len(item[1])):
        there = [pattern for pattern in patterns if pattern in merged]
        if len(there) <= _MANY:
            continue
        whole = _Cluster()
        for pattern in there:
            part = merged.pop(pattern)
            whole.pages += part.pages
            whole.hosts += part.hosts
            whole.kept = sorted([*whole.kept, *part.kept], key=lambda draw: draw[:2])[-_SAMPLES:]
        merged[shape] = whole
    return merged


# Which are releases


class _OwnTexts:
    """The texts of pages that no other begins as long a text with, as a list of releases may."""

    def __init__(self, pages: Iterable[JudgedPage]) -> None:
        self._two_longest: dict[str, tuple[int, int]] = {}
        for page in pages:
            longest = Counter[str]()
            for block in page.blocks:
                longest[_start(block)] = max(longest[_start(block)], block.words)
            for start, words in longest.items():
                *_, second, first = sorted((*self._two_longest.get(start, (0, 0)), words))
                self._two_longest[start] = first, second

    def words(self, block: TextLine) -> int:
        """Return how many words a text has that are in no link, if it is its page's own."""
        is_text = block.words > _SHORT / 2
        return block.plain_words * (is_text and block.words > self._two_longest[_start(block)][1])

    def is_in(self, page: JudgedPage) -> bool:
        """Return whether a page has a text of its own."""
        return sum(map(self.words, page.blocks)) >= _ENOUGH_WORDS

    def outweigh(self, page: JudgedPage, linked: Sequence[str]) -> bool:
        """Return whether a page is one text with a few links, and no list of what they lead to.

        In a list they stand between texts, such as summaries.
        """
        pieces = [0]
        for block in page.blocks:
            if not block.plain_words and any(block.text in each for each in linked):
                pieces.append(0)
            pieces[-1] += self.words(block)
        longest = max(pieces)
        least = max(_ENOUGH_WORDS, _WORDS_OF_LINK * len(linked))
        return longest >= least and longest > _IN_ONE_PIECE * sum(pieces)


def _lists(
    samples: dict[str, list[JudgedPage]], aliases: dict[str, str], known: Container[str]
) -> set[str]:
    """Return the patterns whose pages lead to many of another pattern, whose own do not.

    Releases may do so too, such as to related ones: they have more text than links.
    """
    every = Counter(
        target for pages in samples.values() for page in pages for target in _targets(page, aliases)
    )
    total = sum(map(len, samples.values()))
    own_texts = _OwnTexts(page for pages in samples.values() for page in pages)
    leads: dict[str, Counter[str]] = {}
    texts: set[str] = set()
    for pattern, pages in samples.items():
        counts = Counter[str]()
        menu = _shared([set(_targets(page, aliases)) for page in pages])
        linked = []
        for page in pages:
            rare = {each: text for each, text in _targets(page, aliases).items()
                    if each not in menu and each in known and every[each] <= total / 2
                    and each != _plain_url(page.url)}  # fmt: skip
            counts.update(map(_pattern_of, rare))
            linked.append(list(rare.values()))
        leads[pattern] = Counter({to: n for to, n in counts.items() if to in samples})
        if _share(map(own_texts.outweigh, pages, linked)) > _HALF:
            texts.add(pattern)

    def is_list_of(pattern: str, to: str, number: int) -> bool:
        mean = number / max(1, len(samples[pattern]))
        back = leads[to][pattern] / max(1, len(samples[to]))
        is_folder_of = pattern.endswith("/") and to.startswith(pattern)
        return is_folder_of or (mean >= 2 and mean > 1.5 * back and len(samples[to]) > 1)

    return {
        pattern for pattern, counts in leads.items() if pattern not in texts
        and any(is_list_of(pattern, to, number) for to, number in counts.items() if to != pattern)
    }  # fmt: skip


def _share(answers: Iterable[bool]) -> float:
    """Return which share of answers is yes."""
    every = list(answers)
    return sum(every) / max(1, len(every))


def _shared(targets: Sequence[set[str]]) -> set[str]:
    """Return where most pages of a pattern lead, such as the menu of a language with few pages."""
    if len(targets) < _ENOUGH_PAGES:
        return set()
    counts = Counter(each for every in targets for each in every)
    return {each for each, number in counts.items() if number > len(targets) / 2}


def _plain_url(url: str) -> str:
    try:
        return address_of(url).url
    except URLError:
        return url


def _pattern_of(url: str) -> str:
    try:
        return pattern_of(address_of(url))
    except URLError:
        return ""


def _targets(page: JudgedPage, aliases: dict[str, str]) -> dict[str, str]:
    """Return where a page leads, each with the words of the link."""
    targets = {}
    for href, text in page.links.items():
        url = joined(page.url, href.strip()).partition("#")[0]
        if url.startswith(("http:", "https:")):
            targets[_plain_url(aliases.get(unquote(url), url))] = text
    return targets


def _releases(
    clusters: dict[str, _Cluster],
    samples: dict[str, list[JudgedPage]],
    lists: set[str],
    config: Config,
) -> list[str]:
    """Return the patterns of releases, the most frequent first."""
    samples = {at: pages for at, pages in samples.items() if at not in lists}
    samples = {at: pages for at, pages in samples.items() if not _PRINT.search(at)} or samples
    own_texts = _OwnTexts(page for pages in samples.values() for page in pages)

    def has_date(page: JudgedPage, settings: DateSettings) -> bool:
        short = (block.text for block in page.blocks if block.words <= _SHORT)
        nodes = page.tree.css("meta[property*=time i], meta[name*=date i], time")
        metas = (
            node.attributes.get("content") or node.attributes.get("datetime") or ""
            for node in nodes
        )
        return any(dates_in(text, settings, config.zone) for text in (*metas, *short))

    def is_dated(pattern: str) -> bool:
        settings = date_settings(samples[pattern])
        return _share(has_date(page, settings) for page in samples[pattern]) >= _HALF

    texts = [pattern for pattern, pages in samples.items()
             if pattern != "/" and _share(map(own_texts.is_in, pages)) >= _HALF]  # fmt: skip
    dated = [pattern for pattern in texts if is_dated(pattern)]
    chosen = dated or texts
    return sorted(chosen, key=lambda pattern: (-clusters[pattern].pages, pattern))


def _start(block: TextLine) -> str:
    return " ".join(block.text.split()[:_START])


# What is said


def _said(
    total: int,
    clusters: dict[str, _Cluster],
    releases: Sequence[str],
    chosen: Selectors,
    plan: ImportPlan,
    captures: Sequence[Capture],
    config: Config,
) -> Iterator[str]:
    """Yield the guesses, with five releases as they would be."""
    pages = sum(cluster.pages for cluster in clusters.values())
    yield f"Looked at {count(total, 'capture')}, {count(pages, 'page')}."
    if total and not pages:
        yield (
            "If the folder has CSV or JSON, name each of these files; for Markdown, run newsgen "
            "init --from."
        )
    yield ""
    for pattern in releases:
        yield f"releases  {pattern}  ({count(clusters[pattern].pages, 'page')})"
    for name in ("title", "date", "body", "remove"):
        for choice in getattr(chosen, name):
            yield f"{name:8}  {choice.selector}  (fits {count(choice.pages, 'page')})"
        if releases and name != "remove" and not getattr(chosen, name):
            yield f"{name:8}  not known: write it into the plan"
    yield from sample_lines(captures, plan, config)
