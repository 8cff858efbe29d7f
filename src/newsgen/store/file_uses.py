"""The files of the content folder that releases use."""

import json
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from newsgen.diagnostics import Span
from newsgen.store._subject import Subject, span_at, statement


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
    SELECT release.root, month, file_use.path FROM file_use CROSS JOIN release USING (id)
    WHERE {published}
    UNION SELECT root, month, og_file FROM {og_files} WHERE {published}
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


def _first_names(files: Iterable[str]) -> str:
    """Return what the content folder itself has of some files and their folders, as JSON."""
    return json.dumps(sorted({path.partition("/")[0] for path in files}))
