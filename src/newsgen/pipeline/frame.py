"""The frame of a site, and its menu: what its pages share, worked out once for every worker."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from functools import cached_property, partial
from types import MappingProxyType

from newsgen import __version__
from newsgen.config import Config, menu as settings
from newsgen.config.fields import labels
from newsgen.config.load import FILE as CONFIG_FILE, diagnostic_in
from newsgen.config.taxonomies import title_languages, titles
from newsgen.config.texts import check_texts
from newsgen.diagnostics import NewsgenError
from newsgen.digest import digest
from newsgen.model.area import Root, folder_of
from newsgen.model.declared import MOST_MISTAKES
from newsgen.model.month import PAGES
from newsgen.model.release import Twin
from newsgen.model.worded import Worded, in_language, other_language, primary
from newsgen.pipeline._outlines import (
    OwnPages,
    draw_outlines,
    files_used,
    is_all_shown,
    named_files,
    outlines_at_any_time,
    portal_outline,
    without,
)
from newsgen.pipeline._verdicts import judge, refused_of
from newsgen.pipeline.leaving import leaving
from newsgen.pipeline.profile import Stage
from newsgen.pipeline.session import Session
from newsgen.pipeline.site_filters import site_filters
from newsgen.rules.files_used import MEGABYTE
from newsgen.site.addresses import ACCESSIBILITY, SEARCH, feed_links
from newsgen.site.elsewhere import NO_OTHERS, Elsewhere, elsewhere
from newsgen.site.frame import NEWS_AGE, PORTAL, Frame, UsedFiles, card_design, require_avif
from newsgen.site.outline import RootOutline
from newsgen.site.templates import TEMPLATES
from newsgen.site.views import Link, MenuEntry, MenuLink, SiteView
from newsgen.store import Catalogue, Database
from newsgen.store.tables import VerdictRow
from newsgen.theme.load import Theme, load_theme

_NO_PAGES = OwnPages((), tuple)


class Menu:
    """Makes the menu of each root.

    A page that is not published is left out, and the links below it take its place. So is a path on
    hosts that lack it, if another has it.
    """

    def __init__(
        self,
        config: Config,
        catalogue: Catalogue,
        languages: Iterable[str],
        elsewhere: Mapping[str, Elsewhere] = MappingProxyType({}),
        own_pages: OwnPages = _NO_PAGES,
    ) -> None:
        self._own_pages = own_pages
        self._config = config
        self._catalogue = catalogue
        self._elsewhere = elsewhere
        self._languages = tuple(languages)
        self._hosts: dict[tuple[str, ...], frozenset[str]] = {}

    def of(self, root: Root) -> tuple[MenuEntry, ...]:
        """Return the menu of a root's pages."""
        return tuple(self._seen(root))

    def footer_of(self, root: Root) -> tuple[MenuLink, ...]:
        """Return the footer's links on a root's pages."""
        return self._links(self._config.footer.links, root)

    def _links(
        self, links: Iterable[settings.MenuLinkSettings], root: Root
    ) -> tuple[MenuLink, ...]:
        leading = ((link, self._href(link, root)) for link in links)
        return tuple(MenuLink(*self._words(link.title), to) for link, to in leading if to)

    def _seen(self, root: Root) -> Iterator[MenuEntry]:
        for entry in self._config.menu:
            children = self._links(entry.children, root)
            if href := self._href(entry, root):
                yield MenuEntry(*self._words(entry.title), href, children)
            else:
                for link in children:
                    yield MenuEntry(link.titles, link.languages, link.href, ())

    def _href(self, entry: settings.MenuLinkSettings, root: Root) -> str:
        """Return where an entry leads: on another host by the absolute URL; empty if nowhere.

        On pages in another language that is the same page in it, if there is one.
        """
        if not entry.page:
            return self._link(entry, root)
        page = self._catalogue.releases.from_source(entry.page)
        if page is None:
            return ""
        for twin in self._twins.get(entry.page, ()):
            if primary(twin.language) == primary(root.language):
                return twin.href if twin.twin_root == root.folder else twin.url
        return page.release.href if page.root == root.folder else page.release.url

    def _link(self, entry: settings.MenuLinkSettings, root: Root) -> str:
        """Return where a link leads: a path that only other hosts have leads nowhere."""
        if self._is_held(entry, root.folder):
            return ""
        link = self._in_language(entry.link, root)
        is_per_host = entry.is_within and self._config.site.layout == "per-host"
        hosts = self._hosts_with(entry.paths) if is_per_host and link == entry.link else ()
        return "" if hosts and root.folder not in hosts else link

    def _hosts_with(self, paths: tuple[str, ...]) -> frozenset[str]:
        """Return the hosts that have a page at one of some paths, perhaps held back."""
        if paths not in self._hosts:
            self._hosts[paths] = frozenset(
                root
                for root in self._own_pages.roots
                if self._is_seen_at(root, paths) or self._is_held_at(root, paths)
            )
        return self._hosts[paths]

    @cached_property
    def _twins(self) -> dict[str, list[Twin]]:
        """The twins of pages, by their files, where languages have homes of their own."""
        twins: dict[str, list[Twin]] = {}
        has_any = self._config.homes and self._catalogue.related.has_pairs()
        for twin in self._catalogue.pairs.twins() if has_any else ():
            if twin.month == PAGES:
                twins.setdefault(twin.source, []).append(twin)
        return twins

    def _in_language(self, link: str, root: Root) -> str:
        """Return the link to a page of newsgen's own in the language of a root.

        A host that has one language has the pages of the host of the site's language.
        """
        _, main = self._config.language_hosts.get(root.folder, ("", ""))
        near = (name for name in self._elsewhere if folder_of(name) in {root.folder, main or None})
        for name in near if link not in self._elsewhere.get(root.name, ()) else ():
            for page in self._elsewhere[name].get(link, NO_OTHERS).pages:
                if page.language == root.language:
                    return page.url.removeprefix(root.base_url) if main else page.href
        return link

    def _is_held(self, entry: settings.MenuLinkSettings, root: str) -> bool:
        """Return whether a page of the site that is held back is where a link leads."""
        address, config = entry.address, self._config
        if not entry.is_within and address.host not in config.hosts:
            return False
        return self._is_held_at(root if entry.is_within else config.root_name(address), entry.paths)

    def _is_held_at(self, at: str, paths: tuple[str, ...]) -> bool:
        """Return whether what is at some paths is held back, and readers see nothing else there."""
        if self._is_seen_at(at, paths):
            return False
        is_held = any(self._catalogue.paths.held_at(at, path) for path in paths)
        return is_held or self._own_pages.are_waiting(at, paths)

    def _is_seen_at(self, at: str, paths: tuple[str, ...]) -> bool:
        """Return whether readers see a page at one of some paths, or are led on from there."""
        known = self._catalogue
        return (
            self._own_pages.are_there(at, paths)
            or any(known.paths.publishes(at, path) for path in paths)
            or any(known.addresses.leading_from(at, path) for path in paths)
        )

    def _words(self, title: Worded) -> tuple[dict[str, str], dict[str, str]]:
        """Return a title by language, and which of these are in another language."""
        site = self._config.site.language
        return (
            {language: in_language(title, language) for language in self._languages},
            {language: other_language(title, language, site) for language in self._languages},
        )


