"""What became of a body: its words, links, pictures, tables and so on, before and after.

This reads HTML by itself, and not as the converter does, so that it notices what that loses.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from newsgen.fast.patterns import later
from newsgen.importers._nodes import drawn_by, is_layout, is_shown, parse, shown_by, title_of

_HIDDEN: Final = frozenset({
    "script", "style", "template", "noscript", "head", "title", "svg", "math", "canvas", "select",
    "textarea", "datalist", "applet",
})  # fmt: skip
_FRAMES: Final = frozenset({"iframe", "video", "audio", "embed", "object"})
_PARTING: Final = _HIDDEN | _FRAMES | {
    "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "input", "legend", "li", "listing",
    "main", "marquee", "menu", "nav", "ol", "p", "plaintext", "pre", "search", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp",
}  # fmt: skip
"""Elements at whose edges a word ends."""
_UNREAD: Final = _HIDDEN | {"input"}
"""Of these, what parts words and no emphasis."""
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_QUOTES: Final = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
"""newsgen shows straight quotation marks as curly ones in some releases."""
_UNSEEN: Final = later(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff\ufffe\uffff]")
_EDGE: Final = "\x1c"
"""What ends a word and a line; no page has it."""
_TELEPHONE: Final = later(
    r"(?<![\w£$€/.-])(?:(?:\+44[ ()0-]{0,5}|\(?0)(?:[ ()-]{0,2}\d){6,10}|101|999|105|111|112|119"
    r"|18000|116[ ]?\d{3})(?![\w/-])"
)
KINDS: Final = ("links", "pictures", "tables", "headings", "emphasis", "telephones")
"""What a body has beside words, by the names of problems."""
_DRAWN: Final = {"b": "strong", "strong": "strong", "i": "em", "em": "em"}
_DIGIT: Final = later(r"\d")
_DEEPEST: Final = 24
"""Tables further within others have no data."""
_MOST_WORDS: Final = 4_000
"""Of more words the order is not compared, which would take long."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a body has, each in its order."""

    words: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    """Where each leads, and its words."""
    pictures: tuple[tuple[str, str], ...]
    """Where each is, and its alternative."""
    tables: tuple[tuple[tuple[str, ...], ...], ...]
    headings: tuple[tuple[str, str], ...]
    """The level of each, as pages have them, and its words."""
    emphasis: tuple[tuple[str, str], ...]
    """What is bold or slanted, and its words."""
    telephones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two bodies have, and what only the first (missing, lost) or only the second has."""

    before: Contents
    after: Contents
    missing: tuple[str, ...]
    new: tuple[str, ...]
    """Words."""
    lost: tuple[str, ...]
    added: tuple[str, ...]
    """Of all the others."""

    @property
    def is_same(self) -> bool:
        return not (self.missing or self.new or self.lost or self.added)


def compare(before: str, after: str) -> Comparison:
    """Compare the body of a source with the HTML that newsgen gives of what was written."""
    first, second = contents(before), contents(after, is_clean=True)
    missing, new = _different(first.words, second.words)
    lost: list[str] = []
    added: list[str] = []
    for name in KINDS:
        ours, theirs = Counter(getattr(first, name)), Counter(getattr(second, name))
        if ours != theirs:
            lost += _named(name, (ours - theirs).elements())
            more = (theirs - ours).elements()
            added += _named(name, (each for each in more if not _is_typed(name, each)))
    return Comparison(first, second, missing, new, tuple(lost), tuple(added))


def contents(html: str, *, is_clean: bool = False) -> Contents:
    """Return what a body has. In one that newsgen gave (`is_clean`) no table is for layout."""
    reader = _ContentsReader(is_clean=is_clean)
    reader.read(parse(html))
    text = "".join(reader.pieces)
    lines = "\n".join(" ".join(line.split()) for line in text.split(_EDGE) if _DIGIT.search(line))
    return Contents(
        tuple(text.split()),
        tuple(reader.links()),
        tuple(reader.pictures),
        tuple(table for table in reader.tables if any(map(any, table))),
        tuple((level, words) for level, words in reader.headings if words),
        tuple(reader.emphasis()),
        tuple("".join(filter(str.isdigit, number)) for number in _TELEPHONE.findall(lines)),
    )


def _different(
    before: tuple[str, ...], after: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words that only the first or only the second has, or has in another place."""
    if before == after:
        return (), ()
    if max(len(before), len(after)) > _MOST_WORDS:
        ours, theirs = Counter(before), Counter(after)
        if ours != theirs:
            return tuple((ours - theirs).elements()), tuple((theirs - ours).elements())
    missing: list[str] = []
    new: list[str] = []
    matcher = SequenceMatcher(None, before, after, autojunk=len(before) > _MOST_WORDS)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind != "equal":
            missing += before[first:last]
            new += after[start:end]
    return tuple(missing), tuple(new)


