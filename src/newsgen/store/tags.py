"""The releases with a date that have tags in common."""

from collections import defaultdict, deque
from collections.abc import Iterator
from functools import partial
from typing import Final, NamedTuple

from newsgen.model.related import months_with_tags
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
_IN_COMMON: Final = statement("""
    SELECT slug, tag.month = :month, tag.position, source
    FROM (
        SELECT DISTINCT slug FROM release CROSS JOIN tag USING (id)
        WHERE release.root = :root AND release.month = :month AND :only IN ('', source)
    ) CROSS JOIN tag USING (slug) CROSS JOIN release USING (id)
    WHERE {published} AND tag.root = :root AND tag.month BETWEEN :first AND :month
    ORDER BY tag.position
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
        first = months_with_tags(month)[0]
        newest: defaultdict[str, deque[tuple[str, str]]] = defaultdict(partial(deque, maxlen=limit))
        older: dict[str, set[tuple[str, str]]] = {}
        rows = self._rows(_IN_COMMON, root=root, month=month, first=first, only=only)
        for slug, is_of_month, position, source in rows:
            if is_of_month:
                older.setdefault(source, set()).update(newest[slug])
            newest[slug].append((position, source))
        return {
            source: [before for _, before in sorted(shared, reverse=True)[:limit]]
            for source, shared in older.items()
        }
