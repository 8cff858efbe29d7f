"""The files of the content folder that releases use."""

import json
from collections.abc import Iterable, Iterator
from typing import Final

from newsgen.model.release import Release
from newsgen.store._subject import Subject, statement

_BY_MONTH: Final = statement("""
    SELECT release.root, month, file_use.path FROM file_use CROSS JOIN release USING (id)
    WHERE {published}
    UNION SELECT root, month, og_file FROM {og_files} WHERE {published}
""")
_NAMED: Final = statement("""
    SELECT DISTINCT path, sure FROM file_use UNION ALL SELECT DISTINCT og_file, 0 FROM {og_files}
""")
_RELEASES: Final = statement("""
    SELECT facts FROM (
        SELECT id FROM file_use WHERE {among}
        UNION SELECT id FROM release WHERE og_file IN (SELECT value FROM json_each(:paths))
    ) CROSS JOIN release USING (id) JOIN body USING (id)
    WHERE {published}
    ORDER BY root, source
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

    def releases(self, paths: Iterable[str]) -> list[Release]:
        """Return the releases that may use any of some files, in order of root and source."""
        return self._releases(_RELEASES, paths=json.dumps(list(paths)))


def _first_names(files: Iterable[str]) -> str:
    """Return what the content folder itself has of some files and their folders, as JSON."""
    return json.dumps(sorted({path.partition("/")[0] for path in files}))
