"""What is to be deployed: the output folder as the last build left it, and what hosts are told."""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote

from newsgen.deployers.manifest import FileKind, HeldFile, path_digest
from newsgen.deployers.target import TargetError
from newsgen.digest import digest, digest_bytes
from newsgen.fast.patterns import later
from newsgen.hosting.answer import Answer, answer
from newsgen.hosting.site import (
    AddressKind,
    HostedAddress,
    HostedRoot,
    HostedSite,
    hosted_site,
    leading,
    place_key,
)
from newsgen.model.partition import Partition
from newsgen.model.urls import SAFE_IN_PATH
from newsgen.pipeline.built import look_at_output
from newsgen.pipeline.frame import build_frame, open_theme
from newsgen.pipeline.ingest import ingest
from newsgen.pipeline.result import Request
from newsgen.pipeline.session import Session, open_session
from newsgen.site._month import MONTH
from newsgen.site._pages import PAGES
from newsgen.site._retired import RETIRED
from newsgen.site.assets import ASSETS, FINGERPRINTED
from newsgen.site.cards import FOLDER as CARDS
from newsgen.site.frame import PORTAL, Frame
from newsgen.site.parts import claims_in
from newsgen.site.search import INDEX
from newsgen.site.variants import VARIANTS
from newsgen.store import Catalogue
from newsgen.version import version

_OF_THEME: Final = later(FINGERPRINTED)
_KINDS: Final = {
    RETIRED.name: FileKind.RETIRED,
    VARIANTS.name: FileKind.COPY,
    INDEX.name: FileKind.SEARCH,
}
"""What all files of a part are."""


class OutputFile(NamedTuple):
    """A file of the output folder, by its path there; the root of per-host sites is its first."""

    path: str
    root: str
    size: int
    held: HeldFile

    @property
    def in_root(self) -> str:
        return self.path.removeprefix(f"{self.root}/") if self.root else self.path


class BuiltOutput:
    """The output folder with all that it holds, by the digests of paths, while the site is open.

    `files` is empty where `built` shows that the model of answers would not agree with it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.folder, self.commit = session.output, _commit(session.request.site)
        self.built = look_at_output(session)

    @cached_property
    def _frame(self) -> Frame:
        return build_frame(self._session, open_theme(self._session))

    @cached_property
    def site(self) -> HostedSite:
        """What hosts are told of; it takes a while to gather."""
        return hosted_site(self._session, self._frame, "")

    @cached_property
    def files(self) -> Mapping[bytes, OutputFile]:
        return _files(self._session, self._frame) if self.built.current else {}

    @cached_property
    def model_key(self) -> str:
        """The key of what hosts are told of: of all that `site` is gathered from.

        The settings are in it as they are written.
        """
        session, catalogue = self._session, self._session.catalogue
        others = (row for row in self.files.items() if row[1].held.kind is not FileKind.PAGE)
        return digest(
            version(),
            session.config_text,
            [(key, str(file.held.kind)) for key, file in sorted(others)],
            catalogue.paths.published(),
            [*leading(catalogue)],
            [*catalogue.retired.gone()],
            [*catalogue.ledger.gone_below()],
            [*catalogue.ledger.lost()],
            catalogue.embeds.services(),
        ).hex()

    @property
    def catalogue(self) -> Catalogue:
        """All that is known of the releases in the content."""
        return self._session.catalogue

    def read(self, path: str) -> bytes:
        """Return a file's bytes as they were built. Raises `TargetError` if they are not."""
        try:
            data = (self.folder / path).read_bytes()
        except OSError:
            data = b""
        if digest_bytes(data) != self.files[path_digest(path)].held.content:
            message = f"the output folder has changed while it was deployed: {path}"
            raise TargetError(message, "Build again, and let nobody else build meanwhile.")
        return data

    @cached_property
    def roots(self) -> dict[str, "RootModel"]:
        """How the roots of the website answer, by their names."""
        files: dict[str, set[str]] = {}
        for file in self.files.values():
            files.setdefault(file.root, set()).add(file.in_root)
        return {
            root.name: RootModel(root, frozenset(files.get(root.name, ())))
            for root in self.site.roots
        }

    def root_of(self, path: str) -> tuple["RootModel | None", str]:
        """Return the root of any path below the output folder, and its path there."""
        first, _, rest = path.partition("/")
        if first in self.roots and rest:
            return self.roots[first], rest
        return self.roots.get(""), path

    def answer_at(self, path: str) -> Answer:
        """Return how the website answers at the address of a file that it had."""
        model, inner = self.root_of(path)
        return model.at(inner) if model else Answer(404)

    @cached_property
    def due(self) -> int:
        """How many pages of releases the site has by now that are not in the folder."""
        here = sum(file.held.kind is FileKind.PAGE for file in self.files.values())
        return max(0, len(self._session.catalogue.paths.published()) - here)


