"""Addresses: the ledger's, old ones, the paths of releases, and what was taken down."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from newsgen.diagnostics import Span
from newsgen.model.ledger import FILE as LEDGER_FILE
from newsgen.model.release import Redirect, Release
from newsgen.model.urls import folded, parse_url
from newsgen.store._subject import FACTS, WITHDRAWN, StoredValue, Subject, statement
from newsgen.store.tables import LEDGER, REDIRECT, TOMBSTONE, LedgerRow, RedirectRow, TombstoneRow

_REDIRECT = StoredValue[Redirect](Redirect)


class OldAddress(NamedTuple):
    """An address that leads elsewhere, or is gone, as its author wrote it."""

    source: str
    redirect: Redirect

    @property
    def span(self) -> Span:
        r = self.redirect
        path = f"content/{self.source}" if self.source else LEDGER_FILE
        return Span(path, r.line, r.column, r.line, r.end_column)


def _in_order(condition: str) -> str:
    """Return the statement that asks for the old addresses of which a condition holds."""
    asked = f"SELECT source, redirect FROM old_address WHERE {condition}"  # noqa: S608 (our own)
    return statement(f"{asked} ORDER BY root, path, query, source, number")


_EVERY: Final = _in_order("true")
_OF_SOURCE: Final = _in_order("source = :source")
_ONWARD: Final = _in_order("{onward}")
_WAITING: Final = _in_order("""
    {stands} AND EXISTS (
        SELECT 1 FROM release WHERE {at_target} AND {has_page} AND NOT {begun}
    )
""")
_LEADING: Final = _in_order("{leads}")
_LEADING_IN: Final = _in_order("{leads} AND root = :root")
_LEADING_FROM: Final = _in_order("{leads} AND root = :root AND folded = :folded AND file = :file")
_DROP: Final = "DELETE FROM redirect WHERE source = ?"


class OldAddresses(Subject):
    def put(self, entries: Iterable[tuple[str, Sequence[Redirect]]]) -> None:
        """Take in old addresses of sources that have none yet."""
        self._connection.executemany(
            REDIRECT.insert,
            (
                _row(source, number, redirect)
                for source, redirects in entries
                for number, redirect in enumerate(redirects)
            ),
        )

    def drop(self, sources: Iterable[str]) -> None:
        self._connection.executemany(_DROP, ((source,) for source in sources))

    def of_source(self, source: str) -> tuple[Redirect, ...]:
        return tuple(old.redirect for old in self._olds(_OF_SOURCE, source=source))

    def every(self) -> list[OldAddress]:
        """Return all that somebody wrote, whether it is published or not."""
        return self._olds(_EVERY)

    def onward(self) -> list[OldAddress]:
        """Return those that lead elsewhere now or at another time."""
        return self._olds(_ONWARD)

    def waiting(self) -> list[OldAddress]:
        """Return those that would lead elsewhere now, but to a release that is held back."""
        return self._olds(_WAITING)

    def leading(self, root: str | None = None) -> list[OldAddress]:
        """Return those that lead elsewhere now: all, or those of a root."""
        return self._olds(_LEADING) if root is None else self._olds(_LEADING_IN, root=root)

    def leading_from(self, root: str, file: str) -> OldAddress | None:
        """Return what leads elsewhere now from the address that a file stands for, if it does."""
        olds = self._olds(_LEADING_FROM, root=root, folded=folded(file), file=file)
        return olds[0] if olds else None

    def _olds(self, text: str, **values: str) -> list[OldAddress]:
        rows = self._rows(text, **values)
        return [OldAddress(source, _REDIRECT.load(redirect)) for source, redirect in rows]


def _row(source: str, number: int, redirect: Redirect) -> RedirectRow:
    target = redirect.target
    return RedirectRow(
        source=source,
        number=number,
        url=redirect.url,
        root=redirect.root,
        path=redirect.path,
        query=redirect.query,
        file=redirect.file,
        folded=folded(redirect.file),
        target_root=target.root if target else None,
        target_path=target.path if target else None,
        target_folded=folded(target.path) if target else None,
        redirect=_REDIRECT.dump(redirect),
    )


class SourcePath(NamedTuple):
    """The path and the month of the release that a source gives."""

    source: str
    path: str
    month: str


class HeldPage(NamedTuple):
    """A release that readers know nothing of: as it is a draft, until a time, or both.

    `until` is a timestamp, or None if its time has come.
    """

    source: str
    is_draft: bool
    until: float | None


_HAS: Final = """
    SELECT 1 FROM release WHERE root = :root AND folded = :folded AND path = :path