def open_theme(session: Session) -> Theme:
    """Load the theme of a session's site, and check that what its pages need is installed."""
    session.meter.turn(Stage.THEME)
    site, options = session.config.site, session.config.theme.options
    if session.config.media.avif:
        require_avif(session.config_text)
    if site.search:
        from newsgen.site.index import require_pagefind  # noqa: PLC0415 (few sites need it)

        require_pagefind(session.config_text)
    theme = load_theme(
        session.request.site,
        site.theme,
        options,
        session.config_text,
        site_filters(session.plugins),
    )
    _refuse_unknown_languages(session, theme)
    theme.filters.load()  # a check is to find what is wrong with them too
    if session.request.no_plugins:  # it may be a stranger's
        from newsgen.pipeline._apart import render_apart  # noqa: PLC0415 (few checks need it)

        render_apart(theme)
    _ = theme.templates_digest  # before one is read: whatever is saved later makes another theme
    return theme


def _refuse_unknown_languages(session: Session, theme: Theme) -> None:
    """See that no setting has a text in a language that pages cannot be in."""
    if wrong := list(check_texts(session.config, theme.words)):
        files = [(CONFIG_FILE, session.config_text), *theme.declarations()]  # either has lists
        raise NewsgenError(*(diagnostic_in(files, each) for each in wrong[:MOST_MISTAKES]))


def build_frame(session: Session, theme: Theme, *, keeps_clean: bool = False) -> Frame:
    """Work out the frame of a session's site.

    With `keeps_clean`, files that are cleaned to judge them are kept for the build that follows.
    """
    config, catalogue, files = session.config, session.catalogue, session.scan.files
    without_code = session.request.no_plugins  # then no template is looked at, as none is rendered
    present = files_used(catalogue, files)
    session.meter.turn(Stage.MEDIA)
    named = _named(session, theme, present)
    verdicts = judge(session, named, cleaned=session.cleaned if keeps_clean else None)
    session.meter.turn(Stage.THEME)
    refused = refused_of(verdicts)
    used = without(present, refused)
    fit = files.keys() - refused
    outlines = draw_outlines(config, theme, catalogue, fit, used, verdicts)
    portal = portal_outline(config, theme, fit) if config.site.layout == "per-host" else None
    elsewhere = elsewhere_of(config, outlines)
    at_any_time = partial(outlines_at_any_time, session, theme, outlines, verdicts)
    menu = Menu(config, catalogue, theme.words, elsewhere, OwnPages(outlines, at_any_time))
    sites = {o.root.name: _site_view(session, theme, o, menu) for o in outlines}
    if portal:
        sites[PORTAL] = _site_view(session, theme, portal, None)
    return Frame(
        config=config,
        theme=theme,
        as_of=session.request.as_of,
        content=session.content,
        output=session.output,
        index=session.index,
        outlines=outlines,
        portal=portal,
        sites=sites,
        site_digests={name: digest(view) for name, view in sites.items()},
        template_digests={} if without_code else _template_digests(session.database, theme),
        files=files,
        used=used,
        verdicts=verdicts,
        refused=refused,
        doubtful=_doubtful(config, verdicts),
        variants=session.variants,
        cleaned=session.cleaned,
        cards=card_design(config, theme, session.config_text),
        elsewhere=elsewhere,
    )


