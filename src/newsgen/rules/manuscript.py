"""What rules examine: a source file as its author wrote it, with the position of every text."""

import html
import re
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import accumulate
from typing import Any, Final, NamedTuple, Protocol
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from newsgen.diagnostics import Fix, Span
from newsgen.fast.patterns import later
from newsgen.model.area import Area
from newsgen.model.dates import Moment
from newsgen.model.elements import HTML_TAG
from newsgen.model.language_parts import (
    LanguagePart,
    html_of_languages,
    language_parts,
    text_of_languages,
)
from newsgen.model.refusal import Keys, dotted
from newsgen.model.release import Kind, Release
from newsgen.model.urls import Address
from newsgen.model.worded import primary

Stretch = tuple[int, int]

_LINK: Final = later(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_PICTURE: Final = later(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>')
_MARKS: Final = str.maketrans("", "", "*_`\\")

_TARGET: Final = r"<?((?:[^\s()<>]|\([^\s()<>]*\))*)"
_WRITTEN: Final = later(
    rf"\]\([ \t\n]?{_TARGET}"
    rf"|^[ ]{{0,3}}\[[^\]\n]+\]:[ \t]*{_TARGET}"
    r"|<((?:https?|ftp|mailto):[^\s<>]+|[^\s<>@]+@[^\s<>]+)>"
    r"|\bhref=[\"'](.*?)[\"']",
    re.MULTILINE | re.ASCII,
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
            words = HTML_TAG.sub("", _PICTURE.sub(r"\1", words))
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


class KeySpans(Protocol):
    """The spans of front matter (`content.frontmatter.Located`)."""

    def key(self, *keys: str | int) -> Span: ...
    def value(self, *keys: str | int) -> Span: ...
    def fix(self, keys: Keys, text: str) -> Fix | None: ...
    def addition(self, key: str, text: str) -> Fix | None: ...


@dataclass
class Body:
    """The text below the front matter; `line` is the one at which it begins in the file."""

    text: str
    path: str
    line: int
    name: str = field(default="", init=False)

    def span(self, start: int, end: int) -> Span:
        return Span(self.path, *self._place(start), *self._place(end))

    def fix(self, start: int, end: int, text: str) -> Fix:
        return Fix(self.span(start, end), text)

    def _place(self, at: int) -> tuple[int, int]:
        row = bisect_right(self._starts, at) - 1
        return self.line + row, at - self._starts[row] + 1

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(line) + 1 for line in self.text.split("\n")), initial=0))


@dataclass(slots=True)
class Value:
    """A text in the front matter; its span is the whole value, as quotes and folds hide others."""

    text: str
    keys: Keys
    places: KeySpans

    @property
    def name(self) -> str:
        """Its name in a message: a key; that of the body is empty."""
        return dotted(self.keys)

    def span(self, start: int, end: int) -> Span:  # noqa: ARG002
        return self.places.value(*self.keys)

    def fix(self, start: int, end: int, text: str) -> Fix | None:
        """Return the edit that replaces a stretch by a text, or None if no edit is safe."""
        return self.places.fix(self.keys, self.text[:start] + text + self.text[end:])


Passage = Body | Value
"""A text that readers will see."""


TITLES: Final[tuple[Keys, ...]] = (("title",), ("og", "title"), ("twitter", "title"))
TEXTS: Final[tuple[Keys, ...]] = (
    *TITLES,
    ("summary",),
    ("og", "description"),
    ("og", "site", "name"),
    ("video", "title"),
    ("explanation",),
)
PICTURE_TEXTS: Final = ("alt", "caption", "credit")
_LISTED: Final = (
    ("images", PICTURE_TEXTS),
    ("attachments", ("title",)),
    ("updates", ("note",)),
    ("corrections", ("note",)),
)
"""Keys with a list, and those of its items that are texts which readers see."""
_SEEN: Final = frozenset({*(keys[0] for keys in TEXTS), *(name for name, _ in _LISTED)})
NOTES: Final = frozenset({"explanation", "updates", "corrections"})
"""What is said of the release later than its text."""


def _text(value: Any, keys: Keys) -> str:
    for key in keys:
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and isinstance(key, int) and key < len(value):
            value = value[key]
        else:
            return ""
    return value if isinstance(value, str) else ""


Look = Callable[[str], bool]


class CutKeyError(Exception):
    """A rule asks for a key that cannot be read."""


