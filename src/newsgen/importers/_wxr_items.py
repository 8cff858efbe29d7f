"""The items of a WordPress export, each read by itself: a damaged one does not stop the others.

The file is cut where items begin and end; a parser of XML sees one item at a time, and never a
declaration of entities.
"""

import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any, Final, NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

from newsgen.importers.capture import LARGEST_PAGE
from newsgen.importers.letters import letters_of
from newsgen.model.wellformed import without_forbidden

_EDGE: Final = re.compile(rb"<!\[CDATA\[|<item(?:\s[^<>]{0,200})?>|</item\s{0,99}>")
_ENCODING: Final = re.compile(rb"<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.-]{2,40})")
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
_HEAD: Final = 1 << 16
_MARK: Final = b"wordpress.org/export/"
_DECLARED: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)\b", re.IGNORECASE)


class ItemBytes(NamedTuple):
    """The bytes of an item, or why they cannot be read."""

    number: int
    body: bytes
    trouble: str = ""


@dataclass
class WxrItem:
    """What an item says: its fields by name, the terms and the fields of plug-ins."""

    number: int
    text: str
    oddity: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    terms: list[tuple[str, str, str]] = field(default_factory=list)
    meta: list[tuple[str, str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    """Whether each was approved: 1, 0, spam."""

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")

    @property
    def id(self) -> int:
        """The number of the post; what has none gets one that no post has."""
        text = self["wp:post_id"]
        return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else -self.number

    def meta_of(self, key: str) -> list[str]:
        return [value for name, value in self.meta if name == key]


class Prologue(NamedTuple):
    """What a file says of itself: its letters, the address of the blog, and what is wrong."""

    charset: str
    blog: str
    trouble: str = ""


_BLOG: Final = re.compile(rb"<wp:base_blog_url>([^<]{1,500})</wp:base_blog_url>")


def is_wxr(file: Path) -> bool:
    """Return whether a file is an export of WordPress."""
    if file.suffix.lower() != ".xml" or not file.is_file():
        return False
    with file.open("rb") as stream:
        return _MARK in stream.read(_HEAD).replace(b"\0", b"")


def prologue_of(file: Path) -> Prologue:
    """Read what is before the items."""
    with file.open("rb") as stream:
        head = stream.read(_HEAD).partition(b"<item>")[0]
    said = _ENCODING.search(head[:1000])
    blog = _BLOG.search(head)
    trouble = "its declarations of entities are not read" if _DECLARED.search(head) else ""
    if head.startswith(_WIDE):
        trouble = "the file is UTF-16: save it as UTF-8"
    return Prologue(
        said[1].decode("ascii") if said else "utf-8",
        blog[1].decode("utf-8", "replace").strip().rstrip("/") if blog else "",
        trouble,
    )


def pieces_of(file: Path) -> Iterator[ItemBytes]:
    """Cut a file into its items, in order."""
    if not file.stat().st_size:
        return
    with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        number, start = 0, -1
        for edge in _edges(data):
            if edge[0].startswith(b"<item"):
                if start >= 0:
                    yield ItemBytes(number, b"", "the item does not end")
                number, start = number + 1, edge.start()
            elif start >= 0:
                is_large = edge.end() - start > LARGEST_PAGE
                trouble = f"the item is larger than {LARGEST_PAGE >> 20} MB" if is_large else ""
                yield ItemBytes(number, b"" if is_large else data[start : edge.end()], trouble)
                start = -1
        if start >= 0:
            yield ItemBytes(number, b"", "the file ends within the item")
        elif b"</rss>" not in data[-_HEAD:]:
            yield ItemBytes(
                number + 1, b"", "the file does not end as an export does: is it whole?"
            )


def _edges(data: mmap.mmap) -> Iterator[re.Match[bytes]]:
    """Yield where items begin and end, but for what only is in their text."""
    at = 0
    while edge := _EDGE.search(data, at):
        at = edge.end()
        if not edge[0].startswith(b"<!"):
            yield edge
            continue
        at = data.find(b"]]>", at)
        if at < 0:
            return


_PARTS: Final = re.compile(r"(<!\[CDATA\[.*?\]\]>)|&(?!(?:amp|lt|gt|quot|apos);)(#?\w{1,32};)?",
                           re.DOTALL)  # fmt: skip


def item_of(piece: ItemBytes, charset: str) -> WxrItem | str:
    """Read an item. Returns why, if it cannot be read.

    Signs that XML does not know are read as HTML has them, which old exports need.
    """
    if piece.trouble:
        return piece.trouble
    text, oddity = letters_of(piece.body, charset)
    text = without_forbidden(text)
    repaired = _PARTS.sub(_as_html, text)
    for each in dict.fromkeys((text, repaired)):
        try:
            return _read(WxrItem(piece.number, each, oddity))
        except expat.ExpatError as error:
            why = f"it is not well-formed: {error}"
    return why


def _as_html(part: re.Match[str]) -> str:
    if part[1]:
        return part[1]
    if (part[2] or "").startswith("#"):
        return part[0]
    return escape(unescape(part[0]))


def _read(item: WxrItem) -> WxrItem:
    """Fill an item with what its text says. Raises ExpatError."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    path: list[str] = []
    words: list[str] = []
    inner: dict[str, str] = {}
    term: dict[str, Any] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        path.append(name)
        words.clear()
        if len(path) == 2:
            inner.clear()
            term.update(domain="", nicename="")
            term.update(attributes)

    def end(name: str) -> None:
        text = "".join(words)
        if len(path) == 3:
            inner[name] = text
            words.clear()
        elif len(path) == 2:
            if name == "wp:postmeta":
                item.meta.append((inner.get("wp:meta_key", ""), inner.get("wp:meta_value", "")))
            elif name == "wp:comment":
                item.comments.append(inner.get("wp:comment_approved", ""))
            elif name == "category":
                item.terms.append((term["domain"], term["nicename"], text))
            else:
                item.fields.setdefault(name, text)
        path.pop()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = words.append
    parser.Parse(item.text, True)
    return item
