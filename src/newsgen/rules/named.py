"""The rules on what is named and is not there: releases, pages, lists, targets of links."""

import html
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

from newsgen.config.menu import MenuLinkSettings
from newsgen.diagnostics import Diagnostic, Span
from newsgen.fast.patterns import later
from newsgen.model.area import Area
from newsgen.model.lists import PLACES, ReleaseList
from newsgen.model.refusal import Keys, closest, did_you_mean, suggestion
from newsgen.model.release import TRANSLATION_OF, LinkUse, Release
from newsgen.model.urls import Address, URLError, as_sent, output_path, parse_url
from newsgen.rules.manuscript import Manuscript
from newsgen.store import Catalogue, Fragments
from newsgen.store.related import WrongName
from newsgen.store.uses import BodyLink, BodyLinks

Place = Callable[[tuple[str, ...]], Span]
"""Finds a setting in newsgen.toml, or in a theme.toml."""
_TAKE_OUT: Final = "Take it out of the list."
_INSTEAD: Final = {
    "itself": ("is the release itself", _TAKE_OUT),
    "page": ("is a page of the site, and not a release", "Link to it in the text instead."),
    "moved": ("has moved", "Write the address to which it moved."),
    "retired": ("was taken down", _TAKE_OUT),
}
_MOST: Final = 300
"""An address is compared letter by letter with those of a folder that has so many at most."""


def check_related(catalogue: Catalogue, is_unread: Callable[[str], bool]) -> Iterator[Diagnostic]:
    """Yield what is never shown; a release that readers cannot see yet is not among it.

    The catalogue covers all times: an expiry must not cause a finding. A file with errors gives no
    release, which `is_unread` knows.
    """
    for name in catalogue.related.wrong():
        if name.instead is None and is_unread(name.named_source):
            continue
        what, hint = _INSTEAD.get(name.instead or "", ("is not a release of this site", ""))
        message = f"{name.key} names {name.written}, which {what}"
        if hint == _TAKE_OUT and name.key == TRANSLATION_OF:
            hint = "Take the line out."
        hint = hint or _meant(name, catalogue)
        yield Diagnostic("NG228", message, name.span, hint, subject=name.written)


def _of_name(name: WrongName, sources: Collection[str]) -> str:
    """Return the file of a name without its folder: beside the release, or the only one of all."""
    end = f"/{name.named_source}"
    beside = name.source.rpartition("/")[0] + end
    every = [source for source in sources if source.endswith(end)]
    return beside if beside in every else every[0] if len(every) == 1 else ""


def _meant(name: WrongName, catalogue: Catalogue) -> str:
    if name.named_source:
        sources = catalogue.paths.sources() - {name.source}
        near = _of_name(name, sources) or closest(name.named_source, sources)
    elif old := catalogue.addresses.leading_from(name.named_root, name.named_path):
        return f"It is at {old.redirect.target.url} now." if old.redirect.target else ""
    else:
        folder = name.named_path.removesuffix("/index.html").rpartition("/")[0]
        claims = catalogue.claims.starting(name.named_root, f"{folder}/" if folder else "")
        others = claims if len(claims) <= _MOST else []
        paths = [claim.path for claim in others if claim.source != name.source]
        near = closest(_shown(name.named_path), map(_shown, paths))
    return suggestion(near, "Correct it, or take the line out.")


def _shown(path: str) -> str:
    return "/" + path.removesuffix("index.html")


