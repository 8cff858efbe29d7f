"""What releases are sorted by: terms, tags, and the lists that a site names."""

import json
from collections import deque
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Final, NamedTuple, TypeVar

from newsgen.diagnostics import Span
from newsgen.digest import digest_bytes
from newsgen.model.lists import ReleaseList
from newsgen.model.month import UNDATED
from newsgen.model.release import Release, months_with_tags
from newsgen.model.taxonomy import slug_of
from newsgen.store._subject import Subject, position_at, span_at, statement
from newsgen.store.entries import term_number

Shown = TypeVar("Shown")
Known = dict[int, tuple[str, Shown] | None]
"""What is shown of releases by their rows, each with its position; of some, nothing is."""
Show = Callable[[Release], Shown]


class TermName(NamedTuple):
    """A term of a root, by its name in addresses."""

    root: str
    taxonomy: str
    slug: str

    @property
    def number(self) -> int:
        return term_number(*self)


class TermTally(NamedTuple):
    """How many published releases a term has of a year, with the digest of all of theirs.

    `has_files` says whether one of them names a file of the content folder.
    """

    root: str
    taxonomy: str
    slug: str
    year: str
    name: str
    releases: int
    has_files: bool
    digest: bytes


class TermSpelling(NamedTuple):
    """A spelling of a term that is spelt in several ways: how often, and where first."""

    root: str
    taxonomy: str
    slug: str
    name: str
    releases: int
    source: str
    place: str

    @property
    def span(self) -> Span:
        return span_at(self.source, self.place)


# Grouped in the order of the index.
_TALLIES: Final = statement("""
    WITH {digests}
    SELECT ifnull(term.branch, digests.branch) AS root, taxonomy, year,
        min(name) AS name, count(*) AS releases,
        max(has_files) AS has_files, CAST(group_concat(digest, '') AS BLOB) AS digest
    FROM term CROSS JOIN digests USING (id)
    GROUP BY number, year
""")
_LATEST: Final = statement("""
    SELECT release.id FROM term CROSS JOIN release USING (id)
    WHERE {published} AND number = :number
    ORDER BY year DESC, at DESC, position DESC LIMIT :limit
""")
_OF_YEAR: Final = "SELECT id FROM term WHERE number = :number AND year = :year"
_FACTS: Final = statement("""
    SELECT id, position, facts FROM release CROSS JOIN body USING (id)
    WHERE {published} AND id IN (SELECT value FROM json_each(:ids))
""")
_OF_ANOTHER: Final = """
    SELECT 1 FROM term
    WHERE number = :number AND id NOT IN (SELECT release.id FROM release WHERE source = :source)
    LIMIT 1
"""
_SPELLINGS: Final = statement("""
    SELECT ifnull(term.branch, release.branch) AS root, taxonomy,
        name, count(*) AS releases, min(source) AS source, place
    FROM (SELECT number FROM term GROUP BY number HAVING min(name) != max(name))
        CROSS JOIN term USING (number) CROSS JOIN release USING (id)
    WHERE {counts}
    GROUP BY number, name
""")
# Beside min(), SQLite gives the other columns of the row that has the minimum.


