"""What a build took down, for the caches between the website and its readers.

A CDN goes on giving out what it has kept of a page, a picture or a card that the site does not have
any more, and so does a search engine. What they have of other files that changed with it may
mention it.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Final
from urllib.parse import quote

from newsgen.fast.patterns import later
from newsgen.model.urls import SAFE_IN_PATH
from newsgen.pages._retired import RETIRED
from newsgen.pages.addresses import SEARCH_INDEX
from newsgen.pages.assets import ASSETS, FINGERPRINTED
from newsgen.pipeline.result import TakenDown
from newsgen.pipeline.session import Session
from newsgen.store import Replaced

_INDEX: Final = SEARCH_INDEX.lstrip("/")
_OF_THEME: Final = later(FINGERPRINTED)


class FileAddresses:
    """The addresses of the files in the output folder."""

    def __init__(self, session: Session) -> None:
        self._config = session.config
        self._catalogue = session.catalogue

    @cached_property
    def _hosts(self) -> dict[str, str]:
        return self._catalogue.overview.hosts()

    def of(self, path: str) -> str:
        """Return the address of a file."""
        root, path = self.split(path)
        base = self._config.root(root, host=self._hosts.get(root, ""), area="").base_url
        file = path.removesuffix("index.html") if f"/{path}".endswith("/index.html") else path
        return f"{base}/{quote(file, safe=SAFE_IN_PATH)}"

    def of_page(self, path: str) -> str:
        """Return the address of a file, which is that of its release if there is one."""
        paths = self._catalogue.paths
        source = paths.source_at(*self.split(path))
        return paths.url_of(source) if source else self.of(path)

    def split(self, path: str) -> tuple[str, str]:
        """Return the root of a file, and its path there."""
        if self._config.site.layout != "per-host":
            return "", path
        root, _, path = path.partition("/")
        return root, path


def find_replaced(session: Session, *, has_deletions: bool) -> list[Replaced]:
    """Return the staged files that get other bytes, before the manifest adopts them.

    They are looked for only if copies elsewhere matter: a file is deleted, a page becomes one that
    says that it was taken down, or a file of the content folder has other bytes.
    """
    replaced, addresses = session.manifest.staging.replaced, FileAddresses(session)
    if has_deletions or any(_is_taken_down(file, addresses) for file in replaced()):
        return [*replaced()]
    return []


def _is_taken_down(file: Replaced, addresses: FileAddresses) -> bool:
    part = file.now.rpartition("/")[2]
    if part == RETIRED.name:
        return file.before != file.now
    return part == ASSETS.name and file.was_known and not _is_of_site(file.path, addresses)


def _is_of_site(path: str, addresses: FileAddresses) -> bool:
    """Return whether a file is one that a build changes by itself, of the theme or the index."""
    path = addresses.split(path)[1]
    return path.startswith(_INDEX) or _OF_THEME.match(path) is not None


def taken_down(session: Session, deleted: Sequence[str], replaced: Sequence[Replaced]) -> TakenDown:
    """Return what a build took down, of the files that it deleted and those with other bytes."""
    addresses = FileAddresses(session)
    paths = [path for path in deleted if not _is_of_site(path, addresses)]
    paths += [file.path for file in replaced if _is_taken_down(file, addresses)]
    if not paths:
        return TakenDown()
    taken = {*map(addresses.of_page, paths)}
    others = {*deleted, *(file.path for file in replaced)}.difference(paths)
    return TakenDown(
        purge=tuple(sorted(taken.union(map(addresses.of_page, others)))),
        search_engines=tuple(sorted(taken)),
    )
