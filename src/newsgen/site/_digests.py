"""Digests of releases, by month, from one look at all of them.

They stand for what a month shows of its releases, and of others around them.
"""

from collections.abc import Iterable
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from newsgen.digest import digest_bytes
from newsgen.model.month import UNDATED
from newsgen.model.related import months_with_tags
from newsgen.store import Catalogue
from newsgen.store.related import IncidentDigest

_ByMonth = dict[str, bytes]
"""Digests by month, in hexadecimal figures."""


class ReleaseDigests:
    """The digests of all releases, from one look at them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.months: dict[tuple[str, str], bytes] = {}
        self.edges: dict[tuple[str, str, str], tuple[bytes, bytes]] = {}
        """The digests of the first and the last release of a root's archive in a month."""
        by_month = groupby(catalogue.months.digests(), attrgetter("root", "month"))
        for (root, month), rows in by_month:
            shelves = {row.archive: row.digests.encode() for row in rows}
            self.months[root, month] = digest_bytes(*shelves.values())
            for archive, digests in shelves.items():
                first, last = digests.partition(b" ")[0], digests.rpartition(b" ")[2]
                self.edges[root, archive, month] = first, last
        self.incidents = _by_month(catalogue.incidents.digests())


def _by_month(
    incidents: Iterable[IncidentDigest],
) -> dict[tuple[str, str], list[bytes]]:
    """Digest each incident with several releases, for each root and month that tells of it."""
    by_month: dict[tuple[str, str], list[bytes]] = {}
    for (root, _), rows in groupby(incidents, attrgetter("root", "incident")):
        releases = list(rows)
        if len(releases) > 1:
            whole = digest_bytes(*(row.digest for row in releases))
            for month in dict.fromkeys(row.month for row in releases):
                by_month.setdefault((root, month), []).append(whole)
    return by_month


class RelatedDigests:
    """The digests of all that the releases of each month name, or have tags in common with."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    @cached_property
    def _named(self) -> dict[tuple[str, str], list[bytes]]:
        named: dict[tuple[str, str], list[bytes]] = {}
        for row in self._catalogue.related.digests():
            names = named.setdefault((row.root, row.month), [])
            names.append(digest_bytes(row.source.encode(), row.digest or b""))
        return named

    @cached_property
    def _tagged(self) -> tuple[dict[tuple[str, str], list[str]], dict[tuple[str, str], _ByMonth]]:
        """The tags of each root and month, and the digests of each root and tag."""
        slugs: dict[tuple[str, str], list[str]] = {}
        digests: dict[tuple[str, str], _ByMonth] = {}
        for row in self._catalogue.tags.digests():
            slugs.setdefault((row.root, row.month), []).append(row.slug)
            digests.setdefault((row.root, row.slug), {})[row.month] = row.digest
        return slugs, digests

    def names_any(self, root: str, month: str) -> bool:
        """Return whether a release of a month names one."""
        return (root, month) in self._named

    def named(self, root: str, month: str) -> bytes:
        """Digest the releases that those of a month name."""
        return digest_bytes(*self._named.get((root, month), ()))

    def tagged(self, root: str, month: str) -> bytes:
        """Digest the releases of a month, and before it, that have a tag in common with one."""
        slugs, digests = self._tagged
        if month == UNDATED or (root, month) not in slugs:
            return digest_bytes()
        months = months_with_tags(month)
        of_tags = ((slug, digests[root, slug]) for slug in slugs[root, month])
        return digest_bytes(
            *(b" ".join([slug.encode(), *(of.get(m, b"") for m in months)]) for slug, of in of_tags)
        )
