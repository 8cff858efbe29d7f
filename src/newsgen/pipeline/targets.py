"""What the kinds of page declare: the targets of a part of the site, or of one file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import unquote

from newsgen.files.imagesize import Size, size_of
from newsgen.model.month import UNDATED, Month
from newsgen.model.release import Release
from newsgen.pages import feed, listing, retired, search, sitemap, statement, static
from newsgen.pages import release as release_pages
from newsgen.pages.outline import Archive, RootOutline
from newsgen.pages.target import Target
from newsgen.pages.views import ReleaseLink
from newsgen.pipeline.frame import PORTAL, Frame, portal_root
from newsgen.store import Catalogue
from newsgen.store.months import Neighbour


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the site that is planned as one.

    That is: assets, a month, the pages above, the portal, what was retired, the search page, the
    search index.

    `rollup` stands for all that it is made of; a part of the last build that the site no longer has
    is `gone` and has none. `weight` is about how many pages there are.
    """

    kind: str
    root: str
    rollup: bytes = b""
    month: str = ""
    weight: int = 1
    gone: str = ""

    @property
    def name(self) -> str:
        return self.gone or f"{self.root}/{self.month or self.kind}"


class Targets:
    """The targets of a site, each made when it is asked for."""

    def __init__(self, frame: Frame, catalogue: Catalogue) -> None:
        self._frame = frame
        self._catalogue = catalogue
        self._sizes: dict[str, Size] = {}
        self._indexed: dict[str, list[Target]] = {}

    def of(self, part: Part) -> Iterator[Target]:
        """Yield what a part consists of."""
        frame = self._frame
        match part.kind:
            case "portal":
                root = portal_root(frame.config)
                yield from static.asset_targets(root, frame.theme.assets)
                yield listing.portal_target(frame.outlines, root)
            case "assets":
                root = frame.outline(part.root).root
                yield from static.asset_targets(root, frame.theme.assets)
                yield from static.file_targets(root, frame.files, frame.used[part.root])
            case "search":
                yield search.page_target(frame.outline(part.root), self._catalogue)
            case "index":
                yield from self._index(frame.outline(part.root))
            case "site":
                yield from self._site(frame.outline(part.root))
            case "retired":
                yield from retired.targets(frame.outline(part.root), self._catalogue)
            case "month":
                yield from self._month(frame.outline(part.root), part.month)

    def release(self, root: str, release: Release) -> Target:
        """Declare the page of one release of a root, without a look at the rest of its month."""
        outline = self._frame.outline(root)
        path = self._frame.config.area(release.area).archive
        archive = next(archive for archive in outline.archives if archive.path == path)
        before, after = self._around(outline, archive, release)
        twins = self._catalogue.months.with_title_of(release.source)
        titles = dict(zip([t.source for t in twins], release_pages.titles_of(twins), strict=True))
        own = [titles[release.source]]
        return next(self._releases(outline, archive, [release], own, before, after))

    def retired(self, root: str, path: str) -> Target | None:
        """Declare the page of a withdrawn release or of an old address, if one is at the path."""
        if root not in {outline.root.name for outline in self._frame.outlines}:
            return None
        return retired.target(self._frame.outline(root), self._catalogue, path)

    def _site(self, outline: RootOutline) -> Iterator[Target]:
        config, catalogue = self._frame.config, self._catalogue
        feeds = {area.area.key: feed.area_links(area) for area in outline.areas}
        yield from listing.site_targets(config, outline, catalogue, feeds, self._size)
        yield from feed.targets(config, outline, catalogue)
        hrefs = [*listing.hrefs(outline)]
        if config.accessibility:
            yield from statement.targets(outline, config.accessibility)
            hrefs.append(statement.HREF)
        if self._frame.has_search:
            hrefs.append(search.HREF)
        yield from sitemap.site_targets(config, outline, catalogue, hrefs, self._frame.as_of)
        yield from static.targets(outline, (sitemap.INDEX, sitemap.NEWS))

    def _index(self, outline: RootOutline) -> list[Target]:
        """Make the search index, as what files it has is not known before; but only once."""
        from newsgen.pipeline.index import make_index  # noqa: PLC0415 (few builds need it)

        name, frame = outline.root.name, self._frame
        if name not in self._indexed:
            made = make_index(frame.config, outline, self._catalogue, frame.index_folder(name))
            self._indexed[name] = [search.index_target(outline, *file) for file in made]
        return self._indexed[name]

    def _month(self, outline: RootOutline, month: str) -> Iterator[Target]:
        releases = self._catalogue.months.releases(outline.root.name, month)
        for archive in outline.archives:
            own = self._own(archive, releases)
            if own:
                before, after = self._edges(outline, archive, month)
                titles = release_pages.titles_of(own)
                yield from self._releases(outline, archive, own, titles, before, after)
                yield self._list(outline, archive, month, own)
        yield from sitemap.month_targets(outline, month, releases)

    def _releases(
        self,
        outline: RootOutline,
        archive: Archive,
        releases: Sequence[Release],
        titles: Sequence[str],
        before: ReleaseLink | None,
        after: ReleaseLink | None,
    ) -> Iterator[Target]:
        return release_pages.targets(
            outline,
            archive,
            releases,
            titles,
            before,
            after,
            same_incident=partial(self._catalogue.incidents.releases, outline.root.name),
            size=self._size,
            frame_of=self._frame_of,
        )

    def _own(self, archive: Archive, releases: Sequence[Release]) -> list[Release]:
        area = self._frame.config.area
        return [release for release in releases if area(release.area).archive == archive.path]

    def _list(
        self, outline: RootOutline, archive: Archive, month: str, releases: Sequence[Release]
    ) -> Target:
        config = self._frame.config
        if month == UNDATED:
            return listing.undated_target(config, outline, archive, releases)
        return listing.month_target(config, outline, archive, Month.parse(month), releases)

    def _around(
        self, outline: RootOutline, archive: Archive, release: Release
    ) -> tuple[ReleaseLink | None, ReleaseLink | None]:
        """Return the releases of an archive just before and after one."""
        if release.published is None:
            return None, None
        month = Month(release.published.year, release.published.month)
        before, after = self._edges(outline, archive, str(month))
        months, place = self._catalogue.months, {"archive": archive.path, "month": str(month)}
        earlier = months.before(release.source, **place)
        later = months.after(release.source, **place)
        return (
            _link(earlier) or before,
            _link(later) or after,
        )

    def _edges(
        self, outline: RootOutline, archive: Archive, month: str
    ) -> tuple[ReleaseLink | None, ReleaseLink | None]:
        """Return the releases of an archive just before and after a month."""
        if month == UNDATED:
            return None, None
        before, after = archive.neighbours(Month.parse(month))
        root = outline.root.name
        return self._edge(root, archive, before, last=True), self._edge(
            root, archive, after, last=False
        )

    def _edge(
        self, root: str, archive: Archive, month: Month | None, *, last: bool
    ) -> ReleaseLink | None:
        if month is None:
            return None
        months = self._catalogue.months
        edge = (months.last if last else months.first)(root, archive.path, str(month))
        return _link(edge)

    def _frame_of(self, language: str) -> str:
        theme = self._frame.theme
        return theme.frame_of(language, theme.frame_of(self._frame.config.site.language))

    def _size(self, src: str) -> Size:
        """Return the width and height of a picture of the content folder; else two noughts."""
        path = unquote(src.partition("?")[0]).lstrip("/")
        if path not in self._frame.files or src.startswith("//"):
            return 0, 0
        if path not in self._sizes:
            self._sizes[path] = size_of(self._frame.content / path) or (0, 0)
        return self._sizes[path]


