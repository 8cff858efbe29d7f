"""An older commit of the site, with what was taken down since: the way back past a take-down.

The ledger, the tombstones, and each release that was withdrawn or has an expiry are today's. What
is not published today is not in it, pictures and documents included.
"""

import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Set as AbstractSet
from contextlib import contextmanager
from dataclasses import replace
from filecmp import cmp
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from newsgen.codes import Severity
from newsgen.content.scan import SUFFIX, git_call
from newsgen.deployers.manifest import DeployedManifest, path_digest
from newsgen.deployers.output import comes_of
from newsgen.deployers.plan import GET_HISTORY
from newsgen.deployers.shown import MovedPages, withheld_places
from newsgen.deployers.target import TargetError
from newsgen.diagnostics import of_severity
from newsgen.model import ledger, tombstones
from newsgen.model.urls import Address
from newsgen.pipeline.central import build
from newsgen.pipeline.ingest import ingest
from newsgen.pipeline.result import Request
from newsgen.pipeline.session import Session, open_session

_DRAFT: Final = 1
"""The state of a draft; those of what was taken down are above it."""


class Today(NamedTuple):
    """What of a site counts for each of its older commits."""

    content: Path
    published: frozenset[str]
    """The paths of pages, in small letters, as those below."""
    moved: Mapping[str, str]
    """Where old addresses lead by now, by their paths; see `MovedPages`."""
    standing: frozenset[str]
    """Sources that are used as they are: of what was taken down or expires."""
    taken_down: frozenset[str]
    places: Mapping[str, str]
    """The sources of all releases, by the path of their page."""
    files: frozenset[str]
    """Pictures and documents that releases use which are published."""
    down: AbstractSet[bytes]
    """The digests of paths at which targets know pages that are not shown any more."""

    @property
    def pages(self) -> AbstractSet[str]:
        """Where a page may be: of what is published, and of what has moved."""
        return self.published | self.moved.keys()

    def shown(self, older: AbstractSet[str]) -> set[str]:
        """Return which of the pages of an older site are shown still, here or where they moved.

        What leads to a page that the older site has too leads to another release.
        """
        moved = {page for page, to in self.moved.items() if to and to not in older}
        return {*older} & (self.published | moved)


def commit_of_today(site: Path, live: Iterable[DeployedManifest]) -> str:
    """Return the commit that a site is at.

    Raises:
        TargetError: it lacks one that is live, and so what was taken down with that.

    """
    commit = _git(site, "rev-parse", "HEAD")
    for each in live:
        if each.commit and not comes_of(site, each.commit, commit):
            raise TargetError(
                f"this site folder is not up to date: it lacks commit {each.commit[:12]}, which is "
                "live",
                f"Nothing was changed. {GET_HISTORY}: it says what was taken down.",
            )
    return commit


@contextmanager
def older_site(request: Request, commit: str, down: AbstractSet[bytes]) -> Iterator[Request]:
    """Check an older commit out, bring its take-downs up to date, and build it.

    `down` are the digests of the paths of pages that are not shown any more, as the targets know.

    Raises:
        TargetError: it is not there, or cannot be built.

    """
    with TemporaryDirectory(prefix="newsgen-") as name:
        folder = Path(name)
        with checked_out(request.site, commit, folder / "tree") as site:
            older = replace(
                request, site=site, output=folder / "output", cache=folder / "cache", drafts=False
            )
            _bring_up_to_date(older, request, down)
            result = build(older)
            if result.refused:
                first = next(of_severity(result.diagnostics, Severity.ERROR, limit=1))
                message = f"commit {commit[:12]} cannot be built with today's take-downs"
                hint = f"Nothing was changed. {first.span.path}: {first.message}."
                raise TargetError(message, hint)
            yield older


@contextmanager
def checked_out(site: Path, commit: str, tree: Path) -> Iterator[Path]:
    below = _git(site, "rev-parse", "--show-prefix")
    _git(site, "worktree", "add", "--quiet", "--detach", str(tree), commit)
    try:
        yield tree / below
    finally:
        _git(site, "worktree", "remove", "--force", str(tree))


