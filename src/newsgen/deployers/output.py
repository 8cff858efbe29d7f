"""What is to be deployed: the output folder as the last build left it, and what hosts are told."""

import subprocess
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from newsgen.content.scan import git_call
from newsgen.deployers.manifest import DeployedManifest, FileKind, HeldFile, path_digest
from newsgen.deployers.shown import MovedPages, ShownPages, withheld_places
from newsgen.deployers.target import TargetError
from newsgen.digest import digest_bytes
from newsgen.fast.patterns import later
from newsgen.model.area import folder_of
from newsgen.model.host_files import FINGERPRINTED
from newsgen.model.partition import Partition
from newsgen.model.tombstones import Tombstones
from newsgen.model.urls import Address, URLError, folded, output_path
from newsgen.pipeline.built import look_at_output
from newsgen.pipeline.ingest import ingest
from newsgen.pipeline.ledger import read_tombstones
from newsgen.pipeline.result import Request
from newsgen.pipeline.session import Session, open_session
from newsgen.store import Catalogue
from newsgen.version import version

if TYPE_CHECKING:
    from newsgen.deployers.answers import RootModel
    from newsgen.hosting.answer import Answer
    from newsgen.hosting.headers import HeaderSettings
    from newsgen.hosting.site import HostedSite

# Of newsgen.site and newsgen.hosting, which are slow to load and not needed for most edits:
ASSETS: Final = "assets"
CARDS: Final = "media/cards/"
KINDS: Final = {
    "retired": FileKind.RETIRED,
    "variants": FileKind.COPY,
    "index": FileKind.SEARCH,
}
"""What all files of a part are."""
_OF_THEME: Final = later(FINGERPRINTED)


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

    The model of answers agrees with it where `built` says that it is current. `withheld` are places
    of more releases that nobody may see. Unless it `is_whole`, releases are left out of it that may
    be published, as their files have errors. `today` is the commit of which its take-downs are, if
    that is another than its own.
    """

    def __init__(
        self,
        session: Session,
        commit: Callable[[], str],
        withheld: frozenset[str] = frozenset(),
        *,
        is_whole: bool = True,
        today: str = "",
    ) -> None:
        self._session, self.today = session, today
        self._known_withheld, self.is_whole = withheld, is_whole
        self.folder, self._commit = session.output, commit
        self.built = look_at_output(session)
        self._at = str(self.folder)
        # While a target is reached, as what comes later is done while its lock is waited for.
        self._published = session.catalogue.paths.published()

    @cached_property
    def commit(self) -> str:
        """The commit of a site that is in git, or an empty text."""
        return self._commit()

    def is_older_than(self, commit: str) -> bool | None:
        """Return whether the site is at an ancestor of a commit; None if git does not know."""
        return self._is_before(self.commit, commit) if commit else False

    def is_newer_than(self, commit: str) -> bool | None:
        """Return whether the site is at a descendant of a commit; None if git does not know.

        It is newer than what was deployed without git.
        """
        return self._is_before(commit, self.commit) if commit else True

    def _is_before(self, older: str, newer: str) -> bool | None:
        if older == newer:
            return False
        return comes_of(self._session.request.site, older, newer) if self.commit else None

    @cached_property
    def site(self) -> "HostedSite":
        """What hosts are told of; it takes a while to gather."""
        from newsgen.hosting.site import hosted_site  # noqa: PLC0415 (slow to load, as are these)
        from newsgen.pipeline.frame import build_frame, open_theme  # noqa: PLC0415

        session = self._session
        return hosted_site(session, build_frame(session, open_theme(session)), "")

    @cached_property
    def header_settings(self) -> "HeaderSettings":
        """How long answers may be cached, among others; it takes no time."""
        from newsgen.hosting.headers import header_settings  # noqa: PLC0415 (slow to load)

        return header_settings(self._session.config)

    @cached_property
    def files(self) -> Mapping[bytes, OutputFile]:
        return _files(self._session, frozenset(self._published.files))

    @cached_property
    def model_key(self) -> str:
        """The key of what hosts are told of: of all that `site` is gathered from.

        The settings are in it as they are written.
        """
        session, catalogue, pages = self._session, self._session.catalogue, self._published
        others = (row for row in self.files.items() if row[1].held.kind is not FileKind.PAGE)
        facts = (
            version(),
            session.config_text,
            [(key, str(file.held.kind)) for key, file in sorted(others)],
            digest_bytes(*map(_encoded, ("\n".join(pages.files), pages.asked_at))),
            [
                (old.root, old.path, old.query, old.target and old.target.href)
                for _, old in catalogue.addresses.leading()
            ],
            [*catalogue.retired.gone()],
            [*catalogue.ledger.gone_below()],
            [*catalogue.ledger.lost()],
            catalogue.embeds.services(),
        )
        return digest_bytes(_encoded(repr(facts))).hex()

    @property
    def catalogue(self) -> Catalogue:
        """All that is known of the releases in the content."""
        return self._session.catalogue

    def read(self, path: str) -> bytes:
        """Return a file's bytes as they were built. Raises `TargetError` if they are not."""
        try:
            with open(f"{self._at}/{path}", "rb") as stream:  # noqa: PTH123 (there are many)
                data = stream.read()
        except OSError:
            data = b""
        if digest_bytes(data) != self.files[path_digest(path)].held.content:
            message = f"the output folder has changed while it was deployed: {path}"
            raise TargetError(message, "Build again, and let nobody else build meanwhile.")
        return data

    @cached_property
    def roots(self) -> dict[str, "RootModel"]:
        """How the roots of the website answer, by their names."""
        from newsgen.deployers.answers import RootModel  # noqa: PLC0415

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

    def url_of(self, path: str) -> str:
        """Return the address of a file that the website had; its path on it if hosts share that."""
        model, inner = self.root_of(path)
        hosts = model.root.hosts if model else ()
        link = model.link(inner) if model else path
        return f"https://{hosts[0]}{link}" if len(hosts) == 1 else link

    def answer_at(self, path: str) -> "Answer":
        """Return how the website answers at the address of a file that it had."""
        model, inner = self.root_of(path)
        if model:
            return model.at(inner)
        from newsgen.hosting.answer import Answer  # noqa: PLC0415

        return Answer(404)

    def kind_there(self, path: str) -> FileKind:
        """Return what a file is that a target has, as far as its path tells."""
        if self.answer_at(path).status == 410:
            return FileKind.PAGE
        built = self.files.get(path_digest(path))
        return built.held.kind if built else FileKind.LISTING

    def is_lost(self, path: str) -> bool:
        """Return whether nobody has said what became of a release's page that was at a path.

        It may be answered as gone all the same, as others were removed from its folder.
        """
        model, inner = self.root_of(path)
        status = self.answer_at(path).status
        if model is None or status != 410:
            return status == 404
        return not (model.is_known_gone(inner) or self.was_removed(path))

    def was_removed(self, path: str) -> bool:
        """Return whether the page of a file was removed permanently, by its tombstone."""
        model, inner = self.root_of(path)
        return model is not None and self.tombstones.at(model.root.name, inner) is not None

    def has_release(self, path: str) -> bool:
        """Return whether the content has a release for a path, whoever may see it."""
        return path.lower() in self._withheld

    def is_shared(self, path: str) -> bool:
        """Return whether several releases have the address of a page, of which one is published."""
        return folded(path) in self._shared

    @cached_property
    def _shared(self) -> set[str]:
        return self.catalogue.paths.shared()

    @cached_property
    def _withheld(self) -> frozenset[str]:
        return withheld_places(self._session.catalogue) | self._known_withheld

    @cached_property
    def withheld_digests(self) -> frozenset[bytes]:
        """The paths of releases that nobody may see, though another may be published there."""
        paths = (file.path for file in self.files.values())
        return frozenset(path_digest(path) for path in paths if path.lower() in self._withheld)

    @cached_property
    def tombstones(self) -> Tombstones:
        """The addresses that were removed permanently, as the site folder knows them."""
        return read_tombstones(self._session.request.site)

    def is_taken_down(self, path: str, earlier: Iterable[DeployedManifest]) -> bool:
        """Return whether what was a release's page before has none of its words any more."""
        if self.answer_at(path).status == 410:
            return True
        digest, moves = path_digest(path), self._moves
        return digest in moves and not moves.shows(digest, earlier)

    @cached_property
    def down(self) -> dict[str, str]:
        """What a manifest says of the paths of releases that are down, but for those removed."""
        paths = set[str]()
        for root, path, query, _ in self.catalogue.retired.gone():
            with suppress(URLError):  # no file has so long a name
                file = output_path(Address("https", "host", path, query))
                paths.add(f"{root}/{file}".lstrip("/"))
        down = paths.difference(self._published.files)
        return {path_digest(path).hex(): self.today for path in down}

    @cached_property
    def _moves(self) -> MovedPages:
        return MovedPages.of(self._session.catalogue)

    @cached_property
    def due(self) -> int:
        """How many pages of releases the site has by now that are not in the folder."""
        here = sum(file.held.kind is FileKind.PAGE for file in self.files.values())
        return max(0, len(self._published.files) - here)


