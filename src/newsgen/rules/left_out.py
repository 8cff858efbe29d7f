"""The rule on files that releases use and that cannot be published as they are."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from newsgen.diagnostics import Diagnostic, Span
from newsgen.store.file_uses import NamedFile


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
