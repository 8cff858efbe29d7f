"""Which releases claim which paths and titles: those of drafts count only if they are asked for."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from newsgen.diagnostics import Span
from newsgen.model.urls import folded
from newsgen.store._subject import Subject, statement


class ReleaseClaim(NamedTuple):
    """A release's claim to a path or a title; `place` is where it is made, in its source."""

    path: str
    source: str
    place: str

    @property
    def span(self) -> Span:
        return Span(f"content/{self.source}", *map(int, self.place.split()))


class TitleClaim(NamedTuple):
    """A release's claim to a title, the length of its body, and a digest of all of it."""

    path: str
    source: str
    place: str
    length: int
    digest: bytes

    @property
    def span(self) -> Span:
        return ReleaseClaim(self.path, self.source, self.place).span


_SHARED_PATHS: Final = statement("""
    SELECT root, folded, path, source, url_place
    FROM (
        SELECT root, folded FROM release WHERE {counts} GROUP BY root, folded HAVING count(*) > 1
    ) CROSS JOIN release USING (root, folded)
    WHERE {counts}
    ORDER BY root, folded, position, source
""")
_REPEATED_TITLES: Final = statement("""
    SELECT root, headline, path, source, title_place, length, digest
    FROM (
        SELECT root, headline FROM release
        WHERE {counts}
        GROUP BY root, headline HAVING count(*) > 1
    ) CROSS JOIN release USING (root, headline)
    WHERE {counts}
    ORDER BY root, headline, position, source
""")
_SAME_TITLE: Final = """
    SELECT other.source FROM release AS this JOIN release AS other USING (root, headline)
    WHERE this.source = :source AND other.source != :source
"""
_AT: Final = statement("""
    SELECT path, source, url_place AS place FROM release
    WHERE {counts} AND root = :root AND folded IN (SELECT value FROM json_each(:paths))
    ORDER BY folded, source
""")
_BELOW: Final = statement("""
    SELECT path, source, url_place AS place FROM release
    WHERE {counts} AND root = :root AND folded >= :start AND folded < :end
    ORDER BY folded, source
""")
_STARTING: Final = """
    SELECT path, source, url_place AS place FROM release
    WHERE root = :root AND folded >= :start AND folded < :end
    ORDER BY folded, source
"""
_INSIDE: Final = statement("""
    SELECT count(*), path, source, url_place, min(position || char(0) || source) FROM release
    WHERE {counts} AND root = :root AND (folder = :folder OR folder >= :start AND folder < :end)
""")
# Beside min(), SQLite gives the other columns of the row that has the minimum.
# From root to root and folder to folder: all but one of each one's releases are passed by.
_FOLDERS: Final = """
    WITH RECURSIVE each_root (root) AS (
        SELECT min(root) FROM release
        UNION ALL
        SELECT (SELECT min(root) FROM release WHERE root > each_root.root)
        FROM each_root WHERE root IS NOT NULL
    ), each_folder (root, folder) AS (
        SELECT root, (SELECT min(folder) FROM release WHERE root = each_root.root)
        FROM each_root WHERE root IS NOT NULL
        UNION ALL
        SELECT root, (
            SELECT min(folder) FROM release
            WHERE root = each_folder.root AND folder > each_folder.folder
        )
        FROM each_folder WHERE folder IS NOT NULL
    )
    SELECT root, folder FROM each_folder WHERE folder > ''
"""


class Claims(Subject):
    def shared_paths(self) -> list[list[ReleaseClaim]]:
        """Return groups of releases whose paths are the same when case is ignored."""
        return [[ReleaseClaim(*row) for row in group] for group in self._groups(_SHARED_PATHS)]

    def repeated_titles(self) -> list[list[TitleClaim]]:
        """Return groups of releases of an area with the same title, oldest first."""
        return [[TitleClaim(*row) for row in group] for group in self._groups(_REPEATED_TITLES)]

    def same_title(self, source: str) -> list[str]:
        """Return the sources of an area's other releases, drafts too, with the title of one."""
        return self._column(_SAME_TITLE, source=source)

    def _groups(self, text: str) -> Iterator[Iterator[list[Any]]]:
        """Yield the rows of each group, which have their first two columns in common."""
        for _, group in groupby(self._rows(text), key=itemgetter(0, 1)):
            yield ([*rest] for _, _, *rest in group)

    def at(self, root: str, paths: Iterable[str]) -> list[ReleaseClaim]:
        """Return the releases of a root whose path is one of these when case is ignored."""
        places = json.dumps(sorted({folded(path) for path in paths}))
        return self._claims(_AT, root=root, paths=places)

    def below(self, root: str, path: str) -> list[ReleaseClaim]:
        """Return the releases of a root for which a path is a folder, when case is ignored."""
        start, end = folded(path) + "/", folded(path) + "0"  # "0" comes after "/"
        return self._claims(_BELOW, root=root, start=start, end=end)

    def starting(self, root: str, start: str) -> list[ReleaseClaim]:
        """Return all releases of a root whose paths start so when case is ignored, drafts too."""
        start = folded(start.lstrip("/"))
        return self._claims(_STARTING, root=root, start=start, end=start + "\U0010ffff")

    def _claims(self, text: str, **values: str) -> list[ReleaseClaim]:
        return list(self._as(ReleaseClaim, text, **values))

    def inside(self, root: str, folder: str) -> tuple[int, ReleaseClaim | None]:
        """Count the releases in a folder of this spelling, however deep, and return the oldest."""
        start, end = folder + "/", folder + "0"
        row = self._rows(_INSIDE, root=root, folder=folder, start=start, end=end).fetchone()
        count, path, source, place, _ = row
        return count, ReleaseClaim(path, source, place) if count else None

    def folders(self) -> Iterator[tuple[str, str]]:
        """Yield root and path of every folder that holds a release, as it is written."""
        return self._rows(_FOLDERS)
