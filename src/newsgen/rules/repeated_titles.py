"""The rule on releases of an area with one title and much the same text.

Many releases share a title with another: “Appeal for witnesses” is none the worse for it. But where
the texts are alike too, one release is most often published twice.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from html import unescape
from operator import itemgetter
from typing import Final

from newsgen.diagnostics import Diagnostic, Related
from newsgen.model.urls import folded
from newsgen.store import Fragments
from newsgen.store.claims import Claims, ReleaseClaim

LEAST: Final = 80
"""Percent of shared words from which two texts are much alike."""
MOST_COMPARED: Final = 50
"""Older releases with the same title that a text is compared with, the latest of them."""
_TAG: Final = re.compile(r"<[^>]*>")
_WORD: Final = re.compile(r"\w+")
_HINT: Final = (
    "If they are one release, delete one file and redirect its address; else say in the title what "
    "sets them apart, such as a place or a day."
)


def check_titles(archive: Claims, fragments: Fragments) -> Iterator[Diagnostic]:
    """Yield releases with the title of an older one of their area, and most of its words.

    Those that also share its path are reported already: usually one release is in two files.
    """
    groups = archive.repeated_titles()
    fragments.expect(claim.source for group in groups for claim in group)
    for group in groups:
        yield from _repeated(group, fragments)


def _repeated(group: Sequence[ReleaseClaim], fragments: Fragments) -> Iterator[Diagnostic]:
    """Compare each release of a group with the older ones."""
    older: deque[tuple[ReleaseClaim, Counter[str]]] = deque(maxlen=MOST_COMPARED)
    paths: set[str] = set()
    for claim in group:
        if folded(claim.path) in paths:
            continue
        paths.add(folded(claim.path))
        words = words_of(fragments.html(claim.source))
        shares = [(percent_shared(words, others), other) for other, others in older]
        percent, other = max(shares, key=itemgetter(0), default=(0, claim))
        if percent >= LEAST:
            how_many = "all" if percent == 100 else f"{percent} %"
            message = (
                "another release of this area has the same title, and "
                f"{how_many} of their words are the same"
            )
            related = (Related(other.span, "the other one"),)
            yield Diagnostic("NG601", message, claim.span, _HINT, related, subject=claim.path)
        older.append((claim, words))


def words_of(html: str) -> Counter[str]:
    """Return the words of a body, and how often each stands there."""
    return Counter(_WORD.findall(unescape(_TAG.sub(" ", html)).casefold()))


def percent_shared(one: Counter[str], other: Counter[str]) -> int:
    """Return how much of the words of two texts is in both; 100 only if all are."""
    smaller, every = min(one.total(), other.total()), one.total() + other.total()
    if 200 * smaller < LEAST * every or not every:  # too different in length to be alike
        return 0
    return 200 * (one & other).total() // every
