"""What a reader is told of a document before opening it, what it lacks, and what it does not show.

The first two are known of PDF alone, where pikepdf is installed. Sources: PDF/UA-1 (ISO 14289-1),
clause 7: a document has tags, a language and a title; ECMA-376, part 1; OpenDocument 1.3, part 3.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple

from newsgen.media._unclean import UncleanError, bounded
from newsgen.media.kinds import kind_of

if TYPE_CHECKING:
    from pikepdf import Object

TAGS, LANGUAGE, TITLE = "tags", "language", "title"
LACKS: Final = (TAGS, LANGUAGE, TITLE)
"""What a PDF may lack that screen readers need."""


SHEETS, PIVOTS, SLIDES, REDACTIONS = "sheets", "pivots", "slides", "redactions"
WORDS: Final = "words"
_IN_PARTS: Final = (
    (SHEETS, ".sheet.main", rb'<(?:\w+:)?sheet\b[^>]* state="(?:hidden|veryHidden)"'),
    (PIVOTS, ".pivotcache", rb"<(?:\w+:)?pivotCache(?:Definition|Records)\b"),
    (
        WORDS,
        ".document.main",
        (
            rb'<w:vanish(?: w:val="(?:1|true|on)")?/>(?:<w:[^<>]{0,300}>){0,40}?</w:rPr>'
            rb"(?:<w:\w{1,30}/>){0,40}<w:t[ >]"
        ),
    ),
    (SLIDES, ".slide+", rb'<(?:\w+:)?sld\b[^>]* show="(?:0|false)"'),
)
"""What parts of some types hide, and how they say so once they are clean."""
_IN_STYLES: Final = (
    (SHEETS, rb"table", rb' table:display="false"', rb"table:table"),
    (SLIDES, rb"drawing-page", rb' presentation:visibility="hidden"', rb"draw:page"),
    (WORDS, rb"text", rb' text:display="none"', rb"text:span"),
)
"""What styles hide of an open document: the kind of the style, what it says, and what has it."""
_HIDDEN_WORDS: Final = (
    rb"<text:(?:hidden-text|hidden-paragraph|section)\b"
    rb'[^>]* text:(?:is-hidden="true"|display="none")'
)
"""Fields and sections of an open document that say so themselves."""
_STYLES, _TEXT = "wordprocessingml.styles", "wordprocessingml.document.main"
_STYLE: Final = re.compile(rb'[^>]* w:styleId="([^"]*)"')
_VANISHES: Final = re.compile(rb'<w:vanish(?: w:val="(?:1|true|on)")?/>')
_LONGEST_HEAD: Final = 1000
_STYLED: Final = re.compile(rb'<w:[pr]Style w:val="([^"]*)"/>')
_TABLES: Final = (".xlsx", ".ods")
"""How tables within other documents are called."""


class DocumentFacts(NamedTuple):
    """How many pages a document has, 0 if that is not known, what it lacks, and what it hides."""

    pages: int = 0
    lacks: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()


_UNKNOWN: Final = DocumentFacts()


def _is_marked(root: "Object") -> bool:
    return "/MarkInfo" in root and bool(root["/MarkInfo"].get("/Marked", False))


def document_facts(data: bytes) -> DocumentFacts:
    """Return what is known of a document, from its bytes as they are published."""
    kind = kind_of(data)
    if kind and kind.name == "Office":
        with suppress(UncleanError), bounded(len(data)):
            return DocumentFacts(hides=tuple(sorted(set(_hidden(data)))))
    if kind is None or kind.name != "PDF":
        return _UNKNOWN
    try:
        import pikepdf  # noqa: PLC0415 (an extra)
    except ImportError:
        return _UNKNOWN
    errors = (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, RuntimeError)
    with suppress(*errors), pikepdf.open(BytesIO(data)) as pdf:
        root = pdf.Root
        has = {
            TAGS: "/StructTreeRoot" in root and _is_marked(root),
            LANGUAGE: bool(str(root.get("/Lang", "")).strip()),
            TITLE: bool(str(pdf.docinfo.get("/Title", "")).strip()),
        }
        marks = (mark for page in pdf.pages for mark in page.get("/Annots", ()))
        hides = (REDACTIONS,) if any(mark.get("/Subtype") == "/Redact" for mark in marks) else ()
        return DocumentFacts(len(pdf.pages), tuple(each for each in LACKS if not has[each]), hides)
    return _UNKNOWN


def _hidden(data: bytes) -> Iterator[str]:
    """Yield what an Office document holds and does not show, with the tables in it."""
    from newsgen.media._ooxml import TYPES, ContentTypes  # noqa: PLC0415 (few sites have any)
    from newsgen.media._zips import ZippedFiles  # noqa: PLC0415

    files = ZippedFiles(data)
    types = ContentTypes(files[TYPES]) if TYPES in files else None
    hiding, used = set[bytes](), set[bytes]()
    for name in files:
        if name.lower().endswith(_TABLES):
            yield from _hidden(files[name])
        kind = types.of(name) if types else ""
        for what, sign, pattern in _IN_PARTS:
            if sign in kind and re.search(pattern, files[name]):
                yield what
        if _STYLES in kind:
            hiding.update(_hiding_styles(files[name]))
        elif _TEXT in kind:
            used.update(_STYLED.findall(files[name]))
    if hiding & used:
        yield WORDS
    if types is None and "content.xml" in files:
        yield from _in_open_text(files["content.xml"])


def _hiding_styles(content: bytes) -> Iterator[bytes]:
    """Yield the names of the styles of Word that hide what is written in them."""
    for style in content.split(b"<w:style ")[1:]:
        name = _STYLE.match(b" " + style[:_LONGEST_HEAD])
        if name and _VANISHES.search(style.partition(b"</w:style>")[0]):
            yield name[1]


def _in_open_text(content: bytes) -> Iterator[str]:
    if re.search(_HIDDEN_WORDS, content):
        yield WORDS
    for what, kind, sign, element in _IN_STYLES:
        styles = re.finditer(
            rb"<style:style\b([^>]*)>\s*<style:%b-properties\b([^>]*)" % kind, content
        )
        names = {
            name[1]
            for style in styles
            if sign in style[2] and (name := re.search(rb' style:name="([^"]*)"', style[1]))
        }
        users = re.finditer(rb'<%b\b[^>]* \w+:style-name="([^"]*)"' % element, content)
        if not names.isdisjoint(user[1] for user in users):
            yield what
