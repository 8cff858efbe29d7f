"""The outline of a document root: archives, months, terms and counts, without a release.

It is small whatever the size of the archive, and the pages above the months draw their links from
it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice, takewhile
from typing import NamedTuple
from urllib.parse import quote

from newsgen.model.area import Area, Root
from newsgen.model.dates import Moment, in_words
from newsgen.model.month import UNDATED, Month
from newsgen.model.taxonomy import KIND, Taxonomy
from newsgen.model.urls import SAFE_IN_PATH
from newsgen.model.worded import Worded, in_language, other_language, primary
from newsgen.site.addresses import area_href
from newsgen.site.views import ArchiveView, Link


class TermYear(NamedTuple):
    """The releases that a term has of a year, or without a date if the year is empty.

    `digest` stands for all of them, and `has_files` says whether they use any of the content
    folder.
    """

    year: str
    releases: int = 0
    digest: bytes = b""
    has_files: bool = False


@dataclass(frozen=True, slots=True)
class TermOutline:
    """A term that has releases, with its years from the first; the undated are before all."""

    taxonomy: Taxonomy
    slug: str
    name: str
    years: tuple[TermYear, ...]

    @property
    def piece(self) -> str:
        """What the parts that are planned by term call it."""
        return f"{self.taxonomy.name}/{self.slug}"

    def year_piece(self, year: str) -> str:
        return f"{self.piece}/{year or UNDATED}"

    @property
    def href(self) -> str:
        """The link to its page, which is also the folder of its years and its feed."""
        return self.taxonomy.term_href(self.slug)

    def year_href(self, year: str) -> str:
        return f"{self.href}{year or UNDATED}/"

    def around(self, year: str) -> "TermOutline":
        """Return what the page of a year may see: the years beside it, without their counts."""
        at = [each.year for each in self.years].index(year)
        beside = self.years[max(at - 1, 0) : at + 2]
        return replace(self, years=tuple([TermYear(each.year) for each in beside]))

    def title(self, words: Mapping[str, str], language: str = "") -> str:
        """Return what pages in a language call it; the theme has words for kinds but plain news."""
        if self.taxonomy.key == KIND:
            return words.get(self.name) or words["plain_news"]
        name = self.taxonomy.name_in(language, self.slug, self.name)
        return name[:1].upper() + name[1:]


def taxonomy_link(taxonomy: Taxonomy, language: str) -> Link:
    """Return the link to all terms from pages of lists in a language."""
    return worded_link(taxonomy.title, taxonomy.href, language)


def worded_link(title: Worded, href: str, language: str) -> Link:
    """Return a link from pages of lists in a language, whose words may be in another."""
    return Link(in_language(title, language), href, other_language(title, language, language))


@dataclass(frozen=True, slots=True)
class TaxonomyOutline:
    """A taxonomy with its terms that have releases, by slug."""

    taxonomy: Taxonomy
    terms: tuple[TermOutline, ...]

    def seen(self) -> "TaxonomyOutline":
        """Return what the page of all terms may see: no years, as each release changes some."""
        return replace(self, terms=tuple(replace(term, years=()) for term in self.terms))


Words = Mapping[str, str]
"""What the theme says around releases, in the language of the site."""
Variants = tuple[str, int, str]
"""A picture that has variants: what they are called, its width, and its file."""


def say(words: Words, word: str, name: str = "") -> str:
    """Return words of the theme; some are said of something that has a name."""
    return words[word].replace("{name}", name)


class MonthWords(NamedTuple):
    """What the theme calls months in a language: behind a day, and alone."""

    dated: tuple[str, ...]
    alone: tuple[str, ...]


def months_of(words: Words) -> MonthWords:
    dated, alone = (tuple(words[name].split(", ")) for name in ("months_in_dates", "months"))
    return MonthWords(dated, alone)


def said_in(moment: Moment, language: str, months: Mapping[str, MonthWords]) -> str:
    """Return a date in a language, as far as it is known, with the theme's months if it has any."""
    names = months.get(primary(language))
    if names is None:
        return in_words(moment, language)
    return in_words(moment, language, names.dated, names.alone)


@cache
def _encoded(path: str) -> str:
    """Encode the path of an archive, of which there are few, for links."""
    return quote(path, safe=SAFE_IN_PATH)


