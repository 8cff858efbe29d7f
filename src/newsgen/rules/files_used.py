"""The rules on files that releases use: those left out, heavy or damaged pictures, documents."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Protocol

from newsgen.diagnostics import Diagnostic, Span
from newsgen.store.uses import NamedFile


class ReasonAgainst(Protocol):
    """Why a file cannot be published, and what its author can do."""

    @property
    def reason(self) -> str: ...

    @property
    def hint(self) -> str: ...


def check_left_out(
    uses: Iterable[NamedFile], refused: Mapping[str, ReasonAgainst]
) -> Iterator[Diagnostic]:
    """Yield the files that releases use and that are left out of the site: `refused` has each."""
    for use in uses:
        yield left_out(use.path, refused[use.path], use.span)


def left_out(path: str, against: ReasonAgainst, span: Span) -> Diagnostic:
    """Return the finding on a file that is left out, where it is named."""
    message = f"the file {path} is not published: {against.reason}"
    return Diagnostic("NG551", message, span, against.hint)


MEGABYTE: Final = 1_000_000


class PictureFacts(Protocol):
    """What is known of a picture: its bytes, and why no smaller copies of it can be made."""

    @property
    def size(self) -> int: ...

    @property
    def fault(self) -> str: ...


def check_pictures(
    uses: Iterable[NamedFile], doubtful: Mapping[str, PictureFacts], budget: int
) -> Iterator[Diagnostic]:
    """Yield what is wrong with pictures, where releases use them: `doubtful` has each.

    `budget` is in megabytes.
    """
    for use in uses:
        facts = doubtful[use.path]
        if facts.fault:
            message = f"no smaller copies can be made of the picture {use.path}: {facts.fault}"
            hint = "Open it, save it again as JPEG, PNG or WebP, and check that all is there."
            yield Diagnostic("NG556", message, use.span, hint)
        if facts.size > budget * MEGABYTE:
            size = f"{facts.size / MEGABYTE:.1f} MB"
            message = f"the picture {use.path} has {size}; {budget} are enough"
            hint = "Make it smaller: 2,000 pixels across are enough for any screen."
            yield Diagnostic("NG557", message, use.span, hint)


_EXPORT_AGAIN: Final = (
    "Export it again as a tagged PDF (PDF/UA) with its language and title set in the program that "
    "it was written with, or publish the text as a page."
)


class KnownDocument(Protocol):
    """What is known of a document: the names of what it lacks, with blanks between them."""

    @property
    def lacks(self) -> str: ...


def check_documents(
    uses: Iterable[NamedFile], documents: Mapping[str, KnownDocument]
) -> Iterator[Diagnostic]:
    """Yield the PDFs without what a screen reader needs; `documents` has each of them."""
    for use in uses:
        lacks = " and no ".join(documents[use.path].lacks.split())
        message = f"the PDF {use.path} has no {lacks}, which screen readers need"
        yield Diagnostic("NG552", message, use.span, _EXPORT_AGAIN, subject=use.path)


_HIDDEN: Final = {
    "sheets": "a hidden sheet",
    "pivots": "the data behind a pivot table",
    "slides": "a hidden slide",
    "words": "hidden words",
    "redactions": "a mark to redact that was not applied, with the text below it",
}
_UNCOVERED: Final = (
    "Every reader can show it. Delete what they must not see and save the file again; of a table, "
    "publish a copy with nothing but its values."
)


class HidingDocument(Protocol):
    """What is known of a document: what it holds and does not show, with blanks between."""

    @property
    def hides(self) -> str: ...


def check_hidden(
    uses: Iterable[NamedFile], documents: Mapping[str, HidingDocument]
) -> Iterator[Diagnostic]:
    """Yield the documents that hold what they do not show; `documents` has each of them."""
    for use in uses:
        hides = " and ".join(_HIDDEN[name] for name in documents[use.path].hides.split())
        message = f"the document {use.path} holds {hides}"
        yield Diagnostic("NG561", message, use.span, _UNCOVERED, subject=use.path)
