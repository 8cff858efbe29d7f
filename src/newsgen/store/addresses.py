"""Old addresses: those that lead elsewhere, those that are gone, and the ledger of all there were.

A redirect comes from a release, or, with an empty source, from a line of the ledger.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from newsgen.diagnostics import Span
from newsgen.digest import digest, digest_bytes
from newsgen.model.ledger import FILE as LEDGER
from newsgen.model.release import Redirect, Release, Status, Target
from newsgen.model.urls import folded, parse_url
from newsgen.store.records import Record

_RELEASE = Record[Release](Release)
_TARGET = Record[Target](Target)

DRAFT: Final = 1
WITHDRAWN: Final = 2
MOVED: Final = 3
GONE: Final = 4
STATES: Final = {
    Status.PUBLISHED: 0,
    Status.CLOSED: 0,
    Status.DRAFT: DRAFT,
    Status.WITHDRAWN: WITHDRAWN,
    Status.MOVED: MOVED,
    Status.GONE: GONE,
}
"""What the catalogue tells statuses by: what is above a draft is retired."""
GONE_PAGE: Final = "410.html"


def _times(at: float | None, table: str = "") -> tuple[str, str, str]:
    """Return the conditions of releases that have begun, are shown, and are over at a time.

    At any time all of them have begun and are shown, and none is over.
    """
    if at is None:
        return "1", "1", "0"
    start, end = f"{table}visible_from", f"{table}visible_until"
    begun = f"({start} IS NULL OR {start} <= {at!r})"
    shown = f"({begun} AND ({end} IS NULL OR {end} > {at!r}))"
    over = f"({end} <= {at!r} AND ({start} IS NULL OR {start} < {end}))"
    return begun, shown, over


def _led(condition: str) -> str:
    """Return the condition that a redirect leads to a release of which a condition holds."""
    return (
        "EXISTS (SELECT 1 FROM release AS there WHERE there.root = target_root "  # noqa: S608
        f"AND there.folded = target_folded AND there.path = target_path AND {condition})"
    )


def _place_of(target: Target | None) -> tuple[str, str, str]:
    """Return root, path and folded path of where a redirect leads, empty outside the site."""
    return (target.root, target.path, folded(target.path)) if target else ("", "", "")


class OldAddress(NamedTuple):
    """An address that leads elsewhere, or is gone, as its author wrote it."""

    source: str
    redirect: Redirect

    @property
    def span(self) -> Span:
        r = self.redirect
        path = f"content/{self.source}" if self.source else LEDGER
        return Span(path, r.line, r.column, r.line, r.end_column)


class LedgerRow(NamedTuple):
    """A line of the ledger: an address, and the file that it lived in."""

    line: int
    url: str
    root: str
    path: str
    query: str
    file: str


class Addresses:
    """Questions about old addresses at a time, or at any; drafts count if asked for."""

    def __init__(self, connection: sqlite3.Connection, at: float | None, *, drafts: bool) -> None:
        self._connection = connection
        begun, shown, over = _times(at)
        self._begun = begun
        live = f"state IN (0, {DRAFT}, {MOVED})" if drafts else f"state IN (0, {MOVED})"
        self._onward = f"target != '' AND (redirect.source = '' OR {live})"
        stands = f"target != '' AND (redirect.source = '' OR ({shown} AND {live}))"
        pages = f"there.state <= {DRAFT}" if drafts else "there.state = 0"
        there_begun, there_shown, there_over = _times(at, "there.")
        # Nothing leads to what readers cannot see; the address of an expired release is gone.
        unseen = f"there.state <= {DRAFT} AND NOT ({there_shown} AND {pages})"
        self._leads = f"{stands} AND NOT {_led(unseen)}"
        self._waits = f"{stands} AND {_led(f'{pages} AND NOT {there_begun}')}"
        self._ended = f"{stands} AND {_led(f'{pages} AND {there_over}')}"
        self._over = f"state = 0 AND {over}"
        self._retired = f"state > {DRAFT} AND {begun}"
        self._taken_down = f"state > {DRAFT} AND state != {MOVED} AND {begun}"
        self._is_withdrawn = f"state > {DRAFT} AND state = {WITHDRAWN} AND {begun}"
        self._was_public = (
            f"state != {DRAFT} AND {begun}"
            " AND (visible_from IS NULL OR visible_until IS NULL OR visible_from < visible_until)"
        )

    def put(self, entries: Iterable[tuple[str, Sequence[Redirect]]]) -> None:
        """Take in old addresses of sources that have none yet."""
        self._connection.executemany(
            f"INSERT INTO redirect VALUES ({', '.join('?' * 13)})",  # noqa: S608
            (
                (
                    source, number, r.url, r.root, r.path, r.query, r.file, folded(r.file),
                    _TARGET.dump(r.target) if r.target else "",
                    f"{r.line} {r.column} {r.end_column}",
                    *_place_of(r.target),
                )
                for source, redirects in entries
                for number, r in enumerate(redirects)
            ),
        )  # fmt: skip

    def drop(self, names: Sequence[tuple[str]]) -> None:
        self._connection.executemany("DELETE FROM redirect WHERE source = ?", names)

    def of_source(self, source: str) -> tuple[Redirect, ...]:
        return tuple(old.redirect for old in self._olds("source = ?", source))

    def every(self) -> list[OldAddress]:
        """Return all that somebody wrote, whether it is published or not."""
        return self._olds("1")

    def onward(self) -> list[OldAddress]:
        """Return those that lead elsewhere now or at another time."""
        return self._olds(self._onward)

    def waiting(self) -> list[OldAddress]:
        """Return those that would lead elsewhere now, but to a release that is held back."""
        return self._olds(self._waits)

    def leading_from(self, root: str, file: str) -> OldAddress | None:
        """Return what leads elsewhere now from the address that a file stands for, if it does."""
        where = f"{self._leads} AND redirect.root = ? AND redirect.folded = ? AND file = ?"
        return next(iter(self._olds(where, root, folded(file), file)), None)

    def leading(self, root: str | None = None) -> list[OldAddress]:
        """Return those that lead elsewhere now: all, or those of a root."""
        where = self._leads if root is None else f"{self._leads} AND redirect.root = ?"
        return self._olds(where, *([] if root is None else [root]))

    def _olds(self, where: str, *values: Any) -> list[OldAddress]:
        rows = self._connection.execute(
            "SELECT redirect.source, url, redirect.root, redirect.path, query, file, target, place "  # noqa: S608
            f"FROM redirect LEFT JOIN release USING (source) WHERE {where} "
            "ORDER BY redirect.root, redirect.path, query, redirect.source, number",
            values,
        )
        return [
            OldAddress(
                source,
                Redirect(
                    url, root, path, query, file,
                    _TARGET.load(target) if target else None,
                    *map(int, place.split()),
                ),
            )
            for source, url, root, path, query, file, target, place in rows
        ]  # fmt: skip

    def redirects(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield root, path, query and location of what leads elsewhere."""
        for _, r in self.leading():
            if r.target:
                yield r.root, r.path, r.query, r.target.href

    def retired(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield root, path, query and page of what is gone."""
        rows = self._connection.execute(
            "SELECT root, path, state, facts FROM release JOIN body USING (id) "  # noqa: S608
            f"WHERE {self._taken_down} UNION ALL "
            "SELECT root, path, state, facts FROM release JOIN body USING (id) "
            f"WHERE {self._over} ORDER BY root, path"
        )
        for root, file, state, facts in rows:
            address = parse_url(json.loads(facts)["url"])
            yield root, address.path, address.query, file if state == WITHDRAWN else GONE_PAGE
        gone = ("target = '' AND redirect.source = ''", self._taken_down, self._over, self._ended)
        for _, r in self._olds(" OR ".join(f"({one})" for one in gone)):
            yield r.root, r.path, r.query, GONE_PAGE

    def hosts(self) -> list[tuple[str, str]]:
        """Return roots and hosts of retired releases."""
        return self._connection.execute(
            f"SELECT root, host FROM release WHERE {self._retired} GROUP BY root, host"  # noqa: S608
        ).fetchall()

    def withdrawn(self, root: str, path: str | None = None) -> list[Release]:
        """Return the releases whose pages say why they were withdrawn: of a root, or at a path."""
        where, values = f"{self._is_withdrawn} AND root = ?", [root]
        if path is not None:
            where, values = f"{where} AND folded = ? AND path = ?", [root, folded(path), path]
        rows = self._connection.execute(
            f"SELECT facts FROM release JOIN body USING (id) WHERE {where} ORDER BY path",  # noqa: S608
            values,
        )
        return [_RELEASE.load(facts) for (facts,) in rows]

    def digest(self, root: str) -> bytes:
        """Digest all that the pages of withdrawn releases and of redirects are made of.

        Empty if there are none.
        """
        rows = self._connection.execute(
            f"SELECT digest FROM release WHERE {self._is_withdrawn} AND root = ? ORDER BY path",  # noqa: S608
            (root,),
        )
        withdrawn = [found for (found,) in rows]
        leading = [(source, r.file, r.url, r.target) for source, r in self.leading(root)]
        return digest_bytes(*withdrawn, digest(leading)) if withdrawn or leading else b""

    # The ledger, and the graves

    def put_ledger(
        self,
        rows: Iterable[LedgerRow],
        redirects: Sequence[Redirect],
        graves: Iterable[tuple[str, str, str]],
    ) -> None:
        """Take the ledger in, in the place of what it was, and removed addresses.

        Of these: digest, root, and the folder below which unknown addresses are gone.
        """
        for table in ("ledger", "tombstone"):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 (from the line above)
        self.drop([("",)])
        self._connection.executemany(
            "INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((*row, folded(row.file)) for row in rows),
        )
        self.put([("", redirects)])
        self._connection.executemany("INSERT INTO tombstone VALUES (?, ?, ?)", graves)

    def lost(self) -> list[LedgerRow]:
        """Return the lines of the ledger with whose address neither release nor line deals.

        The case of A to Z is of no weight, as servers lead readers to the true address. Of lines
        that are alike but for that, the first is returned.
        """
        alike = "root = ledger.root AND folded = ledger.folded AND lower({}) = lower(ledger.file)"
        rows = self._connection.execute(
            "SELECT min(line), url, root, path, query, file FROM ledger WHERE NOT EXISTS "  # noqa: S608
            f"(SELECT 1 FROM release WHERE {alike.format('path')} AND state != {DRAFT}) "
            f"AND NOT EXISTS (SELECT 1 FROM redirect WHERE {alike.format('file')} "
            "AND (source = '' OR source IN "
            f"(SELECT source FROM release WHERE state != {DRAFT}))) "
            "GROUP BY root, folded ORDER BY 1"
        )
        return [LedgerRow(*row) for row in rows]

    def held(self) -> list[tuple[LedgerRow, str, float]]:
        """Return the lines of the ledger whose releases are held back now: source and until when.

        Lines with an old address of such a release are among them.
        """
        what = (
            "SELECT line, ledger.url, ledger.root, ledger.path, ledger.query, ledger.file, "
            "release.source, visible_from FROM ledger"
        )
        alike = (
            "{0}.root = ledger.root AND {0}.folded = ledger.folded "
            "AND lower({0}.{1}) = lower(ledger.file)"
        )
        held = f"WHERE state != {DRAFT} AND NOT {self._begun}"
        rows = self._connection.execute(
            f"{what} JOIN release ON {alike.format('release', 'path')} {held} UNION "
            f"{what} JOIN redirect ON {alike.format('redirect', 'file')} "
            f"JOIN release ON release.source = redirect.source {held} ORDER BY line"
        )
        return [(LedgerRow(*row), source, until) for *row, source, until in rows]

    def gone_below(self) -> Iterator[tuple[str, str]]:
        yield from self._connection.execute(
            "SELECT DISTINCT root, folder FROM tombstone ORDER BY root, folder"
        )

    def below(self, root: str, folder: str) -> Iterator[tuple[str, str, str, str]]:
        """Yield source, host, path and place of the URL of releases below a folder."""
        start = folded(folder.lstrip("/"))
        yield from self._connection.execute(
            "SELECT source, host, path, url_place FROM release "
            "WHERE root = ? AND folded >= ? AND folded < ? ORDER BY folded, source",
            (root, start, start + "\U0010ffff"),
        )

    def public_urls(self) -> list[str]:
        """Return every address that is or was published, sorted."""
        rows = self._connection.execute(
            "SELECT facts ->> '$.url' FROM release JOIN body USING (id) "  # noqa: S608
            f"WHERE {self._was_public} UNION "
            "SELECT url FROM redirect JOIN release USING (source) "
            f"WHERE {self._was_public} ORDER BY 1"
        )
        return [url for (url,) in rows]
