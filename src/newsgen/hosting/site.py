"""The addresses of a site for hosts: each document root with pages, redirects and gone pages."""

import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from newsgen.config import Config
from newsgen.hosting.answer import GONE_PAGE, NOT_FOUND_PAGE
from newsgen.hosting.headers import HeaderSettings, header_settings, is_fingerprinted
from newsgen.model.release import Destination, Redirect
from newsgen.model.same_address import fold, merged
from newsgen.model.taxonomy import Taxonomy
from newsgen.model.urls import ascii_host, parse_url, quoted
from newsgen.pipeline.session import Session
from newsgen.site.addresses import SEARCH_INDEX
from newsgen.site.frame import Frame
from newsgen.site.outline import RootOutline
from newsgen.site.parts import claims_in
from newsgen.store import Catalogue
from newsgen.store.tables import LedgerRow

LEDGER: Final = ""
"""The source of the redirects that are lines of the ledger."""


class AddressKind(StrEnum):
    """What is at an address."""

    PAGE = "page"
    MOVED = "moved"
    GONE = "gone"


class HostedAddress(NamedTuple):
    """One address: `path` decoded, `query` encoded and mostly empty.

    `target` is the canonical link to a page, the location of a moved one, or the file that is shown
    for a gone one. `file` is a page's own. Files are relative to the root.
    """

    kind: AddressKind
    path: str
    query: str
    target: str
    file: str = ""

    @property
    def key(self) -> str:
        return fold(self.path, self.query)

    @property
    def link(self) -> str:
        """The address within its root, encoded."""
        return f"{quoted(self.path)}?{self.query}" if self.query else quoted(self.path)

    @property
    def asked(self) -> str:
        """The path as a server sees it in a request for the canonical link."""
        return merged(self.path)


@dataclass(frozen=True, slots=True)
class HostedRoot:
    """A document root: its folder below the website, empty for the website itself, and its hosts.

    No two entries have the same key. `graves` are decoded paths with a `/` or `?` behind, below
    which every unknown address is gone: removed releases had such addresses.
    `files` are those without an entry, such as pictures; one that ends in `/` is a folder.
    """

    name: str
    hosts: tuple[str, ...]
    entries: tuple[HostedAddress, ...]
    graves: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    def some(self, kind: AddressKind) -> Iterator[HostedAddress]:
        return (entry for entry in self.entries if entry.kind is kind)

    @property
    def label(self) -> str:
        """A name for files about this root."""
        return self.name or "site"

    @property
    def assets(self) -> list[str]:
        """The files that caches may keep for ever, for hosts that know no expressions."""
        return [file for file in self.files if is_fingerprinted(file)]

    @property
    def has_queries(self) -> bool:
        return any(entry.query for entry in self.entries)


@dataclass(frozen=True, slots=True)
class HostedSite:
    """Everything that a host's configuration needs. `website` is where the website's files lie."""

    roots: tuple[HostedRoot, ...]
    settings: HeaderSettings
    website: str = ""

    def folder(self, root: HostedRoot) -> str:
        """Return the folder of a root's files."""
        return f"{self.website}/{root.name}" if root.name else self.website


def hosted_site(session: Session, frame: Frame, website: str) -> HostedSite:
    """Gather what is published at the session's time. The content has been ingested."""
    config, catalogue = session.config, session.catalogue
    graves: dict[str, set[str]] = {}
    for root, place in catalogue.ledger.gone_below():
        graves.setdefault(root, set()).add(place)
    entries: dict[str, list[HostedAddress]] = {root: [] for root in graves}
    for root, entry in _entries(session, frame):
        entries.setdefault(root, []).append(entry)
    outlines = {o.root.name: o for o in frame.outlines if not o.root.is_branch}
    branches = [o for o in frame.outlines if o.root.is_branch]
    names = {*outlines, *graves, *(old.root for old in catalogue.addresses.of_source(LEDGER))}
    roots = tuple(
        HostedRoot(
            name,
            _hosts(config, outlines.get(name), name),
            unique_by_key(addresses),
            tuple(sorted(graves.get(name, ()))),
            tuple(_other_files(outlines[name], branches)) if name in outlines else (),
        )
        for name, addresses in sorted(entries.items())
        if name in names or name in config.hosts  # a release may redirect from any host
    )
    return HostedSite(roots, header_settings(config, catalogue.embeds.services()), website)


