"""The outlines of a site's roots, from the catalogue's counts; which paths they reserve."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from newsgen.config import Config
from newsgen.config.load import FILE as CONFIG_FILE
from newsgen.diagnostics import Span
from newsgen.model.alphabet import place
from newsgen.model.area import DEFAULT_ARCHIVE, Root, folder_of
from newsgen.model.month import UNDATED, Month
from newsgen.model.taxonomy import AREA, Taxonomy
from newsgen.pipeline.session import Session
from newsgen.site.frame import UsedFiles
from newsgen.site.outline import (
    Archive,
    AreaCount,
    RootOutline,
    TaxonomyOutline,
    TermOutline,
    TermYear,
    Variants,
    Words,
)
from newsgen.site.parts import claims_in
from newsgen.site.pictures import piece_of_name
from newsgen.store import Catalogue, MonthTally
from newsgen.store.tables import VerdictRow
from newsgen.store.terms import TermTally
from newsgen.theme.load import Theme


def files_used(catalogue: Catalogue, files: Collection[str]) -> UsedFiles:
    """Return the files that published releases use, of those that are there."""
    used: dict[tuple[str, str], set[str]] = {}
    for root, month, path in catalogue.file_uses.by_month(files):
        if path in files:
            used.setdefault((root, month), set()).add(path)
    return used


def without(used: UsedFiles, refused: Collection[str]) -> UsedFiles:
    """Return the files in use but those that cannot be published."""
    if not refused:
        return used
    return {where: paths.difference(refused) for where, paths in used.items()}


def draw_outlines(
    config: Config,
    theme: Theme,
    catalogue: Catalogue,
    files: Collection[str],
    used: UsedFiles,
    verdicts: Mapping[str, VerdictRow],
) -> tuple[RootOutline, ...]:
    """Return the outline of each root of a site.

    `files` are those of the content folder that can be published. A root publishes those that its
    releases use, the theme and the settings name, and the variants of those that have some by
    `verdicts`.
    """
    host_of = dict(catalogue.overview.hosts())
    by_root: dict[str, list[MonthTally]] = {name: [] for name in _names(config, host_of)}
    for tally in catalogue.overview.tallies():
        by_root[tally.root].append(tally)
    named = named_files(config, theme).intersection(files)
    published = {name: set(named) for name in by_root}
    shown: dict[str, set[str]] = {name: set() for name in by_root}
    for (name, _), paths in used.items():
        for each in {name, folder_of(name)}:  # a folder has the files of all its branches
            published[each] |= paths
            shown[each] |= paths
    terms = catalogue.terms.tallies() if config.taxonomies else []
    return tuple(
        replace(
            outline,
            assets=_assets(theme),
            files=tuple(sorted(published[name])),
            pictures=_with_variants(shown[name], verdicts)
            if theme.pictures.widths and not outline.root.is_branch
            else {},
            sorted_by=_sorted_by(config, outline.root, [t for t in terms if t.root == name]),
            has_search=config.site.search,
            has_statement=config.statement_of(outline.root) is not None,
        )
        for name, tallies in sorted(by_root.items())
        for outline in [_of_root(config, theme, name, _host(host_of, name), tallies)]
    )


def _host(host_of: Mapping[str, str], name: str) -> str:
    """Return a host of the releases of a root; its branches are at the same one."""
    return host_of.get(folder_of(name)) or host_of.get(name, "")


def _names(config: Config, host_of: Mapping[str, str]) -> Iterable[str]:
    """Return the names of all roots, and of the branches that have anything."""
    is_single = config.site.layout == "single"
    if not config.homes:
        return host_of or ([""] if is_single else [])
    return {*map(folder_of, host_of), *host_of} or ({""} if is_single else set())


def _with_variants(
    paths: set[str], verdicts: Mapping[str, VerdictRow]
) -> dict[str, tuple[Variants, ...]]:
    """Return the pictures that have variants, each once, by the pieces of their names."""
    rows = (verdicts[path] for path in sorted(paths, reverse=True) if path in verdicts)
    by_name = {row.variants: row for row in rows if row.variants}
    return {
        piece: tuple((name, by_name[name].width, by_name[name].path) for name in names)
        for piece, names in groupby(sorted(by_name), piece_of_name)
    }


def portal_outline(config: Config, theme: Theme, files: Collection[str]) -> RootOutline:
    """Return the outline of the root above the hosts of a per-host site.

    `files` are those of the content folder that can be published: it has those that settings and
    options of the theme name.
    """
    root = Root(
        name="",
        title=config.title,
        base_url=config.site.base_url or "",
        language=config.site.language,
    )
    named = tuple(sorted(named_files(config, theme).intersection(files)))
    return RootOutline(root, assets=_assets(theme), files=named, is_portal=True)


def named_files(config: Config, theme: Theme) -> set[str]:
    """Return the paths that settings and options of the theme name; not all need be there."""
    return {url.lstrip("/") for url in (*theme.urls, *config.site.files)}


def _assets(theme: Theme) -> tuple[tuple[str, str], ...]:
    return tuple((name, path) for name, (path, _) in sorted(theme.assets.items()))


def _of_root(
    config: Config, theme: Theme, name: str, host: str, tallies: list[MonthTally]
) -> RootOutline:
    areas = sorted({t.area for t in tallies})
    root = config.root(name, host=host, area=areas[0] if len(areas) == 1 else "")
    words = theme.words_in(root.language)
    archives = {
        path: _archive(config, root, words, path, [t for t in tallies if t.archive == path])
        for path in sorted({t.archive for t in tallies})
    }
    counts, months, listed = Counter[str](), Counter[str](), Counter[str]()
    for tally in tallies:
        counts[tally.area] += tally.releases
        months[tally.month] += tally.releases
        listed[tally.month] += tally.listed
    in_root = (config.area_in(key, root) for key in areas)
    by_name = sorted(in_root, key=lambda area: place(area.name, root.language))
    return RootOutline(
        root=root,
        archives=tuple(archives.values()),
        areas=tuple(AreaCount(area, archives[area.archive], counts[area.key]) for area in by_name),
        months=tuple(sorted(months.items())),
        listed=tuple(sorted((+listed).items())),
    )


def _archive(
    config: Config, root: Root, words: Words, path: str, tallies: list[MonthTally]
) -> Archive:
    areas = [config.area_in(key, root) for key in sorted({t.area for t in tallies})]
    months: dict[Month, int] = {}
    for tally in tallies:
        if tally.month != UNDATED:
            month = Month.parse(tally.month)
            months[month] = months.get(month, 0) + tally.releases
    return Archive(
        path=path,
        title=areas[0].name if len(areas) == 1 else words["archive"],
        months=tuple(sorted(months.items())),
        undated=sum(t.releases for t in tallies if t.month == UNDATED),
        home=root.base,
        months_in=areas[0].months_in,
    )


def _sorted_by(config: Config, root: Root, tallies: list[TermTally]) -> tuple[TaxonomyOutline, ...]:
    """Return the taxonomies of a root; its tallies come by taxonomy, term and year."""
    rows_of = {name: list(rows) for name, rows in groupby(tallies, key=attrgetter("taxonomy"))}
    return tuple(
        TaxonomyOutline(
            taxonomy, tuple(_terms(config, root, taxonomy, rows_of.get(taxonomy.name, [])))
        )
        for taxonomy in config.sorted_by_in(root)
    )


def _terms(
    config: Config, root: Root, taxonomy: Taxonomy, tallies: list[TermTally]
) -> Iterator[TermOutline]:
    """Yield the terms of a taxonomy. Of several spellings, that with the most capitals counts."""
    for slug, rows in groupby(tallies, key=attrgetter("slug")):
        years = list(rows)
        name = min(each.name for each in years)
        yield TermOutline(
            taxonomy=taxonomy,
            slug=slug,
            name=config.area_in(name, root).name if taxonomy.key == AREA else name,
            years=tuple(
                TermYear(each.year, each.releases, each.digest, has_files=bool(each.has_files))
                for each in years
            ),
        )


def reserved(outlines: Iterable[RootOutline]) -> dict[str, list[tuple[str, Span]]]:
    """Return the paths in each document root that no release may have, with what claims them."""
    return _by_folder(outlines, _reserved)


def _reserved(outline: RootOutline) -> Iterator[tuple[str, Span]]:
    for _, claim in claims_in(outline):
        if not claim.path.endswith("/"):
            yield claim.path, Span(claim.origin or CONFIG_FILE)


def _by_folder(
    outlines: Iterable[RootOutline],
    paths_of: Callable[[RootOutline], Iterable[tuple[str, Span]]],
) -> dict[str, list[tuple[str, Span]]]:
    """Return paths of roots by their folders, which branches share."""
    paths: dict[str, list[tuple[str, Span]]] = {}
    for outline in outlines:
        paths.setdefault(outline.root.folder, []).extend(paths_of(outline))
    return paths


def named_folders(outlines: Iterable[RootOutline]) -> dict[str, list[tuple[str, Span]]]:
    """Return the folders in each root that somebody named beside the releases, with the places.

    Those that newsgen names itself are lower case, and serve beside any other.
    """
    return _by_folder(outlines, _named_folders)


def _named_folders(outline: RootOutline) -> Iterator[tuple[str, Span]]:
    root = outline.root
    if root.is_branch:
        yield root.base.strip("/"), Span(CONFIG_FILE)
    for archive in outline.archives:
        if archive.path not in (root.base, root.at(DEFAULT_ARCHIVE)):
            yield archive.path.strip("/"), Span(CONFIG_FILE)
    for path in outline.files if not root.is_branch else ():
        if "/" in path:
            yield path.rpartition("/")[0], Span(f"content/{path}")


def is_all_shown(session: Session) -> bool:
    """Return whether readers see now all that is published at one time or another."""
    return session.timeless.overview.count() == session.catalogue.overview.count()


def outlines_at_any_time(
    session: Session,
    theme: Theme,
    outlines: tuple[RootOutline, ...],
    verdicts: Mapping[str, VerdictRow],
) -> tuple[RootOutline, ...]:
    """Return the outlines of all that is published at one time or another, refused files too.

    What is an error must not depend on the time: the build that a change needs would be refused.
    `outlines` are those of now.
    """
    if is_all_shown(session) and not any(row.reason for row in verdicts.values()):
        return outlines
    catalogue, files = session.timeless, session.scan.files
    used = files_used(catalogue, files)
    return draw_outlines(session.config, theme, catalogue, files, used, verdicts)


class OwnPages:
    """The pages of newsgen's own in each document root: those of now, and those of any time."""

    def __init__(
        self,
        outlines: Iterable[RootOutline],
        at_any_time: Callable[[], Iterable[RootOutline]],
    ) -> None:
        """Take the outlines of now, and a function for those of any time: few menus need them."""
        self._outlines, self._at_any_time = outlines, at_any_time

    @property
    def roots(self) -> Collection[str]:
        """The document roots of now."""
        return self._now.keys()

    def are_there(self, root: str, paths: Collection[str]) -> bool:
        """Return whether a page is made at one of some paths."""
        return not self._now.get(root, set()).isdisjoint(paths)

    def are_waiting(self, root: str, paths: Collection[str]) -> bool:
        """Return whether a page at one of some paths is made at another time, and none now."""
        return not self.are_there(root, paths) and not self._ever.get(root, set()).isdisjoint(paths)

    @cached_property
    def _now(self) -> dict[str, set[str]]:
        return _paths(self._outlines)

    @cached_property
    def _ever(self) -> dict[str, set[str]]:
        return _paths(self._at_any_time())


def _paths(outlines: Iterable[RootOutline]) -> dict[str, set[str]]:
    return {root: {path for path, _ in claims} for root, claims in reserved(outlines).items()}


def without_same_pages(outline: RootOutline) -> RootOutline:
    """Leave out the areas whose pages are another one's too: that is a finding by itself."""
    by_slug = {each.area.slug.casefold(): each for each in outline.areas}
    return replace(outline, areas=tuple(by_slug.values()))