@contextmanager
def open_output(
    request: Request,
    withheld: frozenset[str] = frozenset(),
    *,
    is_whole: bool = True,
    today: str = "",
) -> Iterator[BuiltOutput]:
    """Look at the content, and take stock of the output folder beside it: see `BuiltOutput`.

    Raises:
        NewsgenError: the site cannot be read.

    """
    with (
        _commit_of(request.site) as commit,
        open_session(replace(request, drafts=False)) as session,
    ):
        yield BuiltOutput(session, commit, withheld, is_whole=is_whole, today=today)


def shown_pages(request: Request) -> ShownPages:
    """Return which pages may be shown: those of releases, and of what has moved.

    Neither the theme nor the output folder is asked, as one of them may be why this is.
    """
    with open_session(replace(request, drafts=False)) as session:
        ingest(session)
        catalogue = session.catalogue
        published, withheld = catalogue.paths.published().files, withheld_places(catalogue)
        files = _files(session, frozenset(published))
        return ShownPages(
            frozenset(path_digest(path) for path in published if path.lower() not in withheld),
            MovedPages.of(catalogue),
            {d: file.held for d, file in files.items() if file.held.kind is FileKind.MEDIA},
        )


def _encoded(text: str) -> bytes:
    return text.encode(errors="surrogateescape")