"""
_PUBLISHES: Final = statement("""
    SELECT 1 FROM release
    WHERE {published} AND root = :root AND folded = :folded AND path = :path
""")
_TAKEN_DOWN: Final = statement("""
    SELECT 1 FROM release
    WHERE state > {draft} AND state != {moved}
        AND root = :root AND folded = :folded AND path = :path
""")
_SOURCE_AT: Final = """
    SELECT source FROM release WHERE root = :root AND folded = :folded
    ORDER BY path != :path, source
"""
_DRAFT_AT: Final = statement("""
    SELECT source FROM release WHERE root = :root AND folded = :folded AND state = {draft}
""")
_HELD_AT: Final = statement("""
    SELECT source, state = {draft} AND NOT {has_page} AS is_draft,
        CASE WHEN NOT {begun} THEN visible_from END AS until
    FROM release
    WHERE {asked_at} AND (state <= {draft} AND NOT {published} OR NOT {begun})
        AND NOT coalesce({over}, FALSE)
    ORDER BY source
""")
_WITH_PAGE: Final = "SELECT source, path, month FROM release WHERE state = 0 ORDER BY source"
_SOURCES: Final = "SELECT source FROM release"
_PLACED: Final = "SELECT lower(ltrim(root || '/' || path, '/')), source FROM release"
_SHARED: Final = """
    SELECT ltrim(root || '/' || folded, '/') FROM release GROUP BY root, folded HAVING count(*) > 1
"""
_PAGES: Final = statement("SELECT source FROM release WHERE branch = :root AND month = {pages}")
_URL_OF: Final = """
    SELECT facts ->> '$.url' FROM release JOIN body USING (id) WHERE source = :source
"""
_URL_AT: Final = """
    SELECT facts ->> '$.url' FROM release JOIN body USING (id)
    WHERE root = :root AND folded = :folded AND path = :path ORDER BY source
"""
_PUBLISHED: Final = statement("""
    SELECT group_concat(file, char(10)), group_concat(asked_at, char(10)) FROM (
        SELECT iif(root = '', path, root || '/' || path) AS file, CASE
            WHEN path GLOB '*@*' OR path GLOB '*index.html'
            THEN (SELECT facts ->> '$.url' FROM body WHERE body.id = release.id) ELSE host
        END AS asked_at FROM release WHERE {published} ORDER BY source
    )
