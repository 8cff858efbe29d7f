"""The redirects of a source: each leads to what is at its end."""

from collections.abc import Container, Mapping
from functools import cached_property
from typing import Final
from urllib.parse import unquote

from newsgen.importers.accounts import Account, AddressFate
from newsgen.importers.capture import joined
from newsgen.importers.plan import ImportPlan
from newsgen.importers.same_pages import folded
from newsgen.importers.seen import CaptureIndex, address_of

_MOST_HOPS: Final = 10


class Redirects:
    """Follows redirects to the rows in which they end."""

    def __init__(
        self,
        index: CaptureIndex,
        plan: ImportPlan,
        rows: Mapping[str, Account],
        releases: Container[str],
        private: Container[str],
    ) -> None:
        self._index, self._plan, self._rows = index, plan, rows
        self._releases, self._private = releases, private

    def followed(self, row: Account) -> Account:
        """Return the row of a redirect with what it leads to in the end."""
        url, passed = row.url, {row.url}
        for _ in range(_MOST_HOPS):
            try:
                absolute = joined(url, self._index.seen[url].location)
                url = address_of(self._index.aliases.get(unquote(absolute), absolute)).url
            except ValueError:
                return _unexplained(row, "it leads nowhere")
            if url == row.url and url in self._releases:
                return row._replace(target=url)
            if url in passed:
                return _unexplained(row, "the redirect is a circle")
            passed.add(url)
            seen = self._index.seen.get(url)
            if seen is None or not 300 <= seen.status < 400:
                return self._ended(row, url)
        return _unexplained(row, "the redirect does not end")

    def _ended(self, row: Account, url: str) -> Account:
        """Return the row of a redirect that ends at an address."""
        end = self._rows.get(url)
        same = self._same_fold(url)
        if end is None and same:
            end, url = self._rows[same], same
        if url in self._private:
            return _unexplained(row, "it leads to what is private")
        if end is None:
            reason = f"it leads to {url}, which the source does not have"
            return _unexplained(row, reason)._replace(target=url)
        if end.outcome is AddressFate.REDIRECT:
            return row._replace(target=end.target)
        if end.outcome in (AddressFate.IMPORTED, AddressFate.COPIED):
            return row._replace(target=url)
        reason = f"it leads to {url}: {end.reason}"
        return row._replace(outcome=end.outcome, reason=reason, target=url)

    def _same_fold(self, url: str) -> str:
        """Return the release or file that the old server had at this address, if there is one."""
        return self._folds.get(folded(address_of(url), self._plan), "")

    @cached_property
    def _folds(self) -> dict[tuple[str, str], str]:
        return {
            folded(self._index.seen[url].address, self._plan): url
            for url, row in self._rows.items()
            if row.outcome in (AddressFate.IMPORTED, AddressFate.COPIED)
        }


def _unexplained(row: Account, reason: str) -> Account:
    return row._replace(outcome=AddressFate.UNEXPLAINED, reason=reason)
