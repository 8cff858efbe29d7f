"""Shared by hosts whose rules match an address exactly: Azure, Cloudflare and Netlify.

They know redirects by rule, and nothing of case; so each page gets a rule for its address in small
letters, which is how most old links are changed, and the others are named.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import parse_qsl

from newsgen.hosting.answer import leads_to
from newsgen.hosting.configuration import CannotHostError, HostConfiguration
from newsgen.hosting.headers import TYPES
from newsgen.hosting.site import AddressKind, HostedAddress, HostedRoot, HostedSite
from newsgen.model.same_address import LOWER
from newsgen.model.urls import quoted

EXACT: Final = (
    "matches addresses letter by letter: of old links in another case, only those all in small "
    "letters are redirected"
)

_UNKNOWN: Final = (".aspx", ".asp", ".php", ".htm", ".atom", ".rss")
"""Endings that such a host does not know, or knows otherwise."""


class RedirectRule(NamedTuple):
    """What is answered at an address, as links write it: a redirect, or a page with a status.

    Without `force` a file goes before it.
    """

    source: str
    target: str
    query: str = ""
    status: int = 301
    force: bool = True

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return parse_qsl(self.query, keep_blank_values=True)


def literal(path: str) -> str:
    """Return a rule's source that matches a path alone: stars and colons are special to hosts."""
    return quoted(path).replace("*", "%2A").replace(":", "%3A")


def redirects(root: HostedRoot, *, queries: bool) -> Iterator[RedirectRule]:
    """Yield the redirects of a root; of addresses with a query only if the host can match one."""
    for entry in root.some(AddressKind.MOVED):
        if (queries or not entry.query) and not _stays(entry):
            yield RedirectRule(literal(entry.path), entry.target, entry.query)


def lower_case_redirects(root: HostedRoot) -> Iterator[RedirectRule]:
    """Yield a redirect for each page whose address in lower case is different."""
    for entry in root.some(AddressKind.PAGE):
        small = entry.path.translate(LOWER)
        if not entry.query and small != entry.path:
            yield RedirectRule(literal(small), entry.target, force=False)


_MOST_ASSETS: Final = 50
"""Cloudflare takes 100 rules for headers, and Azure 20 KB of all."""


def asset_paths(root: HostedRoot) -> list[str]:
    """Return the paths of files that caches may keep for ever, as rules name them.

    The others of a theme with very many are kept as briefly as pages.
    """
    return [literal(f"/{file}") for file in root.assets[:_MOST_ASSETS]]


def types_of_pages(root: HostedRoot) -> dict[str, str]:
    """Return the types of endings that hosts do not know, in any case that a page has."""
    written = {Path(entry.file).suffix for entry in root.some(AddressKind.PAGE)}
    endings = [*_UNKNOWN, *sorted(e for e in written - {*_UNKNOWN} if e.lower() in _UNKNOWN)]
    return {ending: TYPES[ending.lower()] for ending in endings}


def _stays(entry: HostedAddress) -> bool:
    """Return whether an address leads to another query of its own path.

    These hosts match a path with any query, or hand the query on: it would lead to itself.
    """
    path, _, _ = entry.target.partition("?")
    return leads_to(path.rstrip("/") or "/", entry.asked.rstrip("/") or "/")


def start(
    site: HostedSite, host: str, what: str, *, queries: bool, notes: Sequence[str], todo: str
) -> tuple[HostedRoot, HostConfiguration]:
    """Return the one root, and a configuration that has what the host cannot serve of it.

    That is what only a query distinguishes, and redirects to another query of their path.

    Raises:
        CannotHostError: there are several roots, and the host serves one.

    """
    if len(site.roots) != 1:
        raise CannotHostError(
            f"{what} serves one website, and this site has {len(site.roots):,}, one for each host",
            'Build a site for each force, with layout = "single", or choose a host that serves '
            "more.",
        )
    (root,) = site.roots
    configuration = HostConfiguration(notes=list(notes), todo=todo)
    asked = [] if queries else [entry for entry in root.entries if entry.query]
    for entry in asked:
        configuration.leave_out(entry.link, f"{host} cannot tell queries apart")
    for entry in root.some(AddressKind.MOVED):
        if entry not in asked and _stays(entry):
            configuration.leave_out(entry.link, f"{host} would lead it to itself")
    return root, configuration
