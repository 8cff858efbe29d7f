"""The indexed archive: where each release stands, and the questions that pages ask of it."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from newsgen.diagnostics import Span
from newsgen.model.month import UNDATED
from newsgen.model.release import LinkUse, Release, Target, as_seen
from newsgen.model.urls import folded
from newsgen.store.addresses import DRAFT, MOVED, Addresses
from newsgen.store.claims import Claims
from newsgen.store.entry import RELEASE, Entry, Standing, standing

_FACTS = "(SELECT facts FROM body WHERE body.id = release.id)"
_HTML = "(SELECT html FROM body WHERE body.id = release.id)"
# Facts and bodies lie in a table of their own, so that questions of counts and paths read little.
_AROUND = f"{_FACTS} ->> '$.title', {_FACTS} ->> '$.href', {_FACTS} ->> '$.language'"
Around = tuple[str, str, str]
"""Title, link and language of a release that another one's page leads to."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many published releases a month of an archive holds for an area.

    `listed` are those that search engines may list.
    """

    root: str
    archive: str
    month: str
    area: str
    count: int
    listed: int


class Change(NamedTuple):
    """A moment at which releases begin or end to be published, or change, and how many.

    They change when the time of an update or a correction comes.
    """

    at: datetime
    begin: int
    end: int
    change: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the body of a release, and the file it stands in."""

    link: LinkUse
    source: str

    @property
    def span(self) -> Span:
        line = self.link.line
        return Span(f"content/{self.source}", line, self.link.column, line, self.link.end_column)


