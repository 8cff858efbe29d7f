"""The rule on releases of an area with one title and much the same text.

Many releases share a title with another: “Appeal for witnesses” is none the worse for it. But where
the texts are alike too, one release is most often published twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import Final

from newsgen.diagnostics import Diagnostic, Related
from newsgen.digest import digest_bytes
from newsgen.model.likeness import Sketch, may_be_alike, percent_alike
from newsgen.model.urls import folded
from newsgen.store.claims import Claims, TitleClaim
from newsgen.store.sketches import Sketches
from newsgen.store.twins import Twin, Twins

MOST_COMPARED: Final = 20
"""Older releases with the same title that a text is compared with, the latest of them."""
_HINT: Final = (
    "If they are one release, delete one file and redirect its address; else say in the title what "
    "sets them apart, such as a place or a day."
)


def check_titles(archive: Claims, sketches: Sketches, twins: Twins) -> Iterator[Diagnostic]:
    """Yield releases with the title of an older one of their area, and most of its words.

    Only groups of which a release has changed are compared again.
    """
    before, now = twins.known(), dict[bytes, list[Twin]]()
    for group in archive.repeated_titles():
        name = digest_bytes(*(claim.digest for claim in group))
        now[name] = before[name] if name in before else _compare(group, sketches)
        for twin in now[name]:
            yield _repeated(group[twin.at], group[twin.older], twin.percent)
    twins.keep(before, now)


def _compare(group: Sequence[TitleClaim], sketches: Sketches) -> list[Twin]:
    """Compare each release of a group with the older ones.

    Those that share a path are reported already: usually one release is in two files.
    """
    firsts = {folded(claim.path): at for at, claim in reversed([*enumerate(group)])}
    places = sorted(firsts.values())
    known = sketches.of(_comparable([group[at] for at in places]))
    compared = [at for at in places if group[at].source in known]
    twins = (
        _twin(group, known, at, compared[max(0, number - MOST_COMPARED) : number])
        for number, at in enumerate(compared)
    )
    return [twin for twin in twins if twin.percent]


def _comparable(claims: Sequence[TitleClaim]) -> list[str]:
    """Return the sources of the releases whose length is near that of another."""
    by_length = sorted(claims, key=attrgetter("length"))
    near = [pair for pair in pairwise(by_length) if may_be_alike(pair[0].length, pair[1].length)]
    return list(dict.fromkeys(claim.source for pair in near for claim in pair))


def _twin(
    group: Sequence[TitleClaim], sketches: Mapping[str, Sketch], at: int, older: Sequence[int]
) -> Twin:
    """Return the older release that is most alike to one; of none, the percentage is 0."""
    this = sketches[group[at].source]
    twins = [Twin(at, other, percent_alike(this, sketches[group[other].source])) for other in older]
    return max(twins, key=itemgetter(2), default=Twin(at, at, 0))


def _repeated(claim: TitleClaim, older: TitleClaim, percent: int) -> Diagnostic:
    how_many = "all" if percent == 100 else f"{percent} %"
    return Diagnostic(
        "NG601",
        "another release of this area has the same title, and "
        f"{how_many} of their words are the same",
        claim.span,
        _HINT,
        (Related(older.span, "the other one"),),
        subject=claim.path,
    )
