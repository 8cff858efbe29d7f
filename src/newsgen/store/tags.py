"""The releases with a date that have tags in common."""

from collections import deque
from collections.abc import Iterator
from typing import Final, NamedTuple

from newsgen.model.month import UNDATED
from newsgen.model.related import months_with_tags
from newsgen.store._subject import Subject, statement


class TagDigest(NamedTuple):
    """What decides whether the releases of a tag in a month are others now."""

    root: str
    slug: str
    month: str
    digest: bytes


_DIGESTS: Final = statement("""
    WITH {digests}
    SELECT tag.root AS root, slug, month, CAST(group_concat(digest, '') AS BLOB) AS digest
    FROM tag CROSS JOIN digests USING (id)
    GROUP BY tag.root, slug, month
    ORDER BY tag.root, slug, month
""")
_OF_MONTH: Final = statement("""
    SELECT slug, tag.position, source FROM release CROSS JOIN tag USING (id)
    WHERE {published} AND release.root = :root AND release.month = :month AND (
        :only = '' OR slug IN (
            SELECT slug FROM tag WHERE id = (SELECT release.id FROM release WHERE source = :only)
        )
    )
    ORDER BY tag.position
""")
_BEFORE: Final = statement("""
    SELECT tag.position, source FROM tag CROSS JOIN release USING (id)
    WHERE {published} AND tag.root = :root AND slug = :slug
        AND tag.month >= :first AND tag.month < :month
    ORDER BY tag.month DESC, tag.position DESC LIMIT :limit
""")


class Tags(Subject):
    def digests(self) -> Iterator[TagDigest]:
        """Yield the digests of the releases of each tag, month by month."""
        return self._as(TagDigest, _DIGESTS)

    def older(self, root: str, month: str, limit: int, only: str = "") -> dict[str, list[str]]:
        """Return, for releases of a month with tags, the newest ones before that share a tag.

        Both go by their sources. Those before are of that month and the twelve before it, newest
        first. All releases of the month are asked about, or `only` one.
        """
        if month == UNDATED:  # nothing is older than what has no date
            return {}
        when = {"root": root, "month": month, "first": months_with_tags(month)[0]}
        newest: dict[str, deque[tuple[str, str]]] = {}
        older: dict[str, set[tuple[str, str]]] = {}
        for slug, position, source in self._rows(_OF_MONTH, only=only, **when):
            if slug not in newest:
                before = self._rows(_BEFORE, slug=slug, limit=limit, **when).fetchall()
                newest[slug] = deque(reversed(before), maxlen=limit)
            older.setdefault(source, set()).update(newest[slug])
            newest[slug].append((position, source))
        return {
            source: [before for _, before in sorted(shared, reverse=True)[:limit]]
            for source, shared in older.items()
        }
