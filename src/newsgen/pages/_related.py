"""What to read next: the releases that are related to one."""

from collections.abc import Iterator, Sequence

from newsgen.model.related import AROUND, MOST
from newsgen.model.release import Release
from newsgen.pages._month_window import MonthWindow
from newsgen.pages.items import item
from newsgen.pages.views import Item


def related(release: Release, window: MonthWindow) -> tuple[Item, ...]:
    """Return the releases that are related to one: each once, and a few at most.

    They are those of its incident, then those that it names, then older ones with a tag of it.
    """
    shown: dict[str, Release] = {}
    for other in _every(release, window):
        if other.source != release.source:
            shown.setdefault(other.source, other)
        if len(shown) == MOST:
            break
    return tuple([_item(other, release, window) for other in shown.values()]) if shown else ()


def _every(release: Release, window: MonthWindow) -> Iterator[Release]:
    if release.case:
        yield from reversed(_around(release, window.same_incident(release.case)))
    yield from window.named(release.source)
    if release.tags:
        yield from window.tagged(release.source)


def _around(release: Release, group: Sequence[Release]) -> Sequence[Release]:
    """Return the releases of the same incident that are nearest in time.

    They are few, so that a new one changes few pages.
    """
    at = next((n for n, other in enumerate(group) if other.source == release.source), None)
    if at is None:
        return ()
    return [*group[max(at - AROUND, 0) : at], *group[at + 1 : at + 1 + AROUND]]


def _item(other: Release, release: Release, window: MonthWindow) -> Item:
    """Return a related release; it has the name of its area if that is another."""
    area = window.area_of.get(other.area) if other.area != release.area else None
    return item(other, area.name if area else "", window.picture)
