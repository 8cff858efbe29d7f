"""The rule on releases of an area with one title and much the same text.

Many releases share a title with another: “Appeal for witnesses” is none the worse for it. But where
the texts are alike too, one release is most often published twice.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Final

from newsgen.diagnostics import Diagnostic, Related
from newsgen.model.likeness import Sketch, percent_alike
from newsgen.model.urls import folded
from newsgen.store.claims import Claims, ReleaseClaim
from newsgen.store.sketches import Sketches

MOST_COMPARED: Final = 50
"""Older releases with the same title that a text is compared with, the latest of them."""
_HINT: Final = (
    "If they are one release, delete one file and redirect its address; else say in the title what "
    "sets them apart, such as a place or a day."
)


def check_titles(archive: Claims, sketches: Sketches) -> Iterator[Diagnostic]:
    """Yield releases with the title of an older one of their area, and most of its words.

    Those that also share its path are reported already: usually one release is in two files.
    """
    for group in archive.repeated_titles():
        yield from _repeated(group, sketches.of([claim.source for claim in group]))


def _repeated(
    group: Sequence[ReleaseClaim], sketches: Mapping[str, Sketch]
) -> Iterator[Diagnostic]:
    """Compare each release of a group with the older ones."""
    older: deque[tuple[ReleaseClaim, Sketch]] = deque(maxlen=MOST_COMPARED)
    paths: set[str] = set()
    for claim in group:
        if folded(claim.path) in paths:
            continue
        paths.add(folded(claim.path))
        this = sketches[claim.source]
        shares = [(percent_alike(this, other), there) for there, other in older]
        percent, there = max(shares, key=itemgetter(0), default=(0, claim))
        if percent:
            yield _twin(claim, there, percent)
        older.append((claim, this))


def _twin(claim: ReleaseClaim, there: ReleaseClaim, percent: int) -> Diagnostic:
    how_many = "all" if percent == 100 else f"{percent} %"
    return Diagnostic(
        "NG601",
        "another release of this area has the same title, and "
        f"{how_many} of their words are the same",
        claim.span,
        _HINT,
        (Related(there.span, "the other one"),),
        subject=claim.path,
    )