class RootModel:
    """A document root as the model of answers looks it up."""

    def __init__(self, root: HostedRoot, files: frozenset[str]) -> None:
        self.root, self.files = root, files
        self._entries = {entry.key: entry for entry in root.entries}
        self._graves = frozenset(map(place_key, root.graves))

    @cached_property
    def _links(self) -> dict[str, str]:
        pages = self.root.some(AddressKind.PAGE)
        return {entry.file: entry.target for entry in pages if entry.query}

    def link(self, file: str) -> str:
        """Return the link to a file, encoded."""
        if link := self._links.get(file):
            return link
        path = file.removesuffix("index.html") if f"/{file}".endswith("/index.html") else file
        return f"/{quote(path, safe=SAFE_IN_PATH, errors='surrogateescape')}"

    def at(self, file: str) -> Answer:
        """Return the answer at the address of a file, which may not be there any more."""
        return answer(self.link(file), self)

    def is_file(self, path: str) -> bool:
        return path in self.files

    def folded(self, key: str) -> str | None:
        return self._target(key, AddressKind.PAGE)

    def redirect(self, key: str) -> str | None:
        return self._target(key, AddressKind.MOVED)

    def gone(self, key: str) -> str | None:
        return self._target(key, AddressKind.GONE)

    def _target(self, key: str, kind: AddressKind) -> str | None:
        entry: HostedAddress | None = self._entries.get(key)
        return entry.target if entry and entry.kind is kind else None

    def gone_below(self, place: str) -> bool:
        return place in self._graves


@contextmanager
def open_output(request: Request) -> Iterator[BuiltOutput]:
    """Look at the content, and take stock of the output folder beside it.

    Raises:
        NewsgenError: the site cannot be read.

    """
    with open_session(replace(request, drafts=False)) as session:
        yield BuiltOutput(session)


def published_pages(request: Request) -> frozenset[bytes]:
    """Return the digests of the paths at which a page may be: of releases, and what has moved.

    Neither the theme nor the output folder is asked, as one of them may be why this is.
    """
    with open_session(replace(request, drafts=False)) as session:
        ingest(session)
        catalogue = session.catalogue
        paths = [text.rpartition(" ")[0] for text in catalogue.paths.published()]
        paths += [f"{old.root}/{old.file}".lstrip("/") for _, old in catalogue.addresses.leading()]
        return frozenset(map(path_digest, paths))


def _files(session: Session, frame: Frame) -> dict[bytes, OutputFile]:
    claimed = {o.root.file(claim.path) for o in frame.outlines for _, claim in claims_in(o)}
    files = {}
    for path, partition, size, content in session.manifest.contents():
        written = Partition.parse(partition)
        root = written.root if written and written.root != PORTAL else ""
        part = written.part if written else ""
        kind = _KINDS.get(part) or _kind(part, path, path.removeprefix(f"{root}/"), claimed)
        file = OutputFile(path, root, size, HeldFile(kind, content))
        files[path_digest(path)] = file
    return files


def _kind(part: str, path: str, in_root: str, claimed: set[str]) -> FileKind:
    if part == ASSETS.name:
        return FileKind.ASSET if _OF_THEME.match(in_root) else FileKind.MEDIA
    if in_root.startswith(f"{CARDS}/"):
        return FileKind.COPY
    is_release = part in (MONTH.name, PAGES.name) and path not in claimed
    return FileKind.PAGE if is_release else FileKind.LISTING


def _commit(site: Path) -> str:
    """Return the commit of a site that is in git, or an empty text."""
    command = ["git", "-C", str(site), "rev-parse", "--verify", "--quiet", "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