def _is_typed(name: str, value: Any) -> bool:
    """Return whether something is a link that pages make of a typed number or address."""
    return name == "links" and (
        value[0].startswith("tel:")
        or value[0].endswith(value[1])
        or value[0] == _shown_at(value[1])
    )


def _named(name: str, values: Iterable[Any]) -> Iterator[str]:
    """Say what was lost or added, each in a line."""
    for value in values:
        if name in ("links", "pictures", "headings", "emphasis"):
            yield f"{name.removesuffix('s') if name != 'emphasis' else name} {value[0]}: {value[1]}"
        elif name == "tables":
            yield f"table: {' / '.join(' | '.join(row) for row in value)}"
        else:
            yield f"{name[:-1]}: {value}"


class _ContentsReader:
    def __init__(self, *, is_clean: bool) -> None:
        self._is_clean = is_clean
        self.pieces: list[str] = []
        self._links: list[tuple[int, int, str]] = []
        """From which piece to which, and where it leads."""
        self._last_picture = -1
        self.pictures: list[tuple[str, str]] = []
        self.tables: list[tuple[tuple[str, ...], ...]] = []
        self.headings: list[tuple[str, str]] = []
        self._levels: list[int] = []  # open ones
        self._drawn = Counter[str]()  # how many open elements make words so
        self._runs: dict[str, list[str]] = {"strong": [], "em": []}
        self._rows: list[list[list[tuple[int, int]]]] = []  # where cells of the open tables are
        self._opened: list[tuple[LexborNode, int]] = []

    def read(self, body: LexborNode) -> None:
        node = body.first_child
        while node is not None:
            if self._enter(node):
                self._opened.append((node, len(self.pieces)))
                if (child := node.first_child) is not None:
                    node = child
                    continue
                self._leave()
            while node is not None and node.next is None:
                node = node.parent if self._opened else None
                if self._opened:
                    self._leave()
            node = node.next if node is not None else None

    def _enter(self, node: LexborNode) -> bool:
        """Begin an element; return whether what is in it is to be read."""
        tag = node.tag or ""
        if tag == "-text":
            text = _UNSEEN.sub("", node.text_content or "")
            self._add_text(text.translate(_QUOTES))
            return False
        if not node.is_element_node:
            return False
        if tag in _UNREAD:
            self._add_text(_EDGE)
        elif tag in _PARTING:
            self._add_edge()
        if add := _SINGLE.get(tag):
            add(self, node)
            return False
        if tag == "table":
            self._rows.append([])
        elif tag == "tr" and self._rows:
            self._rows[-1].append([])
        elif tag == "figure" and is_shown(node):
            self._add_shown(node)
            return False
        self._drawn.update(_drawn(node))
        return tag not in _HIDDEN

    def _leave(self) -> None:
        node, start = self._opened.pop()
        tag = node.tag or ""
        self._drawn.subtract(_drawn(node))
        if tag in _PARTING and tag not in _UNREAD:
            self._add_edge()
        if tag == "a":
            self._add_link(node.attributes.get("href"), start)
        elif tag in _HEADINGS:
            words = self._text(start)
            self.headings.append(
                (self._level(tag) if words or self._last_picture >= start else "", words)
            )
        elif tag in ("td", "th") and self._rows and self._rows[-1]:
            self._rows[-1][-1].append((start, len(self.pieces)))
        elif tag == "table":
            rows = self._rows.pop()
            if self._is_clean or (len(self._rows) < _DEEPEST and not is_layout(node)):
                self.tables.append(
                    tuple(tuple(self._text(*cell) for cell in row) for row in rows if row)
                )

    def _add_text(self, text: str) -> None:
        self.pieces.append(text)
        is_blank = not text or text.isspace()
        for kind, runs in self._runs.items():
            if is_blank and runs:
                runs.append(" ")
            elif self._drawn[kind]:
                runs.append(text)
            elif runs:
                runs.append(_EDGE)

    def _add_edge(self) -> None:
        self.pieces.append(_EDGE)
        for runs in self._runs.values():
            if runs:
                runs.append(_EDGE)

    def emphasis(self) -> Iterator[tuple[str, str]]:
        """Yield what is bold or slanted: what is so without a gap."""
        for kind, runs in self._runs.items():
            for run in "".join(runs).split(_EDGE):
                if words := " ".join(run.split()):
                    yield kind, words

    def _level(self, tag: str) -> str:
        """Return the level that pages have: theirs begin at 2 and skip none."""
        if self._is_clean:
            return tag
        while self._levels and self._levels[-1] >= int(tag[1]):
            self._levels.pop()
        self._levels.append(int(tag[1]))
        return f"h{min(len(self._levels) + 1, 6)}"

    def _text(self, start: int, end: int | None = None) -> str:
        return " ".join("".join(self.pieces[start:end]).split())

    def links(self) -> Iterator[tuple[str, str]]:
        """Yield the links; two to one address, with nothing between them, are one."""
        parts: list[str] = []
        for at, (start, end, address) in enumerate(self._links):
            parts.append("".join(self._text(start, end).split()))
            following = self._links[at + 1 : at + 2]
            if not (following and following[0][2] == address) or self._text(end, following[0][0]):
                yield address, "".join(parts)
                parts = []

    def _add_link(self, href: str | None, start: int) -> None:
        address = _address(href)
        if address and (self._last_picture >= start or self._text(start)):
            self._links.append((start, len(self.pieces), _shown_at(address)))

    def add_picture(self, node: LexborNode) -> None:
        values = [node.attributes.get(name) for name in _SOURCES]
        values += [(node.attributes.get(name) or "").split(" ")[0] for name in _SETS]
        src = next(filter(None, map(_address, values)), "")
        size = node.attributes.get("width"), node.attributes.get("height")
        if src and (self._is_clean or size != ("1", "1")):  # one that counts its readers
            alt = _UNSEEN.sub("", node.attributes.get("alt") or "")
            self.pictures.append((unquote(src), " ".join(alt.split())))
            self._last_picture = len(self.pieces)
            self.pieces.append("")

    def add_frame(self, node: LexborNode) -> None:
        inner = [each.attributes.get("src") for each in node.css("source, embed")]
        values = [*map(node.attributes.get, (*_SOURCES, "data")), *inner]
        address = next((address for address in map(_address, values) if address), "")
        if address:
            self._add_shown_as(address, title_of(node, address))

    def add_hidden_picture(self, node: LexborNode) -> None:
        """Add a picture for readers without a script, unless they have it anyhow."""
        for picture in node.css("img"):
            src = unquote(_address(picture.attributes.get("src")))
            if src not in [known for known, _ in self.pictures]:
                self.add_picture(picture)

    def _add_shown(self, figure: LexborNode) -> None:
        if (video := figure.css_first("video")) is not None:
            self.add_frame(video)
        elif (link := figure.css_first("a")) is not None:
            self._add_shown_as(figure.attributes.get("data-src") or "", link.text())

    def _add_shown_as(self, address: str, title: str) -> None:
        """Add what is shown in a frame, which is a link where there are none."""
        self.pieces += _EDGE, title.translate(_QUOTES), _EDGE
        self._links.append((len(self.pieces) - 2, len(self.pieces), _shown_at(address)))