""")


class PublishedPages(NamedTuple):
    """The paths of pages in the output folder, and their hosts, line by line in the same order.

    Where addresses may differ that have the same path, there is the URL in place of the host.
    """

    files: list[str]
    asked_at: str


class Paths(Subject):
    def has(self, root: str, path: str) -> bool:
        """Return whether a release has this path, published or not."""
        return bool(self._value(_HAS, root=root, folded=folded(path), path=path))

    def publishes(self, root: str, path: str) -> bool:
        """Return whether a published release has this path."""
        return bool(self._value(_PUBLISHES, root=root, folded=folded(path), path=path))

    def has_taken_down(self, root: str, path: str) -> bool:
        """Return whether a release that is withdrawn or gone has this path."""
        return bool(self._value(_TAKEN_DOWN, root=root, folded=folded(path), path=path))

    def source_at(self, root: str, path: str) -> str | None:
        """Return the source of the release that has a path, published or not; case is ignored."""
        source: str | None = self._value(_SOURCE_AT, root=root, folded=folded(path), path=path)
        return source

    def draft_at(self, root: str, path: str) -> str | None:
        """Return the source of the draft that has a path; case is ignored."""
        source: str | None = self._value(_DRAFT_AT, root=root, folded=folded(path))
        return source

    def held_at(self, root: str, path: str) -> HeldPage | None:
        """Return the release with a path that readers know nothing of yet; case is ignored.

        The path may be that of an old address. It may have been taken down before its time.
        """
        return next(self._as(HeldPage, _HELD_AT, root=root, folded=folded(path)), None)

    def with_page(self) -> Iterator[SourcePath]:
        """Yield every release that has a page, now or at another time."""
        return self._as(SourcePath, _WITH_PAGE)

    def sources(self) -> set[str]:
        """Return the sources that give a release."""
        return set(self._column(_SOURCES))

    def places(self) -> Iterator[tuple[str, str]]:
        """Yield the path of each release's page in small letters, below its root, and its source.

        The page may not be published.
        """
        return self._rows(_PLACED)

    def shared(self) -> set[str]:
        """Return the places of pages that several releases have, drafts too, case ignored."""
        return set(self._column(_SHARED))

    def pages(self, root: str) -> list[str]:
        """Return the sources of a root's pages, published or not."""
        return list(self._column(_PAGES, root=root))

    def published(self) -> PublishedPages:
        """Return the files of the releases that are published, and what they are asked for at."""
        # Each as one text, in half the time.
        files, asked_at = next(self._rows(_PUBLISHED))
        return PublishedPages(files.split("\n") if files else [], asked_at or "")

    def url_of(self, source: str) -> str:
        """Return the absolute URL of the release that a source gives."""
        return str(self._value(_URL_OF, source=source))

    def url_at(self, root: str, path: str) -> str | None:
        """Return the absolute URL of the release that has a path in the very same letters."""
        url: str | None = self._value(_URL_AT, root=root, folded=folded(path), path=path)
        return url


GONE_PAGE: Final = "410.html"


class GoneAddress(NamedTuple):
    """An address that is gone, and the file of its root to answer with."""

    root: str
    path: str
    query: str
    file: str


class WrittenPage(NamedTuple):
    """A page in an output folder, which is named as the cache names it."""

    folder: str
    path: str


_GONE: Final = statement("""
    SELECT root, path, state, facts FROM release JOIN body USING (id)
    WHERE state > {draft} AND state != {moved} AND {begun}
    UNION ALL
    SELECT root, path, state, facts FROM release JOIN body USING (id)
    WHERE state = 0 AND {over}
    ORDER BY root, path
""")
_GONE_OLD: Final = statement("""
    SELECT root, path, query FROM old_address
    WHERE (target_root IS NULL AND source = '')
        OR (state > {draft} AND state != {moved} AND {begun})
        OR (state = 0 AND {over})
        OR ({stands} AND NOT {leads} AND EXISTS (
            SELECT 1 FROM release WHERE {at_target} AND (
                {has_page} AND {over} OR state > {draft} AND state != {moved} AND {begun}
            )
        ))
    ORDER BY root, path, query, source, number
""")
_WITHDRAWN: Final = statement("""
    SELECT facts FROM release JOIN body USING (id)
    WHERE state > {draft} AND state = {withdrawn} AND {begun} AND branch = :root
    ORDER BY path
""")


# Other outputs are few, and so is what is retired: each is looked for in each by its key.
def _still_in(over_now: str) -> str:
    return """
        SELECT output.folder, target.path FROM output CROSS JOIN release CROSS JOIN target
        WHERE output.id != :built AND {over_now} AND target.output = output.id
            AND target.path
                = CASE root WHEN '' THEN release.path ELSE root || '/' || release.path END
            AND partition != 'retired@' || branch || '/'
    """.replace("{over_now}", over_now)


_STILL_IN: Final = statement(
    _still_in("state > {draft}") + "UNION" + _still_in("state = 0 AND {over}") + "ORDER BY 1, 2"
)


