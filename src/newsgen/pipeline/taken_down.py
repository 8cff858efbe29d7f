"""What a build took down, for the caches between the website and its readers.

A CDN goes on giving out what it has kept of a page, a picture or a card that the site does not have
any more, and so does a search engine. What they have of other files that changed with it may
mention it.
"""

from collections.abc import Container, Iterable, Sequence
from functools import cached_property
from json import dumps, loads
from typing import Final

from newsgen.fast.patterns import later
from newsgen.model.area import folder_of
from newsgen.model.host_files import FINGERPRINTED
from newsgen.model.partition import Partition
from newsgen.model.urls import both_spellings, link_to
from newsgen.pipeline.result import TakenDown
from newsgen.pipeline.session import Session
from newsgen.site._retired import RETIRED
from newsgen.site.addresses import SEARCH_INDEX
from newsgen.site.assets import ASSETS
from newsgen.site.cards import FOLDER as CARDS, said_by
from newsgen.site.pictures import VARIANT
from newsgen.store import UNKNOWN, Replaced

_INDEX: Final = SEARCH_INDEX.lstrip("/")
_OF_THEME: Final = later(FINGERPRINTED)
_COPY: Final = later(VARIANT)


class FileAddresses:
    """The addresses of the files in the output folder.

    The partition of a file says which root it was written for: the layout may be another one now.
    """

    def __init__(self, session: Session) -> None:
        self._config = session.config
        self._catalogue = session.catalogue
        self._manifest = session.manifest
        self._cards_of: dict[str, frozenset[str]] = {}
        homes = ("/", *session.config.homes.values())
        self._indexes = tuple(f"{home}{_INDEX}"[1:] for home in homes)
        self._is_per_host = session.config.site.layout == "per-host"

    @cached_property
    def _hosts(self) -> dict[str, str]:
        return self._catalogue.overview.hosts()

    def all_of(self, path: str, partition: str = UNKNOWN) -> set[str]:
        """Return the addresses at which caches may have a file, in each way that it is asked for.

        That of its release is among them if there is one.
        """
        file = self.split(path, partition)[1]
        return both_spellings(self.of_page(path, partition), file)

    def of_page(self, path: str, partition: str = UNKNOWN) -> str:
        """Return the address of a file, which is that of its release if there is one.

        A release whose path has the same letters in another case is at another address.
        """
        root, file = self.split(path, partition)
        urls = (self._catalogue.paths.url_at(name, file) for name in self._roots_now(root))
        if url := next(filter(None, urls), None):
            return url
        written = Partition.parse(partition)
        is_copied = written is not None and written.part == ASSETS.name
        base = self._config.root(root, host=self._hosts.get(root, ""), area="").base_url
        return f"{base}{link_to(file, may_have_query=not is_copied)}"

    def is_served(self, path: str, partition: str) -> bool:
        """Return whether a deleted file has its place in a root of another layout now."""
        root, file = self.split(path, partition)
        places = (f"{name}/{file}".lstrip("/") for name in self._roots_now(root) if name != root)
        return any(self._manifest.row(place) for place in places)

    def is_of_site(self, path: str, partition: str) -> bool:
        """Return whether a file is one that a build changes by itself, of the theme or an index."""
        file = self.split(path, partition)[1]
        return file.startswith(self._indexes) or _OF_THEME.match(file) is not None

    def is_redrawn(self, path: str, partition: str) -> bool:
        """Return whether a deleted file is a card, and one in another look has its words now."""
        return f"{CARDS}/" in path and said_by(path) in self._cards(partition)

    def _cards(self, partition: str) -> frozenset[str]:
        if partition not in self._cards_of:
            rows = self._manifest.rows(partition).values()
            cards = (row.path for row in rows if row.size >= 0 and f"{CARDS}/" in row.path)
            self._cards_of[partition] = frozenset(map(said_by, cards))
        return self._cards_of[partition]

    def split(self, path: str, partition: str = UNKNOWN) -> tuple[str, str]:
        """Return the root of a file, and its path there; a portal has no name."""
        written = Partition.parse(partition)
        if written:
            root = folder_of(written.root)
        else:
            is_of_host = self._is_per_host and "/" in path and not _OF_THEME.match(path)
            root = path.partition("/")[0] if is_of_host else ""
        return ("", path) if not root else (root, path.removeprefix(f"{root}/"))

    def _roots_now(self, root: str) -> Sequence[str]:
        """Return the roots that may have a root's files: itself, or those of another layout."""
        if bool(root) == self._is_per_host:
            return [root]
        return [*map(folder_of, self._hosts)] if self._is_per_host else [""]


