"""The releases with a date that have tags in common."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from newsgen.model.related import months_with_tags
from newsgen.model.release import Release
from newsgen.store._subject import Subject, statement


class TagDigest(NamedTuple):
    """What decides whether the releases of a tag in a month are others now."""

    root: str
    slug: str
    month: str
    digest: bytes


_DIGESTS: Final = statement("""
    SELECT tag.root AS root, slug, tag.month AS month,
        CAST(group_concat(hex({digest}), '') AS BLOB) AS digest
    FROM tag CROSS JOIN release USING (id)
    WHERE {published}
    GROUP BY tag.root, slug, tag.month
    ORDER BY tag.root, slug, tag.month
""")
_TAGS_OF: Final = """
    SELECT slug, position FROM tag
    WHERE id = (
        SELECT release.id FROM release WHERE source = :source AND root = :root AND month = :month
    )
"""
_OLDER: Final = statement("""
    SELECT tag.position, tag.id FROM tag CROSS JOIN release USING (id)
    WHERE {published} AND tag.root = :root AND slug = :slug
        AND tag.month >= :first AND tag.month <= :month AND tag.position < :position
    ORDER BY tag.month DESC, tag.position DESC LIMIT :limit
""")
_FACTS: Final = "SELECT facts FROM body WHERE id = :id"


class Tags(Subject):
    def digests(self) -> Iterator[TagDigest]:
        """Yield the digests of the releases of each tag, month by month."""
        return self._as(TagDigest, _DIGESTS)

    def older(
        self, root: str, month: str, source: str, limit: int, known: dict[int, Release]
    ) -> list[Release]:
        """Return the newest releases before one of a month that have a tag of it, newest first.

        They are of that month and the twelve before it. Each is read unless it is known by its
        row, and then known.
        """
        values = {"root": root, "month": month}
        rows = {
            row
            for slug, position in self._rows(_TAGS_OF, source=source, **values).fetchall()
            for row in self._rows(
                _OLDER,
                slug=slug,
                position=position,
                first=months_with_tags(month)[0],
                limit=limit,
                **values,
            )
        }
        newest = [id_ for _, id_ in sorted(rows, reverse=True)[:limit]]
        for id_ in newest:
            if id_ not in known:
                known[id_] = self._release(self._value(_FACTS, id=id_))
        return [known[id_] for id_ in newest]
