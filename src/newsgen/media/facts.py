"""What a file gives away: where, when, with what and by whom it was made.

It is read for people who look at their files, not for cleaning: that keeps what is known to be
harmless, whatever else there is.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from io import BytesIO
from itertools import islice
from typing import Final, NamedTuple

from newsgen.media._exif import ExifBlock
from newsgen.media._ooxml import NOBODY
from newsgen.media._pdf import check_packed
from newsgen.media._unclean import UncleanError, bounded, spend
from newsgen.media._zips import unpacked
from newsgen.media.kinds import kind_of


class MediaFact(NamedTuple):
    """A piece of a file's metadata: of what sort, and its words."""

    sort: str
    words: str


_EXIF: Final = re.compile(rb"(?:\A|Exif\0\0|eXIf|EXIF.{4}|\0{4})(II\*\0|MM\0\*)", re.DOTALL)
"""Where Exif data begins: in HEIC and AVIF it may stand behind its offset, which is 0, alone."""
_TEXTS: Final = {
    0x010F: "camera", 0x0110: "camera", 0x0131: "software", 0x0132: "time", 0x013B: "author",
    0x8298: "rights", 0x9003: "time", 0xA430: "owner", 0xA431: "serial number",
}  # fmt: skip
"""Tags of Exif data with a text."""
_XML: Final = {
    "author": r"dc:creator|cp:lastModifiedBy|meta:initial-creator|w:author",
    "software": r"xmp:CreatorTool|pdf:Producer|Application|meta:generator",
    "place": r"exif:GPSLatitude|exif:GPSLongitude|photoshop:City|Iptc4xmpCore:Location",
    "time": r"xmp:CreateDate|xmp:ModifyDate|dcterms:created|dcterms:modified|meta:creation-date",
    "company": r"Company",
    "rights": r"dc:rights",
}
_XML_VALUES: Final = [
    (
        sort,
        names.split("|"),
        re.compile(
            rf'<(?:{names})\b[^>]{{0,400}}>(?=(.{{0,400}}))|\b(?:{names})="([^"]{{0,400}})',
            re.DOTALL,
        ),
    )
    for sort, names in _XML.items()
]
_PACKETS: Final = ((b"<x:xmpmeta", b"</x:xmpmeta>"), (b"<metadata", b"</metadata>"))
_TAGS: Final = re.compile(r"<[^<>]*>")
_POSITION: Final = re.compile(rb"[+-]\d{2}\.\d{2,}[+-]\d{3}\.\d{2,}(?=[+-/])")
_INFO: Final = {
    "/Author": "author", "/Creator": "software", "/Producer": "software", "/CreationDate": "time",
}  # fmt: skip
_MOST: Final = 200
"""Characters of a fact that are shown."""
_MOST_BLOCKS: Final = 100
"""Blocks of Exif data in a file that are read."""


def facts_of(data: bytes) -> list[MediaFact]:
    """Return the metadata of a file, as far as it is understood."""
    with bounded(len(data)):
        facts = dict[MediaFact, None]()
        with suppress(UncleanError):  # there is too much of it: the first are enough
            for fact in _facts(data):
                facts[fact._replace(words=" ".join(fact.words.split())[:_MOST])] = None
        return [fact for fact in facts if fact.words not in ("", NOBODY)]


def _facts(data: bytes, *, is_within: bool = False) -> Iterator[MediaFact]:
    for block in islice(_EXIF.finditer(data), _MOST_BLOCKS):
        yield from _in_exif(ExifBlock(data[block.start(1) :]), is_whole=not block.start())
    for packet in _packets(data):
        yield from _in_xml(packet)
    for position in _POSITION.finditer(data):
        yield MediaFact("place", position[0].decode())
    kind = kind_of(data)
    if kind and kind.name == "Office" and not is_within:
        with suppress(UncleanError):
            for name, content in unpacked(data):
                yield from (
                    _in_xml(content) if name.endswith(".xml") else _facts(content, is_within=True)
                )
    elif kind and kind.name == "PDF":
        yield from _of_pdf(data)


def _packets(data: bytes) -> Iterator[bytes]:
    """Yield the packets of XMP in a file, each up to its end."""
    for first, last in _PACKETS:
        start = data.find(first)
        while start >= 0 and (end := data.find(last, start)) >= 0:
            yield data[start:end]
            start = data.find(first, end)


def _in_exif(block: ExifBlock, *, is_whole: bool) -> Iterator[MediaFact]:
    """Yield what a block says; of one that is a whole TIFF, the next tables are its pages."""
    texts = block.texts(_TEXTS)
    for tag, sort in _TEXTS.items():
        if tag in texts:
            yield MediaFact(sort, texts[tag])
    if block.has_more and not is_whole:
        yield MediaFact("small copy", "of the picture")
    if place := block.place():
        yield MediaFact("place", ", ".join(place))


def _in_xml(packet: bytes) -> Iterator[MediaFact]:
    text = packet.decode("utf-8", "replace")
    for sort, names, pattern in _XML_VALUES:
        if not any(name in text for name in names):
            continue
        spend(len(text))
        for value in pattern.finditer(text):
            spend(_MOST)
            yield MediaFact(
                sort, unescape(_TAGS.sub(" ", (value[1] or value[2] or "").split("</")[0]))
            )


def _of_pdf(data: bytes) -> Iterator[MediaFact]:
    try:
        import pikepdf  # noqa: PLC0415 (an extra)
    except ImportError:
        return
    errors = (pikepdf.PdfError, pikepdf.PasswordError, ValueError, RuntimeError)
    with suppress(*errors, UncleanError):
        check_packed(data)
        with pikepdf.open(BytesIO(data)) as pdf:
            for key, sort in _INFO.items():
                yield MediaFact(sort, str(pdf.docinfo.get(key, "")))
            for name in pdf.attachments:
                yield MediaFact("attached file", name)