def parts_of(frame: Frame) -> dict[str, Part]:
    """Return the part that each file belongs to, but those of releases: by path in the output."""
    parts: dict[str, Part] = {}
    for outline in frame.outlines:
        name = outline.root.name
        site = [outline.root.file(path) for kind in frame.kinds for path in kind.paths(outline)]
        parts |= dict.fromkeys(site, Part("site", name))
        if frame.has_search:
            own, *index = map(outline.root.file, search.paths(outline))
            parts |= {own: Part("search", name), **dict.fromkeys(index, Part("index", name))}
        for month, _ in outline.months:
            files = [*listing.month_paths(outline, month), *sitemap.month_paths(outline, month)]
            parts |= dict.fromkeys(map(outline.root.file, files), Part("month", name, month=month))
        assets = [path for path, _ in frame.theme.assets.values()]
        files = [outline.root.file(path) for path in (*assets, *frame.used[name])]
        parts |= dict.fromkeys(files, Part("assets", name))
    if frame.has_portal:
        assets = [path for path, _ in frame.theme.assets.values()]
        parts |= dict.fromkeys(["index.html", *assets], Part("portal", PORTAL))
    return parts


def _link(neighbour: Neighbour | None) -> ReleaseLink | None:
    if neighbour is None:
        return None
    return ReleaseLink(neighbour.title, neighbour.href, neighbour.language)
