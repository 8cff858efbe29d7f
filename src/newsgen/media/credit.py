"""Who made a picture, and how it may be used: what is kept of what it says, if a site asks for it.

It is read from XMP, IPTC and Exif, in this order, and written as a small XMP packet of texts.
Nothing else of the source gets there: what is not a short text is left out.
Sources: XMP part 1, section 7; IPTC-IIM 4.2; Exif 2.3; guidelines of the Metadata Working Group.
"""

import re
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

from newsgen.media._exif import ExifBlock
from newsgen.media._said import RawFacts
from newsgen.media.kinds import kind_of

CREDIT, LICENCE = "credit", "licence"
"""What may be kept."""
_KINDS: Final = frozenset({"JPEG", "PNG", "WebP"})
"""Kinds of pictures of which it can be."""


class Credit(NamedTuple):
    """The texts of a picture that are kept; all may be empty.

    Attributes:
        creators: who made it.
        credit: the line to be printed with it.
        rights: whose it is.
        terms: how it may be used.
        statement: the address of a page that says so.

    """

    creators: tuple[str, ...] = ()
    credit: str = ""
    rights: str = ""
    terms: str = ""
    statement: str = ""

    def only(self, keep: Collection[str]) -> "Credit":
        """Return no more than is asked for."""
        kept = self if CREDIT in keep else self._replace(creators=(), credit="")
        return kept if LICENCE in keep else kept._replace(rights="", terms="", statement="")

    def or_else(self, other: "Credit") -> "Credit":
        """Return these texts, and those of another where there is none."""
        return Credit._make(ours or theirs for ours, theirs in zip(self, other, strict=True))

    def named(self) -> Iterator[tuple[str, str]]:
        """Yield the texts, each with its name."""
        yield from (("creator", name) for name in self.creators)
        yield from (
            (name, text) for name, text in self._asdict().items() if isinstance(text, str) and text
        )

    def packet(self) -> bytes:
        """Return the texts as an XMP packet; empty if there is none."""
        parts = "".join(_elements(self))
        return f"{_BEGIN}{parts}{_END}".encode() if parts else b""


_BEGIN: Final = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">'
)
_END: Final = '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns# "
_NAMES: Final = {
    "creators": "http://purl.org/dc/elements/1.1/ creator",
    "credit": "http://ns.adobe.com/photoshop/1.0/ Credit",
    "rights": "http://purl.org/dc/elements/1.1/ rights",
    "terms": "http://ns.adobe.com/xap/1.0/rights/ UsageTerms",
    "statement": "http://ns.adobe.com/xap/1.0/rights/ WebStatement",
}
"""The properties of XMP that are read, by the names of our own."""
_MOST_BYTES, _MOST_CHARACTERS, _MOST_CREATORS = 1 << 20, 500, 8
"""Longer packets are not read, and longer texts not kept."""
_DEEPEST: Final = 100
_NO_TEXT: Final = ("\ufffd", "%PDF-")
"""What is in bytes that are not a text, or begins another file."""
_ADDRESS: Final = re.compile(r"https?://[!-~]+")
_RECORD, _RECORD_HEAD = b"\x1c", 5
_IPTC: Final = {(2, 80): "creators", (2, 110): "credit", (2, 116): "rights"}
_EXIF: Final = {0x013B: "creators", 0x8298: "rights"}


def credit_kept(data: bytes, keep: Collection[str]) -> Credit:
    """Return the texts of a picture that is not damaged which are published with it."""
    kind = kind_of(data)
    if kind is None or kind.name not in _KINDS or not keep:
        return Credit()
    return credit_of(kind.load().said(data)).only(keep)


def with_credit(clean: bytes, data: bytes, keep: Collection[str]) -> bytes:
    """Return a clean picture with what is kept of what it said before."""
    packet = credit_kept(data, keep).packet()
    kind = kind_of(clean) if packet else None
    whole: bytes = kind.load().with_packet(clean, packet) if kind else clean
    return whole


def credit_of(said: RawFacts) -> Credit:
    """Return who made a picture and how it may be used, as far as it says so in short texts."""
    return _of_xmp(said.xmp).or_else(_of_iptc(said.iptc)).or_else(_of_exif(said.exif))