@dataclass
class Manuscript:
    """One source file, parsed. `release` is None if an error forbids one."""

    path: str
    values: Mapping[str, Any]
    places: KeySpans
    body: Body
    html: str
    area: Area | None
    address: Address | None
    published: Moment | None
    release: Release | None
    zone: ZoneInfo
    language: str = "en"
    """The language of its texts, without a country; parts of the body may be in others."""
    areas: tuple[str, ...] = ()
    """The areas that are configured, by the word that releases use."""
    cut: frozenset[str] = frozenset()
    """The keys that cannot be read, or not all of them; an empty text may be any key."""
    has_passed: Callable[[datetime], bool] = field(default=lambda _: False, repr=False)
    """Whether an instant is now or was before; what was asked is judged again when that turns."""
    _looks: dict[Look, bool] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def seen(self) -> list[tuple[str, Keys]]:
        """The texts of the front matter that readers see, and the keys of each."""
        values = self.values
        texts = ((_text(values, keys), keys) for keys in TEXTS if keys[0] in values)
        below = (text for name, keys in _LISTED for text in self._texts_below(name, keys))
        return [*(text for text in texts if text[0]), *below]

    @cached_property
    def words(self) -> str:
        """All that readers see in one text, for a first and cheap search.

        A line feed stands before each of its parts.
        """
        return "\n".join(["", self.body.text, *[text for text, _ in self.seen]])

    def _texts_below(self, name: str, keys: Sequence[str]) -> Iterator[tuple[str, Keys]]:
        """Yield the texts of pictures or documents."""
        items = self.values.get(name)
        for at, item in enumerate(items if isinstance(items, list) else ()):
            for key in keys if isinstance(item, dict) else ():
                if isinstance(text := item.get(key), str) and text:
                    yield text, (name, at, key)

    def look(self, look: Look) -> bool:
        """Return whether a test of the words succeeds; it is run once for all rules."""
        if look not in self._looks:
            self._looks[look] = look(self.words)
        return self._looks[look]

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every text that readers see, the body first."""
        return (self.body, *self.texts)

    @cached_property
    def texts(self) -> list[Value]:
        """The texts of the front matter that readers see, with their places."""
        return [Value(text, keys, self.places) for text, keys in self.seen]

    @property
    def notes(self) -> list[Value]:
        """What is said of the release later than its text: all that is left of a withdrawn one."""
        return [value for value in self.texts if value.keys[0] in NOTES]

    @cached_property
    def parts(self) -> tuple[LanguagePart, ...]:
        """The parts of the body that say their language; hardly any release has some."""
        return language_parts(self.body.text)

    def known_to(self, languages: str) -> "Manuscript":
        """Return it without the texts in other languages than some: blanks stand in their place."""
        if not (languages and self.parts):
            return self
        known = languages.split()
        values = self.values
        if self.language not in known:
            values = {key: value for key, value in values.items() if key not in _SEEN}

        def wanted(tag: str) -> bool:
            return primary(tag) in known

        text = text_of_languages(self.body.text, self.parts, self.language, wanted)
        body = Body(text, self.body.path, self.body.line)
        html = html_of_languages(self.html, self.language, wanted)
        return replace(self, values=values, body=body, html=html)

    def published_part(self) -> "Manuscript":
        """Return what of a release that was taken down is still published: the explanation."""
        values = {key: self.values[key] for key in ("explanation",) if key in self.values}
        body = Body("", self.body.path, self.body.line)
        return replace(self, values=values, body=body, html="", release=None)

    @cached_property
    def titles(self) -> list[tuple[str, Keys]]:
        """The title, and those for sharing, with their keys."""
        return [title for title in self.seen if title[1] in TITLES]

    def text(self, *keys: str | int) -> str:
        """Return a text of the front matter as written, empty if there is none."""
        if self.cut:
            self.refuse_cut(str(keys[0]))
        return _text(self.values, keys)

    def refuse_cut(self, *keys: str) -> None:
        """Raise `CutKeyError` if one of some keys cannot be read: nobody knows what it says."""
        if not self.cut.isdisjoint(("", *keys)):
            raise CutKeyError

    @cached_property
    def kind(self) -> str:
        return self.text("kind").strip().lower() or Kind.NEWS

    @cached_property
    def links(self) -> tuple[WrittenLink, ...]:
        """The links of the body, in order."""
        return tuple(find_links(self.html)) if 'href="' in self.html else ()

    @cached_property
    def link_places(self) -> tuple[LinkSpans, ...]:
        """Where each of the links stands."""
        return tuple(find_link_spans(self.links, self.body.text))
