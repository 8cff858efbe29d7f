"""What a request is answered with, and what that was made from."""

from dataclasses import dataclass

from newsgen.diagnostics import Diagnostic
from newsgen.pipeline.single import Single


@dataclass(frozen=True, slots=True)
class Made:
    """A page as it was last made, and why; `failed` says what keeps the newest from being made."""

    single: Single
    data: bytes
    reason: str
    seconds: float
    failed: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What a request is answered with.

    `mark` is another when the page is; `made` is nothing if no file of the site is shown. `failed`
    says what keeps the newest version of the page from being made.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    mark: str
    file: str = ""
    made: Made | None = None
    failed: tuple[Diagnostic, ...] = ()
