"""What is related to the releases of a month, and the digests that stand for it."""

from functools import cached_property

from newsgen.digest import digest_bytes
from newsgen.model.month import UNDATED
from newsgen.model.related import months_with_tags
from newsgen.store import Catalogue

_ByMonth = dict[str, bytes]
"""Digests by month, in hexadecimal figures."""


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