def check_templates(pages: Iterable[Release], templates: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield the pages that ask for a template which the theme has not got."""
    known = [PurePosixPath(template).stem for template in templates]
    for page in pages:
        if "/" not in page.template or page.template in templates:
            continue
        name = PurePosixPath(page.template).stem
        otherwise = f"Add templates/{page.template} to the theme, or delete template."
        yield Diagnostic(
            "NG810",
            f"the theme has no template {page.template}",
            Span(f"content/{page.source}", *page.template_at),
            did_you_mean(name, known, otherwise),
        )


def check_lists(
    lists: Iterable[ReleaseList],
    pages: Collection[str],
    is_unread: Callable[[str], bool],
    place: Place,
) -> Iterator[Diagnostic]:
    """Yield the pages that lists name and that are none; `pages` are the files of all pages.

    Those that readers cannot see count: a page is taken down without a change of the settings. A
    file with errors gives no page, which `is_unread` knows.
    """
    for each in lists:
        for source in each.on:
            if source not in PLACES and source not in pages and not is_unread(source):
                hint = suggestion(closest(source, pages), "Name a file whose type is page.")
                message = f"the list {each.name} is for {source}, which is not a page"
                yield Diagnostic("NG709", message, place(("lists", each.name, "on")), hint)


def check_menu(
    links: Iterable[tuple[tuple[str, ...], MenuLinkSettings]],
    catalogue: Catalogue,
    pages: Mapping[str, Container[str]],
    is_unread: Callable[[str], bool],
    place: Place,
) -> Iterator[Diagnostic]:
    """Yield the links of the menu and the footer that lead nowhere.

    The catalogue covers all times: an expiry must not cause an error. `pages` are the paths in each
    root with a page or file that is not a release. A file with errors gives no page, which
    `is_unread` knows.
    """
    for keys, entry in links:
        of = f"the {keys[0]}"
        if entry.page:
            yield from _page(entry.page, of, catalogue, is_unread, place((*keys, "page")))
        elif entry.is_within:
            yield from _link(entry, of, catalogue, pages, place((*keys, "link")))


def _page(
    source: str, of: str, catalogue: Catalogue, is_unread: Callable[[str], bool], span: Span
) -> Iterator[Diagnostic]:
    sources = catalogue.paths.sources()
    if source not in sources and not is_unread(source):
        near = closest(source, sources)
        hint = suggestion(near, "Write the file's path from the content folder.")
        yield Diagnostic("NG707", f"{of} names {source}, which is not a page", span, hint)


def _link(
    entry: MenuLinkSettings,
    of: str,
    catalogue: Catalogue,
    pages: Mapping[str, Container[str]],
    span: Span,
) -> Iterator[Diagnostic]:
    """Yield a finding if no root has the page: where only some have it, others leave it out."""
    publishes = catalogue.paths.publishes
    if not any(
        path in pages[root] or publishes(root, path) for root in pages for path in entry.paths
    ):
        yield Diagnostic(
            "NG708",
            f"{of} leads to {entry.link}, where no page is",
            span,
            "Correct the link. If another system answers there, write the absolute URL.",
        )


_ID = later(r'\bid="([^"]*)"')
PAGE_PLACES: Final = frozenset({"", "top", "main-content", "site-contact"})
"""The anchors that every page has, by the browser or the theme."""


def links_within(
    m: Manuscript, areas: Sequence[Area], root_name: Callable[[Address], str]
) -> tuple[LinkUse, ...]:
    """Return the links of a release to pages of the archive.

    A link counts as one if it leads below the archive of an area, by a path or by the address of
    one of its hosts: anything else on those hosts is not newsgen's.
    """
    if m.release is None or m.address is None:
        return ()
    uses = []
    for at, link in enumerate(m.links):
        written, _, anchor = link.href.partition("#")
        if target := leads_to(written, m.address, areas):
            path = _path(target) if written else m.release.path
            place = m.body.span(*m.link_places[at].address)
            uses.append(_use(root_name(target), path, unquote(anchor), link.href, place))
    return tuple(uses)


def _use(root: str, path: str, anchor: str, written: str, place: Span) -> LinkUse:
    return LinkUse(root, path, anchor, written, place.line, place.column, place.end_column)


def links_in_metadata(
    m: Manuscript, fields: Sequence[str], areas: Sequence[Area], root_name: Callable[[Address], str]
) -> tuple[LinkUse, ...]:
    """Return the links to pages of the archive that a release has beside its body.

    They are those in some `fields` of the site, those to the same as a document in another form,
    and that of a closed release to the newer one.
    """
    release = m.release
    if release is None or m.address is None or release.is_retired:
        return ()
    written: list[tuple[Keys, str]] = [
        *(((name,), str(release.fields.get(name) or "")) for name in fields),
        *(
            (("attachments", at, "alternative"), attachment.alternative)
            for at, attachment in enumerate(release.attachments)
        ),
    ]
    uses = []
    for keys, href in written:
        address, _, anchor = href.partition("#")
        if address and (target := leads_to(address, m.address, areas)):
            place = m.places.value(*keys)
            uses.append(_use(root_name(target), _path(target), unquote(anchor), href, place))
    newer = release.life.superseded_by if release.life else None
    if newer and leads_to(newer.href, m.address, areas):
        uses.append(_use(newer.root, newer.path, "", newer.url, m.places.value("superseded_by")))
    return tuple(uses)


def leads_to(written: str, base: Address, areas: Sequence[Area]) -> Address | None:
    if not written:
        return base
    is_path = written.startswith("/") and not written.startswith("//")
    if not is_path and not written.lower().startswith(("https://", "http://")):
        return None
    whole = f"{base.scheme}://{base.host}{written}" if is_path else written
    if _is_plain(whole) and not any(area.archive in whole for area in areas):
        return None
    try:
        target = parse_url(as_sent(whole))
    except URLError:
        return None
    below = [area for area in areas if target.path.startswith(area.archive)]
    return target if any(is_path or target.host in area.hosts for area in below) else None


def _is_plain(address: str) -> bool:
    """Return whether an address is ASCII without percent-encoding."""
    return "%" not in address and address.isascii()


def _path(target: Address) -> str:
    try:
        return output_path(target)
    except URLError:
        return target.path.lstrip("/")


def check_links(
    catalogue: Catalogue, fragments: Fragments, pages: Mapping[str, Container[str]]
) -> Iterator[Diagnostic]:
    """Yield links to pages and anchors that do not exist.

    The catalogue covers all times: an expiry must not cause an error.
    `pages` are the paths in each root with a page or file that is not a release.
    """
    for link in catalogue.links.dead():
        there = pages.get(link.link.root, frozenset())
        if link.link.path not in there and not _has_idle_query(link.link, catalogue, there):
            yield _dead(link, catalogue)
    places: dict[str, frozenset[str]] = {}
    for link, source in catalogue.links.anchored():
        if source not in places:
            places[source] = frozenset(map(html.unescape, _ID.findall(fragments.html(source))))
        if link.link.anchor not in PAGE_PLACES | places[source]:
            message = f"the page that the link leads to has no place #{link.link.anchor}"
            hint = "Take # and what follows out of the address, or correct it."
            yield Diagnostic("NG526", message, link.span, hint, subject=link.link.written)


def _has_idle_query(link: LinkUse, catalogue: Catalogue, there: Container[str]) -> bool:
    """Return whether a link has a query that no page has for its own: servers give the page."""
    address, query, _ = link.written.partition("?")
    if not query or catalogue.paths.has(link.root, link.path):
        return False
    whole = address if "://" in address else f"https://x.example{address}"
    path = _path(parse_url(as_sent(whole)))
    return path in there or catalogue.paths.publishes(link.root, path)


def check_links_now(links: BodyLinks) -> Iterator[Diagnostic]:
    """Yield links to releases that readers cannot see yet, or no longer."""
    for link in links.to_held():
        yield _unseen(link, "yet", "Take the link out until readers can see that release.")
    for link in links.to_expired():
        yield _unseen(link, "any more", "Take the link out and keep its words.")


def _unseen(link: BodyLink, when: str, hint: str) -> Diagnostic:
    written = link.link.written
    message = f"the link to {written} leads to a release that readers cannot see {when}"
    return Diagnostic("NG529", message, link.span, hint, subject=written)


def _dead(link: BodyLink, catalogue: Catalogue) -> Diagnostic:
    target = link.link
    message = f"the link to {target.written} leads to no page of the archive"
    hint = "Correct the address, or take the link out and keep its words."
    if catalogue.paths.has(target.root, target.path):
        message = f"the link to {target.written} leads to a release that is not published"
        hint = "Take the link out until readers can see that release."
    elif near := catalogue.claims.at(target.root, [target.path]):
        hint = f"Did you mean /{near[0].path.removesuffix('index.html')}? Letter case counts."
    return Diagnostic("NG525", message, link.span, hint, subject=target.written)
