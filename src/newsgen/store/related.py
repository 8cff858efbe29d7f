"""Releases that belong together: those that are named as related, and those of one incident."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from newsgen.diagnostics import Span
from newsgen.model.release import Release
from newsgen.store._subject import Subject, span_at, statement


class NamedDigest(NamedTuple):
    """What decides how a release shows one that it names; nothing if readers cannot see that."""

    root: str
    month: str
    source: str
    digest: bytes | None


class WrongName(NamedTuple):
    """What a release names, by a key, and is not a release that may ever be shown.

    `instead` says what it is: the release itself, a page, moved, or retired.
    """

    key: str
    source: str
    place: str
    written: str
    named_source: str
    named_root: str
    named_path: str
    instead: str | None

    @property
    def span(self) -> Span:
        return span_at(self.source, self.place)


_NAMED: Final = statement("""
    SELECT facts FROM related CROSS JOIN release ON {named} JOIN body ON body.id = release.id
    WHERE key = 'related' AND {published} AND month != {pages} AND source != :source
        AND related.id = (
        SELECT id FROM release WHERE source = :source AND branch = :root AND month = :month
    )
    ORDER BY number
""")
_DIGESTS: Final = statement("""
    SELECT branch AS root, month, source, (
        SELECT {digest} FROM release WHERE {published} AND month != {pages} AND {named}
    ) AS digest
    FROM related CROSS JOIN release USING (id)
    WHERE key = 'related'
    ORDER BY branch, month, position, number
""")
_WRONG: Final = statement("""
    SELECT key, source, place, written, named_source, named_root, named_path, (
        SELECT CASE
            WHEN source = naming.source THEN 'itself'
            WHEN month = {pages} THEN 'page'
            WHEN state = {moved} THEN 'moved'
            ELSE 'retired'
        END
        FROM release WHERE {named} ORDER BY state LIMIT 1
    ) AS instead
    FROM related CROSS JOIN release AS naming USING (id)
    WHERE {counts} AND NOT EXISTS (
        SELECT 1 FROM release
        WHERE {named} AND source != naming.source AND CASE key
            WHEN 'related' THEN state <= {draft} AND month != {pages}
            ELSE state != {moved}
        END
    )
    ORDER BY source, number
""")


_HAS_PAIRS: Final = statement("""
    SELECT EXISTS (SELECT 1 FROM related WHERE key = 'translation_of')
        OR EXISTS (SELECT 1 FROM release WHERE {held})
""")


class RelatedReleases(Subject):
    def has_pairs(self) -> bool:
        """Return whether a release names another as its translation, or has until now."""
        return bool(self._value(_HAS_PAIRS))

    def named(self, root: str, month: str, source: str) -> list[Release]:
        """Return the published releases that one of a month names."""
        return self._releases(_NAMED, root=root, month=month, source=source)

    def digests(self) -> Iterator[NamedDigest]:
        """Yield the digests of all releases that others name, in the order of those."""
        return self._as(NamedDigest, _DIGESTS)

    def wrong(self) -> Iterator[WrongName]:
        """Yield what releases name and is none, as their authors wrote it."""
        return self._as(WrongName, _WRONG)


class IncidentDigest(NamedTuple):
    """What decides whether a release that tells of an incident is another now."""

    root: str
    incident: str
    month: str
    digest: bytes


_RELEASES: Final = statement("""
    SELECT facts FROM release JOIN body USING (id)
    WHERE {published} AND branch = :root AND incident IS NOT NULL AND incident = :incident
    ORDER BY position
""")
_DIGESTS_OF_INCIDENTS: Final = statement("""
    SELECT branch AS root, incident, month, {digest} AS digest FROM release
    WHERE {published} AND incident IS NOT NULL
    ORDER BY branch, incident, position
""")


class Incidents(Subject):
    def releases(self, root: str, incident: str) -> list[Release]:
        """Return the releases that tell of an incident, oldest first."""
        return self._releases(_RELEASES, root=root, incident=incident)

    def digests(self) -> Iterator[IncidentDigest]:
        """Yield the digests of all releases that tell of an incident, in order."""
        return self._as(IncidentDigest, _DIGESTS_OF_INCIDENTS)
