"""What a request is answered with: the page, one redirect to its true address, gone, or not found.

A request's path is compared as bytes after its escapes are decoded: `%e2` and `%E2`, `(` and `%28`
are the same address and never redirected, as a proxy that writes them its own way would loop.
Another case of A to Z, or letters put together in another way (NFD), is another address: it gets
one redirect to the true one, with the query. No address is redirected to itself, though its file
may be missing: that would never end.
"""

import re
import string
from collections.abc import Iterator
from typing import Final, NamedTuple, Protocol
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

from newsgen.model.same_address import fold, merged, untracked_query
from newsgen.model.urls import HIDDEN, Address, URLError, encode_query, output_path

NOT_FOUND_PAGE: Final = "404.html"
GONE_PAGE: Final = "410.html"
_HIDDEN = re.compile(HIDDEN)
_REFUSED = re.compile(
    r"[\x00-\x1f\x7f\\#]|%(?:2f|5c|[01][0-9a-f]|7f|(?![0-9a-f]{2}))", re.IGNORECASE
)


class Answer(NamedTuple):
    """A status, the file that is sent with it, and where a redirect leads.

    `file` is relative to the document root. A bad request has neither.
    """

    status: int
    file: str = ""
    location: str = ""


class Lookup(Protocol):
    """A document root, as asked by a request. A key is what `fold` makes of an address."""

    def is_file(self, path: str) -> bool:
        """Return whether the site has this very file, in this case; `path` is relative."""

    def folded(self, key: str) -> str | None:
        """Return the link to the page whose address has this key: encoded, with its query."""

    def redirect(self, key: str) -> str | None:
        """Return where an address with this key leads: a link within the host, or a URL."""

    def gone(self, key: str) -> str | None:
        """Return the file that is shown at an address whose page is gone, if it is."""

    def gone_below(self, place: str) -> bool:
        """Return whether every unknown address below a place is gone.

        A place is the key of a folder with `/` behind it, or that of a page with `?`. Nobody knows
        the addresses of what was removed permanently, only where they were.
        """


def answer(target: str, lookup: Lookup) -> Answer:
    """Answer a request's target: an encoded path with an optional query, as it was sent."""
    request = _read(target)
    if request is None:
        return Answer(400)
    path, query = request
    if _HIDDEN.search(path):
        return Answer(404, NOT_FOUND_PAGE)
    untracked = untracked_query(query)
    if untracked and (known := _find(path, untracked, query[len(untracked) :], lookup)):
        return known
    if known := _find(path, "", query, lookup):
        return known
    # Perhaps it was removed without a trace.
    if any(lookup.gone_below(place) for place in places(path, untracked)):
        return Answer(410, GONE_PAGE)
    return Answer(404, NOT_FOUND_PAGE)


def _read(target: str) -> tuple[str, str] | None:
    """Return a target's path, decoded, and its query as sent; None if no browser sends it."""
    raw, _, query = target.partition("?")
    if not raw.startswith("/") or _REFUSED.search(raw) or re.search(r"[\x00-\x1f\x7f#]", query):
        return None
    try:
        path = unquote_to_bytes(raw).decode()
        query.encode()
    except UnicodeError:
        return None
    path = merged(path)
    if any(segment in (".", "..") for segment in path.split("/")):
        return None
    return path, query


def _find(path: str, query: str, rest: str, lookup: Lookup) -> Answer | None:
    """Look an address up; `rest` is what a redirect keeps of the request's query.

    There may be a file where a redirect is: a page for hosts that have no redirects.
    """
    key = fold(path, encode_query(query))
    if page := lookup.gone(key):
        return Answer(410, page)
    location = lookup.redirect(key)
    if not location:
        for file in files(path, query):
            if lookup.is_file(file):
                return Answer(200, file)
        location = lookup.folded(key)
        if location and leads_to(location, path, query):
            return None
    return Answer(301, location=with_query(location, rest)) if location else None


def leads_to(location: str, path: str, query: str = "") -> bool:
    """Return whether a location within a root is at a decoded path with a query, as it was sent."""
    parts = urlsplit(location)
    return (merged(unquote(parts.path)), parts.query) == (path, query)


def places(path: str, query: str = "") -> Iterator[str]:
    """Yield the keys of what an address is below: its page, if it has a query, and its folders.

    They end in `?` and `/`.
    """
    key = fold(path)
    if query:
        yield f"{key}?"
    while key != "/":
        key = key.rpartition("/")[0] or "/"
        yield key if key == "/" else f"{key}/"


def files(path: str, query: str = "") -> Iterator[str]:
    """Yield the files that may lie at an address, relative to its root: a path has two."""
    if query:
        try:
            yield output_path(Address("https", "host", path, query))
        except URLError:
            return  # no file has so long a name
        return
    name = path.strip("/")
    if name and not path.endswith("/"):
        yield name
    yield f"{name}/index.html" if name else "index.html"


def with_query(location: str, rest: str) -> str:
    """Add a request's query to where it is redirected to, as it was sent."""
    rest = rest.lstrip("&")
    if not rest:
        return location
    return f"{location}{'&' if '?' in location else '?'}{quote(rest, safe=string.punctuation)}"
