"""What to read next: the releases that are related to one."""

from collections.abc import Iterator, Sequence

from newsgen.model.related import AROUND, MOST
from newsgen.model.release import Release
from newsgen.site._month_window import MonthWindow
from newsgen.site.views import Item


class RelatedItems:
    """What is related to each release of a month."""

    def __init__(self, window: MonthWindow) -> None:
        self._window = window

    def to(self, release: Release) -> tuple[Item, ...]:
        """Return the releases that are related to one: each once, and a few at most.

        They are those of its incident, then those that it names, then older ones with a tag of it.
        """
        shown: dict[str, Release] = {}
        for other in self._every(release):
            if other.source != release.source:
                shown.setdefault(other.source, other)
            if len(shown) == MOST:
                break
        return tuple([self._item(other, release) for other in shown.values()]) if shown else ()

    def _every(self, release: Release) -> Iterator[Release]:
        if release.case:
            yield from reversed(_around(release, self._window.same_incident(release.case)))
        yield from self._window.named(release.source)
        if release.tags:
            yield from self._window.tagged(release.source)

    def _item(self, other: Release, release: Release) -> Item:
        """Return a related release; it has the name of its area if that is another."""
        area_of = self._window.area_of
        is_elsewhere = other.area != release.area and other.area in area_of
        return self._window.item(other, area_of[other.area].name if is_elsewhere else "")


def _around(release: Release, group: Sequence[Release]) -> Sequence[Release]:
    """Return the releases of the same incident that are nearest in time.

    They are few, so that a new one changes few pages.
    """
    at = next((n for n, other in enumerate(group) if other.source == release.source), None)
    if at is None:
        return ()
    return [*group[max(at - AROUND, 0) : at], *group[at + 1 : at + 1 + AROUND]]