def _git(site: Path, *arguments: str) -> str:
    command, environment = git_call(site, "-c", "core.hooksPath=/dev/null", *arguments)
    try:
        done = subprocess.run(  # noqa: S603
            command, env=environment, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise TargetError(f"git cannot be run: {error.strerror}", "Install it.") from None
    if done.returncode:
        said = done.stderr.strip().rpartition("\n")[2]
        hint = "Nothing was changed. Fetch the commit if this clone lacks it, such as a CI's."
        raise TargetError(f"the commit that was deployed is not there: {said}", hint)
    return done.stdout.strip()


def _bring_up_to_date(older: Request, request: Request, down: AbstractSet[bytes]) -> None:
    with open_session(replace(request, drafts=False)) as session:
        today = _today(session, down)
    with open_session(older) as session:
        changes = dict(_changes(session, today))
        pages = _shown(session, today)
    site = older.site.resolve()
    for path, source in changes.items():
        file = older.site / "content" / path
        if not file.parent.resolve().is_relative_to(site):
            raise TargetError(f"content/{path} leads out of the site", "Nothing was changed.")
        take_over(source, file)
    for name in (tombstones.FILE, ledger.FILE):
        take_over(request.site / name, older.site / name)
    file = older.site / ledger.FILE
    if file.is_file():
        file.write_text(_ledger(file.read_text(), pages, today))


def _ledger(text: str, pages: AbstractSet[str], today: "Today") -> str:
    """Return what today's ledger says of a site that has these pages."""

    def is_among(pages: AbstractSet[str], address: Address, file: str) -> bool:
        return bool({file.lower(), f"{address.host}/{file}".lower()} & pages)

    def holds(line: ledger.Line) -> bool:
        is_there = is_among(pages, line.address, line.file)
        if line.target is None:
            return line.fate == "gone" or is_there
        leads = is_among(pages, line.target, line.target_file)
        return not is_there and (leads or not is_among(today.pages, line.target, line.target_file))

    lines, _ = ledger.read(text)
    return ledger.write(line.text for line in lines if holds(line))


def take_over(today: Path | None, older: Path) -> None:
    """Have a file as it is today, which may be not at all."""
    older.unlink(missing_ok=True)
    if today is not None and today.is_file():
        older.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(today, older)


def _today(session: Session, down: AbstractSet[bytes]) -> Today:
    ingest(session)
    catalogue = session.catalogue
    content = session.request.site / "content"
    moved = MovedPages.of(catalogue).places.items()
    visible = dict(catalogue.schedule.visibility_of(catalogue.paths.sources()))
    now = session.request.as_of.timestamp()
    # In an older commit a twin may not be there that ends or holds them.
    hidden = {*catalogue.pairs.ended()}
    hidden |= {source for source, each in visible.items() if (each.visible_from or 0) > now}
    files = _others(content)
    return Today(
        content,
        frozenset(_published(session) - withheld_places(catalogue)),
        {path.lower(): to.lower() for path, to in moved},
        frozenset(
            source
            for source, each in visible.items()
            if each.state > _DRAFT or (each.visible_until is not None and source not in hidden)
        ),
        frozenset(source for source, each in visible.items() if each.state > _DRAFT),
        dict(catalogue.paths.places()),
        frozenset(path for _, _, path in catalogue.file_uses.by_month(files)),
        down,
    )


def _published(session: Session) -> set[str]:
    """Return the paths of pages that are published, in small letters."""
    return {path.lower() for path in session.catalogue.paths.published().files}


def _others(content: Path) -> set[str]:
    """Return the files of a content folder beside its sources."""
    files = (path for path in content.rglob("*") if path.suffix != SUFFIX and path.is_file())
    return {path.relative_to(content).as_posix() for path in files}


def _changes(session: Session, today: Today) -> Iterator[tuple[str, Path | None]]:
    """Yield files of an older content folder that are to be as today, or to go; the last counts."""
    ingest(session)
    yield from _changed_files(session, today)
    paths = session.catalogue.paths
    places = dict(paths.places())
    now = {source: place for place, source in today.places.items()}
    for source in sorted(today.standing):
        older = places.get(now[source])
        if older and older != source:
            yield older, None
        if older or source in today.taken_down:
            yield source, today.content / source
    for place in sorted(_published(session) - _shown(session, today)):
        if places[place] not in today.standing:
            yield places[place], None


def _shown(session: Session, today: Today) -> set[str]:
    """Return which pages of an older site are shown still."""
    files = session.catalogue.paths.published().files
    down = {path.lower() for path in files if path_digest(path) in today.down}
    return today.shown(_published(session)) - down


def _changed_files(session: Session, today: Today) -> Iterator[tuple[str, Path | None]]:
    """Yield pictures and documents that are not as today, and releases with one that is down."""
    content = session.request.site / "content"
    down = set()
    for path in sorted(_others(content)):
        now_there = today.content / path
        if path not in today.files or not now_there.is_file():
            down.add(path)
            yield path, None
        elif not cmp(content / path, now_there, shallow=False):
            yield path, now_there
    places = {source: place for place, source in session.catalogue.paths.places()}
    for use in session.catalogue.file_uses.naming(down):
        now = today.places.get(places[use.source], "")
        if now:
            yield use.source, today.content / now