def _files(session: Session, published: Container[str]) -> dict[bytes, OutputFile]:
    files = {}
    parsed: dict[str, tuple[str, str, FileKind | None]] = {}
    for path, partition, size, content in session.manifest.contents():
        if partition not in parsed:
            parsed[partition] = _parsed(partition)
        part, root, kind = parsed[partition]
        if kind is None:
            kind = FileKind.PAGE if path in published else _kind(part, path, root)
        files[path_digest(path)] = OutputFile(path, root, size, HeldFile(kind, content))
    return files


def _parsed(partition: str) -> tuple[str, str, FileKind | None]:
    """Return the part and the root of a partition, and what all its files are, if they are one."""
    written = Partition.parse(partition)
    if written is None:
        return "", "", None
    return written.part, folder_of(written.root), KINDS.get(written.part)


def _kind(part: str, path: str, root: str) -> FileKind:
    in_root = path.removeprefix(f"{root}/")
    if part == ASSETS:
        return FileKind.ASSET if _OF_THEME.match(in_root) else FileKind.MEDIA
    return FileKind.COPY if in_root.startswith(CARDS) else FileKind.LISTING


def comes_of(site: Path, older: str, newer: str) -> bool | None:
    """Return whether a commit of a site is another, or comes of it; None if git does not know."""
    command, environment = git_call(site, "merge-base", "--is-ancestor", older, newer)
    done = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603
    return {0: True, 1: False}.get(done.returncode)


@contextmanager
def _commit_of(site: Path) -> Iterator[Callable[[], str]]:
    """Ask git which commit a site is at; the function that is yielded waits for the answer."""
    command, environment = git_call(site, "rev-parse", "--verify", "--quiet", "HEAD")
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    try:
        process = subprocess.Popen(  # noqa: S603
            command, env=environment, stdout=pipe, stderr=nowhere, text=True
        )
    except OSError:
        yield lambda: ""
        return

    def answer() -> str:
        said, _ = process.communicate()
        return said.strip() if process.returncode == 0 else ""

    with process:
        yield answer
