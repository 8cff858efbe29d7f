"""Where the links between the pages of an archive lead."""

import html
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import unquote

from newsgen.diagnostics import Diagnostic, Span
from newsgen.fast.patterns import later
from newsgen.model.area import Area
from newsgen.model.release import LinkUse
from newsgen.model.urls import Address, URLError, output_path, parse_url
from newsgen.rules.manuscript import Keys, Manuscript
from newsgen.store import Catalogue, Fragments
from newsgen.store.uses import BodyLink, BodyLinks

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
        target = parse_url(whole)
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
        if link.link.path not in pages.get(link.link.root, frozenset()):
            yield _dead(link, catalogue)
    places: dict[str, frozenset[str]] = {}
    for link, source in catalogue.links.anchored():
        if source not in places:
            places[source] = frozenset(map(html.unescape, _ID.findall(fragments.html(source))))
        if link.link.anchor not in PAGE_PLACES | places[source]:
            message = f"the page that the link leads to has no place #{link.link.anchor}"
            hint = "Take # and what follows out of the address, or correct it."
            yield Diagnostic("NG526", message, link.span, hint, subject=link.link.written)


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
