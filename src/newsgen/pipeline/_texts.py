"""Whether an edit makes a text alike to another of its title, or no longer so."""

from collections.abc import Mapping, Sequence

from newsgen.model.likeness import percent_alike, sketch
from newsgen.pipeline.session import Session
from newsgen.store.entries import ReleaseEntry
from newsgen.store.sketches import Sketches


def changes_likeness(
    session: Session, releases: Mapping[str, ReleaseEntry], rivals: Mapping[str, Sequence[str]]
) -> bool:
    """Return whether the releases that are about to be put may be alike to others than before.

    Each text is compared with those of its rivals, the releases with its title. If one of these
    changes too, nothing is compared.
    """
    sketches = Sketches(session.database.connection)
    for path, others in rivals.items():
        before, now = sketches.of([path])[path], sketch(releases[path].html)
        if before == now:
            continue
        if not releases.keys().isdisjoint(others):
            return True
        for other in sketches.of(others).values():
            if percent_alike(before, other) != percent_alike(now, other):
                return True
    return False
