"""RSS and Atom: an item or an entry for each record, its fields called as its elements are."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin
from xml.parsers import expat

from newsgen.importers.capture import LARGEST_PAGE
from newsgen.importers.page_text import text_of
from newsgen.importers.records import DataRow, paragraphs

_CHUNK: Final = 1 << 16
_ITEMS: Final = ("item", "entry")
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
    """Yield the items of a feed, up to where it is not well-formed."""
    reader = _FeedReader(file.name)
    with file.open("rb") as stream:
        while True:
            data = stream.read(_CHUNK)
            trouble = ""
            try:
                reader.parser.Parse(data, not data)
            except (expat.ExpatError, ValueError, LookupError) as error:  # an unknown encoding
                trouble = f"the feed cannot be read to its end: {error}"
            ready, reader.rows = reader.rows, []
            yield from ready
            if trouble:
                yield DataRow(file.name, {}, trouble)
                return
            if not data:
                return


def is_feed(start: bytes) -> bool:
    """Return whether the first bytes of a file are those of a feed."""
    text = start.decode("utf-8", "replace")
    is_rss = "<rss" in text and "wordpress.org/export" not in text
    return is_rss or "<rdf:RDF" in text or ("<feed" in text and "2005/Atom" in text)


class _FeedReader:
    """Gathers the items of a feed."""

    def __init__(self, name: str) -> None:
        self.rows: list[DataRow] = []
        self._name = name
        self._number = 0
        self._item: dict[str, Any] | None = None
        self._above: list[str] = []
        self._bases: list[str] = [""]
        self._field = ""
        self._text: list[str] = []
        self._size = 0
        self._markup = 0
        self._type = ""
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._add
        self.parser.EntityDeclHandler = self._refuse

    def _refuse(self, *_: object) -> None:
        raise ValueError("it declares entities, which no feed needs")

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = _name(qualified)
        given = {_name(key): value for key, value in attributes.items()}
        self._above.append(name)
        self._bases.append(urljoin(self._bases[-1], given.get("xml:base", "")))
        if len(self._above) > _DEEPEST:
            raise ValueError("its elements are nested too deep")
        if self._item is None:
            if name in _ITEMS:
                self._item, self._number = {}, self._number + 1
                if language := given.get("xml:lang"):
                    self._item["xml:lang"] = language
            return
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
                self._put(key, urljoin(base, given["href"]))
            case "enclosure" | "media:content" | "media:thumbnail" if "url" in given:
                self._put(name, urljoin(base, given["url"]))
            case "category" if "term" in given:
                self._put(name, given.get("label") or given["term"])

    def _add(self, text: str) -> None:
        if not self._field:
            return
        self._size += len(text)
        if self._size > LARGEST_PAGE:
            raise ValueError(f"{self._field} is larger than {LARGEST_PAGE >> 20} MB")
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
            origin = f"{self._name}, item {self._number:,}"
            self.rows.append(DataRow(origin, self._item))
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
