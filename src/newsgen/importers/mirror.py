"""The folder of a website that was copied: by wget, by HTTrack, or by hand.

HTTrack's cache knows all addresses, and has pages as the server sent them. Without it an address
comes from the comment that HTTrack leaves in a page, else from the page's own canonical link if
that agrees with the name of the file, else from that name: it is guessed, and said to be.
"""

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote, unquote, urljoin

from newsgen.files import walk
from newsgen.files.walk import read_regular
from newsgen.importers.byte_order import as_utf8
from newsgen.importers.capture import (
    LARGEST_FILE,
    LARGEST_PAGE,
    UNKNOWN_HOST,
    Capture,
    media_type_of,
)
from newsgen.importers.httrack import CACHE, CacheEntry, HTTrackCache
from newsgen.model.urls import PAGE_EXTENSIONS

_CACHES: Final = "hts-cache/"
_HTTRACK_FILES: Final = {"hts-log.txt", "backblue.gif", "fade.gif", "cookies.txt"}
_HOST: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]*\.)+[a-z0-9-]+(?:[:_+]\d{2,5})?", re.IGNORECASE)
_PORT: Final = re.compile(r"[_+](?=\d+\Z)")
_START_PAGE: Final = b"Mirror and index made by HTTrack"
_MIRRORED: Final = re.compile(rb"<!-- Mirrored from (\S+) by HTTrack")
_LINK: Final = re.compile(rb"<link\b[^>]{0,500}>", re.IGNORECASE)
_CANONICAL: Final = re.compile(rb"\brel\s*=\s*[\"']?canonical\b", re.IGNORECASE)
_HREF: Final = re.compile(rb"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_ADDED: Final = re.compile(
    rf"(?P<name>.*(?:{'|'.join(map(re.escape, PAGE_EXTENSIONS))})|.*(?:\?|%3F).*|.*@\w+=.*)\.html",
    re.IGNORECASE | re.DOTALL,
)
"""A name behind which wget put `.html`, as it was a page under another name."""
_AGAIN: Final = re.compile(r"(?P<name>.+)\.\d{1,3}")
_QUERY: Final = re.compile(r"(?:\?|%3F|(?<=.)@(?=[\w.-]+=))(?P<query>[^/]*)\Z", re.IGNORECASE)
_INDEX: Final = re.compile(
    rf"(?:^|/)(?:index|default)(?:{'|'.join(map(re.escape, PAGE_EXTENSIONS))})\Z", re.IGNORECASE
)
_COPIED_INDEX: Final = re.compile(r"(?:^|/)index\.html\Z")
"""What tools call the page of an address that ends with a slash, before its query."""
_PERCENT: Final = re.compile(r"%(?![0-9a-f]{2})", re.IGNORECASE)