class Retired(Subject):
    def gone(self) -> Iterator[GoneAddress]:
        """Yield every address that is gone.

        Those of removed releases are not among them, as nobody knows them: see
        `AddressLedger.gone_below`.
        """
        for root, file, state, facts in self._rows(_GONE):
            address = parse_url(json.loads(facts)["url"])
            answer = file if state == WITHDRAWN else GONE_PAGE
            yield GoneAddress(root, address.path, address.query, answer)
        for root, path, query in self._rows(_GONE_OLD):
            yield GoneAddress(root, path, query, GONE_PAGE)

    def withdrawn(self, root: str, path: str | None = None) -> list[Release]:
        """Return the releases whose pages say why they were withdrawn: of a root, or at a path."""
        releases = map(FACTS.load, self._column(_WITHDRAWN, root=root))
        return [release for release in releases if path in (None, release.path)]

    def still_in(self, *, but: int) -> list[WrittenPage]:
        """Return the pages of retired releases in all output folders but one, given by its number.

        They were written before, and stay until newsgen builds there again.
        """
        return list(self._as(WrittenPage, _STILL_IN, built=but))


class HeldAddress(NamedTuple):
    """An address of the ledger whose release is held back: its source, and until when."""

    line: int
    url: str
    source: str
    until: float


# The case of A to Z does not matter, as servers lead readers to the true address. Of lines that
# differ by it alone, the first is returned.
_LOST: Final = statement("""
    SELECT min(line) AS line, url, root, path, query, file, folded FROM ledger
    WHERE NOT EXISTS (
        SELECT 1 FROM release
        WHERE root = ledger.root AND folded = ledger.folded AND lower(path) = lower(ledger.file)
            AND state != {draft}
    ) AND NOT EXISTS (
        SELECT 1 FROM redirect
        WHERE root = ledger.root AND folded = ledger.folded AND lower(file) = lower(ledger.file)
            AND (source = '' OR source IN (SELECT source FROM release WHERE state != {draft}))
    )
    GROUP BY root, folded
    ORDER BY min(line)
""")
_HELD: Final = statement("""
    SELECT ledger.line, ledger.url, release.source, visible_from AS until FROM ledger
    JOIN release ON release.root = ledger.root AND release.folded = ledger.folded
        AND lower(release.path) = lower(ledger.file)
    WHERE state != {draft} AND NOT {begun}
    UNION
    SELECT ledger.line, ledger.url, release.source, visible_from AS until FROM ledger
    JOIN redirect ON redirect.root = ledger.root AND redirect.folded = ledger.folded
        AND lower(redirect.file) = lower(ledger.file)
    JOIN release ON release.source = redirect.source
    WHERE state != {draft} AND NOT {begun}
    ORDER BY line
""")
_GONE_BELOW: Final = "SELECT DISTINCT root, folder FROM tombstone ORDER BY root, folder"
_PUBLIC_URLS: Final = statement("""
    SELECT facts ->> '$.url' FROM release JOIN body USING (id)
    WHERE state != {draft} AND {begun}
        AND (visible_from IS NULL OR visible_until IS NULL OR visible_from < visible_until)
    UNION
    SELECT url FROM old_address
    WHERE state != {draft} AND {begun}
        AND (visible_from IS NULL OR visible_until IS NULL OR visible_from < visible_until)
    ORDER BY 1
""")


class AddressLedger(Subject):
    def put(
        self,
        rows: Iterable[LedgerRow],
        redirects: Sequence[Redirect],
        tombstones: Iterable[TombstoneRow],
    ) -> None:
        """Replace the ledger: its lines, those that lead elsewhere, and the removed addresses."""
        self._connection.execute("DELETE FROM ledger")
        self._connection.execute("DELETE FROM tombstone")
        old_addresses = OldAddresses(self._connection, self._scope)
        old_addresses.drop([""])
        self._connection.executemany(LEDGER.insert, rows)
        old_addresses.put([("", redirects)])
        self._connection.executemany(TOMBSTONE.insert, tombstones)

    def lost(self) -> list[LedgerRow]:
        """Return the lines of the ledger with whose address neither release nor line deals."""
        return list(self._as(LedgerRow, _LOST))

    def held(self) -> list[HeldAddress]:
        """Return the addresses whose releases are held back now.

        Old addresses of such releases are among them.
        """
        return list(self._as(HeldAddress, _HELD))

    def gone_below(self) -> list[tuple[str, str]]:
        """Return roots and folders below which unknown addresses are gone."""
        return self._rows(_GONE_BELOW).fetchall()

    def public_urls(self) -> list[str]:
        """Return every address that is or was published, sorted."""
        return self._column(_PUBLIC_URLS)
