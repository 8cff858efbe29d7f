"""Applying a plan: render everything first, then put it in place, then delete.

Nothing in the output changes before the last page is rendered, so a template that fails or a disk
that fills leaves the old site whole. Each file is put in place by a rename; its manifest row comes
after it, and deletions come last.
"""

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from newsgen.build.plan import Partition, Planner, Step
from newsgen.build.result import Action
from newsgen.build.session import Session, worker_died
from newsgen.diagnostics import Diagnostic, Exit, NewsgenError, Span
from newsgen.digest import digest_bytes
from newsgen.files import Folder, Scratch, UnsafePathError
from newsgen.pages.target import AssetFile, CopiedFile, Target
from newsgen.pages.views import SiteView
from newsgen.parallel import WorkerDiedError, ordered_map
from newsgen.store import Fragments, TargetRow
from newsgen.theme import Renderer, Theme

BATCH: Final = 64
"""Pages a worker renders at a time."""
SMALL: Final = 48
"""With fewer pages, starting workers takes longer than rendering."""


@dataclass(frozen=True, slots=True)
class Work:
    """A batch of one partition for a worker. `last` closes the partition."""

    partition: str
    root: str
    steps: tuple[tuple[str, Target, bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class Staged:
    """A rendered file that waits in the scratch folder."""

    scratch: str
    row: TargetRow


def apply(session: Session, theme: Theme, planner: Planner) -> dict[Action, int]:
    """Carry out the plan.

    Returns:
        How many files were created, updated, kept and deleted.

    Raises:
        NewsgenError: a template fails (exit code 1), or the output cannot be written (2).

    """
    counts = dict.fromkeys(Action, 0)
    finished: list[tuple[str, bytes]] = []
    deletions: list[tuple[str, str]] = []
    total = sum(count for o in planner.outlines for _, count, _ in o.months)

    def work() -> Iterator[Work]:
        for partition in planner.partitions():
            counts[Action.KEEP] += partition.kept
            for step in partition.steps:
                counts[step.action] += 1
            deletions.extend((s.path, partition.name) for s in partition.of(Action.DELETE))
            if not partition.skipped:
                finished.append((partition.name, partition.rollup))
            yield from _batches(partition)

    output = session.request.output
    with _plain_errors(output):
        output.mkdir(parents=True, exist_ok=True)
        scratch = Scratch.prepare(session.scratch, output)
        try:
            _stage(session, theme, planner, scratch, work(), total)
            folder = Folder(output)
            _forget_rollups(session, finished)
            late = _place(session, folder, scratch)
            _delete(session, folder, deletions)
            for staged in late:
                _put_in_place(folder, scratch, staged)
                session.manifest.put([staged.row])
        finally:
            scratch.clear()
    session.manifest.restamp(planner.restamps)
    for name, rollup in finished:
        session.manifest.close_partition(name, rollup)
    session.database.commit()
    return counts


def _batches(partition: Partition) -> Iterator[Work]:
    steps = partition.of(Action.CREATE, Action.UPDATE)
    for start in range(0, len(steps), BATCH):
        chunk = steps[start : start + BATCH]
        yield Work(partition.name, partition.root, tuple(_facts(step) for step in chunk))


def _facts(step: Step) -> tuple[str, Target, bytes, bytes]:
    assert step.target is not None
    return step.path, step.target, step.key, step.checksums


def _stage(
    session: Session,
    theme: Theme,
    planner: Planner,
    scratch: Scratch,
    work: Iterable[Work],
    total: int,
) -> None:
    """Render into the scratch folder. Few pages are rendered here, many by workers."""
    context = (theme, planner.sites, session.database.path, str(session.content), scratch)
    first, rest = _peek(work, SMALL)
    jobs = 1 if rest is None else session.request.jobs
    done = 0
    for staged in ordered_map(open_renderer, context, _chain(first, rest), jobs=jobs):
        session.manifest.stage((s.scratch, s.row) for s in staged)
        done += len(staged)
        session.request.progress("Rendering pages", done, max(done + 1, total))
    session.request.progress("Rendering pages", done, done)


def _peek(work: Iterable[Work], pages: int) -> tuple[list[Work], Iterator[Work] | None]:
    """Take work until there are this many pages; the rest is nothing if there is no more."""
    iterator = iter(work)
    taken: list[Work] = []
    count = 0
    for item in iterator:
        taken.append(item)
        count += len(item.steps)
        if count >= pages:
            return taken, iterator
    return taken, None


def _chain(first: list[Work], rest: Iterator[Work] | None) -> Iterator[Work]:
    yield from first
    if rest is not None:
        yield from rest


def _forget_rollups(session: Session, finished: Iterable[tuple[str, bytes]]) -> None:
    """A partition that is being changed is not as its roll-up says, should this be cut short."""
    for name, _ in finished:
        session.manifest.open_partition(name)
    session.database.commit()


def _place(session: Session, folder: Folder, scratch: Scratch) -> list[Staged]:
    """Move staged files into the output. Returns those in whose place a folder stands."""
    late: list[Staged] = []
    for rows in session.manifest.staged(BATCH * 4):
        placed = []
        for name, row in rows:
            staged = Staged(name, row)
            try:
                _put_in_place(folder, scratch, staged)
            except IsADirectoryError:
                late.append(staged)
            else:
                placed.append(row)
        session.manifest.put(placed)
        session.database.commit()
    session.manifest.clear_stage()
    return late


def _put_in_place(folder: Folder, scratch: Scratch, staged: Staged) -> None:
    folder.place(scratch.path(staged.scratch), staged.row.path)


def _delete(session: Session, folder: Folder, deletions: list[tuple[str, str]]) -> None:
    for path, partition in deletions:
        if session.manifest.still_in(path, partition):
            folder.remove(path)
            session.manifest.forget([path])
    session.database.commit()


@contextmanager
def open_renderer(
    theme: Theme,
    sites: dict[str, SiteView],
    database: Path,
    content: str,
    scratch: Scratch,
) -> Iterator[Callable[[Work], list[Staged]]]:
    """Give a worker's function: a batch of targets to staged files."""
    fragments = Fragments(database)
    renderer = Renderer(theme, fragments.html)

    def data(target: Target, site: SiteView) -> bytes:
        match target.view:
            case AssetFile(name=name):
                return theme.assets[name][1]
            case CopiedFile(path=path):
                return (Path(content) / path).read_bytes()
        return renderer.render(
            target.template, site=site, page=target.view, subject=target.subject
        ).encode()

    def render(work: Work) -> list[Staged]:
        staged = []
        for path, target, key, sums in work.steps:
            written = data(target, sites[work.root])
            name, stamp = scratch.write(written)
            row = TargetRow(
                path, work.partition, key, sums, stamp.size, stamp.mtime_ns, digest_bytes(written)
            )
            staged.append(Staged(name, row))
        return staged

    yield render
    fragments.close()


@contextmanager
def _plain_errors(output: Path) -> Iterator[None]:
    """Say in plain words why the output cannot be written."""
    try:
        yield
    except UnsafePathError as error:
        raise NewsgenError(
            Diagnostic(
                "NG901",
                f"a symbolic link in the output folder leads elsewhere: {error}",
                Span(f"{output}/{error}"),
                "Delete the link; newsgen writes only below its output folder.",
            )
        ) from None
    except OSError as error:
        raise NewsgenError(_output_diagnostic(output, error)) from error
    except WorkerDiedError:
        raise NewsgenError(worker_died()) from None


def _output_diagnostic(output: Path, error: OSError) -> Diagnostic:
    reasons = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "the disk quota is used up",
        errno.EACCES: "permission denied",
        errno.EPERM: "permission denied",
        errno.EROFS: "it is read-only",
        errno.ENOTDIR: "a file stands where a folder should be",
        errno.EISDIR: "a folder that newsgen did not make stands where a file should be",
        errno.ENAMETOOLONG: "a path is too long for this system",
    }
    why = reasons.get(error.errno or 0, os.strerror(error.errno) if error.errno else str(error))
    place = error.filename2 or error.filename or output
    return Diagnostic(
        "NG901",
        f"the output folder cannot be written: {why}",
        Span(str(place)),
        "Nothing was lost: the pages that were there are whole. Mend this and build again.",
    )


