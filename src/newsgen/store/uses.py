"""What releases use and lead to: files with what is known of them, pictures, embeds and links."""

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from newsgen.diagnostics import Span
from newsgen.model.release import LinkUse
from newsgen.store._subject import Questions, Subject, span_at, statement
from newsgen.store.tables import VERDICT, VerdictRow


class NamedFile(NamedTuple):
    """A file that a release may use, and where: its source, with the line and the column.

    `sure` says that the release means a file, and not a page.
    """

    path: str
    source: str
    place: str
    sure: bool

    @property
    def span(self) -> Span:
        return span_at(self.source, self.place)


_BY_MONTH: Final = statement("""
    SELECT branch, month, file_use.path FROM file_use CROSS JOIN release USING (id)
    WHERE {published}
    UNION SELECT branch, month, og_file FROM {og_files} WHERE {published}
    UNION SELECT cross_listed.branch, month, file_use.path
    FROM cross_listed CROSS JOIN release USING (id) CROSS JOIN file_use USING (id)
    WHERE {published}
""")
_NAMED: Final = statement("""
    SELECT DISTINCT path, sure FROM file_use UNION ALL SELECT DISTINCT og_file, 0 FROM {og_files}
""")
_NAMING: Final = statement("""
    SELECT used.path AS path, source, used.place AS place, sure FROM (
        SELECT id, path, place, sure FROM file_use WHERE {among}
        UNION ALL
        SELECT id, og_file, (facts ->> '$.og_file.line') || ' ' || (facts ->> '$.og_file.column'), 0
        FROM release JOIN body USING (id) WHERE og_file IN (SELECT value FROM json_each(:paths))
    ) AS used CROSS JOIN release USING (id)
    WHERE {published}
    ORDER BY root, source, used.path
""")


_OG_SINCE: Final = statement("""
    SELECT og_file AS path, release.source AS source,
        (facts ->> '$.og_file.line') || ' ' || (facts ->> '$.og_file.column') AS place, 1 AS sure
    FROM release JOIN body USING (id) JOIN source ON source.path = release.source
    WHERE og_file IS NOT NULL AND day >= :first AND {published}
        AND coalesce(json_array_length(facts, '$.images'), 0) = 0
    ORDER BY root, release.source
""")


class FileUses(Subject):
    """Of the pictures of og.image, those that can be files here count: see `_first_names`."""

    def by_month(self, files: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """Yield the paths of files that releases may use, with the root and month of these.

        The content folder has `files`.
        """
        return self._rows(_BY_MONTH, names=_first_names(files))

    def named(self, files: Iterable[str]) -> Iterator[tuple[str, bool]]:
        """Yield the paths of files that releases of any time may use, and whether one surely does.

        The content folder has `files`. What is not sure may be a page.
        """
        return self._rows(_NAMED, names=_first_names(files))

    def naming(self, paths: Iterable[str]) -> list[NamedFile]:
        """Return where releases name any of some files, in order of root and source."""
        return list(self._as(NamedFile, _NAMING, paths=json.dumps(list(paths))))

    def of_metadata_since(self, day: str) -> list[NamedFile]:
        """Return the pictures of og.image on a host of the site, in releases since a day."""
        return list(self._as(NamedFile, _OG_SINCE, first=day))


def _first_names(files: Iterable[str]) -> str:
    """Return what the content folder itself has of some files and their folders, as JSON."""
    return json.dumps(sorted({path.partition("/")[0] for path in files}))


class SharedPicture(NamedTuple):
    """A picture of an area's releases on a host: how many have it, and how many there are.

    `source` is the first one that has it, `place` that of its title.
    """

    area: str
    host: str
    picture: str
    releases: int
    all_releases: int
    source: str
    place: str

    @property
    def span(self) -> Span:
        """The title of the first release that has it."""
        return span_at(self.source, self.place)


_SHARED: Final = statement("""
    WITH
    tally AS (
        SELECT area, host, picture, count(*) AS releases, min(position) AS position
        FROM release
        WHERE {has_page}
        GROUP BY area, host, picture
    ),
    shared AS (
        SELECT *, sum(releases) OVER (PARTITION BY area, host) AS all_releases FROM tally
    )
    SELECT area, host, picture, releases, all_releases, min(source) AS source, title_place AS place
    FROM (SELECT * FROM shared WHERE picture != '' AND releases > :number)
        CROSS JOIN release USING (area, host, picture, position)
    WHERE {has_page}
    GROUP BY area, host, picture
    ORDER BY area, releases DESC, host, picture
""")
# Beside min(), SQLite gives the other columns of the row that has the minimum.


class Pictures(Subject):
    def shared_by_more_than(self, number: int) -> list[SharedPicture]:
        """Return the pictures that more releases share, area by area, the most shared first."""
        return list(self._as(SharedPicture, _SHARED, number=number))


_EVERY: Final = """
    SELECT DISTINCT embeds FROM release INDEXED BY release_with_embeds WHERE embeds IS NOT NULL
"""


class Embeds(Subject):
    def services(self) -> tuple[str, ...]:
        """Return the services of releases of any time, drafts too, by name."""
        return tuple(sorted({name for names in self._column(_EVERY) for name in names.split()}))


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


_KNOWN: Final = f"SELECT {VERDICT.columns} FROM verdict"  # noqa: S608 (names of columns)
_PATHS: Final = "SELECT path FROM verdict"
_DROP: Final = "DELETE FROM verdict WHERE path = ?"


class Verdicts(Questions):
    def known(self) -> dict[str, VerdictRow]:
        """Return those of all files, by path."""
        return {row.path: row for row in self._as(VerdictRow, _KNOWN)}

    def keep_only(self, files: Container[str]) -> None:
        """Forget those of files that there are no more."""
        lost = [(path,) for path in self._column(_PATHS) if path not in files]
        self._connection.executemany(_DROP, lost)

    def keep(self, before: Mapping[str, VerdictRow], now: Iterable[VerdictRow]) -> None:
        """Keep those of the files that are in use now, and forget those of all others."""
        rows = {row.path: row for row in now}
        if rows == before:
            return
        old = [(path,) for path, row in before.items() if rows.get(path) != row]
        self._connection.executemany(_DROP, old)
        new = [row for path, row in rows.items() if before.get(path) != row]
        self._connection.executemany(VERDICT.insert, new)
