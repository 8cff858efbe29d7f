"""The rule on areas whose releases have a key that is off by the offset from UTC.

A system does that to all it writes, so one finding an area says so.
"""

from collections.abc import Iterable, Iterator

from newsgen.diagnostics import Diagnostic, Related
from newsgen.store.clocks_off import AreaClock


def check_clocks(areas: Iterable[AreaClock]) -> Iterator[Diagnostic]:
    """Yield a finding for each area, at the oldest of its releases that have such a key."""
    for area, releases, first in areas:
        how_many = "a release" if releases == 1 else f"{releases:,} releases"
        yield Diagnostic(
            "NG314",
            f"in {how_many} of {area} a key differs from the dateline by the offset from UTC: here "
            f"{first.key} is {first.said}, but the dateline says {first.local}",
            first.span,
            "The dateline is taken. Have the key written with the right offset, such as +01:00 in "
            "a British summer.",
            (Related(first.dateline, "the dateline is here"),),
            subject=area,
        )
