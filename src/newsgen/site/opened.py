"""An open site: what the windows of its parts are opened from.

What several parts show of a root is here; what only one shows is beside its window.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Final
from urllib.parse import unquote

from newsgen.digest import digest, digest_bytes
from newsgen.model.lists import ReleaseList
from newsgen.model.month import UNDATED, year_of
from newsgen.model.release import Release, Twin, months_with_tags
from newsgen.model.taxonomy import Taxonomy
from newsgen.model.worded import with_language
from newsgen.rules.files_used import is_expected, top_folders
from newsgen.site.elsewhere import NOWHERE, Elsewhere
from newsgen.site.frame import Frame
from newsgen.site.items import FileSize
from newsgen.site.outline import MonthWords, RootOutline, TermOutline, months_of
from newsgen.site.pictures import NO_PICTURE, PictureFile
from newsgen.site.views import FeedItem, Item
from newsgen.site.window import Question
from newsgen.store import Catalogue
from newsgen.store.related import IncidentDigest
from newsgen.store.tables import VerdictRow
from newsgen.store.terms import Known

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
        self.cross_listed: dict[tuple[str, str], bytes] = {}
        others = groupby(catalogue.months.cross_listed_digests(), attrgetter("root", "month"))
        for (root, month), rows in others:
            self.cross_listed[root, month] = digest_bytes(*(row.digests.encode() for row in rows))
            self.months.setdefault((root, month), b"")
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


REMEMBERED: Final = 2_000
"""So many releases are remembered, and those of one month more."""

Items = dict[tuple[str, str, PictureFile | None], Item]
"""Releases as lists show them, by link, name of the area, and what is known of the picture."""

_PICTURE: Final = itemgetter(
    *map(VerdictRow._fields.index, ("path", "width", "height", "variants"))
)
_LENGTH: Final = itemgetter(*map(VerdictRow._fields.index, ("path", "length", "pages")))
"""What pages show of a picture, and of a file that they link to."""


class OpenSite:
    """A site as of a time; what it shows of a root is worked out once.

    `page_hrefs` gives the links to a root's own pages that search engines are told of.
    """

    def __init__(
        self,
        frame: Frame,
        catalogue: Catalogue,
        page_hrefs: Callable[[RootOutline], tuple[str, ...]],
    ) -> None:
        self.frame = frame
        self.catalogue = catalogue
        self.page_hrefs = page_hrefs
        self._roots: dict[str, OpenRoot] = {}
        self._remembered: dict[str, Release] = {}
        self._known_of_year: tuple[tuple[str, str], Known[Item]] = ("", ""), {}

    def root(self, name: str) -> "OpenRoot":
        if name not in self._roots:
            self._roots[name] = OpenRoot(self, name, self.frame.roots[name])
        return self._roots[name]

    def release(self, source: str) -> Release:
        """Return a published release."""
        if source not in self._remembered:
            placed = self.catalogue.releases.from_source(source)
            assert placed, f"{source} is published"
            self.remember([placed.release])
        return self._remembered[source]

    def remember(self, releases: Sequence[Release]) -> None:
        """Remember releases with tags, which the months after theirs may lead to."""
        if len(self._remembered) > REMEMBERED:
            self._remembered.clear()
        self._remembered.update((release.source, release) for release in releases)

    @cached_property
    def ui_language_of(self) -> Question[[str], str]:
        """The language of a page's interface for that of its release."""
        theme = self.frame.theme
        of_site = theme.ui_language_of(self.frame.config.site.language)
        known = digest(sorted(theme.interfaces), of_site)
        return Question(lambda name: theme.ui_language_of(name, of_site), lambda: known)

    @cached_property
    def months(self) -> dict[str, MonthWords]:
        """What the theme calls months, by language."""
        return {language: months_of(words) for language, words in self.frame.theme.words.items()}

    @cached_property
    def digests(self) -> ReleaseDigests:
        return ReleaseDigests(self.catalogue)

    @cached_property
    def related(self) -> RelatedDigests:
        return RelatedDigests(self.catalogue)

    @cached_property
    def twins(self) -> dict[tuple[str, str], dict[str, Twin]]:
        """The published twins of the releases that have one, by their roots, months and files."""
        twins: dict[tuple[str, str], dict[str, Twin]] = {}
        has_any = self.catalogue.related.has_pairs()
        for twin in self.catalogue.pairs.twins() if has_any else ():
            twins.setdefault((twin.root, twin.month), {})[twin.source] = twin
        return twins

    @cached_property
    def used_in_year(self) -> dict[tuple[str, str], set[str]]:
        """The files that the releases of a root use in a year, or without a date."""
        used: dict[tuple[str, str], set[str]] = {}
        for (root, month), paths in self.frame.used.items():
            used.setdefault((root, year_of(month)), set()).update(paths)
        return used

    def known_of_year(self, root: str, year: str) -> Known[Item]:
        """Return what terms show of the releases of a root, by their rows: of one year."""
        if self._known_of_year[0] != (root, year):
            self._known_of_year = (root, year), {}
        return self._known_of_year[1]

    @cached_property
    def top_folders(self) -> set[str]:
        """The first folders of the content folder's files."""
        return top_folders(self.frame.files)

    @cached_property
    def lacking_digest(self) -> bytes:
        """Digest what decides which files the site should have, beside those in use."""
        return digest(sorted(self.top_folders), sorted(self.frame.refused))