def _drawn(node: LexborNode) -> set[str]:
    """Return whether an element makes its words bold, and slanted."""
    if node.tag in _HEADINGS or node.tag == "th":
        return set()
    drawn = drawn_by(node.attributes.get("style") or "")
    kind = _DRAWN.get(node.tag or "")
    if kind:
        drawn.setdefault(kind, True)
    return {each for each, is_so in drawn.items() if is_so}


_SINGLE: Final[dict[str, Callable[[_ContentsReader, LexborNode], None]]] = {
    "img": _ContentsReader.add_picture,
    "noscript": _ContentsReader.add_hidden_picture,
    **dict.fromkeys(_FRAMES, _ContentsReader.add_frame),
}
_SOURCES: Final = ("src", "data-src", "data-lazy-src", "data-original")
_SETS: Final = ("srcset", "data-srcset")
_SCHEME: Final = later(r"(?!https?:|mailto:|tel:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def _address(value: str | None) -> str:
    """Return an address without blanks; empty if no page may have it."""
    address = re.sub(r"[\t\n\r]", "", value or "").strip().replace(" ", "%20")
    return "" if _SCHEME.match(address) else address


def _shown_at(address: str) -> str:
    """Return an address in one form: of a known video, map or post, that of its frame."""
    player = shown_by(address)
    return unquote(player.frame if player else address)
