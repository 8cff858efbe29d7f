"""One page at several addresses: one of them is the release, and the others lead to it."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from typing import Final

from newsgen.importers.accounts import Account, AddressFate
from newsgen.importers.plan import ImportPlan
from newsgen.importers.seen import CaptureIndex, Seen
from newsgen.model.same_address import fold
from newsgen.model.urls import Address

_MOST_ALIKE: Final = 5


def folded(address: Address, plan: ImportPlan) -> tuple[str, str]:
    """Return what is the same for addresses that servers answer with one page."""
    area = plan.area_of_host.get(address.host, address.host)
    return area, fold(address.path, address.query)


class SamePages:
    """Takes out of the releases the other addresses of each. `rows` says what became of them."""

    def __init__(self, index: CaptureIndex, plan: ImportPlan) -> None:
        self.rows: dict[str, Account] = {}
        self._index, self._plan = index, plan

    def take_out(self, releases: dict[str, Seen]) -> None:
        """Leave one address of each page in the releases."""
        for urls in _groups(releases, _digest):
            if len(urls) > _MOST_ALIKE:
                reason = f"{len(urls)} addresses have this same text: is it an error page?"
                for url in urls:
                    self._explain_nothing(url, reason, releases)
        for urls in _groups(releases, lambda seen: folded(seen.address, self._plan)):
            self._part(urls, releases)
        for urls in _groups(releases, _digest):
            self._merge(urls, releases)
        self._canonical(releases)

    def _explain_nothing(self, url: str, reason: str, releases: dict[str, Seen]) -> None:
        origin = releases.pop(url).origin
        self.rows[url] = Account(url, AddressFate.UNEXPLAINED, reason, origin=origin)

    def _part(self, urls: list[str], releases: dict[str, Seen]) -> None:
        """Explain nothing of other texts at addresses that servers answer with one page."""
        best = min(urls, key=lambda url: self._rank(url, releases[url]))
        digest = _digest(releases[best])
        reason = (
            f"servers answer it with {best}, whose text is another: "
            "give one of the two another address in the source"
        )
        for url in urls:
            if _digest(releases[url]) != digest:
                self._explain_nothing(url, reason, releases)

    def _merge(self, urls: list[str], releases: dict[str, Seen]) -> None:
        best = min(urls, key=lambda url: self._rank(url, releases[url]))
        for url in urls:
            if url != best:
                self.rows[url] = self._alias(url, best, releases.pop(url))

    def _rank(self, url: str, seen: Seen) -> tuple[object, ...]:
        """Return what is least for the address that a page should have."""
        assert seen.facts is not None
        is_canonical = self._index.known(seen.facts.canonical) == url
        place = list(self._plan.area_of_host).index(seen.address.host)
        return (not is_canonical, place, bool(seen.address.query), seen.is_guessed, len(url), url)

    def _canonical(self, releases: dict[str, Seen]) -> None:
        """Explain nothing of a page that says it is a release at another address, and is not.

        It may be the second page of a long text, which would be lost.
        """
        for url, seen in list(releases.items()):
            assert seen.facts is not None
            canonical = self._index.known(seen.facts.canonical)
            if canonical != url and canonical in releases:
                reason = f"it says that it is {canonical}, and its text is another"
                self._explain_nothing(url, reason, releases)

    def _alias(self, url: str, target: str, seen: Seen) -> Account:
        reason = "the same page as another address"
        return Account(url, AddressFate.REDIRECT, reason, target, origin=seen.origin)


def _digest(seen: Seen) -> bytes:
    assert seen.facts is not None
    return seen.facts.digest


def _groups(releases: Mapping[str, Seen], of: Callable[[Seen], Hashable]) -> list[list[str]]:
    """Return the addresses of releases of which several have the same of something."""
    groups: dict[Hashable, list[str]] = defaultdict(list)
    for url, seen in releases.items():
        groups[of(seen)].append(url)
    return [urls for urls in groups.values() if len(urls) > 1]