class Catalogue:
    """Questions about the releases that are published at a time, drafts included if asked for."""

    def __init__(self, connection: sqlite3.Connection, as_of: datetime, *, drafts: bool) -> None:
        self._connection, self._drafts = connection, drafts
        self._as_of, stamp = as_of, as_of.timestamp()
        self.addresses = Addresses(connection, stamp, drafts=drafts)
        # Literals, not parameters, so that every query can share the one condition.
        self._published = (
            f"(visible_from IS NULL OR visible_from <= {stamp!r})"
            f" AND (visible_until IS NULL OR visible_until > {stamp!r})"
        )
        self._is_held = f"visible_from > {stamp!r}"
        self._is_over = (
            f"visible_until <= {stamp!r} AND (visible_from IS NULL OR visible_from <= {stamp!r})"
        )
        self._live = "1" if drafts else f"state != {DRAFT}"
        self.claims = Claims(connection, self._live)
        # Who is never visible begins and ends nothing.
        self._begins = (
            f"visible_from > {stamp!r} AND {self._live} "
            "AND (visible_until IS NULL OR visible_until > visible_from)"
        )
        self._ends = (
            f"visible_until > {stamp!r} AND {self._live} "
            "AND (visible_from IS NULL OR visible_from < visible_until)"
        )
        # By the index of notes, which SQLite would not look into for a join.
        self._changes = (
            "SELECT DISTINCT value AS at, release.id AS number FROM release, json_each(notes) "  # noqa: S608
            "WHERE release.id IN (SELECT id FROM release WHERE notes > '') "
            f"AND value > {stamp!r} AND {self._live} "
            "AND (visible_from IS NULL OR visible_from < value) "
            "AND (visible_until IS NULL OR visible_until > value)"
        )
        self._has_page = f"state <= {DRAFT}" if drafts else "state = 0"
        self._published += f" AND {self._has_page}"
        # What a release's page is made of changes with the updates and corrections that are seen,
        # and when the page that took its place can be seen.
        self._digest = (
            "CASE WHEN notes IS NULL AND onward IS NULL THEN digest ELSE CAST(hex(digest) || "  # noqa: S608
            f"(SELECT count(*) FROM json_each(notes) WHERE value <= {stamp!r}) || ' ' || "
            f"({self._hidden('release.onward_root', 'release.onward')}) AS BLOB) END"
        )

    def at_any_time(self) -> "Catalogue":
        """Return what answers for the releases that are published at one time or another."""
        timeless = copy(self)
        timeless.addresses = Addresses(self._connection, None, drafts=self._drafts)
        timeless._published = self._has_page  # noqa: SLF001 (its own kind)
        return timeless

    def _select(self, what: str, rest: str, *values: Any) -> sqlite3.Cursor:
        return self._connection.execute(
            f"SELECT {what} FROM release WHERE {self._published} {rest}",  # noqa: S608
            values,
        )

    def _release(self, facts: str) -> Release:
        seen = as_seen(RELEASE.load(facts), self._as_of)
        if seen.life and seen.life.superseded_by and self._hides(seen.life.superseded_by):
            return replace(seen, life=replace(seen.life, superseded_by=None))
        return seen

    def _hides(self, target: Target) -> bool:
        """Tell whether a page is a release that readers cannot see: its address is not told."""
        hidden = f"SELECT {self._hidden('?', '?')}"
        (found,) = self._connection.execute(
            hidden, (target.root, folded(target.path)) * 2
        ).fetchone()
        return bool(found)

    def _hidden(self, root: str, path: str) -> str:
        """Return the condition that releases are at a folded path, and none can be seen."""
        page = f"SELECT 1 FROM release AS page WHERE page.root = {root} AND page.folded = {path}"  # noqa: S608
        seen = f"{self._published} OR state = {MOVED}"
        return f"EXISTS ({page}) AND NOT EXISTS ({page} AND ({seen}))"

    def put(self, entries: Iterable[Entry]) -> None:
        """Take releases in, each in the place of what its source gave before."""
        entries = list(entries)
        self.drop(entry.source for entry in entries)
        (first,) = self._connection.execute("SELECT ifnull(max(id), 0) + 1 FROM release").fetchone()
        self._connection.executemany(
            f"INSERT INTO release VALUES ({', '.join('?' * 25)})",  # noqa: S608
            ((number, *entry.row) for number, entry in enumerate(entries, first)),
        )
        self._connection.executemany(
            "INSERT INTO body VALUES (?, ?, ?)",
            ((number, entry.facts, entry.html) for number, entry in enumerate(entries, first)),
        )
        self._connection.executemany(
            "INSERT OR REPLACE INTO link VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    entry.source, link.line, link.column, link.end_column,
                    link.root, link.path, folded(link.path), link.anchor, link.written,
                )
                for entry in entries
                for link in entry.links
            ),
        )  # fmt: skip
        self.addresses.put((entry.source, entry.redirects) for entry in entries)

    def standing(self, source: str) -> Standing | None:
        """Return how a release stands now; nothing if the source gives none."""
        found = self._connection.execute(
            "SELECT facts, html, release.* FROM release JOIN body USING (id) WHERE source = ?",
            (source,),
        ).fetchone()
        if found is None:
            return None
        facts, html, _, *row = found
        links = self._links("source = ?", source)
        redirects = self.addresses.of_source(source)
        return standing(tuple(row), facts, html, [link.link for link in links], redirects)

    def next_change(self) -> float | None:
        """Return when the published set next changes by itself, as a timestamp, if ever."""
        row = self._connection.execute(
            f"SELECT (SELECT min(visible_from) FROM release WHERE {self._begins}), "  # noqa: S608
            f"(SELECT min(visible_until) FROM release WHERE {self._ends}), "
            f"(SELECT min(at) FROM ({self._changes}))"
        ).fetchone()
        return min((time for time in row if time is not None), default=None)

    def changes(self, limit: int) -> list[Change]:
        """Return when the published set changes by itself, soonest first."""
        rows = self._connection.execute(
            "SELECT at, sum(begins), sum(ends), sum(NOT begins AND NOT ends) FROM ("  # noqa: S608
            "SELECT visible_from AS at, 1 AS begins, 0 AS ends FROM release "
            f"WHERE {self._begins} UNION ALL "
            f"SELECT visible_until, 0, 1 FROM release WHERE {self._ends} UNION ALL "
            f"SELECT at, 0, 0 FROM ({self._changes})) "
            "GROUP BY at ORDER BY at LIMIT ?",
            (limit,),
        )
        return [Change(datetime.fromtimestamp(at, UTC), *counts) for at, *counts in rows]

    def redirects(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield root, path, query and location of every address that leads to another one.

        The path is decoded, the query encoded or empty; the location is a path or an address.
        """
        yield from self.addresses.redirects()

    def retired(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield root, path and query of every address that is gone, and the file to answer with.

        Those of removed releases are not among them, as nobody knows them: see `gone_below`.
        """
        yield from self.addresses.retired()

    def gone_below(self) -> Iterator[tuple[str, str]]:
        """Yield roots and paths of folders below which every unknown address is gone.

        A path that ends in `?` is that of a page whose every unknown query is gone.
        """
        yield from self.addresses.gone_below()

    def drop(self, sources: Iterable[str]) -> None:
        """Remove the releases of files, with their bodies."""
        known = self._connection.execute(
            "SELECT id, source FROM release WHERE source IN (SELECT value FROM json_each(?))",
            (json.dumps(list(sources)),),
        ).fetchall()
        numbers, names = [(number,) for number, _ in known], [(source,) for _, source in known]
        self._connection.executemany("DELETE FROM release WHERE id = ?", numbers)
        self._connection.executemany("DELETE FROM body WHERE id = ?", numbers)
        self._connection.executemany("DELETE FROM link WHERE source = ?", names)
        self.addresses.drop(names)

    def drop_all(self) -> None:
        for table in ("release", "body", "link", "redirect"):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 (names from the line above)

    def tallies(self) -> list[Tally]:
        """Count the releases by root, archive, month and area, in that order."""
        rows = self._select(
            "root, archive, month, area, count(*), count(*) - sum(unlisted)",
            "GROUP BY root, archive, month, area ORDER BY root, archive, month, area",
        )
        return [Tally(*row) for row in rows]

    def hosts(self) -> list[tuple[str, str]]:
        """Return roots with the host most of their releases use.

        A root whose releases are all retired has pages that say so.
        """
        rows = self._connection.execute(
            "SELECT root, host FROM (SELECT root, host, count(*) AS number FROM release "  # noqa: S608
            f"WHERE {self._published} GROUP BY root, archive, month, area, host) "
            "GROUP BY root, host ORDER BY root, sum(number) DESC, host"
        )
        first: dict[str, str] = {}
        for root, host in [*rows, *self.addresses.hosts()]:
            first.setdefault(root, host)
        return sorted(first.items())

    def month(self, root: str, month: str) -> list[Release]:
        """Return a month's releases, oldest first, archive by archive."""
        rows = self._select(
            _FACTS, "AND root = ? AND month = ? ORDER BY archive, position", root, month
        )
        return [self._release(facts) for (facts,) in rows]

    def digests(self) -> Iterator[tuple[str, str, str, bytes]]:
        """Yield root, month, archive and digest of each release, in the order of `month`."""
        yield from self._select(
            f"root, month, archive, {self._digest}", "ORDER BY root, month, archive, position"
        )

    def edge(self, root: str, archive: str, month: str, *, last: bool) -> Around | None:
        """Return title, link and language of the first or last release of an archive's month."""
        row = self._select(
            _AROUND,
            "AND root = ? AND archive = ? AND month = ? "
            f"ORDER BY position {'DESC' if last else 'ASC'} LIMIT 1",
            root, archive, month,
        ).fetchone()  # fmt: skip
        return (row[0], row[1], row[2]) if row else None

    def beside(self, archive: str, month: str, source: str) -> tuple[Around | None, Around | None]:
        """Return title, link and language of those just before and after a release in its month."""
        return self._beside(archive, month, source, "<", "DESC"), self._beside(
            archive, month, source, ">", "ASC"
        )

    def _beside(
        self, archive: str, month: str, source: str, than: str, order: str
    ) -> Around | None:
        own = "(SELECT {} FROM release WHERE source = ?)".format
        row = self._select(
            _AROUND,
            f"AND root = {own('root')} AND month = ? AND archive = ? "
            f"AND position {than} {own('position')} ORDER BY position {order} LIMIT 1",
            source, month, archive, source,
        ).fetchone()  # fmt: skip
        return (row[0], row[1], row[2]) if row else None

    def at(self, root: str, path: str) -> Release | None:
        """Return the release whose page is the file at a path of a root."""
        row = self._select(
            _FACTS, "AND root = ? AND folded = ? AND path = ?", root, folded(path), path
        ).fetchone()
        return self._release(row[0]) if row else None

    def like(self, root: str, path: str) -> list[Release]:
        """Return the releases whose paths are the same when case is ignored."""
        rows = self._select(_FACTS, "AND root = ? AND folded = ?", root, folded(path))
        return [self._release(facts) for (facts,) in rows]

    def from_source(self, source: str) -> tuple[str, Release] | None:
        """Return the release of a source file with its root, if it is published."""
        row = self._select(f"root, {_FACTS}", "AND source = ?", source).fetchone()
        return (row[0], self._release(row[1])) if row else None

    def bodies(self, root: str) -> Iterator[tuple[Release, str]]:
        """Yield a root's releases with their HTML, newest first, those without a date last."""
        rows = self._select(
            f"{_FACTS}, {_HTML}",
            f"AND root = ? ORDER BY month = '{UNDATED}', position DESC",
            root,
        )
        for facts, html in rows:
            yield self._release(facts), html

    def kinds(self, root: str) -> set[str]:
        """Return the kinds that a root's releases are of."""
        return {
            kind
            for (kind,) in self._select(f"DISTINCT {_FACTS} ->> '$.kind'", "AND root = ?", root)
        }

    def latest(self, root: str, limit: int, area: str | None = None) -> list[Release]:
        """Return the newest releases that have a date, newest first."""
        return [self._release(facts) for facts in self._latest(_FACTS, root, limit, area)]

    def latest_digests(self, root: str, limit: int, area: str | None = None) -> list[bytes]:
        """Return the digests of the same releases."""
        return self._latest(self._digest, root, limit, area)

    def _latest(self, what: str, root: str, limit: int, area: str | None) -> list[Any]:
        condition, values = ("AND area = ?", [area]) if area is not None else ("", [])
        rows = self._select(
            what,
            f"AND root = ? {condition} AND month != '{UNDATED}' ORDER BY position DESC LIMIT ?",
            root, *values, limit,
        )  # fmt: skip
        return [found for (found,) in rows]

    def appeals(self, root: str, limit: int) -> list[Release]:
        """Return the newest appeals that are open, newest first."""
        return [self._release(facts) for facts in self._appeals(_FACTS, root, limit)]

    def appeal_digests(self, root: str, limit: int) -> list[bytes]:
        """Return the digests of the same releases."""
        return self._appeals(self._digest, root, limit)

    def _appeals(self, what: str, root: str, limit: int) -> list[Any]:
        rows = self._select(
            what,
            f"AND root = ? AND appeal AND month != '{UNDATED}' ORDER BY position DESC LIMIT ?",
            root, limit,
        )  # fmt: skip
        return [found for (found,) in rows]

    def twins(self, source: str) -> list[Release]:
        """Return the releases of a release's month and archive with its very title, oldest first.

        It is among them itself.
        """
        own = f"SELECT root, month, archive, {_FACTS} ->> '$.title' FROM release WHERE source = ?"  # noqa: S608
        rows = self._select(
            _FACTS,
            f"AND (root, month, archive, {_FACTS} ->> '$.title') = ({own}) ORDER BY position",
            source,
        )
        return [self._release(facts) for (facts,) in rows]

    def same_incident(self, root: str, case: str) -> list[Release]:
        """Return the releases that tell of an incident, oldest first."""
        rows = self._select(
            _FACTS, "AND root = ? AND incident IS NOT NULL AND incident = ? ORDER BY position",
            root, case,
        )  # fmt: skip
        return [self._release(facts) for (facts,) in rows]

    def incidents(self) -> Iterator[tuple[str, str, str, bytes]]:
        """Yield root, incident, month and digest of each release that tells of one, in order."""
        yield from self._select(
            f"root, incident, month, {self._digest}",
            "AND incident IS NOT NULL ORDER BY root, incident, position",
        )

    def since(self, root: str, when: datetime, limit: int) -> list[Release]:
        """Return the releases published since a time, newest first."""
        return [self._release(facts) for facts in self._since(_FACTS, root, when, limit)]

    def digests_since(self, root: str, when: datetime, limit: int) -> list[bytes]:
        """Return the digests of the same releases."""
        return self._since(self._digest, root, when, limit)

    def oldest_since(self, when: datetime) -> datetime | None:
        """Return when the oldest of the releases published since a time was, if there are any."""
        (position,) = self._select(
            "min(position)",
            f"AND month != '{UNDATED}' AND position >= ?",
            f"{when.astimezone(UTC):%Y%m%d%H%M%S}",
        ).fetchone()
        if position is None:
            return None
        return datetime.strptime(position[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC)

    def _since(self, what: str, root: str, when: datetime, limit: int) -> list[Any]:
        rows = self._select(
            what,
            f"AND root = ? AND month != '{UNDATED}' AND position >= ? "
            "ORDER BY position DESC LIMIT ?",
            root, f"{when.astimezone(UTC):%Y%m%d%H%M%S}", limit,
        )  # fmt: skip
        return [found for (found,) in rows]

    def files_used(self) -> list[tuple[str, str, Release]]:
        """Return the releases that may use files, with their roots and months."""
        rows = self._select(f"root, month, {_FACTS}", "AND files > 0 ORDER BY root, source")
        return [(root, month, self._release(facts)) for root, month, facts in rows]

    def releases(self) -> Iterator[tuple[bool, Release]]:
        """Yield every release there is, oldest first, with whether it is published."""
        rows = self._connection.execute(
            f"SELECT {self._published}, {_FACTS} FROM release "  # noqa: S608
            f"ORDER BY month = '{UNDATED}', position"
        )
        for published, facts in rows:
            yield bool(published), self._release(facts)

    def count(self) -> int:
        return int(self._select("count(*)", "").fetchone()[0])

    def held(self) -> int:
        """Count the releases that are not published: drafts, embargoed and expired ones."""
        (every,) = self._connection.execute("SELECT count(*) FROM release").fetchone()
        (retired,) = self._connection.execute(
            f"SELECT count(*) FROM release WHERE state > {DRAFT}"  # noqa: S608
        ).fetchone()
        return int(every) - int(retired) - self.count()

    def has(self, root: str, path: str) -> bool:
        """Tell whether a release has this path, published or not."""
        row = self._connection.execute(
            "SELECT 1 FROM release WHERE root = ? AND folded = ? AND path = ?",
            (root, folded(path), path),
        ).fetchone()
        return row is not None

    def publishes(self, root: str, path: str) -> bool:
        """Tell whether a published release has this path."""
        row = self._select(
            "1", "AND root = ? AND folded = ? AND path = ?", root, folded(path), path
        ).fetchone()
        return row is not None

    def source_at(self, root: str, path: str) -> str | None:
        """Return the source of the release that has a path, published or not; case is ignored."""
        row = self._connection.execute(
            "SELECT source FROM release WHERE root = ? AND folded = ? ORDER BY path != ?, source",
            (root, folded(path), path),
        ).fetchone()
        return None if row is None else str(row[0])

    def every_host(self) -> set[str]:
        """Return the hosts of all releases, published or not."""
        return {host for (host,) in self._connection.execute("SELECT DISTINCT host FROM release")}

    def draft_at(self, root: str, path: str) -> str | None:
        """Return the source of the draft that has a path; case is ignored."""
        row = self._connection.execute(
            f"SELECT source FROM release WHERE root = ? AND folded = ? AND state = {DRAFT}",  # noqa: S608
            (root, folded(path)),
        ).fetchone()
        return None if row is None else str(row[0])

    def url_of(self, source: str) -> str:
        """Return the address of the release that a source gives."""
        row = self._connection.execute(
            f"SELECT {_FACTS} ->> '$.url' FROM release WHERE source = ?",  # noqa: S608
            (source,),
        ).fetchone()
        return str(row[0])

    def archives(self) -> list[str]:
        """Return the paths of all archives that releases are in, retired ones too."""
        rows = self._connection.execute("SELECT DISTINCT archive FROM release ORDER BY archive")
        return [archive for (archive,) in rows]

    def paths(self) -> Iterator[tuple[str, str, str]]:
        """Yield source, path and month of every release that has a page, now or another time."""
        yield from self._connection.execute(
            "SELECT source, path, month FROM release WHERE state = 0 ORDER BY source"
        )

    def sources(self) -> set[str]:
        """Return the sources that give a release."""
        return {source for (source,) in self._connection.execute("SELECT source FROM release")}

    def dead_links(self) -> Iterator[Link]:
        """Yield the links at whose path is no release that their readers can see."""
        yield from self._links(
            "NOT EXISTS (SELECT 1 FROM release WHERE root = link.root AND folded = link.folded "  # noqa: S608
            f"AND path = link.path AND ({self._published} OR link.source NOT IN "
            f"(SELECT source FROM release WHERE {self._published})))"
        )

    def links_not_now(self) -> Iterator[tuple[Link, bool]]:
        """Yield the links that readers see to releases that they do not, and if these are over."""
        here = (
            f"root = link.root AND folded = link.folded AND path = link.path AND {self._has_page}"
        )
        for condition, is_over in ((self._is_held, False), (self._is_over, True)):
            for link in self._links(
                f"EXISTS (SELECT 1 FROM release WHERE {here} AND {condition}) "  # noqa: S608
                "AND EXISTS (SELECT 1 FROM release WHERE source = link.source "
                f"AND {self._published})"
            ):
                yield link, is_over

    def anchored_links(self) -> Iterator[tuple[Link, str]]:
        """Yield the links to a place in a release, with the release's source."""
        for link in self._links("anchor != ''"):
            row = self._connection.execute(
                "SELECT source FROM release WHERE root = ? AND folded = ? AND path = ?",
                (link.link.root, folded(link.link.path), link.link.path),
            ).fetchone()
            if row:
                yield link, row[0]

    def _links(self, condition: str, *values: str) -> list[Link]:
        rows = self._connection.execute(
            "SELECT source, root, path, anchor, written, line, column, end_column "  # noqa: S608
            f"FROM link WHERE {condition} ORDER BY source, line, column",
            values,
        )
        return [Link(LinkUse(*link), source) for source, *link in rows]
