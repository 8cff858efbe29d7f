"""What windows onto a month of a root show, and the digests of all releases by month."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property, partial
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from newsgen.digest import digest_bytes
from newsgen.model.month import UNDATED, Month
from newsgen.model.related import MOST
from newsgen.model.release import Release
from newsgen.model.short import short_title
from newsgen.pages._documents import FileSize
from newsgen.pages.items import item
from newsgen.pages.outline import Archive
from newsgen.pages.pictures import PictureFile
from newsgen.pages.views import Item, ReleaseLink
from newsgen.pages.window import Question
from newsgen.store import Catalogue
from newsgen.store.incidents import IncidentDigest

if TYPE_CHECKING:
    from newsgen.pipeline._lens import RootLens, SiteLens


Items = dict[tuple[str, str, PictureFile | None], Item]
"""Releases as lists show them, by link, name of the area, and what is known of the picture."""


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


class MonthLens:
    """Shows a month of a root, or only one release of it."""

    def __init__(
        self, site: "SiteLens", name: str, root: "RootLens", month: str, only: Release | None
    ) -> None:
        self._site, self._name, self._root = site, name, root
        self.month = month
        self.only = only.source if only else ""
        self.archives_around = tuple(a.around(month) for a in root.archives if a.has(month))
        self.releases = Question(lambda: self._releases, self._releases_digest)
        self.before = Question(partial(self._beside, 0), partial(self._edge_digests, 0))
        self.after = Question(partial(self._beside, 1), partial(self._edge_digests, 1))
        self.same_incident = Question(self._same_incident, self._incidents_digest)
        self.named = Question(self._named, lambda: site.related.named(name, month))
        self.tagged = Question(self._tagged, lambda: site.related.tagged(name, month))
        self.item = Question(self._item, self._pictures_digest)
        self.picture = Question(self._picture, self._pictures_digest)
        self.file = Question(self._file, self._lengths_digest)
        self.lacks = Question(self._lacks, self._lacking_digest)

    def __getattr__(self, name: str) -> Any:
        """Show what does not depend on the month."""
        return getattr(self._root, name)

    @cached_property
    def _releases(self) -> Sequence[Release]:
        if self.only:
            return self._site.catalogue.months.with_title_of(self.only)
        releases = self._site.catalogue.months.releases(self._name, self.month)
        self._site.remember([release for release in releases if release.tags])
        if self._root.sorted_by:
            self._show_in_terms(releases)
        return releases

    def _show_in_terms(self, releases: Sequence[Release]) -> None:
        """Make what the terms of the year list, so that they need not read these releases."""
        year = "" if self.month == UNDATED else self.month.partition("-")[0]
        known, area_of = self._site.known_of_year(self._name, year), self._root.area_of
        rows = self._site.catalogue.months.rows(self._name, self.month)
        for (row, position), release in zip(rows, releases, strict=True):
            known[row] = position, self._item(release, area_of[release.area].name)

    def _releases_digest(self) -> bytes:
        return self._site.digests.months[self._name, self.month]

    def _neighbours(self, archive: Archive) -> tuple[str, str]:
        """Return the months around this one in an archive; empty where there is none."""
        if self.month == UNDATED:
            return "", ""
        before, after = archive.neighbours(Month.parse(self.month))
        return str(before or ""), str(after or "")

    def _edge_digests(self, side: int) -> bytes:
        """Digest the releases on one side of the month: 0 is before it, 1 after it."""
        edges = self._site.digests.edges
        nearest = (
            edges.get((self._name, archive.path, self._neighbours(archive)[side]))
            for archive in self.archives_around
        )
        return digest_bytes(*(edge[1 - side] if edge else b"" for edge in nearest))

    def _beside(self, side: int, path: str) -> ReleaseLink | None:
        """Return the neighbour of the only release in its month, or else that of the month."""
        if self.only and self.month != UNDATED:
            neighbour = self._nearest(side, path, self.month, self.only)
            if neighbour:
                return neighbour
        archive = next((a for a in self.archives_around if a.path == path), None)
        month = self._neighbours(archive)[side] if archive else ""
        return self._nearest(side, path, month) if month else None

    def _nearest(self, side: int, path: str, month: str, source: str = "") -> ReleaseLink | None:
        """Return the release of a month that is beside another one, or beside the next month."""
        months = self._site.catalogue.months
        nearest = months.after if side else months.before
        neighbour = nearest(self._name, path, month, source)
        if neighbour is None:
            return None
        title, *rest = neighbour
        return ReleaseLink(short_title(title), *rest)

    def _same_incident(self, case: str) -> Sequence[Release]:
        """Return the releases of a case, if any of them is of this month."""
        releases = self._site.catalogue.incidents.releases(self._name, case)
        return releases if any(month_of(r) == self.month for r in releases) else ()

    def _incidents_digest(self) -> bytes:
        return digest_bytes(*self._site.digests.incidents.get((self._name, self.month), ()))

    def _named(self, source: str) -> Sequence[Release]:
        """Return what a release names, with links as on its page, absolute to another root."""
        if not self._site.related.names_any(self._name, self.month):
            return ()
        named = self._site.catalogue.related.named(self._name, self.month, source)
        return [
            release if root == self._name else replace(release, href=release.url)
            for root, release in named
        ]

    def _tagged(self, source: str) -> Sequence[Release]:
        return [self._site.release(older) for older in self._older.get(source, ())]

    @cached_property
    def _older(self) -> dict[str, list[str]]:
        return self._site.catalogue.tags.older(self._name, self.month, MOST, self.only)

    def _item(self, release: Release, area: str) -> Item:
        """Return a release as lists show it, made once for all that see its picture so."""
        items = self._root.items()
        picture = self._picture(release.images[0].src) if release.images else None
        seen = release.href, area, picture
        if seen not in items:
            items[seen] = item(release, area, self._picture)
        return items[seen]

    @property
    def _used(self) -> set[str]:
        return self._site.frame.used.get((self._name, self.month), set())

    def _picture(self, src: str) -> PictureFile:
        return self._site.picture(src, self._used)

    def _pictures_digest(self) -> bytes:
        return self._site.pictures_digest(self._used)

    def _file(self, href: str) -> FileSize | None:
        return self._site.file(href, self._used)

    def _lengths_digest(self) -> bytes:
        return self._site.lengths_digest(self._used)

    def _lacks(self, path: str) -> bool:
        return self._site.lacks(path, self._used)

    def _lacking_digest(self) -> bytes:
        return digest_bytes(self._site.lacking_digest, self._lengths_digest())


def month_of(release: Release) -> str:
    """Return the month that a release is a part of, or `undated`."""
    at = release.published
    return str(Month(at.year, at.month)) if at else UNDATED
