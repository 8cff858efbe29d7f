"""What newsgen list --translations prints: pairs, what lags, and what may be a pair."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from newsgen.cli.data import Row
from newsgen.model.release import EXPIRED, Release, Status
from newsgen.model.worded import primary
from newsgen.store.pairs import PairRow

COLUMNS: Final = ("state", "language", "source", "twin", "title", "url")
IN_TEXT: Final = 4
"""So many columns fit a terminal."""
_OVER: Final = frozenset({Status.WITHDRAWN, Status.GONE, Status.MOVED, EXPIRED})
_NUMBER: Final = re.compile(r"\d[\d,.]*\d|\d")
_ENOUGH: Final = 2
"""So much in common makes two releases of a day look like one in two languages."""


def rows_of(releases: Iterable[tuple[str, Release]], pairs: Mapping[str, PairRow]) -> Iterator[Row]:
    """Yield a row for each release that has a twin, or says why it has none, by source.

    Each is given with its status now. `state` is that of one that is over, else `paired`, `behind`
    if the twin has more updates or corrections, `both in one` if its text says it in both
    languages, or what is there instead of a twin that readers see.
    """
    statuses, known = dict[str, str](), dict[str, Release]()
    for status, release in releases:
        statuses[release.source], known[release.source] = status, release
    for source, release in sorted(known.items()):
        pair = pairs.get(source)
        apart = release.life.apart if release.life else ""
        if release.also_in and not pair:
            yield _row(release, "both in one", source)
        elif pair or apart:
            twin = known.get(pair.twin) if pair else None
            state = _state(release, pair, twin) if pair else _apart(release)
            if statuses[source] in _OVER:
                state = statuses[source]
            yield _row(release, state, pair.twin if pair else "")


def _row(release: Release, state: str, twin: str) -> Row:
    values = state, release.language, f"content/{release.source}", twin and f"content/{twin}"
    return dict(zip(COLUMNS, (*values, release.title, release.url), strict=True))


def _state(release: Release, pair: PairRow, twin: Release | None) -> str:
    if not pair.is_published:
        return "twin is a draft" if pair.is_draft else "twin is no longer there"
    return "behind" if twin and twin.notes_more_than(release) > 0 else "paired"


def _apart(release: Release) -> str:
    assert release.life is not None
    due = release.life.twin_by
    return f"{release.life.apart}, due {due.at:%Y-%m-%d}" if due else release.life.apart


def likely_pairs(
    releases: Iterable[Release], pairs: Mapping[str, PairRow]
) -> Iterator[tuple[Release, Release, str]]:
    """Yield releases without a twin that may be one in two languages, and what they share.

    They are of one day and area, and share pictures, numbers or an incident. A release that is as
    like to two others is left out: a person cannot be asked to guess.
    """
    alone = [
        r
        for r in releases
        if r.published and r.source not in pairs and not (r.is_retired or r.also_in)
    ]
    alone.sort(key=_day)
    for _, group in groupby(alone, key=_day):
        yield from _matches(list(group))


def _day(release: Release) -> tuple[str, str]:
    assert release.published is not None
    return f"{release.published.at:%Y-%m-%d}", release.area


def _matches(releases: Sequence[Release]) -> Iterator[tuple[Release, Release, str]]:
    scores = {
        (a.source, b.source): shared
        for a in releases
        for b in releases
        if primary(a.language) != primary(b.language) and (shared := _shared(a, b))
    }
    by_source = {release.source: release for release in releases}
    for (a, b), shared in scores.items():
        rivals = [len(other) for (x, y), other in scores.items() if (x == a) != (y == b)]
        if a < b and len(shared) >= _ENOUGH and len(shared) > max(rivals, default=0):
            yield by_source[a], by_source[b], ", ".join(dict.fromkeys(shared))


def _shared(a: Release, b: Release) -> list[str]:
    """Return what two releases have in common, in words."""
    pictures = {p.src for p in a.images} & {p.src for p in b.images}
    numbers = {*_numbers(a)} & {*_numbers(b)}
    is_same = bool(a.case) and a.case == b.case
    return [*(["the incident"] * 2 if is_same else []), *sorted(pictures), *sorted(numbers)]


def _numbers(release: Release) -> list[str]:
    return _NUMBER.findall(f"{release.title} {release.summary} {' '.join(release.tags)}")
