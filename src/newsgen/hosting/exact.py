"""What hosts share whose rules match an address letter by letter: Azure, Cloudflare and Netlify.

They know redirects by rule, and nothing of case; so each page gets a rule for its address in small
letters, which is how most old links are changed, and the others are named.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from newsgen.hosting.answer import LOWER, leads_to
from newsgen.hosting.made import Unserved
from newsgen.hosting.site import Entry, HostedRoot, Kind
from newsgen.model.urls import quoted

EXACT: Final = (
    "matches addresses letter by letter: of old links in another case, only those all in small "
    "letters are redirected"
)


class Rule(NamedTuple):
    """A redirect of one address, as links write it, to another."""

    source: str
    target: str
    query: str = ""


def literal(path: str) -> str:
    """Write a path as a rule that matches it alone: stars and colons mean something to hosts."""
    return quoted(path).replace("*", "%2A").replace(":", "%3A")


def redirects(root: HostedRoot, *, queries: bool) -> Iterator[Rule]:
    """Yield the redirects of a root; of addresses with a query only if the host can match one."""
    for entry in root.some(Kind.MOVED):
        if (queries or not entry.query) and not _stays(entry):
            yield Rule(literal(entry.path), entry.target, entry.query)


def small_letters(root: HostedRoot) -> Iterator[Rule]:
    """Yield a redirect for each page whose address in small letters is another one."""
    for entry in root.some(Kind.PAGE):
        small = entry.path.translate(LOWER)
        if not entry.query and small != entry.path:
            yield Rule(literal(small), entry.target)


def _stays(entry: Entry) -> bool:
    """Tell whether an address leads to another query of its own path.

    These hosts match a path with any query, or hand the query on: it would lead to itself.
    """
    path, _, _ = entry.target.partition("?")
    return leads_to(path.rstrip("/") or "/", entry.asked.rstrip("/") or "/")


def unserved_moves(root: HostedRoot, host: str, *, queries: bool) -> Iterator[Unserved]:
    """Name the redirects that are left out, as they lead to another query of their own path."""
    for entry in root.some(Kind.MOVED):
        if (queries or not entry.query) and _stays(entry):
            yield Unserved(_written(entry), f"{host} would lead it to itself")


def unserved_queries(root: HostedRoot, host: str) -> Iterator[Unserved]:
    """Name the addresses that only their query tells apart."""
    for entry in root.entries:
        if entry.query:
            yield Unserved(_written(entry), f"{host} cannot tell queries apart")


def _written(entry: Entry) -> str:
    return f"{quoted(entry.path)}?{entry.query}" if entry.query else quoted(entry.path)
