"""What windows onto a site show: every question that a part may ask, by the name of its field.

An answer stands beside the digest of all that it can be. Questions whose answers are few and read
at every build, such as the latest releases, have no digest.
"""

from collections.abc import Callable, Container, Iterable, Sequence
from functools import cache, cached_property
from operator import itemgetter
from typing import Any, Final
from urllib.parse import unquote

from newsgen.digest import digest, digest_bytes
from newsgen.model.alphabet import place
from newsgen.model.dates import Moment
from newsgen.model.lists import ReleaseList
from newsgen.model.month import PAGES, UNDATED
from newsgen.model.release import Redirect, Release
from newsgen.model.taxonomy import AREA, Taxonomy
from newsgen.pages._documents import FileSize
from newsgen.pages.outline import RootOutline
from newsgen.pages.parts import page_hrefs
from newsgen.pages.pictures import NO_PICTURE, Copy, PictureFile, variant_path, variants_folder
from newsgen.pages.target import CopiedFile
from newsgen.pages.term_outline import TaxonomyOutline, TermOutline
from newsgen.pages.variants import shard_in
from newsgen.pages.views import Count, FeedItem, Item
from newsgen.pages.window import Question
from newsgen.pipeline._month_lens import Items, MonthLens, ReleaseDigests
from newsgen.pipeline._related import RelatedDigests
from newsgen.pipeline._term_lens import TermLens, TermYearLens
from newsgen.pipeline.frame import NEWS_AGE, Frame
from newsgen.rules.missing_files import is_expected, top_folders
from newsgen.store import Catalogue
from newsgen.store.tables import VerdictRow
from newsgen.store.terms import Known


def _getter(*names: str) -> Callable[[VerdictRow], tuple[Any, ...]]:
    return itemgetter(*map(VerdictRow._fields.index, names))


_PICTURE: Final = _getter("path", "width", "height", "variants")
_LENGTH: Final = _getter("path", "length", "pages")
"""What pages show of a picture, and of a file that they link to."""


REMEMBERED: Final = 2_000
"""So many releases are remembered, and those of one month more."""


class SiteLens:
    """Shows a site as of a time; what it shows of a root is worked out once."""

    def __init__(self, frame: Frame, catalogue: Catalogue) -> None:
        self.frame = frame
        self.catalogue = catalogue
        self._roots: dict[str, RootLens] = {}
        self._remembered: dict[str, Release] = {}
        self._known_of_year: tuple[tuple[str, str], Known[Item]] = ("", ""), {}
        theme, language = frame.theme, frame.config.site.language
        site_ui_language = theme.ui_language_of(language)
        ui_languages = digest(sorted(theme.words), site_ui_language)
        self.ui_language_of = Question(
            lambda name: theme.ui_language_of(name, site_ui_language), lambda: ui_languages
        )

    @cached_property
    def digests(self) -> ReleaseDigests:
        return ReleaseDigests(self.catalogue)

    @cached_property
    def related(self) -> RelatedDigests:
        return RelatedDigests(self.catalogue)

    @cached_property
    def used_in_year(self) -> dict[tuple[str, str], set[str]]:
        """The files that the releases of a root use in a year, or without a date."""
        used: dict[tuple[str, str], set[str]] = {}
        for (root, month), paths in self.frame.used.items():
            year = "" if month == UNDATED else month.partition("-")[0]
            used.setdefault((root, year), set()).update(paths)
        return used

    def known_of_year(self, root: str, year: str) -> Known[Item]:
        """Return what terms show of the releases of a root, by their rows: of one year."""
        if self._known_of_year[0] != (root, year):
            self._known_of_year = (root, year), {}
        return self._known_of_year[1]

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

    def root(self, name: str) -> "RootLens":
        """Return what is shown of a root."""
        if name not in self._roots:
            self._roots[name] = RootLens(self, name, self.frame.roots[name])
        return self._roots[name]

    def picture(self, src: str, used: Container[str]) -> PictureFile:
        """Return what is known of a picture among files in use."""
        path = _path(src)
        return self.frame.picture(path) if path in used else NO_PICTURE

    def pictures_digest(self, used: Iterable[str]) -> bytes:
        """Digest what is known of all pictures among files in use."""
        return digest(self.frame.copies_key, list(map(_PICTURE, self._known(used))))

    def lengths_digest(self, used: Iterable[str]) -> bytes:
        """Digest how large each of the files in use is."""
        return digest(list(map(_LENGTH, self._known(used))))

    def _known(self, used: Iterable[str]) -> list[VerdictRow]:
        verdicts = self.frame.verdicts
        return [verdicts[path] for path in sorted(used) if path in verdicts]

    def file(self, href: str, used: Iterable[str]) -> FileSize | None:
        """Return how large a file is, of those in use that can be published."""
        path = _path(href)
        verdict = self.frame.verdicts.get(path)
        if verdict is None or path not in used:
            return None
        return FileSize(verdict.length, verdict.pages)

    def lacks(self, path: str, used: Container[str]) -> bool:
        """Return whether a path is that of a file which the site does not publish.

        One whose first folder is not in the content folder may be another system's.
        """
        return path not in used and (path in self.frame.refused or is_expected(path, self._folders))

    @cached_property
    def _folders(self) -> set[str]:
        return top_folders(self.frame.files)

    @cached_property
    def lacking_digest(self) -> bytes:
        return digest(sorted(self._folders), sorted(self.frame.refused))


