"""Applying a plan to the open output: render first, then put in place, then delete.

Nothing in the output changes before the last page is rendered, so a template that fails, or a disk
that fills until then, leaves the old site whole. Each file is put in place by a rename, and
deletions come last. The manifest learns of new paths before the first rename, and of the rest when
all is done: a build that is killed between leaves nothing of which the next one does not know.
"""

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from newsgen.diagnostics import Diagnostic, NewsgenError, Span, fatal, is_out_of_memory
from newsgen.files import (
    LockedError,
    OutputFolder,
    Scratch,
    UnsafePathError,
    WindowsNameError,
    ensure_dir,
    lock,
    windows_trouble,
)
from newsgen.model.urls import folded
from newsgen.pipeline._render import rendering
from newsgen.pipeline.leftovers import Leftovers
from newsgen.pipeline.plan import Plan
from newsgen.pipeline.profile import Stage
from newsgen.pipeline.result import Action, Counts, TakenDown
from newsgen.pipeline.session import Session, locked
from newsgen.pipeline.taken_down import find_replaced, forget_noted, note_taken_down
from newsgen.pipeline.variants import forget_deleted
from newsgen.site.frame import Frame
from newsgen.store import Replaced

ROWS: Final = 2_000
"""Staged files that are looked at together."""


class Applied(NamedTuple):
    """What was done: files by action, and how many in the output folder are not newsgen's.

    `has_pictures` says whether pictures may have been made, which are kept. `taken_down` are
    addresses of which copies elsewhere hold what the output does not hold any more.
    """

    counts: Counts
    unknown: int
    has_pictures: bool
    taken_down: TakenDown


@dataclass(slots=True)
class _SiteChanges:
    """What rendering comes to, apart from the staged files.

    `deletions` have path and partition, `restamps` path and time, `digests` their partition.
    """

    counts: Counts
    has_pictures: bool = False
    deletions: list[tuple[str, str]] = field(default_factory=list)
    restamps: list[tuple[str, int]] = field(default_factory=list)
    digests: list[tuple[str, bytes]] = field(default_factory=list)


def apply(
    session: Session, frame: Frame, plan: Plan, scratch: Scratch, leftovers: Leftovers
) -> Applied:
    """Bring the output folder up to date with a plan.

    Raises:
        NewsgenError: a template fails or pages that were taken down may be left (exit code 1), or
            the output cannot be written (2).

    """
    output = session.output
    with OutputFolder.held(output) as folder:
        changes = _render(session, frame, plan, scratch)
        staged = session.manifest.staging.paths() if leftovers.paths else set[str]()
        leftovers.refuse(session, staged)
        _check_ways(session, folder, scratch, {path for path, _ in changes.deletions})
        replaced = find_replaced(session, has_deletions=bool(changes.deletions))
        gone, taken = _note(session, changes, replaced)
        with plain_errors(output, "Every page is whole; build again to make all of them new."):
            _put_in_place(session, folder, scratch, changes, gone)
    forget_noted(session)
    session.database.commit()
    unknown = len({*leftovers.paths} - staged)
    return Applied(changes.counts, unknown, changes.has_pictures, taken)


def _render(session: Session, frame: Frame, plan: Plan, scratch: Scratch) -> _SiteChanges:
    """Render what is stale into the scratch folder, and stage its rows."""
    manifest, meter = session.manifest, session.meter
    changes = _SiteChanges(dict.fromkeys(Action, 0), restamps=list(plan.restamps))
    changes.counts[Action.KEEP] = plan.kept
    manifest.staging.clear()
    with rendering(session, frame, plan.dirty, scratch) as results:
        meter.turn(Stage.STORE)
        for rendered in meter.each(Stage.RENDER, results):
            rows = ((staged.scratch, staged.row) for staged in rendered.staged)
            manifest.staging.put(rows, last=rendered.planned.is_last)
            for action in (Action.CREATE, Action.UPDATE, Action.KEEP):
                changes.counts[action] += rendered.counts[action]
            changes.deletions += [(path, rendered.planned.key) for path in rendered.deletions]
            changes.restamps += rendered.restamps
            changes.has_pictures |= rendered.has_pictures
            if rendered.planned.digest or rendered.planned.is_gone:
                changes.digests.append((rendered.planned.key, rendered.planned.digest))
    return changes


def _check_ways(
    session: Session, folder: OutputFolder, scratch: Scratch, deletions: set[str]
) -> None:
    """See, before anything is moved, that nothing foreign stands in the way of a file.

    Raises:
        UnsafePathError: a link does.
        IsADirectoryError: a folder does, and files in it are not newsgen's to delete.

    """
    session.meter.turn(Stage.PLACE)
    if scratch.whole:  # the output is empty
        return
    for names in session.manifest.staging.files(ROWS):
        for _, _, path in names:
            foreign = folder.check(path) - deletions
            if foreign:
                raise IsADirectoryError(errno.EISDIR, "", f"{folder.root}/{min(foreign)}")


def _note(
    session: Session, changes: _SiteChanges, replaced: Sequence[Replaced]
) -> tuple[list[str], TakenDown]:
    """Let the manifest know what is about to be put in place and deleted.

    Return the files to delete, and what is taken down.
    """
    session.meter.turn(Stage.STORE)
    manifest = session.manifest
    manifest.mark_for_deletion(path for path, _ in changes.deletions)
    session.written.add_staged()
    manifest.adopt_staged()  # after that: what one part gives up, another may have taken over
    manifest.restamp(changes.restamps)
    manifest.close_partitions(changes.digests)
    manifest.pack()
    session.meter.files_compared += len(changes.restamps)
    deleted = [each for each in changes.deletions if manifest.still_in(*each)]
    taken = note_taken_down(session, deleted, replaced)
    session.database.commit()
    return [path for path, _ in deleted], taken


