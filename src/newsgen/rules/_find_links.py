"""The links of a body's HTML, and where each stands in its Markdown.

HTML has lost the positions. Whatever may be a link's address or words is looked up in the order
of the text, which is read once however many links there are, and only if the body has a finding.
"""

import html
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple
from urllib.parse import unquote

from newsgen.fast.patterns import later

Stretch = tuple[int, int]

_LINK: Final = later(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG: Final = later(r"<[^>]*>")
_PICTURE: Final = later(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>')
_MARKS: Final = str.maketrans("", "", "*_`\\")

_TARGET: Final = r"<?((?:[^\s()<>]|\([^\s()<>]*\))*)"
_WRITTEN: Final = later(
    rf"\]\([ \t\n]?{_TARGET}"
    rf"|^[ ]{{0,3}}\[[^\]\n]+\]:[ \t]*{_TARGET}"
    r"|<((?:https?|ftp|mailto):[^\s<>]+|[^\s<>@]+@[^\s<>]+)>"
    r"|\bhref=[\"'](.*?)[\"']",
    re.MULTILINE,
)
"""An address in a link or picture, in a line such as `[1]: https://…`, by itself, or in HTML."""
_DEFINITION: Final = 2
_LABEL: Final = later(r"\[([^\[\]]{1,500})\]")
LONGEST_LABEL: Final = 500


class WrittenLink(NamedTuple):
    """A link: its address and its words."""

    href: str
    words: str


class LinkSpans(NamedTuple):
    """Where the address and the words of a link stand in the body as it was written."""

    address: Stretch
    label: Stretch


def find_links(clean: str) -> Iterator[WrittenLink]:
    """Yield the links of a body, in order, given as clean HTML."""
    for match in _LINK.finditer(clean):
        href, words = match.groups()
        if "<" in words:
            words = _TAG.sub("", _PICTURE.sub(r"\1", words))
        yield WrittenLink(html.unescape(href), _plain(html.unescape(words)))


def find_link_spans(links: Iterable[WrittenLink], text: str) -> Iterator[LinkSpans]:
    """Yield where all the links of a body stand in what was written."""
    places = _SpanIndex(text)
    for href, words in links:
        address, is_elsewhere = places.of_address(href)
        label = places.of_words(words) if is_elsewhere else _label_before(text, words, address)
        yield LinkSpans(address, label or address)


def _plain(words: str) -> str:
    return " ".join(words.split())


def _label_before(text: str, words: str, address: Stretch) -> Stretch | None:
    """Find a link's words between the bracket that opens it and its address."""
    least = max(0, address[0] - LONGEST_LABEL)
    start = text.rfind(words, least, address[0]) if words else -1
    return (start, start + len(words)) if start >= 0 else None


class _SpanIndex:
    """Where addresses and words stand; each inline span is returned once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._last = 0
        self._inline: dict[str, deque[Stretch]] = defaultdict(deque)
        self._defined: dict[str, Stretch] = {}
        self._labels: dict[str, deque[Stretch]] | None = None
        for match in _WRITTEN.finditer(text):
            group = match.lastindex or 1
            place = match.span(group)
            for key in _keys(match[group]):
                if group == _DEFINITION:
                    self._defined.setdefault(key, place)
                else:
                    self._inline[key].append(place)

    def of_address(self, href: str) -> tuple[Stretch, bool]:
        """Return where an address stands, and whether its words are elsewhere."""
        for key in _keys(href):
            queue = self._inline.get(key, deque())
            while queue and queue[0][0] < self._last:  # returned already, by its other key
                queue.popleft()
            if queue:
                place = queue.popleft()
                self._last = place[1]
                return place, False
            if key in self._defined:
                return self._defined[key], True
        return (self._last, self._last), False

    def of_words(self, words: str) -> Stretch | None:
        """Return where the words of a link stand, if its address is elsewhere."""
        if self._labels is None:
            self._labels = defaultdict(deque)
            for match in _LABEL.finditer(self._text):
                self._labels[_plain(match[1].translate(_MARKS))].append(match.span(1))
        queue = self._labels.get(words)
        return queue.popleft() if queue else None


def _keys(written: str) -> Iterator[str]:
    """Yield the keys of an address, however Markdown or YAML writes it."""
    whole = unquote(html.unescape(written)).removeprefix("mailto:")
    yield whole
    name = whole.rpartition("/")[2]
    if name and name != whole:
        yield name
