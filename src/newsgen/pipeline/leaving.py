"""When releases leave lists: by their age, or as they are featured no longer."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from newsgen.model.lists import ReleaseList
from newsgen.model.release import Release
from newsgen.pipeline.session import Session
from newsgen.store.releases import Change


class Leave(NamedTuple):
    """When a release leaves a list, and its source."""

    at: datetime
    source: str


def leaving(session: Session) -> Iterator[Leave]:
    """Yield when the releases that lists show now leave them, in no order.

    The first that a list leaves out counts too: the list leads on to it until it leaves.
    """
    lists, newest = session.catalogue.lists, session.catalogue.newest
    for until, source in newest.featured_until():
        yield Leave(datetime.fromtimestamp(until, UTC), source)
    appeals = session.config.open_appeals
    for root in newest.roots_with_appeals() if appeals.age else ():
        since = appeals.start(session.request.as_of)
        yield from _ends(appeals, newest.appeals(root, appeals.limit + 1, since))
    for each in session.config.release_lists:
        for root, area in lists.shelves(each.name) if each.age else ():
            yield from _ends(each, lists.releases(root, each, each.limit + 1, area))


def _ends(listed: ReleaseList, shown: Iterable[Release]) -> Iterator[Leave]:
    for release in shown:
        if at := listed.end_of(release):
            yield Leave(at, release.source)


def scheduled(session: Session, limit: int) -> list[Change]:
    """Return when the site changes by itself, soonest first."""
    changes = {change.at: change for change in session.catalogue.schedule.changes(limit)}
    leaves = sorted(set(leaving(session)))
    for at, group in groupby(leaves, key=attrgetter("at")):
        before = changes.get(at, Change(at.astimezone(UTC), 0, 0, 0))
        changes[at] = before._replace(leave=len(list(group)))
    return [changes[at] for at in sorted(changes)][:limit]
