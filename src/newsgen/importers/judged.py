"""A page taken apart to judge selectors by: its lines of text, each with its elements."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsgen.importers.capture import Capture
from newsgen.importers.letters import tree_of
from newsgen.importers.page_hidden import take_hidden
from newsgen.importers.page_text import headings_of, is_error, words_of
from newsgen.model.dates import MONTH_NUMBERS, WEEKDAY_NAMES
from newsgen.model.day_words import WELSH, forms

CONTAINERS: Final = frozenset({"div", "article", "section", "main", "td", "span", "form", "center",
                                "blockquote", "font", "dd"})  # fmt: skip
_LINES: Final = frozenset({
    "p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dd", "dt", "figcaption", "caption",
    "blockquote", "pre", "address", "summary", "label", "legend", "time", *CONTAINERS, "body",
    "header", "footer", "nav", "aside", "ul", "ol", "tr", "table", "figure", "button", "option",
})  # fmt: skip
_INLINE: Final = frozenset({"span", "font", "time", "label"})
_NOT_TEXT: Final = "script, style, template, noscript, select, textarea, head > title"
_COMMENTS: Final = re.compile(r"\b(?:comments?|commentlist|disqus|respond)\b", re.IGNORECASE)
_CHANGING: Final = "#"
_NAMES: Final = "|".join((*MONTH_NUMBERS, *WEEKDAY_NAMES, *forms(WELSH.weekdays)))
_CHANGES: Final = re.compile(rf"(?:\b(?:\w*\d[\w:./-]*|(?:{_NAMES})\b)[\s,-]*)+", re.IGNORECASE)
_REPEATED: Final = re.compile(rf"{_CHANGING}(?:[\s,-]*{_CHANGING})+")
_OWN_SHARE: Final = 0.05
FEWEST: Final = 5


_LONGEST_TEASER: Final = 80
_LONGEST_LINE: Final = 20


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
    links: dict[str, str] = field(default_factory=dict)
    """Where it leads, each with the words of the link."""
    title: str = ""
    says_missing: bool = False

    @cached_property
    def _nodes(self) -> dict[int, LexborNode]:
        return {node.mem_id: node for node in self.tree.css("body *")}

    def kind_of(self, element: int) -> tuple[int, str, str]:
        """Return what elements beside each other share that are of one kind: place, tag, class."""
        node = self._nodes.get(element)
        if node is None or node.parent is None:
            return 0, "", ""
        return node.parent.mem_id, node.tag or "", node.attributes.get("class") or ""

    @cached_property
    def blocks_of(self) -> dict[int, list[int]]:
        """Return which blocks are in each element."""
        inside: dict[int, list[int]] = defaultdict(list)
        for at, block in enumerate(self.blocks):
            for element in block.above:
                inside[element].append(at)
        return inside


def sample_of(capture: Capture) -> JudgedPage:
    """Take a page apart. Raises ValueError as `tree_of` does."""
    tree, _ = tree_of(capture)
    take_hidden(tree)
    page = JudgedPage(capture.url, tree)
    title = tree.css_first("title")
    page.title = " ".join((title.text() if title else "").split())
    for node in tree.css("a[href]"):
        if href := node.attributes.get("href"):
            page.links[href] = f"{page.links.get(href, '')} {words_of(node)}".strip()
    for node in tree.css(_NOT_TEXT):
        node.decompose()
    headings = headings_of(tree)
    if tree.body:
        page.blocks = list(_blocks(tree.body))
    page.says_missing = is_error(headings, lambda: sum(b.plain_words for b in page.blocks))
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


def teasers_in(page: JudgedPage) -> set[int]:
    """Return the blocks that tell of other pages: of boxes in a row that begin with a link."""
    teasers: set[int] = set()
    groups: dict[tuple[int, str, str], list[list[int]]] = defaultdict(list)
    linked = {
        at for at, block in enumerate(page.blocks) if block.words > 1 and not block.plain_words
    }
    for element in {above for at in linked for above in page.blocks[at].above}:
        blocks = page.blocks_of[element]
        is_short = sum(page.blocks[at].plain_words for at in blocks) <= _LONGEST_TEASER
        if is_short and linked.intersection(blocks[:2]):
            groups[page.kind_of(element)].append(blocks)
    for boxes in groups.values():
        if len(boxes) > 1:
            teasers.update(at for box in boxes for at in box)
    return teasers


def shape_of(text: str, headline: str, months: tuple[str, ...]) -> str:
    """Return a text without what differs from page to page in furniture: headline, dates, numbers.

    So “Posted on 5 March 2020” is the same on all pages. What is long is not such a line.
    """
    if headline:
        text = text.replace(headline, _CHANGING)
    if len(text.split()) > _LONGEST_LINE:
        return text
    for month in months:
        text = text.replace(month, _CHANGING)
    return _REPEATED.sub(_CHANGING, _CHANGES.sub(_CHANGING, text))


def is_own(number: int, pages: int) -> bool:
    """Return whether a text that so many of the pages have is own to each."""
    return number <= max(2, _OWN_SHARE * pages) and (pages < FEWEST or number <= pages / 2)


def text_at(page: JudgedPage, selectors: Iterable[str]) -> str:
    for selector in selectors:
        if selector == "title" and page.title:
            return page.title
        css, _, attribute = selector.partition("@")
        node = page.tree.css_first(css.strip())
        if node is not None:
            value = node.attributes.get(attribute.strip()) if attribute else words_of(node)
            if value and value.strip():
                return " ".join(value.split())
    return ""