class Terms(Subject):
    def tallies(self) -> list[TermTally]:
        """Count the releases by root, taxonomy, term and year, in that order."""
        return sorted(
            TermTally(
                root=root,
                taxonomy=taxonomy,
                slug=slug_of(name),
                year=f"{year:04d}" if year else "",
                name=name,
                releases=releases,
                has_files=has_files,
                digest=digest_bytes(digests),
            )
            for root, taxonomy, year, name, releases, has_files, digests in self._rows(_TALLIES)
        )

    def latest(
        self, term: TermName, limit: int, known: Known[Shown], show: Show[Shown]
    ) -> list[Shown]:
        """Return what is shown of the newest releases of a term; the undated are the last."""
        ids = self._column(_LATEST, number=term.number, limit=limit)
        return self._shown(ids, known, show)

    def of_year(
        self, term: TermName, year: str, known: Known[Shown], show: Show[Shown]
    ) -> list[Shown]:
        """Return what is shown of a term's releases of a year, newest first; "" has the undated."""
        ids = self._column(_OF_YEAR, number=term.number, year=int(year or 0))
        return self._shown(ids, known, show)

    def _shown(self, ids: list[int], known: Known[Shown], show: Show[Shown]) -> list[Shown]:
        """Read each release unless it is known, by its row, from another term: then it is known.

        The newest are the first. Nothing is shown of those that are not published.
        """
        if unread := [id_ for id_ in ids if id_ not in known]:
            known.update(dict.fromkeys(unread))
            # In the order of the file, so that each of its pages is read once.
            for id_, position, facts in self._rows(_FACTS, ids=json.dumps(sorted(unread))):
                known[id_] = position, show(self._release(facts))
        placed = filter(None, map(known.__getitem__, ids))
        return [shown for _, shown in sorted(placed, key=itemgetter(0), reverse=True)]

    def is_of_another(self, term: TermName, source: str) -> bool:
        """Return whether a release of another source has a term, published or not."""
        return self._column(_OF_ANOTHER, number=term.number, source=source) != []

    def spellings(self) -> list[list[TermSpelling]]:
        """Return the terms that are spelt in several ways: each with its spellings."""
        rows = [
            TermSpelling(root, taxonomy, slug_of(name), name, *rest)
            for root, taxonomy, name, *rest in self._rows(_SPELLINGS)
        ]
        rows.sort(key=lambda row: (row.root, row.taxonomy, row.slug, -row.releases, row.name))
        groups = groupby(rows, attrgetter("root", "taxonomy", "slug"))
        several = (list(spellings) for _, spellings in groups)
        return [spellings for spellings in several if len(spellings) > 1]


class TagDigest(NamedTuple):
    """What decides whether the releases of a tag in a month are others now."""

    root: str
    slug: str
    month: str
    digest: bytes


_DIGESTS: Final = statement("""
    WITH {digests}
    SELECT tag.branch AS root, slug, month, CAST(group_concat(digest, '') AS BLOB) AS digest
    FROM tag CROSS JOIN digests USING (id)
    GROUP BY tag.branch, slug, month
    ORDER BY tag.branch, slug, month
""")
_OF_MONTH: Final = statement("""
    SELECT slug, tag.position, source FROM release CROSS JOIN tag USING (id)
    WHERE {published} AND release.branch = :root AND release.month = :month AND (
        :only = '' OR slug IN (
            SELECT slug FROM tag WHERE id = (SELECT release.id FROM release WHERE source = :only)
        )
    )
    ORDER BY tag.position
""")
_BEFORE: Final = statement("""
    SELECT tag.position, source FROM tag CROSS JOIN release USING (id)
    WHERE {published} AND tag.branch = :root AND slug = :slug
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


_NEWEST: Final = statement("""
    SELECT facts FROM listed CROSS JOIN release USING (id) CROSS JOIN body USING (id)
    WHERE {published} AND listed.branch = :root AND list = :list AND listed.area = :area
        AND listed.position >= :position
    ORDER BY listed.position DESC LIMIT :limit
""")
_OLDEST: Final = statement("""
    SELECT facts FROM listed CROSS JOIN release USING (id) CROSS JOIN body USING (id)
    WHERE {published} AND listed.branch = :root AND list = :list AND listed.area = :area
        AND listed.position >= :position
    ORDER BY listed.position LIMIT :limit
""")
_SHELVES: Final = """
    SELECT DISTINCT branch, area FROM listed WHERE list = :list ORDER BY branch, area
"""
_UNDATED: Final = ""
_DATED: Final = "0"
"""Before the positions of all releases with a date, behind those of others."""


class NamedLists(Subject):
    def shelves(self, name: str) -> list[tuple[str, str]]:
        """Return the roots and areas for which there is a list; "" is the list of all areas."""
        return self._rows(_SHELVES, list=name).fetchall()

    def releases(self, root: str, listed: ReleaseList, limit: int, area: str = "") -> list[Release]:
        """Return the first releases of a list: of a root, or of an area in it.

        Those without a date are the last of the newest, and not among the oldest.
        """
        start = listed.start(self._scope.as_of)
        earliest = _DATED if listed.oldest_first else _UNDATED
        return self._releases(
            _OLDEST if listed.oldest_first else _NEWEST,
            root=root,
            list=listed.name,
            area=area,
            position=position_at(start) if start else earliest,
            limit=limit,
        )
