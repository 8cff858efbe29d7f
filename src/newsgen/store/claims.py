"""Which releases claim which paths and texts: those of drafts count only if they are asked for."""

import json
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from newsgen.diagnostics import Span
from newsgen.model.same_text import same_text
from newsgen.model.urls import folded
from newsgen.store._subject import Subject, position_at, span_at, statement


class ReleaseClaim(NamedTuple):
    """A release's claim to a path or a text; `place` is where it is made, in its source."""

    path: str
    source: str
    place: str

    @property
    def span(self) -> Span:
        return span_at(self.source, self.place)


_SHARED_PATHS: Final = statement("""
    SELECT root, folded, path, source, url_place
    FROM (
        SELECT root, folded FROM release WHERE {counts} GROUP BY root, folded HAVING count(*) > 1
    ) CROSS JOIN release USING (root, folded)
    WHERE {counts}
    ORDER BY root, folded, position, source
""")
_ALIKE: Final = statement("""
    SELECT root, alike, path, source, title_place, position >= :first,
        json_extract(facts, '$.title'), html
    FROM (
        SELECT root, alike FROM release
        WHERE alike IS NOT NULL
        GROUP BY root, alike HAVING count(*) > 1 AND max(position) >= :first
    ) CROSS JOIN release USING (root, alike) JOIN body USING (id)
    WHERE {counts}
    ORDER BY root, alike, position, source
""")
_ALIKE_AMONG: Final = """
    SELECT this.source, this.alike, this.digest FROM release AS this
    WHERE this.source IN (SELECT value FROM json_each(:sources)) AND EXISTS (
        SELECT 1 FROM release AS other
        WHERE other.root = this.root AND other.alike = this.alike
        AND other.source != this.source
    )
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
_NUMBER_INSIDE: Final = statement("SELECT count(*) FROM release WHERE {counts} AND {inside}")
# Of few by the index of folders, and of many by that of positions, where one comes soon.
_OLDEST_OF_FEW: Final = statement("""
    SELECT path, source, url_place AS place FROM release INDEXED BY release_by_folder
    WHERE {counts} AND {inside}
    ORDER BY position, source LIMIT 1
""")
_OLDEST_OF_MANY: Final = statement("""
    SELECT path, source, url_place AS place FROM release INDEXED BY release_by_position
    WHERE {counts} AND branch = :root AND {inside}
    ORDER BY position, source LIMIT 1
""")
_MANY: Final = 1_000
_FOLDERS: Final = "SELECT DISTINCT root, folder FROM release WHERE folder > ''"
_PATHS: Final = statement("SELECT folded FROM release WHERE {counts} AND root = :root")


class Claims(Subject):
    def shared_paths(self) -> list[list[ReleaseClaim]]:
        """Return groups of releases whose paths are the same when case is ignored."""
        return self._groups(_SHARED_PATHS)

    def repeated_texts(
        self, since: datetime | None = None
    ) -> Iterator[list[tuple[ReleaseClaim, bool]]]:
        """Yield groups of releases of an area with the same text, oldest first.

        With a time, the youngest of a group is since then, and each is with whether it is.
        """
        rows = self._rows(_ALIKE, first=position_at(since))
        for _, group in groupby(rows, key=itemgetter(0, 1)):
            same: defaultdict[tuple[bytes, ...], list[tuple[ReleaseClaim, bool]]]
            same = defaultdict(list)
            for _, _, *claim, is_new, title, html in group:
                same[same_text(title, html)].append((ReleaseClaim(*claim), bool(is_new)))
            yield from (claims for claims in same.values() if any(new for _, new in claims[1:]))

    def alike_among(self, sources: Iterable[str]) -> set[tuple[str, int, bytes]]:
        """Return which of some releases have a text that begins as that of any other, drafts too.

        Each is with the digest of all that it says.
        """
        return set(self._rows(_ALIKE_AMONG, sources=json.dumps(list(sources))))

    def _groups(self, text: str) -> list[list[ReleaseClaim]]:
        """Return the claims of each group, whose rows have their first two columns in common."""
        groups = groupby(self._rows(text), key=itemgetter(0, 1))
        return [[ReleaseClaim(*row[2:]) for row in group] for _, group in groups]

    def at(self, root: str, paths: Iterable[str]) -> list[ReleaseClaim]:
        """Return the releases of a root whose path is one of these when case is ignored."""
        places = json.dumps(sorted({folded(path) for path in paths}))
        return self._claims(_AT, root=root, paths=places)

    def among(self, root: str, paths: Container[str]) -> list[ReleaseClaim]:
        """Return the releases of a root whose path, without regard to case, is one of very many."""
        return self.at(root, [path for (path,) in self._rows(_PATHS, root=root) if path in paths])

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
        count = self._value(_NUMBER_INSIDE, root=root, folder=folder)
        oldest = self._claims(_OLDEST_OF_MANY, root=root, folder=folder) if count > _MANY else []
        oldest = oldest or self._claims(_OLDEST_OF_FEW, root=root, folder=folder)
        return count, next(iter(oldest), None)

    def folders(self) -> Iterator[tuple[str, str]]:
        """Yield root and path of every folder that holds a release, as it is written."""
        return self._rows(_FOLDERS)
