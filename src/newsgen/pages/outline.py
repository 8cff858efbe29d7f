"""The outline of the published archive: roots, archives, months and counts, without a release.

It is small whatever the size of the archive, and every kind of page draws its links from it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from newsgen.config import Config, Root
from newsgen.model.area import Area
from newsgen.model.month import UNDATED, Month
from newsgen.pages.views import ArchiveView, Link
from newsgen.store import Tally

SAFE = "/:@!$&'()*+,;=~-._"


@cache
def _encoded(path: str) -> str:
    """Encode the path of an archive, of which there are few, for links."""
    return quote(path, safe=SAFE)


@dataclass(frozen=True, slots=True)
class Archive:
    """The releases that share year and month pages: one area's, or several areas' of one root.

    `path` is decoded and ends in `/`. `months` are in order, each with its count. `words` are the
    theme's, in the language of the site.
    """

    path: str
    title: str
    months: tuple[tuple[Month, int], ...]
    undated: int
    words: Mapping[str, str]

    @property
    def href(self) -> str:
        return _encoded(self.path)

    @property
    def undated_href(self) -> str:
        return f"{self.href}{UNDATED}/"

    def year_href(self, year: int) -> str:
        return f"{self.href}{year:04d}/"

    def month_href(self, month: Month) -> str:
        return month.href(self.href)

    def years(self) -> dict[int, int]:
        """Return the count of each year that has releases, in order."""
        counts: dict[int, int] = {}
        for month, count in self.months:
            counts[month.year] = counts.get(month.year, 0) + count
        return counts

    def has(self, month: Month) -> bool:
        return any(m == month for m, _ in self.months)

    def neighbours(self, month: Month) -> tuple[Month | None, Month | None]:
        """Return the months before and after one that have releases."""
        months = [m for m, _ in self.months]
        at = months.index(month)
        return months[at - 1] if at else None, months[at + 1] if at + 1 < len(months) else None

    def trail(self) -> tuple[Link, ...]:
        """Return the way from the home page to the archive's own page."""
        home = Link(self.words["home"], "/")
        return (home,) if self.path == "/" else (home, Link(self.title, self.href))

    def year_link(self, year: int) -> Link:
        return Link(str(year), self.year_href(year))

    def view(self) -> ArchiveView:
        """Return the ways into the archive, newest first."""
        undated = Link(self.words["undated"], self.undated_href)
        return ArchiveView(
            title=self.title,
            href=self.href,
            years=tuple(self.year_link(year) for year in reversed(self.years())),
            undated=undated if self.undated else None,
        )

    def month_trail(self, month: Month, language: str) -> tuple[Link, ...]:
        own = Link(month.name_in(language), self.month_href(month))
        return (*self.trail(), self.year_link(month.year), own)

    def months_of(self, year: int) -> list[Month]:
        """Return the months of a year that have releases."""
        return [month for month, _ in self.months if month.year == year]


@dataclass(frozen=True, slots=True)
class AreaCount:
    area: Area
    archive: Archive
    count: int

    @property
    def href(self) -> str:
        return f"/areas/{self.area.slug}/"

    @property
    def link(self) -> Link:
        return Link(self.area.name, self.href)


@dataclass(frozen=True, slots=True)
class RootOutline:
    """A document root with all that it publishes.

    `words` are the theme's, in the language of the site.
    """

    root: Root
    words: Mapping[str, str]
    archives: tuple[Archive, ...]
    areas: tuple[AreaCount, ...]
    months: tuple[tuple[str, int], ...]
    """The partitions that have releases, with their counts: months, and `undated`."""
    listed: tuple[tuple[str, int], ...] = ()
    """The same, of the releases that search engines may list."""

    def area(self, key: str) -> AreaCount:
        return next(a for a in self.areas if a.area.key == key)

    def say(self, word: str, name: str = "") -> str:
        """Return words of the theme; some are said of something that has a name."""
        return self.words[word].replace("{name}", name)


def build_outline(
    config: Config,
    words: Mapping[str, str],
    tallies: Iterable[Tally],
    hosts: Mapping[str, str],
) -> tuple[RootOutline, ...]:
    """Draw the outline from the counts that the catalogue gives, in words of the theme."""
    by_root: dict[str, list[Tally]] = {name: [] for name in hosts}
    for tally in tallies:
        by_root[tally.root].append(tally)
    host_of = dict(hosts)
    if config.site.layout == "single" and not by_root:
        by_root, host_of = {"": []}, {"": ""}
    return tuple(
        _root(config, words, name, host_of[name], found) for name, found in sorted(by_root.items())
    )


def _root(
    config: Config, words: Mapping[str, str], name: str, host: str, tallies: list[Tally]
) -> RootOutline:
    areas = sorted({t.area for t in tallies})
    title = config.area(areas[0]).name if len(areas) == 1 else ""
    archives = tuple(
        _archive(config, words, path, [t for t in tallies if t.archive == path])
        for path in sorted({t.archive for t in tallies})
    )
    counts = {key: sum(t.releases for t in tallies if t.area == key) for key in areas}
    months, listed = Counter[str](), Counter[str]()
    for tally in tallies:
        months[tally.month] += tally.releases
        listed[tally.month] += tally.listed
    by_path = {archive.path: archive for archive in archives}
    return RootOutline(
        root=config.root(name, host=host, area=title),
        words=words,
        archives=archives,
        areas=tuple(
            AreaCount(config.area(key), by_path[config.area(key).archive], counts[key])
            for key in sorted(areas, key=lambda k: config.area(k).name)
        ),
        months=tuple(sorted(months.items())),
        listed=tuple(sorted((+listed).items())),
    )


def _archive(config: Config, words: Mapping[str, str], path: str, tallies: list[Tally]) -> Archive:
    areas = sorted({t.area for t in tallies})
    months: dict[Month, int] = {}
    for tally in tallies:
        if tally.month != UNDATED:
            month = Month.parse(tally.month)
            months[month] = months.get(month, 0) + tally.releases
    return Archive(
        path=path,
        title=config.area(areas[0]).name if len(areas) == 1 else words["archive"],
        months=tuple(sorted(months.items())),
        undated=sum(t.releases for t in tallies if t.month == UNDATED),
        words=words,
    )


def in_chunks(count: int, size: int) -> Iterator[tuple[int, int]]:
    """Yield the number of each chunk, from 1, and where it starts; one even for nothing."""
    yield 1, 0
    for start in range(size, count, size):
        yield start // size + 1, start
