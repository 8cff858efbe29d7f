"""Old addresses: those that lead elsewhere, and those that are gone.

A redirect comes from a release, or, with an empty source, from a line of the ledger.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from newsgen.diagnostics import Span
from newsgen.model.ledger import FILE as LEDGER_FILE
from newsgen.model.release import Redirect
from newsgen.model.urls import folded
from newsgen.store._records import Record
from newsgen.store._subject import Subject, statement
from newsgen.store.tables import REDIRECT, RedirectRow

_REDIRECT = Record[Redirect](Redirect)


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
        SELECT 1 FROM release
        WHERE root = target_root AND folded = target_folded AND path = target_path
            AND {has_page} AND NOT {begun}
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
