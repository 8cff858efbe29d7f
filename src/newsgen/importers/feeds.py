"""RSS and Atom: an item or an entry for each record, its fields called as its elements are."""

import re
from collections.abc import Iterator
from html import escape
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

from newsgen.importers.capture import LARGEST_PAGE, joined
from newsgen.importers.page_text import text_of
from newsgen.importers.records import DataRow, paragraphs

_CHUNK: Final = 1 << 16
_ITEMS: Final = ("item", "entry")
_ITEM: Final = re.compile(rb"<(?:[\w-]+:)?(?:item|entry)[\s>]")
_PREFIXES: Final = {
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
}
"""The prefixes under which namespaces are known; those of other elements go."""
_ATOM: Final = "http://www.w3.org/2005/Atom "
_DEEPEST: Final = 100


def rows(file: Path, _: str = "") -> Iterator[DataRow]:
    """Yield the items of a feed. One that is damaged costs itself, as far as the next is known."""
    head, start, number = b"", 0, 0
    while True:
        reader = _FeedReader(file.name, number)
        reader.parser.Parse(head)
        yield from reader.read(file, start)
        if not reader.trouble:
            return
        reached = start + reader.reached - len(head)
        following = _item_at(file, max(reached, start + 1)) if reader.first else -1
        if following < 0:
            yield DataRow(file.name, {}, f"the feed cannot be read to its end: {reader.trouble}")
            return
        yield DataRow(reader.place, {}, f"it is damaged: {reader.trouble}")
        if not head:
            with file.open("rb") as stream:
                head = stream.read(reader.first)
        start, number = following, reader.number


def _item_at(file: Path, start: int) -> int:
    """Return where the next item begins; -1 if none does."""
    with file.open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as data:
        match = _ITEM.search(data, start)
        return match.start() if match else -1


def is_feed(file: Path) -> bool:
    """Return whether a file begins as a feed does."""
    with file.open("rb") as stream:
        text = stream.read(1 << 12).decode("utf-8", "replace")
    is_rss = "<rss" in text and "wordpress.org/export" not in text
    return is_rss or "<rdf:RDF" in text or ("<feed" in text and "2005/Atom" in text)


class _FeedReader:
    """Gathers the items of a feed."""

    def __init__(self, name: str, number: int) -> None:
        self.trouble = ""
        self.reached = self.first = 0
        """Bytes up to what is damaged, and to the first item."""
        self.number = number
        self._rows: list[DataRow] = []
        self._name = name
        self._item: dict[str, Any] | None = None
        self._above: list[str] = []
        self._bases: list[str] = [""]
        self._kind = self._field = ""
        self._text: list[str] = []
        self._size = 0
        self._markup = 0
        self._type = ""
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._add
        self.parser.EntityDeclHandler = self._refuse

    def read(self, file: Path, start: int) -> Iterator[DataRow]:
        """Yield the items from a place in a file, until one is damaged."""
        with file.open("rb") as stream:
            stream.seek(start)
            data = b" "
            while data and not self.trouble:
                data = stream.read(_CHUNK)
                try:
                    self.parser.Parse(data, not data)
                except expat.ExpatError as error:
                    self.trouble, self.reached = str(error), self.parser.ErrorByteIndex
                except (ValueError, LookupError) as error:  # such as an unknown encoding
                    self.trouble = str(error)
                ready, self._rows = self._rows, []
                yield from ready

    @property
    def place(self) -> str:
        between = "" if self._item is not None else "after "
        return f"{self._name}, {between}item {self.number:,}"

    def _refuse(self, *_: object) -> None:
        raise self._damage("it declares entities, which no feed needs")

    def _damage(self, why: str) -> ValueError:
        """Return what stops the parser, after noting where: it goes on to the end of its bytes."""
        self.reached = self.parser.CurrentByteIndex
        return ValueError(why)

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = _name(qualified)
        given = {_name(key): value for key, value in attributes.items()}
        self._above.append(name)
        self._bases.append(joined(self._bases[-1], given.get("xml:base", "")))
        if len(self._above) > _DEEPEST:
            raise self._damage("its elements are nested too deep")
        if self._item is None:
            if name in _ITEMS:
                self._item, self._kind, self.number = {}, qualified, self.number + 1
                self.first = self.first or self.parser.CurrentByteIndex
                if language := given.get("xml:lang"):
                    self._item["xml:lang"] = language
            return
        if qualified == self._kind:
            raise self._damage("it does not end")
        if self._field:  # Atom has XHTML within its own elements
            self._markup += 1
            shown = "".join(f' {key}="{escape(value)}"' for key, value in given.items())
            self._text.append(f"<{name}{shown}>")
            return
        self._field, self._text, self._size = name, [], 0
        self._type = given.get("type", "text") if qualified.startswith(_ATOM) else ""
        self._note_attributes(name, given)

    def _note_attributes(self, name: str, given: dict[str, str]) -> None:
        """Take what elements say in attributes: links, enclosures, and terms of categories."""
        base = self._bases[-1]
        match name:
            case "link" if "href" in given:
                rel = given.get("rel", "alternate")
                key = "link" if rel == "alternate" else f"link {rel}"
                self._put(key, joined(base, given["href"]))
            case "enclosure" | "media:content" | "media:thumbnail" if "url" in given:
                self._put(name, joined(base, given["url"]))
            case "category" if "term" in given:
                self._put(name, given.get("label") or given["term"])

    def _add(self, text: str) -> None:
        if not self._field:
            return
        self._size += len(text)
        if self._size > LARGEST_PAGE:
            raise self._damage(f"{self._field} is larger than {LARGEST_PAGE >> 20} MB")
        self._text.append(escape(text) if self._markup else text)

    def _end(self, qualified: str) -> None:
        name = self._above.pop()
        self._bases.pop()
        if self._item is None:
            return
        if self._field:
            if self._markup:
                self._markup -= 1
                self._text.append(f"</{name}>")
                return
            if text := "".join(self._text).strip():
                self._put(self._field, self._as_said(text))
            self._field = ""
        elif _name(qualified) in _ITEMS:
            origin = f"{self._name}, item {self.number:,}"
            self._rows.append(DataRow(origin, self._item))
            self._item = None

    def _as_said(self, text: str) -> str:
        """Return a text of Atom as that of RSS is: HTML, but for what has no elements in it."""
        is_body = self._field in ("content", "summary")
        if is_body:
            return paragraphs(text) if self._type == "text" else text
        return text_of(text) if self._type in ("html", "xhtml") else text

    def _put(self, name: str, value: str) -> None:
        """Add a value to those of its name."""
        assert self._item is not None
        self._item.setdefault(name, []).append(value)


def _name(qualified: str) -> str:
    namespace, _, name = qualified.rpartition(" ")
    return _PREFIXES.get(namespace, "") + name
