"""The window onto a month of releases, or onto those without a date, and how it is opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Final

from newsgen.digest import digest, digest_bytes
from newsgen.model.area import Area, Root
from newsgen.model.month import UNDATED, Month, month_of, year_of
from newsgen.model.release import MOST, Release, Twin
from newsgen.model.taxonomy import Taxonomy
from newsgen.model.titles import short_title
from newsgen.site.cards import CardStyle
from newsgen.site.elsewhere import NOWHERE, Elsewhere
from newsgen.site.items import FileSize, item
from newsgen.site.opened import FilesInUse, OpenRoot
from newsgen.site.outline import Archive, MonthWords, Words
from newsgen.site.pictures import PictureFile
from newsgen.site.views import Item, ReleaseLink
from newsgen.site.window import Question, Window


@dataclass(frozen=True, slots=True)
class MonthWindow(Window):
    """The releases of a month, or those without a date, and what is around them.

    Attributes:
        only: the source of the one release that a preview asks for; empty in a build. Its
            neighbours are then those of the release, and `releases` has those of its title.
        archives_around: the archives that have releases of the month, as its pages may see them.
        releases: oldest first, archive by archive.
        cross_listed: releases of other branches that the lists of the month have too.
        before: the release before the month in an archive, by the archive's path.
        same_incident: the releases of a case that the month tells of, oldest first.
        named: the releases that one of the month names as related, by its source.
        twins: the published twins of the releases of the month, by the sources of these.
        tagged: the newest releases that are older than one of the month, by its source, and have
            a tag of it, newest first.
        item: a release of the month, or one of these, as lists show it, with a name for its area:
            the very same item wherever it is shown so.
        picture: what is known of a picture that a release of the month has.
        file: how large a file is that a release of the month has.
        lacks: whether the site should have a file at a path, and does not publish it.
        ui_language_of: the language of a page's interface for that of its release.
        months: what the theme calls months, by language.
        sorted_by: what releases are sorted by, each term with a page.
        cards: how cards are made, if the site has any.

    """

    root: Root
    words: Words
    language: str
    area_of: dict[str, Area]
    month: str
    only: str
    archives_around: tuple[Archive, ...]
    releases: Question[[], Sequence[Release]]
    cross_listed: Question[[], Sequence[Release]]
    before: Question[[str], ReleaseLink | None]
    after: Question[[str], ReleaseLink | None]
    same_incident: Question[[str], Sequence[Release]]
    named: Question[[str], Sequence[Release]]
    twins: Question[[], Mapping[str, Twin]]
    tagged: Question[[str], Sequence[Release]]
    item: Question[[Release, str], Item]
    picture: Question[[str], PictureFile]
    file: Question[[str], FileSize | None]
    lacks: Question[[str], bool]
    ui_language_of: Question[[str], str]
    months: Mapping[str, MonthWords]
    sorted_by: tuple[Taxonomy, ...]
    cards: CardStyle | None
    elsewhere: Elsewhere = field(default_factory=dict)


_NOTHING_CROSS_LISTED: Final = Question[[], Sequence[Release]](list, lambda: b"-")
"""Of a site without a language that has lists of its own."""


def open_month(root: OpenRoot, month: str, only: str = "") -> MonthWindow:
    """Open the window onto a month of a root, or only onto the release at one path of it."""
    around = _Around(root, month, only)
    frame, site, files = root.site.frame, root.site, around.files
    return MonthWindow(
        root=root.root,
        words=root.words,
        language=root.language,
        area_of=root.area_of,
        month=month,
        only=around.only,
        archives_around=around.archives,
        releases=Question(lambda: around.releases, around.releases_digest),
        cross_listed=Question(around.cross_listed, around.cross_listed_digest)
        if frame.config.homes
        else _NOTHING_CROSS_LISTED,
        before=Question(partial(around.beside, 0), partial(around.edge_digests, 0)),
        after=Question(partial(around.beside, 1), partial(around.edge_digests, 1)),
        same_incident=Question(around.same_incident, around.incidents_digest),
        named=Question(around.named, lambda: site.related.named(root.name, month)),
        twins=Question(lambda: around.twins, lambda: digest(sorted(around.twins.values()))),
        tagged=Question(around.tagged, lambda: site.related.tagged(root.name, month)),
        item=Question(around.item, files.pictures_digest),
        picture=Question(files.picture, files.pictures_digest),
        file=Question(files.file, files.lengths_digest),
        lacks=Question(files.lacks, files.lacking_digest),
        ui_language_of=site.ui_language_of,
        months=site.months,
        sorted_by=root.sorted_by,
        cards=frame.cards.style if frame.cards else None,
        elsewhere=root.elsewhere(map(around.list_href, around.archives))
        if frame.elsewhere
        else NOWHERE,
    )


class _Around:
    """A month of a root with what is around it: the answers to a window's questions."""

    def __init__(self, root: OpenRoot, month: str, only: str) -> None:
        release = root.catalogue.releases.at(root.root.folder, only, root.name) if only else None
        self._root, self._month = root, month
        self._site, self._catalogue = root.site, root.catalogue
        self.only = release.source if release else ""
        self.archives = tuple(a.around(month) for a in root.archives if a.has(month))
        self.files = FilesInUse(root.site, root.site.frame.used.get((root.name, month), ()))
        self.twins = root.site.twins.get((root.name, month), {})

    @cached_property
    def releases(self) -> Sequence[Release]:
        if self.only:
            return self._catalogue.months.with_title_of(self.only)
        releases = self._catalogue.months.releases(self._root.name, self._month)
        self._site.remember([release for release in releases if release.tags])
        if self._root.sorted_by:
            self._show_in_terms(releases)
        return releases

    def _show_in_terms(self, releases: Sequence[Release]) -> None:
        """Make what the terms of the year list, so that they need not read these releases."""
        name, area_of = self._root.name, self._root.area_of
        known = self._site.known_of_year(name, year_of(self._month))
        rows = self._catalogue.months.rows(name, self._month)
        for (row, position), release in zip(rows, releases, strict=True):
            known[row] = position, self.item(release, area_of[release.area].name)

    def releases_digest(self) -> bytes:
        return self._site.digests.months[self._root.name, self._month]

    def cross_listed(self) -> Sequence[Release]:
        return self._catalogue.months.cross_listed(self._root.name, self._month)

    def cross_listed_digest(self) -> bytes:
        return digest_bytes(
            self._site.digests.cross_listed.get((self._root.name, self._month), b"")
        )

    def _neighbours(self, archive: Archive) -> tuple[str, str]:
        """Return the months around this one in an archive; empty where there is none."""
        if self._month == UNDATED:
            return "", ""
        before, after = archive.neighbours(Month.parse(self._month))
        return str(before or ""), str(after or "")

    def list_href(self, archive: Archive) -> str:
        """Return the link to the page of the month in an archive."""
        is_undated = self._month == UNDATED
        return archive.undated_href if is_undated else archive.month_href(Month.parse(self._month))

    def edge_digests(self, side: int) -> bytes:
        """Digest the releases on one side of the month: 0 is before it, 1 after it."""
        edges = self._site.digests.edges
        nearest = (
            edges.get((self._root.name, archive.path, self._neighbours(archive)[side]))
            for archive in self.archives
        )
        return digest_bytes(*(edge[1 - side] if edge else b"" for edge in nearest))

    def beside(self, side: int, path: str) -> ReleaseLink | None:
        """Return the neighbour of the only release in its month, or else that of the month."""
        if self.only and self._month != UNDATED:
            neighbour = self._nearest(side, path, self._month, self.only)
            if neighbour:
                return neighbour
        archive = next((a for a in self.archives if a.path == path), None)
        month = self._neighbours(archive)[side] if archive else ""
        return self._nearest(side, path, month) if month else None

    def _nearest(self, side: int, path: str, month: str, source: str = "") -> ReleaseLink | None:
        """Return the release of a month that is beside another one, or beside the next month."""
        months = self._catalogue.months
        nearest = months.after if side else months.before
        neighbour = nearest(self._root.name, path, month, source)
        if neighbour is None:
            return None
        title, *rest = neighbour
        return ReleaseLink(short_title(title), *rest)

    def same_incident(self, case: str) -> Sequence[Release]:
        """Return the releases of a case, if any of them is of this month."""
        releases = self._catalogue.incidents.releases(self._root.name, case)
        return releases if any(month_of(r.published) == self._month for r in releases) else ()

    def incidents_digest(self) -> bytes:
        incidents = self._site.digests.incidents
        return digest_bytes(*incidents.get((self._root.name, self._month), ()))

    def named(self, source: str) -> Sequence[Release]:
        """Return what a release names."""
        name = self._root.name
        if not self._site.related.names_any(name, self._month):
            return ()
        return self._catalogue.related.named(name, self._month, source)

    def tagged(self, source: str) -> Sequence[Release]:
        return [self._site.release(older) for older in self._older.get(source, ())]

    @cached_property
    def _older(self) -> dict[str, list[str]]:
        return self._catalogue.tags.older(self._root.name, self._month, MOST, self.only)

    def item(self, release: Release, area: str) -> Item:
        """Return a release as lists show it, made once for all that see its picture so."""
        items, picture_of = self._root.items(), self.files.picture
        picture = picture_of(release.images[0].src) if release.images else None
        seen = release.url, area, picture
        if seen not in items:
            items[seen] = item(self._root.root, release, area, picture_of)
        return items[seen]
