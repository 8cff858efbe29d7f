"""The links in bodies to pages of the archive, and where they lead."""

from dataclasses import dataclass
from typing import Final

from newsgen.diagnostics import Span
from newsgen.model.release import LinkUse
from newsgen.store._subject import Subject, statement


@dataclass(frozen=True, slots=True)
class BodyLink:
    """A link in the body of a release, and the file it stands in."""

    link: LinkUse
    source: str

    @property
    def span(self) -> Span:
        line = self.link.line
        return Span(f"content/{self.source}", line, self.link.column, line, self.link.end_column)


_OF_SOURCE: Final = statement("""
    SELECT {link_columns} FROM link
    WHERE source = :source
    ORDER BY line, column
""")
_DEAD: Final = statement("""
    SELECT source, {link_columns} FROM link
    WHERE NOT EXISTS (
        SELECT 1 FROM release
        WHERE {linked} AND (
            {published} OR link.source NOT IN (SELECT source FROM release WHERE {published})
        )
    )
    ORDER BY source, line, column
""")
_TO_HELD: Final = statement("""
    SELECT source, {link_columns} FROM link
    WHERE EXISTS (
        SELECT 1 FROM release
        WHERE {linked} AND {has_page} AND visible_from > :until
    ) AND EXISTS (SELECT 1 FROM release WHERE source = link.source AND {published})
    ORDER BY source, line, column
""")
_TO_EXPIRED: Final = statement("""
    SELECT source, {link_columns} FROM link
    WHERE EXISTS (
        SELECT 1 FROM release
        WHERE {linked} AND {has_page} AND visible_until <= :since AND {begun}
    ) AND EXISTS (SELECT 1 FROM release WHERE source = link.source AND {published})
    ORDER BY source, line, column
""")
_ANCHORED: Final = statement("""
    SELECT (
        SELECT source FROM release
        WHERE {linked} AND (visible_until IS NULL OR visible_until > :moment)
    ), source, {link_columns} FROM link
    WHERE anchor != ''
    ORDER BY source, line, column
""")


class BodyLinks(Subject):
    def of_source(self, source: str) -> list[LinkUse]:
        return list(self._as(LinkUse, _OF_SOURCE, source=source))

    def dead(self) -> list[BodyLink]:
        """Return the links whose path has no release that their readers can see."""
        return self._links(_DEAD)

    def to_held(self) -> list[BodyLink]:
        """Return the links that readers see to releases that they do not see yet."""
        return self._links(_TO_HELD)

    def to_expired(self) -> list[BodyLink]:
        """Return the links that readers see to releases that they see no longer."""
        return self._links(_TO_EXPIRED)

    def anchored(self) -> list[tuple[BodyLink, str]]:
        """Return the links to a place in a release, with the release's source.

        Of one that has expired, the places are not known any more.
        """
        rows = self._rows(_ANCHORED)
        return [
            (BodyLink(LinkUse(*use), source), target) for target, source, *use in rows if target
        ]

    def _links(self, text: str) -> list[BodyLink]:
        return [BodyLink(LinkUse(*use), source) for source, *use in self._rows(text)]
