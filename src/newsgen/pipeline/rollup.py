"""Roll-ups: one digest of all that the files of a part of the site are made of.

A part whose roll-up is the one in the manifest is not looked into: no view of it is made. So a
roll-up must cover every input of its part's targets; it may cover more, which costs a second look
and no page.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import groupby
from operator import itemgetter

from newsgen.digest import digest, digest_bytes
from newsgen.model.month import UNDATED
from newsgen.pages import listing, sitemap
from newsgen.pages.outline import Archive, RootOutline
from newsgen.pipeline.frame import PORTAL, Frame
from newsgen.store import Catalogue


class Rollups:
    """The roll-ups of a site, from one look at the digests of all its releases."""

    def __init__(self, frame: Frame, catalogue: Catalogue) -> None:
        self._frame = frame
        self._catalogue = catalogue
        self._months: dict[tuple[str, str], bytes] = {}
        self._edges: dict[tuple[str, str, str], tuple[bytes, bytes]] = {}
        for (root, month), rows in groupby(catalogue.months.digests(), itemgetter(0, 1)):
            self._note(root, month, [(archive, found) for _, _, archive, found in rows])
        self._incidents = _by_month(catalogue.incidents.digests())
        self._roots = {o.root.name: self._of_root(o) for o in frame.outlines}
        self._neighbours = {
            (o.root.name, archive.path): dict(_with_neighbours(archive))
            for o in frame.outlines
            for archive in o.archives
        }

    def _note(self, root: str, month: str, found: list[tuple[str, bytes]]) -> None:
        self._months[root, month] = digest_bytes(*(d for _, d in found))
        for archive, own in groupby(found, itemgetter(0)):
            digests = [d for _, d in own]
            self._edges[root, archive, month] = digests[0], digests[-1]

    def _of_root(self, outline: RootOutline) -> bytes:
        """Digest what every page of a root may show."""
        site = self._frame.site_digests[outline.root.name]
        areas = digest(outline.root, [area.area for area in outline.areas])
        return digest_bytes(site, self._frame.theme.templates_digest, areas)

    def month(self, outline: RootOutline, month: str) -> bytes:
        """Digest a month: its releases, their pictures and incidents, and what is around it.

        That is, in each archive, the months of the year, and the releases before and after.
        """
        root = outline.root.name
        around = []
        for archive in outline.archives:
            if (root, archive.path, month) in self._edges:
                before, after = self._neighbours[root, archive.path].get(month, ("", ""))
                year = archive.months_of(int(month[:4])) if month != UNDATED else []
                around += [
                    digest(archive.path, archive.title, before, after, year),
                    self._edges.get((root, archive.path, before), (b"", b""))[1],
                    self._edges.get((root, archive.path, after), (b"", b""))[0],
                ]
        return digest_bytes(
            self._roots[root],
            self._months[root, month],
            self._files(root, month),
            *self._incidents.get((root, month), ()),
            *around,
        )

    def site(self, outline: RootOutline) -> bytes:
        """Digest the pages above the months: all counts, and the latest releases."""
        root, items = outline.root.name, self._frame.config.feeds.items
        latest = max(listing.LATEST, items)
        months = [month for month, _ in outline.months if month != UNDATED]
        news = self._frame.as_of - timedelta(days=sitemap.NEWS_DAYS)
        return digest_bytes(
            self._roots[root],
            digest(outline, items, self._frame.config.accessibility),
            self._files(root, months[-1]) if months else b"",
            *self._catalogue.newest.appeal_digests(root, listing.APPEALS + 1),
            *self._catalogue.newest.latest_digests(root, latest),
            *(
                digest_bytes(*self._catalogue.newest.latest_digests(root, latest, area.area.key))
                for area in outline.areas
            ),
            *self._catalogue.newest.since_digests(root, news, sitemap.MOST_NEWS),
        )

    def _files(self, root: str, month: str) -> bytes:
        """Digest the stamps of a month's files, as pages tell the sizes of pictures."""
        paths = self._frame.used_in.get((root, month), ())
        return digest([self._frame.files[path] for path in paths]) if paths else b""

    def search(self, outline: RootOutline) -> bytes:
        """Digest the search page: the outline, and all releases, whose kinds it names."""
        root = self._roots[outline.root.name]
        return digest_bytes(root, digest(outline), self.index(outline))

    def index(self, outline: RootOutline) -> bytes:
        """Digest all that readers search: nothing of the theme, so that it may change."""
        config, root = self._frame.config, outline.root.name
        areas = [area.area for area in outline.areas]
        months = [self._months[root, month] for month, _ in outline.months]
        return digest_bytes(digest(outline.root, areas, config.site.language), *months)

    def assets(self, root: str) -> bytes:
        """Digest a root's assets, and the stamps of the content's files that it publishes."""
        frame = self._frame
        used = [(path, frame.files[path]) for path in frame.used.get(root, ())]
        return digest_bytes(frame.theme.digest, digest(used))

    def retired(self, outline: RootOutline) -> bytes:
        """Digest withdrawn releases and redirects; empty if there are none."""
        found = self._catalogue.retired.digest(outline.root.name)
        return found and digest_bytes(self._roots[outline.root.name], found)

    def portal(self) -> bytes:
        frame = self._frame
        counts = [(o.root, [count for _, count in o.months]) for o in frame.outlines]
        site = frame.site_digests[PORTAL]
        return digest_bytes(site, frame.theme.templates_digest, frame.theme.digest, digest(counts))


def _by_month(
    incidents: Iterable[tuple[str, str, str, bytes]],
) -> dict[tuple[str, str], list[bytes]]:
    """Digest each incident with several releases, for each root and month that tells of it."""
    found: dict[tuple[str, str], list[bytes]] = {}
    for (root, _), rows in groupby(incidents, itemgetter(0, 1)):
        releases = [(month, own) for _, _, month, own in rows]
        if len(releases) > 1:
            whole = digest_bytes(*(own for _, own in releases))
            for month in dict.fromkeys(month for month, _ in releases):
                found.setdefault((root, month), []).append(whole)
    return found


def _with_neighbours(archive: Archive) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield each month of an archive with those before and after it, empty at the ends."""
    months = ["", *(str(month) for month, _ in archive.months), ""]
    for at in range(1, len(months) - 1):
        yield months[at], (months[at - 1], months[at + 1])
