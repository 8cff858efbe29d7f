"""What is known of files: kept for as long as each stays as it is, and is in use."""

from collections.abc import Container, Iterable, Mapping
from typing import Final

from newsgen.store._questions import Questions
from newsgen.store.tables import VERDICT, VerdictRow

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
