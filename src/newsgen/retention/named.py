"""Which address a person means: by a URL, a path or a source file."""

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Final

from newsgen.model.refusal import closest
from newsgen.model.same_address import files_of_same, same_address
from newsgen.model.urls import Address, output_path, parse_url
from newsgen.pipeline import ledger
from newsgen.pipeline.session import Session

_NORMAL: Final[tuple[Callable[[Path], str], ...]] = (os.path.abspath, os.path.realpath)
"""Paths without links in them, after those that keep the names of links."""
_FORMS: Final = "Give a URL, a path such as /news/x.aspx or a file such as content/x.md."


class UnknownReleaseError(ValueError):
    """A text that names no release, or more than one, and what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def url_named(session: Session, text: str) -> str:
    """Return the URL that a URL, a path within a host or a source file stands for.

    A URL is returned as it is. A file is one below the current folder, the site or its content.

    Raises:
        UnknownReleaseError: no release has the path or the file, or several have the path.
        URLError: the path cannot be one of a URL.

    """
    if not text.strip():
        raise UnknownReleaseError("it is empty", _FORMS)
    if "://" in text:
        return text
    source = _source(session, text)
    if source is not None:
        return _url_of(session, source)
    if text.startswith("/"):
        return _url_at(session, text)
    near = closest(text.removeprefix("content/"), session.sources.known())
    hint = f"Did you mean content/{near}?" if near else _FORMS
    raise UnknownReleaseError(f"no release is called {text}", hint)


def addresses_of(session: Session, url: str) -> set[str]:
    """Return a URL as releases write it, with the old addresses of the release that has it."""
    address, old = parse_url(url), session.catalogue.addresses
    urls = {address.url}
    for source in sources_at(session, address):
        urls |= {session.catalogue.paths.url_of(source), *(r.url for r in old.of_source(source))}
    return urls


def sources_at(session: Session, address: Address) -> Iterator[str]:
    """Yield the sources of the releases at an address, however that is written."""
    root, paths = session.config.root_name(address), session.catalogue.paths
    files = files_of_same(output_path(address))
    yield from filter(None, (paths.source_at(root, file) for file in files))


def hosts_of(session: Session) -> set[str]:
    """Return the hosts of the settings, and those of releases."""
    return {*session.config.hosts, *session.catalogue.overview.all_hosts()}


def hint_at_similar(session: Session, path: str) -> str:
    """Return a hint at the published path that is nearest to one that nobody knows, if any."""
    from difflib import get_close_matches  # noqa: PLC0415 (only a slip needs it)

    folder, _, name = path.casefold().lstrip("/").rpartition("/")
    known = (page.path for page in session.catalogue.paths.with_page())
    similar = {
        file.casefold(): file
        for file in known
        if file.casefold().rpartition("/")[0] == folder or file.casefold().endswith(f"/{name}")
    }
    near = get_close_matches(path.casefold().lstrip("/"), similar, n=1)
    return f"Did you mean /{similar[near[0]].removesuffix('index.html')}?" if near else ""


def hint_at_removal(session: Session, urls: Iterable[str]) -> str:
    """Return a hint that one of some addresses was removed, if any was: it has no near one."""
    stones = ledger.read(session.request.site).tombstones
    for address in map(parse_url, urls):
        if stone := stones.at(session.config.root_name(address), output_path(address)):
            return (
                f"It was removed on {stone.day} ({stone.reason}). If that was interrupted, "
                "newsgen build does the rest."
            )
    return ""


def _source(session: Session, text: str) -> str | None:
    """Return the source file that a text names, by its path below the content folder."""
    if "\0" in text:
        return None
    content, known = session.request.site / "content", session.sources.known()
    for base, normal in product((Path(), session.request.site, content), _NORMAL):
        below, full = normal(content) + os.sep, normal(base / text)
        source = full.removeprefix(below).replace(os.sep, "/")
        if full.startswith(below) and source in known:
            return source
    return None


def _url_of(session: Session, source: str) -> str:
    if source not in session.catalogue.paths.sources():
        hint = f"newsgen check content/{source} says what to fix first."
        raise UnknownReleaseError(f"content/{source} cannot be read, so it has no URL", hint)
    return session.catalogue.paths.url_of(source)


def _url_at(session: Session, path: str) -> str:
    """Return the URL of the only release, or the only known address, that has a path."""
    urls = _of_releases(session, path) or _of_old(session, path)
    if not urls:
        at_hosts = (f"https://{host}{path}" for host in hosts_of(session))
        hint = hint_at_removal(session, at_hosts) or hint_at_similar(session, path)
        hint = hint or "newsgen list --format csv has all URLs."
        raise UnknownReleaseError(f"no release has the path {path}", hint)
    if len(urls) > 1:
        hint = f"Give the URL of the one that you mean: {' or '.join(sorted(urls))}"
        raise UnknownReleaseError(f"{len(urls)} hosts have the path {path}", hint)
    return urls.pop()


def _of_releases(session: Session, path: str) -> set[str]:
    """Return the URLs of the releases that have a path at one of the hosts."""
    addresses = [parse_url(f"https://{host}{path}") for host in hosts_of(session)]
    sources = (source for address in addresses for source in sources_at(session, address))
    return set(map(session.catalogue.paths.url_of, sources))


def _of_old(session: Session, path: str) -> set[str]:
    """Return the old addresses, and those of the ledger, that have a path."""
    wanted = same_address(output_path(parse_url(f"https://host.example{path}")))
    urls = [old.redirect.url for old in session.catalogue.addresses.every()]
    urls += [line.address.url for line in ledger.read(session.request.site).lines]
    return {url for url in urls if same_address(output_path(parse_url(url))) == wanted}
