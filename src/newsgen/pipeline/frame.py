"""The frame of a site: all that its pages share, worked out once and handed to every worker."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import ModuleType

from newsgen import __version__
from newsgen.config import Config, Root
from newsgen.config.load import FILE as CONFIG_FILE
from newsgen.diagnostics import Span
from newsgen.digest import digest
from newsgen.files import Stamp
from newsgen.model.release import Release
from newsgen.pages import feed, listing, search, sitemap, statement, static
from newsgen.pages.outline import RootOutline, build_outline
from newsgen.pages.views import Link, SiteView
from newsgen.pipeline.profile import Stage
from newsgen.pipeline.session import Session
from newsgen.store import Catalogue
from newsgen.theme import Theme, load_theme

PORTAL = "(portal)"
"""The name of the root above the hosts; no host can be called so."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a site consists of, without its releases.

    `index` is a folder in the cache for the search index while it is made; `sites` has the view
    that every page of a root sees; `files` are the content folder's other files, `used` those that
    each root publishes, and `used_in` those of each root's month.
    """

    config: Config
    theme: Theme
    as_of: datetime
    content: Path
    output: Path
    index: Path
    outlines: tuple[RootOutline, ...]
    sites: dict[str, SiteView]
    site_digests: dict[str, bytes]
    files: dict[str, Stamp]
    used: dict[str, tuple[str, ...]]
    used_in: dict[tuple[str, str], tuple[str, ...]]

    @property
    def has_search(self) -> bool:
        return self.config.site.search

    @property
    def has_portal(self) -> bool:
        return PORTAL in self.sites

    @property
    def has_statement(self) -> bool:
        return self.config.accessibility is not None

    @property
    def kinds(self) -> tuple[ModuleType, ...]:
        """The kinds of page that are not releases: each tells the paths of its pages."""
        chosen = [(self.has_statement, statement), (self.has_search, search)]
        return (listing, feed, sitemap, static, *(kind for is_on, kind in chosen if is_on))

    def index_folder(self, root: str) -> Path:
        """Return where this process makes a root's search index.

        Each process has its own: the Pagefind of a build that was killed may still be writing.
        """
        return self.index / f"{os.getpid()}-{root}"

    def outline(self, root: str) -> RootOutline:
        return next(o for o in self.outlines if o.root.name == root)

    def reserved(self) -> dict[str, list[tuple[str, Span]]]:
        """Return the paths in each root that no release may have, with what claims them."""
        pages = Span(CONFIG_FILE)
        assets = [(path, Span(f"themes/{name}")) for name, (path, _) in self.theme.assets.items()]
        return {
            o.root.name: [
                *((path, pages) for kind in self.kinds for path in kind.paths(o)),
                *assets,
                *((path, Span(f"content/{path}")) for path in self.used[o.root.name]),
            ]
            for o in self.outlines
        }


def open_theme(session: Session) -> Theme:
    """Load the theme of a session's site, and check that what its pages need is installed."""
    session.meter.turn(Stage.THEME)
    site, options = session.config.site, session.config.theme.options
    if site.search:
        from newsgen.pipeline.index import require_pagefind  # noqa: PLC0415 (few sites need it)

        require_pagefind(session.config_text)
    theme = load_theme(session.request.site, site.theme, options, session.config_text)
    _ = theme.templates_digest  # before one is read: whatever is saved later makes another theme
    return theme


def build_frame(session: Session, theme: Theme) -> Frame:
    """Work out the frame of a session's site."""
    config, catalogue = session.config, session.catalogue
    words = theme.words_in(config.site.language)
    outlines = build_outline(
        config, words, catalogue.overview.tallies(), catalogue.overview.hosts()
    )
    sites = {o.root.name: _site_view(config, theme, o) for o in outlines}
    if config.site.layout == "per-host":
        sites[PORTAL] = _portal_view(config, theme)
    used, used_in = _used(catalogue, session.scan.files, theme, outlines)
    return Frame(
        config=config,
        theme=theme,
        as_of=session.request.as_of,
        content=session.content,
        output=session.request.output,
        index=session.index,
        outlines=outlines,
        sites=sites,
        site_digests={name: digest(view) for name, view in sites.items()},
        files=session.scan.files,
        used=used,
        used_in=used_in,
    )


def reserved_at_any_time(session: Session, frame: Frame) -> dict[str, list[tuple[str, Span]]]:
    """Return the paths that a frame reserves at one time or another.

    What is an error must not depend on the time: the build that a change needs would be refused.
    """
    catalogue = session.timeless
    if (
        catalogue.overview.count() == session.catalogue.overview.count()
    ):  # all there is can be seen now
        return frame.reserved()
    words = frame.theme.words_in(frame.config.site.language)
    outlines = build_outline(
        frame.config, words, catalogue.overview.tallies(), catalogue.overview.hosts()
    )
    used, _ = _used(catalogue, frame.files, frame.theme, outlines)
    return replace(frame, outlines=outlines, used=used).reserved()


def portal_root(config: Config) -> Root:
    return Root(name="", title=config.title, base_url=config.site.base_url or "")


def _site_view(config: Config, theme: Theme, outline: RootOutline) -> SiteView:
    root = outline.root
    return SiteView(
        title=root.title,
        language=config.site.language,
        base_url=root.base_url,
        home="/",
        theme=theme.name,
        areas=tuple(area.link for area in outline.areas),
        archives=tuple(Link(archive.title, archive.href) for archive in outline.archives),
        feeds=feed.links(root.title),
        options=theme.options,
        assets=theme.asset_links,
        generator=f"newsgen {__version__}",
        words=theme.words,
        frame=theme.frame_of(config.site.language),
        accessibility=statement.HREF if config.accessibility else "",
        search=search.HREF if config.site.search else "",
    )


def _portal_view(config: Config, theme: Theme) -> SiteView:
    nothing = RootOutline(portal_root(config), {}, (), (), ())
    view = _site_view(config, theme, nothing)
    own = {"feeds": (), "accessibility": "", "search": ""}
    return SiteView(**{name: getattr(view, name) for name in view.__slots__} | own)


def _used(
    catalogue: Catalogue,
    files: dict[str, Stamp],
    theme: Theme,
    outlines: Iterable[RootOutline],
) -> tuple[dict[str, tuple[str, ...]], dict[tuple[str, str], tuple[str, ...]]]:
    """Return the content files that each root publishes, and those of each of its months.

    A root publishes its releases' files and the theme's.
    """
    themes = {url.lstrip("/") for url in theme.urls} & set(files)
    used = {o.root.name: set(themes) for o in outlines}
    used_in: dict[tuple[str, str], set[str]] = {}
    for root, month, release in catalogue.releases.using_files():
        present = _present(release, files)
        used[root] |= present
        used_in.setdefault((root, month), set()).update(present)
    return (
        {root: tuple(sorted(paths)) for root, paths in used.items()},
        {key: tuple(sorted(paths)) for key, paths in used_in.items()},
    )


def _present(release: Release, files: dict[str, Stamp]) -> set[str]:
    return {use.path for use in release.files if use.path in files}


def next_change(session: Session) -> float | None:
    """Return when the site next changes by itself, as a timestamp, if it ever does."""
    news = sitemap.next_change(session.catalogue.newest, session.request.as_of)
    times = (session.catalogue.schedule.next_change(), news.timestamp() if news else None)
    return min((time for time in times if time is not None), default=None)
