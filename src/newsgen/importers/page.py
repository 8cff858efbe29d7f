"""A page of an old site: its dates and links, and the parts that the plan names."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple
from urllib.parse import unquote, urljoin
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsgen.config import Config
from newsgen.importers.capture import Capture, Record
from newsgen.importers.letters import tree_of
from newsgen.importers.plan import DateSettings, ImportPlan
from newsgen.model import dates
from newsgen.model.dates import DateError, Moment

# Links


@dataclass(frozen=True)
class Links:
    """What the links of pages lead to.

    `hosts` are those of the areas, each with a name that those share whose pages are one site.
    `aliases` are the addresses that the links of a copied folder were changed to, each with the one
    that the page has.
    """

    hosts: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)

    def absolute(self, href: str, base: str) -> str:
        """Return the address that a link leads to; what is not one of the web is as it is."""
        href = href.strip()
        if not href or href.startswith("#") or _OTHER_SCHEME.match(href):
            return href
        try:
            url, sign, fragment = urljoin(base, href).partition("#")
        except ValueError:
            return href
        if self.aliases:
            url = self.aliases.get(unquote(url), url)
        return url + sign + fragment

    def written(self, href: str, base: str) -> str:
        """Return how a release writes a link: as a path, if it stays on the same site."""
        url = self.absolute(href, base)
        scheme, _, rest = url.partition("://")
        host, slash, path = rest.partition("/")
        if scheme.lower() not in ("http", "https") or host.lower() not in self.hosts:
            return url
        site = self.hosts[host.lower()]
        is_same = self.hosts.get(base.partition("://")[2].partition("/")[0].lower(), site) == site
        return url if not is_same else f"/{path}" if slash else "/"


def links_of(
    plan: ImportPlan, config: Config, aliases: Mapping[str, str] = MappingProxyType({})
) -> Links:
    """Return the links of a source: with a site for each host, areas do not share paths."""
    is_one_site = config.site.layout != "per-host"
    hosts = {host: "" if is_one_site else area for host, area in plan.area_of_host.items()}
    return Links(hosts, dict(aliases))


_OTHER_SCHEME: Final = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)

# Dates

_DOTTED: Final = re.compile(r"\b(\d{1,2})[.-](\d{1,2})[.-](\d{4})\b")
_NUMBERS: Final = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_ORDINAL: Final = re.compile(r"(?<=\d)(?:\.(?=\s)|(?:er|re|º|ª)\b)")
_OF: Final = re.compile(r"\b(?:de|del|di|the)\s+|(?<=\s)à\s+", re.IGNORECASE)
_LONGEST_TEXT: Final = 120
_MOST_WORDS: Final = 12
_EDGES: Final = " ,;:|.()[]–—-·•"
_CAN_BEGIN: Final = re.compile(r"\d|[a-z]{3}", re.IGNORECASE)


def read_date(text: str, settings: DateSettings, zone: ZoneInfo) -> Moment | None:
    """Return the first date in a short text, such as “Published: 5 March 2020 by the newsroom”."""
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST_TEXT or not any(map(str.isdigit, text)):
        return None
    return _read_date(text, settings.order, settings.months, zone)


@lru_cache(maxsize=4096)
def _read_date(text: str, order: str, months: tuple[str, ...], zone: ZoneInfo) -> Moment | None:
    if months:
        text = _OF.sub("", _ORDINAL.sub("", text))
        for name, english in zip(months, dates.MONTH_NAMES, strict=True):
            text = re.sub(rf"\b{re.escape(name)}\b", english, text, flags=re.IGNORECASE)
    text = _DOTTED.sub(r"\1/\2/\3", text)
    if order == "month-first":
        text = _NUMBERS.sub(r"\2/\1/\3", text)
    words = text.split()
    for start, word in enumerate(words):
        if not _CAN_BEGIN.search(word):
            continue
        for end in range(min(len(words), start + _MOST_WORDS), start, -1):
            piece = " ".join(words[start:end]).strip(_EDGES)
            if any(map(str.isdigit, piece)):
                try:
                    return dates.parse(piece, zone)
                except DateError:
                    continue
    return None


# Parts of pages


class DateFound(NamedTuple):
    """A date that a page has where the plan looks."""

    selector: str
    text: str
    moment: Moment | None


@dataclass(frozen=True)
class PageParts:
    """The parts of a release in a page. `body` is HTML whose links are as a release has them.

    `rest` is what is left of the page, as HTML. `record` is what a source of data has instead.
    `unplaced` counts the letters that are in no part, so that what the reader loses is known.
    """

    title: str
    dates: tuple[DateFound, ...]
    body: str
    summary: str
    tags: tuple[str, ...]
    language: str
    canonical: str
    files: tuple[str, ...]
    says_missing: bool
    rest: str
    oddity: str
    unplaced: int = 0
    record: Record | None = None
    kind: str = ""
    titles: tuple[tuple[str, str], ...] = ()
    """Where the page has another title, and which."""

    @property
    def date(self) -> Moment | None:
        return next((each.moment for each in self.dates if each.moment), None)

    @cached_property
    def words(self) -> str:
        return text_of(self.body)

    def outside(self) -> Iterator[tuple[str, int]]:
        """Yield the texts that are left of the page, each with how many words no link has."""
        for piece in _EDGE.split(self.rest):
            if words := " ".join(html.unescape(_TAG.sub("", piece)).split()):
                plain = _ANCHOR.sub("", piece) if "<a" in piece else piece
                yield words, len(html.unescape(_TAG.sub("", plain)).split())


_NOT_SHOWN: Final = "script, style, template, head > *:not(title):not(meta):not(link)"
_BLOCKS: Final = (
    "address|article|aside|blockquote|body|br|caption|center|dd|details|dialog|div|dl|dt|fieldset"
    "|figcaption|figure|footer|form|h[1-6]|header|hr|iframe|img|legend|li|main|nav|ol|option|p|pre"
    "|section|select|summary|table|tbody|td|tfoot|th|thead|tr|ul|video|audio"
)
_EDGE: Final = re.compile(rf"</?(?:{_BLOCKS})(?:\s[^>]*)?/?>", re.IGNORECASE)
_TAG: Final = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_ANCHOR: Final = re.compile(r"<a\b[^>]*>.*?</a>", re.DOTALL | re.IGNORECASE)
_MISSING: Final = re.compile(
    r"\b404\b|\b(?:page|file|content|item|article)\b.{0,30}\b(?:not|n.t|no longer|cannot)\b"
    r".{0,15}\b(?:found|exists?|available|be found)\b|^\W*(?:sorry\W*)?not found\W*$"
    r"|\btudalen\b.{0,30}\b(?:heb|ddim|methu)\b|\b(?:heb|methu|ddim)\b.{0,20}\btudalen\b"
    r"|\bpage (?:has )?(?:been )?(?:moved|removed|deleted)\b",
    re.IGNORECASE,
)
_FEW_WORDS: Final = 150
_SHOWS: Final = ("src", "data-src", "data-lazy-src", "data-original")
_FILE_ELEMENTS: Final = ("img", "source", "video", "audio", "embed", "object")


def text_of(clean: str) -> str:
    """Return the words of HTML, with white space where a block begins or ends."""
    return " ".join(html.unescape(_TAG.sub("", _EDGE.sub(" ", clean))).split())


def parts_of(capture: Capture, plan: ImportPlan, zone: ZoneInfo, links: Links) -> PageParts:
    """Return the parts of a page that the plan names. Raises ValueError as `tree_of` does."""
    if capture.record:
        return _parts_of_record(capture, capture.record, plan, zone, links)
    tree, oddity = tree_of(capture)
    base = _base(tree, capture)
    canonical = _attribute(tree, 'link[rel~="canonical" i]', "href")
    headings = headings_of(tree)
    settings = plan.page
    title = next(_values(tree, settings.title), ("", None))[0]
    found_dates = tuple(_dates(tree, plan, zone))
    summary = next(_values(tree, settings.summary), ("", None))[0]
    tags = tuple(dict.fromkeys(value for value, _ in _values(tree, settings.tags)))
    words = [*(value for value, _ in _values(tree, settings.kind)), *tags]
    titles = tuple(_other_titles(tree, title))
    root = tree.root
    language = (root.attributes.get("lang") or "") if root else ""
    for node in tree.css(_NOT_SHOWN):
        node.decompose()
    length = _length(tree)
    length -= sum(map(_taken_out, _highest(tree, settings.remove)))
    length -= sum(map(_taken_out, _headline(tree, settings.title, title)))
    length -= sum(map(_taken_out, _date_lines(tree, plan, zone)))
    body, files = _body(tree, settings.body, base, links)
    length -= _length(LexborHTMLParser(body))
    rest = (tree.body.html or "") if tree.body else ""
    says_missing = is_error(headings, len(text_of(body or rest).split()))
    return PageParts(
        title,
        found_dates,
        body,
        summary,
        tags,
        language,
        links.absolute(canonical, base) if canonical else "",
        files,
        says_missing,
        rest,
        oddity,
        unplaced=length - _length(tree),
        kind=plan.kind_of(capture.url, words),
        titles=titles,
    )


def _parts_of_record(
    capture: Capture, record: Record, plan: ImportPlan, zone: ZoneInfo, links: Links
) -> PageParts:
    """Return the parts of a record. Of its HTML only what `remove` names goes."""
    tree, oddity = tree_of(capture)
    base = capture.alias or capture.url
    for node in tree.css(_NOT_SHOWN):
        node.decompose()
    for node in _highest(tree, plan.page.remove):
        node.decompose()
    body, files = _body(tree, ("body",), base, links)
    shown = [each.url for each in (*record.pictures, *record.files)]
    shown = [links.absolute(each, base) for each in (*shown, *record.uses)]
    read = (
        DateFound(name, text, read_date(text, plan.dates, zone))
        for name, text in record.dates if text
    )  # fmt: skip
    pictures, documents = (
        tuple(each._replace(url=links.written(each.url, base)) for each in every)
        for every in (record.pictures, record.files)
    )
    return PageParts(
        record.title,
        tuple(read),
        body,
        record.summary,
        record.tags,
        record.language,
        "",
        tuple(dict.fromkeys([*files, *shown])),
        says_missing=False,
        rest="".join(f"<p>{html.escape(each)}</p>" for each in record.rest),
        oddity=oddity,
        record=record._replace(pictures=pictures, files=documents, kind=""),
        kind=plan.kind_of(capture.url, [record.kind, *record.tags]),
    )


_TITLES: Final = {"h1": "", "title": "", 'meta[property="og:title"]': "content"}


def _other_titles(tree: LexborHTMLParser, title: str) -> Iterator[tuple[str, str]]:
    """Yield the titles of a page that say something else; a name may stand beside what they say."""
    letters = _letters(title)
    for selector, attribute in _TITLES.items() if letters else ():
        values = [node.attributes.get(attribute) or "" if attribute else _words(node)
                  for node in tree.css(selector)]  # fmt: skip
        shown = [value for value in map(_letters, values) if value]
        if shown and not any(letters in each or letters.startswith(each) for each in shown):
            name = "og:title" if attribute else selector
            yield name, next(" ".join(value.split()) for value in values if value.strip())


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", html.unescape(text)).casefold()


def headings_of(tree: LexborHTMLParser) -> list[str]:
    """Return the words in which a page says what it is."""
    return [_words(node) for node in tree.css("title, h1, h2")[:4]]


def is_error(headings: Iterable[str], words: int) -> bool:
    """Return whether a page with such headings and so many words says that it is not there."""
    return words < _FEW_WORDS and any(map(_MISSING.search, headings))


def _base(tree: LexborHTMLParser, capture: Capture) -> str:
    shown_at = capture.alias or capture.url
    href = _attribute(tree, "base[href]", "href")
    try:
        return urljoin(shown_at, href) if href else shown_at
    except ValueError:
        return shown_at


def _attribute(tree: LexborHTMLParser, selector: str, name: str) -> str:
    node = tree.css_first(selector)
    return ((node.attributes.get(name) or "") if node else "").strip()


def _words(node: LexborNode) -> str:
    return text_of(node.html or "")


def _values(tree: LexborHTMLParser, selectors: Iterable[str]) -> Iterator[tuple[str, LexborNode]]:
    """Yield the words that selectors find, with the element that has them."""
    for selector in selectors:
        css, _, attribute = selector.partition("@")
        for node in tree.css(css.strip()):
            name = attribute.strip()
            value = " ".join((node.attributes.get(name) or "").split()) if name else _words(node)
            if value:
                yield value, node


def _dates(tree: LexborHTMLParser, plan: ImportPlan, zone: ZoneInfo) -> Iterator[DateFound]:
    """Yield what each selector of dates finds first: a date, or a text that is none."""
    for selector in plan.page.date:
        values = [value for value, _ in _values(tree, [selector])]
        read = ((value, read_date(value, plan.dates, zone)) for value in values)
        if best := next((pair for pair in read if pair[1]), None):
            yield DateFound(selector, *best)
        elif values:
            yield DateFound(selector, values[0][:_LONGEST_TEXT], None)


def _length(tree: LexborHTMLParser) -> int:
    return len("".join(tree.root.text().split())) if tree.root else 0


def _taken_out(node: LexborNode) -> int:
    """Take an element out of its page. Returns how many letters it has."""
    letters = len("".join(node.text().split()))
    node.decompose()
    return letters


def _headline(tree: LexborHTMLParser, selectors: Iterable[str], title: str) -> Iterator[LexborNode]:
    """Yield the headline, so that it is not in the text too."""
    for value, node in _values(tree, (each for each in selectors if "@" not in each)):
        if value == title and node.tag not in ("title", "body", "html"):
            yield node
            return


_OTHER_WORDS: Final = 4
"""So many words may stand beside a date in its element, such as “Published on”."""


def _date_lines(tree: LexborHTMLParser, plan: ImportPlan, zone: ZoneInfo) -> Iterator[LexborNode]:
    """Yield the element of the date, unless it says more than that."""
    for selector in plan.page.date:
        for value, node in _values(tree, [selector.partition("@")[0]]):
            words = len(value.split())
            if node.tag in ("meta", "body", "html") or words > _MOST_WORDS + _OTHER_WORDS:
                continue
            if read_date(value, plan.dates, zone):
                yield node
                return


def _body(
    tree: LexborHTMLParser, selectors: Iterable[str], base: str, links: Links
) -> tuple[str, tuple[str, ...]]:
    """Take the text out of the page: its HTML, and the addresses of what it shows and links to."""
    tops = _highest(tree, selectors)
    files: dict[str, None] = {}
    pieces = []
    for node in tops:
        for url in _rewritten(node, base, links):
            files.setdefault(url)
        pieces.append(_inner(node))
    for node in tops:
        node.decompose()
    return "\n".join(filter(None, pieces)), tuple(files)


def _highest(tree: LexborHTMLParser, selectors: Iterable[str]) -> list[LexborNode]:
    """Return what selectors find in the page as it is, without what is in another one of these."""
    chosen: dict[int, LexborNode] = {}
    if written := ", ".join(selectors):
        for node in tree.css(written):
            chosen.setdefault(node.mem_id, node)
    return [node for node in chosen.values() if not _is_below(node, chosen)]


def _inner(node: LexborNode) -> str:
    """Return the HTML in an element, or the element itself if it says what its text is."""
    is_wrapper = node.tag in ("div", "article", "section", "main", "td", "body", "span", "form")
    return ((node.inner_html if is_wrapper else node.html) or "").strip()


def _is_below(node: LexborNode, chosen: Mapping[int, LexborNode]) -> bool:
    above = node.parent
    while above is not None:
        if above.mem_id in chosen:
            return True
        above = above.parent
    return False


def _rewritten(node: LexborNode, base: str, links: Links) -> Iterator[str]:
    """Write links in an element as a release has them; yield the absolute addresses of files."""
    for each in node.css("a[href], img, source, video, audio, iframe[src], embed, object"):
        attributes = each.attributes
        if each.tag == "img" and (src := _picture(attributes)):
            each.attrs["src"] = src
            attributes = each.attributes
        for name in ("href", "src", "poster", "data"):
            value = attributes.get(name)
            if not value or (name == "data" and each.tag != "object"):
                continue
            url = links.absolute(value, base).partition("#")[0]
            each.attrs[name] = links.written(value, base)
            if each.tag in (*_FILE_ELEMENTS, "a") and url.startswith(("http:", "https:")):
                yield url


def _picture(attributes: Mapping[str, str | None]) -> str:
    """Return what a picture shows, which may be behind another attribute until it is seen."""
    values = [attributes.get(name) or "" for name in _SHOWS]
    real = next((value for value in values if value and not value.startswith("data:")), "")
    lazy = next((value for value in values[1:] if value and not value.startswith("data:")), "")
    srcset = (attributes.get("srcset") or attributes.get("data-srcset") or "").split(",")[0]
    return lazy or real or next(iter(srcset.split()), "")