def _elements(credit: Credit) -> Iterator[str]:
    if credit.creators:
        names = "".join(f"<rdf:li>{escape(name)}</rdf:li>" for name in credit.creators)
        yield f"<dc:creator><rdf:Seq>{names}</rdf:Seq></dc:creator>"
    if credit.rights:
        yield f"<dc:rights>{_in_any_language(credit.rights)}</dc:rights>"
    if credit.credit:
        yield f"<photoshop:Credit>{escape(credit.credit)}</photoshop:Credit>"
    if credit.terms:
        yield f"<xmpRights:UsageTerms>{_in_any_language(credit.terms)}</xmpRights:UsageTerms>"
    if credit.statement:
        yield f"<xmpRights:WebStatement>{escape(credit.statement)}</xmpRights:WebStatement>"


def _in_any_language(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'


def _credit(values: dict[str, list[str]]) -> Credit:
    """Return what is kept of values: the first ones, of creators several."""
    texts = {name: [text for each in of if (text := _text(each))] for name, of in values.items()}
    first = {name: (of or [""])[0] for name, of in texts.items() if name != "creators"}
    if not _ADDRESS.fullmatch(first.get("statement", "")):
        first["statement"] = ""
    return Credit(tuple(texts.get("creators", ())[:_MOST_CREATORS]), **first)


def _text(value: str) -> str:
    """Return a value in one line; empty if it is not a short text."""
    text = " ".join(value.split())
    is_text = text.isprintable() and not any(sign in text for sign in _NO_TEXT)
    return text if is_text and len(text) <= _MOST_CHARACTERS else ""


def _of_xmp(packet: bytes) -> Credit:
    if not packet or len(packet) > _MOST_BYTES:
        return Credit()
    parser, reader = expat.ParserCreate(namespace_separator=" "), _Properties()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.add
    try:
        parser.Parse(packet.strip(b"\0 \r\n\t"), True)
    except (expat.ExpatError, ValueError, LookupError):  # the last two: an unknown encoding
        return Credit()
    return _credit(reader.values)


def _refuse(*_: object) -> None:
    raise ValueError("it defines entities")


class _Properties:
    """Collects the texts of properties: as an attribute, an element, or items of a list.

    Those of other pictures, of which this one was put together, are further within.
    """

    def __init__(self) -> None:
        self.values: dict[str, list[str]] = {}
        self._ours = {name: ours for ours, name in _NAMES.items()}
        self._open: list[str] = []
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._open.append(name)
        self._text.clear()
        if len(self._open) > _DEEPEST:
            raise ValueError("it is nested without end")
        if self._below_rdf() == [f"{_RDF}Description"]:
            for key, value in attributes.items():
                self._add(self._ours.get(key, ""), value)

    def end(self, name: str) -> None:
        within = self._below_rdf()
        if len(within) == 2 or (len(within) == 4 and name == f"{_RDF}li"):
            self._add(self._ours.get(within[1], ""), "".join(self._text))
        self._open.pop()
        self._text.clear()

    def add(self, text: str) -> None:
        self._text.append(text)

    def _below_rdf(self) -> list[str]:
        root = f"{_RDF}RDF"
        return self._open[self._open.index(root) + 1 :] if root in self._open else []

    def _add(self, ours: str, value: str) -> None:
        if ours and value.strip():
            self.values.setdefault(ours, []).append(value)


def _of_iptc(records: bytes) -> Credit:
    values, at = dict[str, list[str]](), 0
    while records[at : at + 1] == _RECORD and at + _RECORD_HEAD <= len(records):
        size = int.from_bytes(records[at + 3 : at + _RECORD_HEAD])
        name = _IPTC.get((records[at + 1], records[at + 2]))
        at += _RECORD_HEAD
        if name:
            values.setdefault(name, []).append(_decoded(records[at : at + size]))
        at += size
    return _credit(values)


def _decoded(text: bytes) -> str:
    """Return a text of IPTC, which may be in UTF-8 or in an older encoding."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("cp1252", "replace")


def _of_exif(data: bytes) -> Credit:
    texts = ExifBlock(data).texts(_EXIF)
    return _credit({name: [texts[tag]] for tag, name in _EXIF.items() if tag in texts})