class FilesInUse:
    """What pages may know of the files of the content folder that some releases use."""

    def __init__(self, site: OpenSite, used: Collection[str]) -> None:
        self._site, self._frame, self._used = site, site.frame, used

    def picture(self, src: str) -> PictureFile:
        """Return what is known of a picture by its address."""
        path = _path(src)
        return self._frame.picture(path) if path in self._used else NO_PICTURE

    def pictures_digest(self) -> bytes:
        return digest(self._frame.copies_key, list(map(_PICTURE, self._known())))

    def file(self, href: str) -> FileSize | None:
        """Return how large a file is, of those in use that can be published."""
        path = _path(href)
        verdict = self._frame.verdicts.get(path)
        if verdict is None or path not in self._used:
            return None
        return FileSize(verdict.length, verdict.pages)

    def lengths_digest(self) -> bytes:
        return digest(list(map(_LENGTH, self._known())))

    def _known(self) -> list[VerdictRow]:
        verdicts = self._frame.verdicts
        return [verdicts[path] for path in sorted(self._used) if path in verdicts]

    def lacks(self, path: str) -> bool:
        """Return whether a path is that of a file which the site does not publish.

        One whose first folder is not in the content folder may be another system's.
        """
        is_refused = path in self._frame.refused
        return path not in self._used and (is_refused or is_expected(path, self._site.top_folders))

    def lacking_digest(self) -> bytes:
        return digest_bytes(self._site.lacking_digest, self.lengths_digest())


def _path(href: str) -> str:
    """Return the path of a file of the content folder that a link may lead to."""
    return "" if href.startswith("//") else unquote(href.partition("?")[0]).lstrip("/")


class OpenRoot:
    """A root of an open site: what its parts have in common, by the names that windows use."""

    def __init__(self, site: OpenSite, name: str, outline: RootOutline) -> None:
        self.site = site
        self.name = name
        self.outline = outline
        self.files = FilesInUse(site, outline.files)
        self.root = outline.root
        self.language = outline.root.language
        self.words = site.frame.theme.words_in(self.language)
        self.archives = outline.archives
        self.areas = outline.areas
        self.area_of = {area.area.key: area.area for area in outline.areas}
        self._latest_of_terms: Known[tuple[Item, FeedItem]] = {}
        self._items: Items = {}

    @property
    def catalogue(self) -> Catalogue:
        return self.site.catalogue

    @property
    def branches(self) -> Iterator[RootOutline]:
        """The outlines of all branches of its document root."""
        outlines, root = self.site.frame.outlines, self.root
        return (o for o in outlines if o.root.is_branch and o.root.folder == root.folder)

    def elsewhere(self, hrefs: Iterable[str]) -> Elsewhere:
        """Return where some of its pages are in other languages, by their links."""
        known = self.site.frame.elsewhere.get(self.name, NOWHERE)
        return {href: known[href] for href in hrefs if href in known} if known else NOWHERE

    @cached_property
    def sorted_by(self) -> tuple[Taxonomy, ...]:
        return self.site.frame.config.sorted_by_in(self.root)

    @cached_property
    def lists(self) -> tuple[ReleaseList, ...]:
        """The lists of the site; where its language is another, each text says its own."""
        config = self.site.frame.config
        site = config.site.language
        if self.language == site:
            return config.release_lists
        return tuple(
            replace(each, title=with_language(each.title, site)) for each in config.release_lists
        )

    @cached_property
    def terms(self) -> dict[tuple[str, str], TermOutline]:
        """The terms that have releases, by the names of their taxonomies and their slugs."""
        return {(term.taxonomy.name, term.slug): term for term in self.outline.terms}

    @cached_property
    def area_names(self) -> bytes:
        """The digest of the areas' names, which lists show."""
        return digest({key: area.name for key, area in self.area_of.items()})

    def latest_of_terms(self) -> Known[tuple[Item, FeedItem]]:
        """Return what terms show of their latest releases, by their rows, as far as it is known."""
        if len(self._latest_of_terms) > REMEMBERED:
            self._latest_of_terms.clear()
        return self._latest_of_terms

    def items(self) -> Items:
        """Return releases as months show them among others, as far as they are known."""
        if len(self._items) > REMEMBERED:
            self._items.clear()
        return self._items

    # Questions of several parts, whose answers are not known before they are asked for

    @cached_property
    def latest(self) -> Question[[int, str], Sequence[Release]]:
        """The latest releases, so many at most, of an area or of any."""
        newest = self.catalogue.newest
        return Question(cache(lambda limit, area: newest.latest(self.name, limit, area or None)))

    @cached_property
    def picture(self) -> Question[[str], PictureFile]:
        return Question(self.files.picture)

    @cached_property
    def file(self) -> Question[[str], FileSize | None]:
        return Question(self.files.file)

    @cached_property
    def term_of(self) -> Question[[str, str], TermOutline | None]:
        """A term of a taxonomy, by the taxonomy's name and its slug, if it has releases."""
        return Question(lambda taxonomy, slug: self.terms.get((taxonomy, slug)))

    @cached_property
    def list_items(self) -> Question[[ReleaseList, int, str], Sequence[Release]]:
        """The first releases of a list, so many of them, of an area or of any."""
        lists = self.catalogue.lists
        return Question(lambda each, limit, area: lists.releases(self.name, each, limit, area))

    @cached_property
    def pages(self) -> Question[[], Sequence[Release]]:
        """The pages of the root that are not releases, by path."""
        releases = self.catalogue.releases
        return Question(cache(lambda: releases.pages(self.name)))
