"""Applying a plan: render everything first, then put it in place, then delete.

Nothing in the output changes before the last page is rendered, so a template that fails, or a disk
that fills until then, leaves the old site whole. Each file is put in place by a rename, and
deletions come last. The manifest learns of new paths before the first rename, and of the rest when
all is done: a build that is killed between leaves nothing of which the next one does not know.
"""

import errno
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, NamedTuple

from newsgen.files import OutputFolder, Scratch
from newsgen.model.urls import folded
from newsgen.pipeline._output import plain_errors
from newsgen.pipeline._render import rendering
from newsgen.pipeline.cards import forget_deleted
from newsgen.pipeline.leftovers import Leftovers
from newsgen.pipeline.plan import Plan
from newsgen.pipeline.profile import Stage
from newsgen.pipeline.result import Action, Counts, TakenDown
from newsgen.pipeline.session import Session
from newsgen.pipeline.taken_down import find_replaced, forget_noted, note_taken_down
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
            meter.add(Stage.RENDER, rendered.taken)
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
