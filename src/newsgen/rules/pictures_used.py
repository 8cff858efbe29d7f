"""The rules on pictures that releases use: damaged ones, and heavy ones."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Protocol

from newsgen.diagnostics import Diagnostic
from newsgen.store.file_uses import NamedFile

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
