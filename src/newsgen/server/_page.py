"""The response to a request, and the file it shows."""

from dataclasses import dataclass

from newsgen.diagnostics import Diagnostic
from newsgen.pipeline.single import Single


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A page as last rendered, and why; `failed` says why the newest version cannot be rendered."""

    single: Single
    data: bytes
    reason: str
    seconds: float
    failed: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class PageResponse:
    """The response to a request.

    `mark` changes with the page; `rendered` is None if no file of the site is shown. `failed`
    says what keeps the newest version of the page from being made.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    mark: str
    file: str = ""
    rendered: RenderedFile | None = None
    failed: tuple[Diagnostic, ...] = ()