def _put_in_place(
    session: Session,
    folder: OutputFolder,
    scratch: Scratch,
    changes: _SiteChanges,
    gone: Sequence[str],
) -> None:
    """Move staged files into the output, then delete what is gone."""
    meter = session.meter
    meter.turn(Stage.PLACE)
    folder.touch()  # a cache that is restored from before shall see that it is older
    if not scratch.whole:
        _remove_packed(session, folder, gone)
    rest = _without_twins(session, folder, gone) if gone and scratch.folds_case else gone
    late = _place(session, folder, scratch)
    meter.turn(Stage.DELETE)
    for path in rest:
        folder.remove(path)
    forget_deleted(session, gone)
    session.written.drop(gone)
    session.manifest.forget(gone)
    session.manifest.pack()
    changes.counts[Action.DELETE] = len(gone)
    meter.turn(Stage.PLACE)
    for name, path in late:
        folder.place(scratch.path(name), path)
    meter.turn(Stage.STORE)


def _remove_packed(session: Session, folder: OutputFolder, gone: Sequence[str]) -> None:
    """Delete packed copies that others made of files which change or go: servers send those."""
    manifest = session.manifest
    staged = (path for names in manifest.staging.files(ROWS) for _, _, path in names)
    for path in chain(staged, gone):
        for copy in folder.packed(path):
            if manifest.row(copy) is None:
                folder.remove(copy)


def _place(session: Session, folder: OutputFolder, scratch: Scratch) -> list[tuple[str, str]]:
    """Move staged files into the output. Return those in whose place a folder stands."""
    if scratch.whole:
        folder.place_all(scratch.folder)
        return []
    late: list[tuple[str, str]] = []
    for names in session.manifest.staging.files(ROWS):
        for _, name, path in names:
            try:
                folder.place(scratch.path(name), path)
            except IsADirectoryError:
                late.append((name, path))
    return late


def _without_twins(session: Session, folder: OutputFolder, gone: Sequence[str]) -> list[str]:
    """Return the files to delete that are not also files to keep, under names in other letter case.

    A file of such a name that is yet to be placed is deleted first, so that it gets the new name.
    """
    manifest = session.manifest
    living = {folded(file.path) for file in manifest.files() if file.size >= 0}
    staged = {folded(path) for names in manifest.staging.files(ROWS) for _, _, path in names}
    for path in gone:
        if folded(path) in staged:
            folder.remove(path)
    return [path for path in gone if folded(path) not in living]


_REASONS: Final = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EROFS: "it is read-only",
    errno.ENOTDIR: "a file stands where a folder should be",
    errno.EEXIST: "a file stands where a folder should be",
    errno.EISDIR: "a folder that newsgen did not make stands where a file should be",
    errno.ENAMETOOLONG: "a path is too long for this system",
}


_REASONS_OF_WINDOWS: Final = {
    32: "another program has a file open",
    33: "another program has locked a file",
    206: "a path is too long for this system",
}
LONGEST_ON_WINDOWS: Final = 259
"""Characters of a path there, unless long paths are turned on."""


@contextmanager
def open_output(session: Session) -> Iterator[Scratch]:
    """Lock the output folder, making it if need be, and give a scratch folder for new files.

    Raises:
        NewsgenError: the folder cannot be used, or a template or a worker fails in the block.

    """
    output = session.output
    hint = "The site is unchanged. Fix this and build again."
    with plain_errors(output, hint), ensure_dir(output), lock(output):
        scratch = Scratch.prepare(session.scratch, output)
        try:
            yield scratch
        finally:
            session.meter.turn(Stage.DELETE)
            scratch.clear()


@contextmanager
def plain_errors(output: Path, hint: str) -> Iterator[None]:
    """Report in plain words why the output cannot be written; `hint` says how the site is now."""
    try:
        yield
    except WindowsNameError as error:
        raise fatal(
            "NG901",
            f"Windows cannot hold the file name “{windows_trouble(str(error))}”: {error}",
            f"{output}/{error}",
            "Build this site on Linux or macOS, or give the release another url.",
        ) from None
    except UnsafePathError as error:
        raise fatal(
            "NG901",
            f"a symbolic link in the output folder leads elsewhere: {error}",
            f"{output}/{error}",
            "Delete the link; newsgen writes only below its output folder.",
        ) from None
    except OSError as error:
        if is_out_of_memory(error):
            raise
        raise NewsgenError(_output_diagnostic(output, error, hint)) from error
    except LockedError:
        raise NewsgenError(locked(output)) from None


def _output_diagnostic(output: Path, error: OSError, hint: str) -> Diagnostic:
    path = str(error.filename2 or error.filename or output)
    message = f"the output folder {output} cannot be written: {_reason(error, path)}"
    return Diagnostic("NG901", message, Span(path), hint)


def _reason(error: OSError, path: str) -> str:
    number = getattr(error, "winerror", None) or 0
    if number in _REASONS_OF_WINDOWS:
        return _REASONS_OF_WINDOWS[number]
    if number and error.errno == errno.ENOENT and len(path) > LONGEST_ON_WINDOWS:
        return _REASONS[errno.ENAMETOOLONG]
    return _REASONS.get(error.errno or 0, error.strerror or str(error))
