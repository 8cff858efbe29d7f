"""The releases that tell of one incident."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from newsgen.model.release import Release
from newsgen.store._subject import Subject, statement


class IncidentDigest(NamedTuple):
    """What decides whether a release that tells of an incident is another now."""

    root: str
    incident: str
    month: str
    digest: bytes


_RELEASES: Final = statement("""
    SELECT facts FROM release JOIN body USING (id)
    WHERE {published} AND root = :root AND incident IS NOT NULL AND incident = :incident
    ORDER BY position
""")
_DIGESTS: Final = statement("""
    SELECT root, incident, month, {digest} AS digest FROM release
    WHERE {published} AND incident IS NOT NULL
    ORDER BY root, incident, position
""")


class Incidents(Subject):
    def releases(self, root: str, incident: str) -> list[Release]:
        """Return the releases that tell of an incident, oldest first."""
        return self._releases(_RELEASES, root=root, incident=incident)

    def digests(self) -> Iterator[IncidentDigest]:
        """Yield the digests of all releases that tell of an incident, in order."""
        return self._as(IncidentDigest, _DIGESTS)
