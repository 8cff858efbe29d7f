"""The rules on pictures that releases use: damaged ones, and heavy ones."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Protocol

from newsgen.diagnostics import Diagnostic, Span
from newsgen.model.release import Release

MEGABYTE: Final = 1_000_000


class PictureFacts(Protocol):
    """What is known of a picture: its bytes, and why no smaller copies of it can be made."""

    @property
    def size(self) -> int: ...

    @property
    def fault(self) -> str: ...


def check_pictures(
    releases: Iterable[Release], doubtful: Mapping[str, PictureFacts], budget: int
) -> Iterator[Diagnostic]:
    """Yield what is wrong with pictures, where releases use them; `budget` is in megabytes."""
    for release in releases:
        for use in release.uses:
            if use.path in doubtful:
                span = Span(f"content/{release.source}", use.line, use.column)
                yield from _of_picture(use.path, doubtful[use.path], span, budget)


def _of_picture(path: str, facts: PictureFacts, span: Span, budget: int) -> Iterator[Diagnostic]:
    if facts.fault:
        message = f"no smaller copies can be made of the picture {path}: {facts.fault}"
        hint = "Open it, save it again as JPEG, PNG or WebP, and check that all is there."
        yield Diagnostic("NG556", message, span, hint)
    if facts.size > budget * MEGABYTE:
        message = f"the picture {path} has {facts.size / MEGABYTE:.1f} MB; {budget} are enough"
        hint = "Make it smaller: 2,000 pixels across are enough for any screen."
        yield Diagnostic("NG557", message, span, hint)