def _path(href: str) -> str:
    """Return the path of a file of the content folder that a link may lead to."""
    return "" if href.startswith("//") else unquote(href.partition("?")[0]).lstrip("/")


class RootLens:
    """Shows a root without its months. With `only`, no more of it than one path is asked for."""

    def __init__(self, site: SiteLens, name: str, outline: RootOutline, only: str = "") -> None:
        config = site.frame.config
        self._site, self._name, self._outline, self._only = site, name, outline, only
        self._catalogue = site.catalogue
        self._latest_of_terms: Known[tuple[Item, FeedItem]] = {}
        self._items: Items = {}
        self.root = outline.root
        self.language = config.site.language
        self.words = site.frame.theme.words_in(self.language)
        self.words_by_language = site.frame.theme.words
        self.archives = outline.archives
        self.areas = outline.areas
        self.area_of = {area.area.key: area.area for area in outline.areas}
        self.listed = outline.listed
        self.assets = outline.assets
        self.cards = site.frame.cards.style if site.frame.cards else None
        self.feed_items = config.feeds.items
        self.accessibility = config.accessibility
        self.ui_language_of = site.ui_language_of
        self.latest = Question(cache(self._latest))
        self.featured = Question(self._featured)
        self.appeals = Question(self._appeals)
        self.news = Question(self._news)
        self.list_items = Question(self._list_items)
        self.term_of = Question(lambda taxonomy, slug: self._terms.get((taxonomy, slug)))
        self.kinds = Question(lambda: self._catalogue.overview.kinds(name))
        self.only = only
        self.pages = Question(cache(lambda: self._catalogue.releases.pages(name)))
        self.picture = Question(self._picture)
        self.file = Question(self._file)
        self.copied_files = Question(self._copied_files, self._copied_digest)
        self.index_files = Question(cache(self._index_files), self._index_digest)

    def narrowed(self, only: str) -> "RootLens":
        """Return what is shown of one path in the root."""
        return RootLens(self._site, self._name, self._outline, only)

    def piece(self, by: str, name: str) -> "MonthLens | TermLens | TermYearLens | ShardLens":
        """Return what is shown of a piece: a month, a term, a year of a term, or some pictures."""
        if by == "month":
            return self.month(name)
        if by == "shard":
            return ShardLens(self._site, self._outline, name)
        taxonomy, slug, *year = name.split("/")
        term = self._terms[taxonomy, slug]
        if by == "term":
            return TermLens(self._site, self._name, self, term)
        return TermYearLens(self._site, self._name, self, term, year[0].replace(UNDATED, ""))

    def month(self, month: str, only: Release | None = None) -> "MonthLens":
        """Return what is shown of a month, or only of one of its releases."""
        return MonthLens(self._site, self._name, self, month, only)

    @cached_property
    def _terms(self) -> dict[tuple[str, str], TermOutline]:
        return {(term.taxonomy.name, term.slug): term for term in self._outline.terms}

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

    @cached_property
    def area_names(self) -> bytes:
        """The digest of the areas' names, which lists show."""
        return digest({key: area.name for key, area in self.area_of.items()})

    @property
    def sorted_by(self) -> tuple[Taxonomy, ...]:
        return self._site.frame.config.sorted_by

    @property
    def area_terms(self) -> tuple[TermOutline, ...]:
        """The terms that are areas, if releases are sorted by area."""
        return tuple(term for term in self._outline.terms if term.taxonomy.key == AREA)

    @property
    def lists(self) -> tuple[ReleaseList, ...]:
        return self._site.frame.config.release_lists

    @property
    def taxonomies(self) -> tuple[TaxonomyOutline, ...]:
        """What releases are sorted by, with the terms, as the pages of all terms may see it."""
        return tuple(outline.seen() for outline in self._outline.sorted_by)

    @property
    def page_hrefs(self) -> tuple[str, ...]:
        return page_hrefs(self._outline)

    @property
    def listed_pages(self) -> tuple[tuple[str, Moment | None], ...]:
        """The addresses of the pages that search engines are told of, and when each changed."""
        return tuple((page.url, page.updated) for page in self.pages() if page.is_listed)

    @property
    def hosts(self) -> tuple[Count, ...]:
        """The hosts of a portal, by the names of their sites, whatever their addresses are."""
        outlines = self._site.frame.outlines
        return tuple(
            Count(o.root.title, f"{o.root.base_url}/", sum(count for _, count in o.months))
            for o in sorted(
                outlines, key=lambda o: (place(o.root.title, self.language), o.root.name)
            )
        )

    @property
    def withdrawn(self) -> tuple[Release, ...]:
        return tuple(self._catalogue.retired.withdrawn(self._name, self._only or None))

    @property
    def leading(self) -> tuple[tuple[str, Redirect], ...]:
        addresses = self._catalogue.addresses
        if self._only:
            old = addresses.leading_from(self._name, self._only)
            return (old,) if old else ()
        return tuple(addresses.leading(self._name))

    def _latest(self, limit: int, area: str) -> Sequence[Release]:
        return self._catalogue.newest.latest(self._name, limit, area or None)

    def _appeals(self, limit: int) -> Sequence[Release]:
        frame = self._site.frame
        since = frame.config.open_appeals.start(frame.as_of)
        return self._catalogue.newest.appeals(self._name, limit, since)

    def _featured(self, limit: int, area: str) -> Sequence[Release]:
        return self._catalogue.newest.featured(self._name, limit, area or None)

    def _news(self, limit: int) -> Sequence[Release]:
        return self._catalogue.newest.since(self._name, self._site.frame.as_of - NEWS_AGE, limit)

    def _list_items(self, listed: ReleaseList, limit: int, area: str) -> Sequence[Release]:
        return self._catalogue.lists.releases(self._name, listed, limit, area)

    def _picture(self, src: str) -> PictureFile:
        return self._site.picture(src, self._outline.files)

    def _file(self, href: str) -> FileSize | None:
        return self._site.file(href, self._outline.files)

    def _copied_files(self) -> Sequence[CopiedFile]:
        verdicts = self._site.frame.verdicts
        return [CopiedFile(path, verdicts[path].digest) for path in self._outline.files]

    def _copied_digest(self) -> bytes:
        return digest([(file.path, file.digest) for file in self._copied_files()])

    def _index_files(self) -> Sequence[tuple[str, str]]:
        from newsgen.pipeline._index import make_index  # noqa: PLC0415 (few builds need it)

        folder = self._site.frame.index_folder(self._name)
        return make_index(
            self._catalogue, self._name, folder, area_of=self.area_of, language=self.language
        )

    def _index_digest(self) -> bytes:
        """Digest all that readers search: nothing of the theme, so that it may change."""
        months = self._site.digests.months
        partitions = [*(month for month, _ in self._outline.months), PAGES]
        releases = [months.get((self._name, month), b"") for month in partitions]
        return digest_bytes(digest(self.area_of, self.language), *releases)


class ShardLens:
    """Shows the pictures of a shard that have variants: those that no file is in the place of."""

    def __init__(self, site: SiteLens, outline: RootOutline, piece: str) -> None:
        self.root = outline.root
        self._site, shard = site, shard_in(piece)
        self._shown = outline.pictures[shard]
        self._files = outline.files_below(variants_folder(shard))
        self.pictures = Question(self._pictures, self._digest)

    def _pictures(self) -> Sequence[tuple[str, tuple[Copy, ...], str]]:
        return [(name, self._free(name, path), path) for name, _, path in self._shown]

    def _free(self, name: str, path: str) -> tuple[Copy, ...]:
        copies = self._site.frame.picture(path).copies
        return tuple(copy for copy in copies if variant_path(name, *copy) not in self._files)

    def _digest(self) -> bytes:
        return digest(self._site.frame.copies_key, self._shown, self._files)