def find_replaced(session: Session, *, has_deletions: bool) -> list[Replaced]:
    """Return the staged files that get other bytes, before the manifest adopts them.

    They are looked for only if copies elsewhere matter: a file is deleted, a page becomes one that
    says that it was taken down, or a file of the content folder has other bytes. Without deletions
    they are asked for twice, as most builds that write all files take none of them down.
    """
    replaced, addresses = session.manifest.staging.replaced, FileAddresses(session)
    if has_deletions or any(_is_taken_down(file, addresses) for file in replaced()):
        return [*replaced()]
    return []


def _is_taken_down(file: Replaced, addresses: FileAddresses) -> bool:
    written = Partition.parse(file.now)
    part = written.part if written else ""
    if part == RETIRED.name:
        return file.before != file.now
    is_of_site = addresses.is_of_site(file.path, file.now)
    return part == ASSETS.name and file.was_known and not is_of_site


def taken_down(
    session: Session, deleted: Iterable[tuple[str, str]], replaced: Sequence[Replaced]
) -> TakenDown:
    """Return what a build took down, of the files that it deleted and those with other bytes.

    Deleted files are given with their partitions.
    """
    addresses = FileAddresses(session)
    gone = [file for file in deleted if not addresses.is_served(*file)]
    files = [
        file for file in gone if not (addresses.is_of_site(*file) or addresses.is_redrawn(*file))
    ]
    files += [(file.path, file.now) for file in replaced if _is_taken_down(file, addresses)]
    if all(_COPY.match(addresses.split(*file)[1]) for file in files):
        # Settings and Pillow make others of pictures that stay.
        return TakenDown()
    taken = {url for file in files for url in addresses.all_of(*file)}
    others = {*gone, *((file.path, file.now) for file in replaced)}.difference(files)
    return TakenDown(
        purge=tuple(sorted(taken.union(*(addresses.all_of(*file) for file in others)))),
        search_engines=tuple(sorted(taken)),
    )


def note_taken_down(
    session: Session, deleted: Iterable[tuple[str, str]], replaced: Sequence[Replaced]
) -> TakenDown:
    """Return what a build takes down, with the pages and pictures of one that was killed before.

    The manifest knows the new files already, and what is yet to be deleted. Those with other bytes
    are noted until all is done, as the next build would find them as they should be.
    """
    rows = ((file, session.manifest.row(file.path)) for file in _noted(session))
    earlier = [file for file, row in rows if row and row.partition == file.now]
    replaced = [*dict.fromkeys((*replaced, *earlier))]
    taken = taken_down(session, deleted, replaced)
    _note(session, replaced if taken.purge else [])
    return taken


def forget_noted(session: Session) -> None:
    """Forget what was noted, as all of it is done."""
    _note(session, [])


def forget_noted_of(session: Session, urls: Container[str]) -> None:
    """Forget the files that have some addresses, as their names may be those of people."""
    address = FileAddresses(session).of_page
    _note(session, [file for file in _noted(session) if address(file.path, file.now) not in urls])


def _noted(session: Session) -> list[Replaced]:
    noted = session.database.meta(_note_name(session))
    return [Replaced(*file) for file in loads(noted)] if noted else []


def _note(session: Session, replaced: Sequence[Replaced]) -> None:
    noted = dumps(replaced) if replaced else ""
    if noted != session.database.meta(_note_name(session)):
        session.database.remember(_note_name(session), noted)


def _note_name(session: Session) -> str:
    return f"replaced in {session.manifest.output}"
