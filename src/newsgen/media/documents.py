"""What a reader is told of a document before opening it, and what it lacks for some readers.

Both are known of PDF alone, where pikepdf is installed. Source: PDF/UA-1 (ISO 14289-1), clause 7:
a document has tags, a language and a title.
"""

from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple

from newsgen.media.kinds import kind_of

if TYPE_CHECKING:
    from pikepdf import Object

TAGS, LANGUAGE, TITLE = "tags", "language", "title"
LACKS: Final = (TAGS, LANGUAGE, TITLE)
"""What a PDF may lack that screen readers need."""


class DocumentFacts(NamedTuple):
    """How many pages a document has, 0 if that is not known, and what it lacks of `LACKS`."""

    pages: int = 0
    lacks: tuple[str, ...] = ()


_UNKNOWN: Final = DocumentFacts()


def _is_marked(root: "Object") -> bool:
    return "/MarkInfo" in root and bool(root["/MarkInfo"].get("/Marked", False))


def document_facts(data: bytes) -> DocumentFacts:
    """Return what is known of a document, from its bytes as they are published."""
    kind = kind_of(data)
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
        return DocumentFacts(len(pdf.pages), tuple(each for each in LACKS if not has[each]))
    return _UNKNOWN
