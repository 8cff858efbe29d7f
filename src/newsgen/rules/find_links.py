"""The links of a body as they came out of Markdown, and where they stand in what was written.

HTML has lost the places. What may be a link's address in the text, or its words, is looked up in
the order in which it stands; the text is gone through once, however many links there are. It is
only done for a body that has a finding.
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


class Place(NamedTuple):
    """Where the address and the words of a link stand in the body as it was written."""

    address: Stretch
    label: Stretch


def find_links(clean: str) -> Iterator[WrittenLink]:
    """Yield the links of a body, in order, given as clean HTML."""
    for found in _LINK.finditer(clean):
        href, words = found.groups()
        if "<" in words:
            words = _TAG.sub("", _PICTURE.sub(r"\1", words))
        yield WrittenLink(html.unescape(href), _plain(html.unescape(words)))


def find_places(links: Iterable[WrittenLink], text: str) -> Iterator[Place]:
    """Yield where all the links of a body stand in what was written."""
    places = _Places(text)
    for href, words in links:
        address, is_elsewhere = places.of_address(href)
        label = places.of_words(words) if is_elsewhere else _label_before(text, words, address)
        yield Place(address, label or address)


def _plain(words: str) -> str:
    return " ".join(words.split())


def _label_before(text: str, words: str, address: Stretch) -> Stretch | None:
    """Find a link's words between the bracket that opens it and its address."""
    least = max(0, address[0] - LONGEST_LABEL)
    start = text.rfind(words, least, address[0]) if words else -1
    return (start, start + len(words)) if start >= 0 else None


class _Places:
    """Where addresses and words stand; each place in a sentence is given once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._last = 0
        self._inline: dict[str, deque[Stretch]] = defaultdict(deque)
        self._defined: dict[str, Stretch] = {}
        self._labels: dict[str, deque[Stretch]] | None = None
        for found in _WRITTEN.finditer(text):
            group = found.lastindex or 1
            place = found.span(group)
            for key in _keys(found[group]):
                if group == _DEFINITION:
                    self._defined.setdefault(key, place)
                else:
                    self._inline[key].append(place)

    def of_address(self, href: str) -> tuple[Stretch, bool]:
        """Return where an address stands, and whether that is away from its words."""
        for key in _keys(href):
            queue = self._inline.get(key, deque())
            while queue and queue[0][0] < self._last:  # given already, by its other name
                queue.popleft()
            if queue:
                place = queue.popleft()
                self._last = place[1]
                return place, False
            if key in self._defined:
                return self._defined[key], True
        return (self._last, self._last), False

    def of_words(self, words: str) -> Stretch | None:
        """Return where the words of a link stand whose address is elsewhere."""
        if self._labels is None:
            self._labels = defaultdict(deque)
            for found in _LABEL.finditer(self._text):
                self._labels[_plain(found[1].translate(_MARKS))].append(found.span(1))
        queue = self._labels.get(words)
        return queue.popleft() if queue else None


def _keys(written: str) -> Iterator[str]:
    """Yield the names under which an address is known, however Markdown or YAML writes it."""
    whole = unquote(html.unescape(written)).removeprefix("mailto:")
    yield whole
    name = whole.rpartition("/")[2]
    if name and name != whole:
        yield name