def _entries(session: Session, frame: Frame) -> Iterator[tuple[str, HostedAddress]]:
    """Yield each address with its root; of those with the same key the first counts."""
    catalogue = session.catalogue
    for root, path, query, file in catalogue.retired.gone():
        yield root, HostedAddress(AddressKind.GONE, path, query, file)
    for published, release in catalogue.releases.all():
        if published:
            address = parse_url(release.url)
            page = HostedAddress(
                AddressKind.PAGE, address.path, address.query, release.href, release.path
            )
            yield session.config.root_name(address), page
    for outline in frame.outlines:
        yield from ((outline.root.folder, page) for page in _pages(outline))
    for root, path, query, location in leading(catalogue):
        yield root, HostedAddress(AddressKind.MOVED, path, query, location)
    pages: dict[str, set[str]] = {}
    for o in frame.outlines:
        pages.setdefault(o.root.folder, set()).update(claim.path for _, claim in claims_in(o))
    for old in gone_terms(catalogue, session.config.sorted_by_anywhere, pages):
        yield old.root, HostedAddress(AddressKind.GONE, old.path, old.query, GONE_PAGE)


def gone_terms(
    catalogue: Catalogue, sorted_by: Sequence[Taxonomy], pages: Mapping[str, Container[str]]
) -> Iterator[LedgerRow]:
    """Yield the addresses of the ledger where a term was that has no release any more.

    `pages` are the files of each root that newsgen makes itself.
    """
    for row in catalogue.ledger.lost() if sorted_by else ():
        was_term = any(taxonomy.has_page(row.file) for taxonomy in sorted_by)
        if was_term and row.file not in pages.get(row.root, ()):
            yield row


def _other_files(outline: RootOutline, branches: Iterable[RootOutline]) -> Iterator[str]:
    """Yield the files of a root that are not pages, and the folders of its search indexes."""
    yield from (NOT_FOUND_PAGE, GONE_PAGE)
    yield from sorted(path for _, path in outline.assets)
    yield from outline.files
    of_root = (each for each in branches if each.root.folder == outline.root.folder)
    for each in (outline, *of_root):
        if each.has_search:
            yield each.root.at(SEARCH_INDEX)[1:]


def leading(catalogue: Catalogue) -> Iterator[tuple[str, str, str, str]]:
    """Yield root, path, query and location of each redirect.

    Another spelling of an address reaches its target anyway; a redirect to that would never end.
    """
    for _, old in catalogue.addresses.leading():
        if old.target and not _is_itself(old, old.target):
            yield old.root, old.path, old.query, old.target.href


def _is_itself(old: Redirect, target: Destination) -> bool:
    is_within = target.path and target.root == old.root
    to = parse_url(target.url)
    return bool(is_within) and fold(to.path, to.query) == fold(old.path, old.query)


def _pages(outline: RootOutline) -> Iterator[HostedAddress]:
    """Yield the pages, feeds and sitemaps that newsgen gives an address."""
    for _, claim in claims_in(outline):
        is_page = not claim.origin and not claim.path.endswith("/")
        if is_page and claim.path not in (NOT_FOUND_PAGE, GONE_PAGE):
            path = "/" + claim.path.removesuffix("index.html")
            yield HostedAddress(AddressKind.PAGE, path, "", quoted(path), claim.path)


def place_key(place: str) -> str:
    """Return the key of a place that ends in `/` or `?`, with that sign behind it."""
    key = fold(place.rstrip("?"))
    return f"{key}?" if place.endswith("?") else f"{key.rstrip('/')}/"


def unique_by_key(entries: Iterable[HostedAddress]) -> tuple[HostedAddress, ...]:
    """Keep the first of the entries that servers cannot distinguish, sorted by key."""
    first: dict[str, HostedAddress] = {}
    for entry in entries:
        first.setdefault(entry.key, entry)
    return tuple(first[key] for key in sorted(first))


def _hosts(config: Config, outline: RootOutline | None, name: str) -> tuple[str, ...]:
    if name:
        return (ascii_host(name),)
    hosts = [urlsplit(outline.root.base_url).netloc] if outline else []
    return tuple(dict.fromkeys(map(ascii_host, [*hosts, *config.area_hosts])))


def writings(entry: HostedAddress) -> list[tuple[str, str]]:
    """Return the spellings of an address that a server must know: NFC and NFD, query raw or not."""
    if entry.path.isascii() and "%" not in entry.query and "'" not in entry.query:
        return [(_plain(entry.path), entry.query)]
    paths = {entry.path: None, unicodedata.normalize("NFD", entry.path): None}
    queries = {entry.query: None, _loosely(entry.query): None}
    queries[_loosely(entry.query).replace("'", "%27")] = None  # as browsers do
    return [(_plain(path), query) for path in paths for query in queries]


def spellings(entry: HostedAddress) -> list[str]:
    """Return the same as texts, each a path with its query behind it."""
    return [f"{path}?{query}" if query else path for path, query in writings(entry)]


def _plain(path: str) -> str:
    """Return a path as servers see it: with single slashes, none at the end."""
    return merged(path).rstrip("/") or "/"


def _loosely(query: str) -> str:
    """Return a query as browsers send it, with some letters unencoded."""
    for letter in "[]{}|^`\\'":
        query = query.replace(f"%{ord(letter):02X}", letter)
    return query