@dataclass(frozen=True, slots=True)
class Archive:
    """The releases that share year and month pages: one area's, or several areas' of one root.

    `path` is decoded and ends in `/`. `months` are in order, each with its count, and in addresses
    they have their names in `months_in`.
    """

    path: str
    title: str
    months: tuple[tuple[Month, int], ...]
    undated: int
    home: str = "/"
    months_in: str = "en"

    @property
    def href(self) -> str:
        return _encoded(self.path)

    @property
    def undated_href(self) -> str:
        return f"{self.href}{UNDATED}/"

    def year_href(self, year: int) -> str:
        return f"{self.href}{year:04d}/"

    def month_href(self, month: Month) -> str:
        return month.href(self.href, self.months_in)

    def years(self) -> dict[int, int]:
        """Return the count of each year that has releases, in order."""
        counts: dict[int, int] = {}
        for month, count in self.months:
            counts[month.year] = counts.get(month.year, 0) + count
        return counts

    def has(self, month: str) -> bool:
        """Return whether there are releases of a month, or without a date."""
        if month == UNDATED:
            return self.undated > 0
        wanted = Month.parse(month)
        at = self._position(wanted)
        return at < len(self.months) and self.months[at][0] == wanted

    def neighbours(self, month: Month) -> tuple[Month | None, Month | None]:
        """Return the months before and after one that have releases."""
        at, months = self._position(month), self.months
        return (
            months[at - 1][0] if at else None,
            months[at + 1][0] if at + 1 < len(months) else None,
        )

    def around(self, month: str) -> "Archive":
        """Return what the pages of a month may see: the months of its year, and its neighbours.

        Without counts, as each release would otherwise change the pages of all of them.
        """
        if month == UNDATED:
            return replace(self, months=(), undated=0)
        wanted = Month.parse(month)
        at = self._position(wanted)
        start = min(self._position(Month(wanted.year, 1)), max(at - 1, 0))
        end = max(self._position(Month(wanted.year + 1, 1)), at + 2)
        months = tuple((month, 0) for month, _ in self.months[start:end])
        return replace(self, months=months, undated=0)

    def _position(self, month: Month) -> int:
        return bisect_left(self.months, (month,))

    def trail(self, words: Words) -> tuple[Link, ...]:
        """Return the way from the home page to the archive's own page."""
        home = Link(words["home"], self.home)
        return (home,) if self.path == self.home else (home, Link(self.title, self.href))

    def year_link(self, year: int) -> Link:
        return Link(str(year), self.year_href(year))

    def view(self, words: Words) -> ArchiveView:
        """Return the ways into the archive, newest first."""
        undated = Link(words["undated"], self.undated_href)
        return ArchiveView(
            title=self.title,
            href=self.href,
            years=tuple(self.year_link(year) for year in reversed(self.years())),
            undated=undated if self.undated else None,
        )

    def month_trail(self, words: Words, month: Month, months: Sequence[str]) -> tuple[Link, ...]:
        """Return the way from the home page to the page of a month, which is in the trail."""
        link = Link(months[month.number - 1], self.month_href(month))
        return (*self.trail(words), self.year_link(month.year), link)

    def months_of(self, year: int) -> list[Month]:
        """Return the months of a year that have releases."""
        return [month for month, _ in self.months if month.year == year]


@dataclass(frozen=True, slots=True)
class AreaCount:
    """An area that has releases, with its archive and how many there are."""

    area: Area
    archive: Archive
    count: int

    @property
    def href(self) -> str:
        return area_href(self.area)

    @property
    def link(self) -> Link:
        return Link(self.area.name, self.href)


@dataclass(frozen=True, slots=True)
class RootOutline:
    """A document root with all that it publishes; of the portal, a root without an archive.

    Attributes:
        months: the partitions that have releases, with their counts: months, and `undated`.
        listed: the same, of the releases that search engines may list.
        assets: the theme's assets: the name of each, and the file it is published as.
        files: the files of the content folder that are published, by their paths.
        pictures: those of them that have variants, by the pieces of their names.
        sorted_by: what its releases are sorted by, with the terms that have releases.

    """

    root: Root
    archives: tuple[Archive, ...] = ()
    areas: tuple[AreaCount, ...] = ()
    months: tuple[tuple[str, int], ...] = ()
    listed: tuple[tuple[str, int], ...] = ()
    assets: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    pictures: Mapping[str, tuple[Variants, ...]] = field(default_factory=dict)
    sorted_by: tuple[TaxonomyOutline, ...] = ()
    has_search: bool = False
    has_statement: bool = False
    is_portal: bool = False

    @property
    def terms(self) -> Iterator[TermOutline]:
        """All terms that have releases."""
        return (term for outline in self.sorted_by for term in outline.terms)

    def files_below(self, folder: str) -> tuple[str, ...]:
        """Return the files of the content folder that it publishes in a folder."""
        following = islice(self.files, bisect_left(self.files, folder), None)
        return tuple(takewhile(lambda path: path.startswith(folder), following))

    def hrefs(self) -> Iterator[str]:
        """Yield the links of all pages that list releases: of archives, areas and terms."""
        yield self.root.base
        for archive in self.archives:
            if archive.path != self.root.base:
                yield archive.href
            for year in archive.years():
                yield archive.year_href(year)
            for month, _ in archive.months:
                yield archive.month_href(month)
            if archive.undated:
                yield archive.undated_href
        for area in self.areas:
            yield area.href
        for outline in self.sorted_by:
            yield outline.taxonomy.href
        for term in self.terms:
            yield term.href
            yield from (term.year_href(each.year) for each in term.years)
