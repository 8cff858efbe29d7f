"""Planning: what the output should hold, against what it holds.

A target's key is the digest of its template with all that the template refers to, of the site's
view, and of its own view. A month whose roll-up is unchanged is not looked into at all.
"""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from newsgen import __version__
from newsgen.build.ingest import used_files
from newsgen.build.result import Action
from newsgen.build.session import Session
from newsgen.digest import checksums, digest, digest_bytes, view_fields
from newsgen.model.month import UNDATED, Month
from newsgen.model.release import Release
from newsgen.pages import feed, listing, sitemap, static
from newsgen.pages import release as release_pages
from newsgen.pages.outline import Archive, RootOutline, build_outline
from newsgen.pages.target import Target
from newsgen.pages.views import Link, SiteView
from newsgen.store import TargetRow
from newsgen.theme import Theme

PORTAL = "portal"


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done with one output file, and why. A deletion has no target."""

    path: str
    action: Action
    reason: str
    target: Target | None
    key: bytes = b""
    checksums: bytes = b""


@dataclass(slots=True)
class Partition:
    """A part of the plan: a month of a root, its pages above the months, or its assets."""

    name: str
    root: str
    rollup: bytes
    steps: list[Step] = field(default_factory=list)
    kept: int = 0
    skipped: bool = False

    def of(self, *actions: Action) -> list[Step]:
        return [step for step in self.steps if step.action in actions]


class Planner:
    """Compares what the kinds of page declare with the manifest, partition by partition."""

    def __init__(self, session: Session, theme: Theme) -> None:
        self._session = session
        self._theme = theme
        self._per_host = session.config.site.layout == "per-host"
        self._template_digests: dict[str, bytes] = {}
        self.restamps: list[tuple[str, int]] = []
        """Files that are as they were written, but for their time: path and new time."""
        catalogue = session.catalogue
        self.outlines = build_outline(session.config, catalogue.tallies(), catalogue.hosts())
        self.sites = {o.root.name: self._site_view(o) for o in self.outlines}
        if self._per_host:
            self.sites[PORTAL] = self._portal_view()
        self._site_digests = {name: digest(view) for name, view in self.sites.items()}

    def reserved(self) -> dict[str, list[str]]:
        """Return the paths in each root that no release may have."""
        reserved = {}
        for outline in self.outlines:
            kinds = (listing, feed, sitemap, static)
            paths = [path for kind in kinds for path in kind.paths(outline)]
            paths += [path for path, _ in self._theme.assets.values()]
            reserved[outline.root.name] = paths + sorted(self._used[outline.root.name])
        return reserved

    def partitions(self) -> Iterator[Partition]:
        """Yield the plan: assets first, so that no page is seen before its style sheet."""
        gone = self._session.manifest.partitions()
        for make in self._makers():
            partition = make(gone)
            gone.pop(partition.name, None)
            yield partition
        for name in sorted(gone):
            partition = Partition(name, "", b"")
            rows = self._session.manifest.rows(name)
            partition.steps = [_deletion(path) for path in sorted(rows)]
            yield partition

    def all_targets(self) -> Iterator[tuple[str, Target]]:
        """Yield every target with the root whose site it shows."""
        for outline in self.outlines:
            root = outline.root.name
            for targets in (self._asset_targets(outline), self._site_targets(outline)):
                yield from ((root, target) for target in targets)
            for month, _, _ in outline.months:
                yield from ((root, target) for target in self._month_targets(outline, month))
        if self._per_host:
            yield from ((PORTAL, target) for target in self._portal_targets())

    def _makers(self) -> Iterator[Callable[[dict[str, bytes]], Partition]]:
        outlines = self.outlines
        for o in outlines:
            name = o.root.name
            yield lambda _, o=o, n=name: self._whole(f"{n}/assets", n, self._asset_targets(o))
        if self._per_host:
            yield lambda _: self._whole(f"/{PORTAL}", PORTAL, self._portal_targets())
        for o in outlines:
            for month, _, _ in o.months:
                yield lambda known, o=o, m=month: self._month(o, m, known)
        for o in outlines:
            name = o.root.name
            yield lambda _, o=o, n=name: self._whole(f"{n}/site", n, self._site_targets(o))

    # Views and targets

    def _site_view(self, outline: RootOutline) -> SiteView:
        root, config = outline.root, self._session.config
        return SiteView(
            title=root.title,
            language=config.site.language,
            base_url=root.base_url,
            home="/",
            theme=self._theme.name,
            areas=tuple(area.link for area in outline.areas),
            archives=tuple(Link(archive.title, archive.href) for archive in outline.archives),
            feeds=feed.links(root.title),
            options=self._theme.options,
            assets=self._theme.asset_links,
            generator=f"newsgen {__version__}",
        )

    def _portal_view(self) -> SiteView:
        site = self._session.config.site
        return SiteView(
            title=site.title,
            language=site.language,
            base_url=site.base_url or "",
            home="/",
            theme=self._theme.name,
            areas=(),
            archives=(),
            feeds=(),
            options=self._theme.options,
            assets=self._theme.asset_links,
            generator=f"newsgen {__version__}",
        )

    @cached_property
    def _used(self) -> dict[str, set[str]]:
        """Return the content files that each root publishes: its releases' and the theme's."""
        files = self._session.scan.files
        by_root: dict[str, list[Release]] = {o.root.name: [] for o in self.outlines}
        for root, release in self._session.catalogue.files_used():
            by_root[root].append(release)
        themes = {url.lstrip("/") for url in self._theme.urls} & set(files)
        return {root: used_files(found, files) | themes for root, found in by_root.items()}

    def _asset_targets(self, outline: RootOutline) -> Iterator[Target]:
        root = outline.root
        yield from static.asset_targets(root, self._theme.assets)
        yield from static.file_targets(root, self._session.scan.files, self._used[root.name])

    def _portal_targets(self) -> Iterator[Target]:
        portal = listing.portal_target(self.outlines, self._session.config)
        yield from static.asset_targets(_portal_root(), self._theme.assets)
        yield portal

    def _site_targets(self, outline: RootOutline) -> Iterator[Target]:
        config, catalogue = self._session.config, self._session.catalogue
        feeds = {area.area.key: feed.area_links(area) for area in outline.areas}
        yield from listing.site_targets(config, outline, catalogue, feeds)
        yield from feed.targets(config, outline, catalogue)
        hrefs = listing.hrefs(outline)
        as_of = self._session.request.as_of
        yield from sitemap.site_targets(config, outline, catalogue, hrefs, as_of)
        yield from static.targets(outline, (sitemap.INDEX, sitemap.NEWS))

    def _month_targets(self, outline: RootOutline, month: str) -> Iterator[Target]:
        config, root = self._session.config, outline.root
        releases = self._session.catalogue.month(root.name, month)
        for archive in outline.archives:
            own = [r for r in releases if config.area(r.area).archive == archive.path]
            if not own:
                continue
            before, after = self._edges(outline, archive, month)
            yield from release_pages.targets(outline, archive, own, before, after)
            if month == UNDATED:
                yield listing.undated_target(config, root, archive, own)
            else:
                yield listing.month_target(config, root, archive, Month.parse(month), own)
        yield from sitemap.month_targets(outline, month, releases)

    def _edges(
        self, outline: RootOutline, archive: Archive, month: str
    ) -> tuple[Link | None, Link | None]:
        """Return the releases of an archive just before and after a month."""
        if month == UNDATED:
            return None, None
        before, after = archive.neighbours(Month.parse(month))
        return self._edge(outline, archive, before, last=True), self._edge(
            outline, archive, after, last=False
        )

    def _edge(
        self, outline: RootOutline, archive: Archive, month: Month | None, *, last: bool
    ) -> Link | None:
        if month is None:
            return None
        found = self._session.catalogue.edge(outline.root.name, archive.path, str(month), last=last)
        return Link(*found) if found else None

    # Comparing

    def _month(self, outline: RootOutline, month: str, known: dict[str, bytes]) -> Partition:
        root = outline.root.name
        name = f"{root}/{month}"
        rollup = self._month_rollup(outline, month)
        if known.get(name) == rollup and (kept := self._intact(name)) is not None:
            return Partition(name, root, rollup, kept=kept, skipped=True)
        partition = self._whole(name, root, self._month_targets(outline, month))
        partition.rollup = rollup
        return partition

    def _month_rollup(self, outline: RootOutline, month: str) -> bytes:
        """Digest all that a month's pages are made of, without making their views."""
        root = outline.root
        around = []
        for archive in outline.archives:
            if month != UNDATED and all(str(m) != month for m, _ in archive.months):
                continue
            around.append(self._edges(outline, archive, month))
            if month != UNDATED:
                around.append(archive.neighbours(Month.parse(month)))  # type: ignore[arg-type]
        templates = (release_pages.TEMPLATE, "month.html", "undated.html", "sitemap.xml")
        return digest_bytes(
            self._site_digests[root.name],
            digest(root.title, root.base_url, [a.area for a in outline.areas], around),
            digest([(a.path, a.title) for a in outline.archives]),
            *(self._template(template) for template in templates),
            *self._session.catalogue.month_digests(root.name, month),
        )

    def _intact(self, partition: str) -> int | None:
        """Count a partition's files if all are in the output as they were written."""
        rows = self._session.manifest.rows(partition)
        return None if any(self._damage(row) for row in rows.values()) else len(rows)

    def _whole(self, name: str, root: str, targets: Iterable[Target]) -> Partition:
        rows = self._session.manifest.rows(name)
        partition = Partition(name, root, b"")
        for target in targets:
            row = rows.pop(target.path, None)
            step = self.step(root, target, row)
            if step.action is Action.KEEP:
                partition.kept += 1
            else:
                partition.steps.append(step)
        partition.steps += [_deletion(path) for path in sorted(rows)]
        return partition

    def step(self, root: str, target: Target, row: TargetRow | None) -> Step:
        names, encodings = self.inputs(root, target)
        key = digest_bytes(*encodings)
        if row is not None and row.key == key:
            problem = self._damage(row)
            action = Action.UPDATE if problem else Action.KEEP
            return Step(target.path, action, problem, target, key, row.checksums)
        sums = checksums(encodings)
        if row is None:
            return Step(target.path, Action.CREATE, "new", target, key, sums)
        changed = changed_inputs(names, sums, row.checksums)
        reason = "changed: " + ", ".join(changed)
        return Step(target.path, Action.UPDATE, reason, target, key, sums)

    def inputs(self, root: str, target: Target) -> tuple[list[str], list[bytes]]:
        """Return the names and encodings of all that decides a target's bytes."""
        names, encodings = ["template", "site"], [b"", b""]
        if target.template:
            encodings = [self._template(target.template), self._site_digests[root]]
        for name, encoding in view_fields(target.view):
            names.append(name)
            encodings.append(encoding)
        return names, encodings

    def _damage(self, row: TargetRow) -> str:
        """Say what happened to a file since newsgen wrote it: nothing, if its stamp is the same.

        A stamp that differs proves nothing: a restored cache or a copied folder has new ones.
        """
        path = f"{self._session.request.output}/{row.path}"
        try:
            found = os.lstat(path)
        except (FileNotFoundError, NotADirectoryError):
            return "missing from the output folder"
        if not stat.S_ISREG(found.st_mode) or found.st_size != row.size:
            return "altered in the output folder"
        if found.st_mtime_ns == row.mtime_ns:
            return ""
        if digest_bytes(Path(path).read_bytes()) != row.content:
            return "altered in the output folder"
        self.restamps.append((row.path, found.st_mtime_ns))
        return ""

    def _template(self, template: str) -> bytes:
        if template not in self._template_digests:
            self._template_digests[template] = self._theme.template_digest(template)
        return self._template_digests[template]


def _portal_root() -> "listing.Root":
    return listing.Root(name="", title="", base_url="")


def changed_inputs(names: list[str], now: bytes, before: bytes) -> list[str]:
    """Name the inputs whose checksums differ; a view of another shape is named as a whole."""
    if len(now) != len(before):
        return ["the shape of the view"]
    return [
        name
        for at, name in enumerate(names)
        if now[at * 4 : at * 4 + 4] != before[at * 4 : at * 4 + 4]
    ] or ["an input"]


def _deletion(path: str) -> Step:
    return Step(path, Action.DELETE, "no longer part of the site", None)
