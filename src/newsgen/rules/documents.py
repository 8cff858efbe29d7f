"""The rule on documents that some readers cannot read."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Protocol

from newsgen.diagnostics import Diagnostic
from newsgen.store.file_uses import NamedFile

_HINT: Final = (
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
        yield Diagnostic("NG552", message, use.span, _HINT, subject=use.path)