class Mirror:
    """A folder that wget or a person filled, or HTTrack."""

    kind = "mirror"

    def __init__(self, folder: Path, base_url: str | None = None) -> None:
        self._folder, self._base_url = folder, base_url
        self._cache = HTTrackCache(folder)

    def captures(self, wanted: Container[str] | None = None) -> Iterator[Capture]:
        """Yield a capture for each file, in order of their paths; HTTrack's cache comes first."""
        yield from self._cached(wanted)
        for path, stamp, problem in walk(self._folder):
            if path.startswith(_CACHES) or path in _HTTRACK_FILES or path in self._cache.saved:
                continue
            if path.endswith(".orig") and path.removesuffix(".orig") in self._names:
                continue
            if self._is_start_page(path) or self._is_message(path):
                continue
            if stamp is None:
                yield Capture(path, trouble=_WHY.get(problem, "the file cannot be read"))
            elif wanted is None and stamp.size and not _may_be_page(path):
                yield self._unopened(path, stamp.mtime_ns)
            elif wanted is None or path in wanted:
                capture, named = self._capture(path, stamp.size, stamp.mtime_ns), self._named(path)
                yield capture
                if wanted is None and named.exact not in ("", capture.url):
                    yield Capture(path, named.exact, capture.at, status=301, location=capture.url)

    def _is_start_page(self, path: str) -> bool:
        """Return whether a page at the top is HTTrack's own, which leads to the hosts below."""
        if path != "index.html" or not self._hosts:
            return False
        with suppress(OSError):
            return _START_PAGE in read_regular(self._folder / path)
        return False

    def _is_message(self, path: str) -> bool:
        """Return whether a page is what the server said of an address that failed."""
        return bool(self._failed) and _stem(self._named(path).url) in self._failed

    @cached_property
    def _failed(self) -> frozenset[str]:
        return frozenset(map(_stem, self._cache.failed))

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(path for path, stamp, _ in walk(self._folder) if stamp is not None)

    @cached_property
    def _hosts(self) -> Mapping[str, str]:
        """Return the folders at the top that are called like hosts, with the hosts."""
        folders = sorted(each.name for each in self._folder.iterdir() if each.is_dir())
        return {name: _PORT.sub(":", name) for name in folders if _HOST.fullmatch(name)}

    def _unopened(self, path: str, mtime_ns: int) -> Capture:
        """Return what a picture or the like is a capture of, whose bytes nobody asked for yet."""
        named, at = self._named(path), datetime.fromtimestamp(mtime_ns // 10**9, UTC)
        return Capture(path, named.url, at, media_type=media_type_of(path, b""))

    def _capture(self, path: str, size: int, mtime_ns: int) -> Capture:
        """Return what a file is a capture of."""
        named = self._named(path)
        at = datetime.fromtimestamp(mtime_ns // 10**9, UTC)
        if size > LARGEST_FILE:
            trouble = f"the file is larger than {LARGEST_FILE >> 20} MB"
            return Capture(path, named.url, at, trouble=trouble)
        try:
            body = (self._folder / path).read_bytes()
            original = f"{path}.orig" if f"{path}.orig" in self._names else path
            shown = (self._folder / original).read_bytes() if original != path else body
        except OSError as error:
            return Capture(
                path, named.url, at, trouble=f"the file cannot be read: {error.strerror}"
            )
        media_type = media_type_of(path, body)
        capture = Capture(path, named.url, at, media_type=media_type, body=shown)
        if not body:
            return Capture(path, named.url, at, media_type=media_type, trouble="the file is empty")
        if not capture.is_page:
            return capture
        if len(body) > LARGEST_PAGE:
            trouble = f"the page is larger than {LARGEST_PAGE >> 20} MB"
            return Capture(path, named.url, at, media_type=media_type, trouble=trouble)
        url, is_guessed = self._address(named, as_utf8(body))
        alias = "" if url == named.local else named.local
        return Capture(
            path, url, at, media_type=media_type, body=shown, alias=alias, is_guessed=is_guessed
        )

    def _named(self, path: str) -> "_FileName":
        """Return the address that the name of a file stands for, and the one that links say."""
        top, _, rest = path.partition("/")
        if top in self._hosts and rest:
            base = f"https://{self._hosts[top]}"
        else:
            host = self._folder.resolve().name
            base, rest = f"https://{host if _HOST.fullmatch(host) else UNKNOWN_HOST}", path
        base = self._base_url or base
        local = f"{base}/{_quoted(rest)}"
        name, is_guessed = rest, False
        if (again := _AGAIN.fullmatch(name)) and path[
            : again.end("name") - len(rest)
        ] in self._names:
            name = again["name"]
        if added := _ADDED.fullmatch(name):
            name, is_guessed = added["name"], True
        query = _QUERY.search(name)
        behind = f"?{query['query']}" if query else ""
        if query:
            name = name[: query.start()]
        index, is_copied = _INDEX.search(name), bool(_COPIED_INDEX.search(name))
        is_by_tool = is_copied or (name.endswith(".html") and not index)
        exact = "" if is_by_tool else f"{base}/{_quoted(name)}{behind}"
        if index and (is_copied or not (query or self._has_several(path))):
            name = name[: index.start() + (name[index.start()] == "/")]
            is_guessed = not _COPIED_INDEX.search(rest)
        return _FileName(f"{base}/{_quoted(name)}{behind}", local, exact, is_guessed)

    def _has_several(self, path: str) -> bool:
        """Return whether the folder of a file has several that may be its page."""
        return self._indexes[path.rpartition("/")[0]] > 1

    @cached_property
    def _indexes(self) -> Counter[str]:
        """How many files each folder has that may be its page."""
        added = ((path, _ADDED.fullmatch(path)) for path in self._names)
        names = (match["name"] if match else path for path, match in added)
        return Counter(name.rpartition("/")[0] for name in names if _INDEX.search(name))

    def _address(self, named: "_FileName", body: bytes) -> tuple[str, bool]:
        """Return the address of a page, and whether it is guessed."""
        if mirrored := _MIRRORED.search(body[:4096]):
            address = mirrored[1].decode("utf-8", "replace")
            with suppress(ValueError):
                address = f"https://{address.partition('://')[2] or address}"
                return urljoin(named.url, address), False
        canonical = canonical_link(body, named.url)
        if canonical and self._is_same(canonical, named):
            return canonical, False
        return named.url, named.is_guessed

    def _is_same(self, canonical: str, named: "_FileName") -> bool:
        """Return whether a canonical link can be the address of a file of this name."""
        has_host = UNKNOWN_HOST not in named.url
        if has_host and _host(canonical) != _host(named.url):
            return False
        return _stem(canonical) in (_stem(named.url), _stem(named.local))

    def _cached(self, wanted: Container[str] | None) -> Iterator[Capture]:
        """Yield what HTTrack's cache has."""
        for entry in self._cache.entries:
            if wanted is None or entry.origin in wanted:
                yield self._entry(entry)
        if self._cache.trouble and wanted is None:
            yield Capture(CACHE, trouble=self._cache.trouble)

    def _entry(self, entry: CacheEntry) -> Capture:
        """Return what an entry of the cache says; files other than pages are in the folder."""
        body, trouble = self._cache.page(entry)
        if not body:
            body, trouble = self._saved(entry, trouble)
        return Capture(
            entry.origin,
            entry.url,
            _date(entry.modified),
            int(entry.status) if entry.status.isdecimal() else 200,
            entry.media_type or media_type_of(entry.saved or entry.url, body),
            entry.charset,
            entry.location,
            body,
            trouble,
            alias=self._named(entry.saved).local if entry.saved else "",
        )

    def _saved(self, entry: CacheEntry, trouble: str) -> tuple[bytes, str]:
        """Return the file that HTTrack made of an entry, and why there is none."""
        file = self._folder / entry.saved
        try:
            if entry.saved and not file.resolve().is_relative_to(self._folder.resolve()):
                return b"", "its path leads out of the folder"
            if entry.saved and file.is_file():
                body = file.read_bytes() if file.stat().st_size <= LARGEST_FILE else b""
                return body, "" if body else "the file is empty, or too large"
        except OSError as error:
            return b"", f"the file cannot be read: {error.strerror}"
        except ValueError as error:  # the name is none that a file can have
            return b"", f"the file cannot be read: {error}"
        return b"", trouble or ("HTTrack did not keep the file" if entry.status == "200" else "")


_NO_PAGES: Final = ("image/", "video/", "audio/", "font/", "text/css", "application/pdf")


def _may_be_page(path: str) -> bool:
    return not media_type_of(path, b"").startswith(_NO_PAGES)


class _FileName(NamedTuple):
    """What the name of a file says: its address, and the one by which changed links name it.

    `exact` is the address that has the same name, unless a tool may have called the file so.
    """

    url: str
    local: str
    exact: str
    is_guessed: bool


_WHY: Final = {
    "outside": "the path leads out of the folder",
    "circle": "the link leads to a folder that it is in",
    "special": "it is not a file",
    "not-utf8": "the name of the file is not UTF-8",
}


def canonical_link(body: bytes, url: str) -> str:
    """Return the absolute address that a page says is its own, or an empty text."""
    for link in _LINK.finditer(body[: 1 << 18]):
        if _CANONICAL.search(link[0]) and (href := _HREF.search(link[0])):
            text = (href[1] or href[2] or href[3] or b"").decode("utf-8", "replace").strip()
            try:
                return urljoin(url, text.replace("&amp;", "&")) if text else ""
            except ValueError:
                return ""
    return ""


def _quoted(name: str) -> str:
    """Write the name of a file as links do; an escape in it stays one."""
    return quote(_PERCENT.sub("%25", name), safe="/:@!$&'()*+,;=~-._%")


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].lower()


def _stem(url: str) -> str:
    """Return what addresses share that a copy may have saved under one name."""
    path, _, query = url.partition("://")[2].partition("/")[2].partition("?")
    path = unquote(path).casefold()
    path = _INDEX.sub("", path).rstrip("/")
    while path.endswith(PAGE_EXTENSIONS):
        path = path.rpartition(".")[0]
    return f"{path}?{query}"


def _date(text: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
