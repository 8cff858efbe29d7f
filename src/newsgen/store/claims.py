"""Which releases claim which paths and titles: those of drafts count only if they are asked for."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from newsgen.diagnostics import Span
from newsgen.model.urls import folded


@dataclass(frozen=True, slots=True)
class Claim:
    """A release's claim to a path, and where it is made."""

    path: str
    source: str
    span: Span


class Claims:
    """The claims of the releases for which a condition of SQL holds."""

    def __init__(self, connection: sqlite3.Connection, live: str) -> None:
        self._connection, self._live = connection, live

    def shared_paths(self) -> list[list[Claim]]:
        """Return groups of releases whose paths are the same when case is ignored."""
        return self._sharing("folded", "url_place")

    def repeated_titles(self) -> list[list[Claim]]:
        """Return groups of releases of an area with the same title, oldest first."""
        return self._sharing("headline", "title_place")

    def _sharing(self, column: str, place: str) -> list[list[Claim]]:
        """Return the groups of releases of a root that have the same in a column."""
        shared = (
            f"SELECT root, {column} FROM release WHERE {self._live} "  # noqa: S608
            f"GROUP BY root, {column} HAVING count(*) > 1"
        )
        rows = self._connection.execute(
            f"SELECT root, {column}, path, source, {place} "  # noqa: S608
            f"FROM ({shared}) CROSS JOIN release USING (root, {column}) WHERE {self._live} "
            f"ORDER BY root, {column}, position, source"
        )
        groups = groupby(rows, key=itemgetter(0, 1))
        return [[_claim(*claim) for _, _, *claim in group] for _, group in groups]

    def at(self, root: str, paths: Iterable[str]) -> list[Claim]:
        """Return the releases of a root whose path is one of these when case is ignored."""
        rows = self._connection.execute(
            "SELECT path, source, url_place FROM release "  # noqa: S608
            f"WHERE {self._live} AND root = ? AND folded IN (SELECT value FROM json_each(?)) "
            "ORDER BY folded, source",
            (root, json.dumps(sorted({folded(path) for path in paths}))),
        )
        return [_claim(*row) for row in rows]

    def below(self, root: str, path: str) -> list[Claim]:
        """Return the releases of a root for which a path is a folder, when case is ignored."""
        rows = self._connection.execute(
            "SELECT path, source, url_place FROM release "  # noqa: S608
            f"WHERE {self._live} AND root = ? AND folded >= ? AND folded < ? "
            "ORDER BY folded, source",
            (root, folded(path) + "/", folded(path) + "0"),  # "0" comes after "/"
        )
        return [_claim(*row) for row in rows]

    def folders(self) -> Iterator[tuple[str, str]]:
        """Yield root and case-folded path of every folder that holds a release, in order.

        The search goes from folder to folder and passes by all but one of each one's releases.
        """
        here = ("", "")
        while found := self._connection.execute(
            "SELECT root, folder FROM release WHERE (root, folder) > (?, ?) "
            "ORDER BY root, folder LIMIT 1",
            here,
        ).fetchone():
            here = found
            yield here


def _claim(path: str, source: str, place: str) -> Claim:
    return Claim(path, source, Span(f"content/{source}", *map(int, place.split())))