def elsewhere_of(config: Config, outlines: Iterable[RootOutline]) -> Mapping[str, Elsewhere]:
    """Return where pages are in other languages, by the names of roots."""
    if not config.homes:
        return {}
    sites: dict[str, list[RootOutline]] = {}
    for outline in outlines:
        _, host = config.language_hosts.get(outline.root.folder, ("", ""))
        sites.setdefault(host or outline.root.folder, []).append(outline)
    return elsewhere(sites.values())


def _doubtful(config: Config, verdicts: Mapping[str, VerdictRow]) -> dict[str, VerdictRow]:
    """Return the pictures of which there may be findings."""
    most = config.media.picture_budget * MEGABYTE
    return {p: row for p, row in verdicts.items() if row.fault or (row.width and row.size > most)}


def _named(session: Session, theme: Theme, used: UsedFiles) -> set[str]:
    """Return the files that the theme and the settings name, and releases of any time."""
    files = session.scan.files
    if not is_all_shown(session):
        used = files_used(session.timeless, files)
    by_name = named_files(session.config, theme) & files.keys()
    return by_name.union(*used.values())


def _template_digests(database: Database, theme: Theme) -> dict[str, bytes]:
    """Return the digests of the templates that are valid, kept for as long as none changes."""
    theme_now = theme.templates_digest.hex()
    theme_before, kept = json.loads(database.meta("templates") or '["", {}]')
    if theme_before == theme_now:
        return {name: bytes.fromhex(text) for name, text in kept.items()}
    digests: dict[str, bytes] = {}
    for name in (*TEMPLATES, *theme.page_templates):
        with suppress(NewsgenError):  # it is an error when a page needs it
            digests[name] = theme.template_digest(name)
    kept = {name: value.hex() for name, value in digests.items()}
    database.remember("templates", json.dumps([theme_now, kept]))
    return digests


def _site_view(session: Session, theme: Theme, outline: RootOutline, menu: Menu | None) -> SiteView:
    config, root = session.config, outline.root
    copyright_line = config.footer.copyright
    statement, language = config.statement_of(root) or config.accessibility, root.language
    return SiteView(
        title=root.title,
        language=language,
        base_url=root.base_url,
        home=root.base,
        theme=theme.name,
        areas=tuple(area.link for area in outline.areas),
        archives=tuple(Link(archive.title, archive.href) for archive in outline.archives),
        feeds=() if outline.is_portal else feed_links(root.title, root.base, root.base),
        options=theme.options,
        assets=theme.asset_links,
        generator=f"newsgen {__version__}",
        words=theme.words,
        ui_language=theme.ui_language_of(language),
        accessibility=_statement(config, outline),
        accessibility_contact=statement.contact if statement else "",
        is_preview=session.request.drafts,
        search=root.at(SEARCH) if outline.has_search else "",
        fields=labels(config.fields, theme.words),
        taxonomies=titles(config.sorted_by, theme.words),
        taxonomy_languages=title_languages(config.sorted_by, theme.words, config.site.language),
        menu=menu.of(root) if menu else (),
        footer=menu.footer_of(root) if menu else (),
        copyright={each: in_language(copyright_line, each) for each in theme.words}
        if copyright_line
        else {},
        copyright_languages={
            each: other_language(copyright_line, each, config.site.language) for each in theme.words
        },
        picture_sizes=theme.pictures.sizes,
    )


def _statement(config: Config, outline: RootOutline) -> str:
    """Return the link to the statement of a root, or to that of the folder that it shares."""
    if outline.has_statement:
        return outline.root.at(ACCESSIBILITY)
    return ACCESSIBILITY if outline.root.is_branch and config.accessibility else ""


def next_change(session: Session) -> float | None:
    """Return when the site next changes by itself, as a timestamp, if it ever does."""
    oldest = session.catalogue.newest.oldest_since(session.request.as_of - NEWS_AGE)
    no_news = oldest + NEWS_AGE + timedelta(seconds=1) if oldest else None
    times = (
        session.catalogue.schedule.next_change(),
        session.sources.next_turn(),
        no_news.timestamp() if no_news else None,
        min((leave.at.timestamp() for leave in leaving(session)), default=None),
    )
    return min((time for time in times if time is not None), default=None)
