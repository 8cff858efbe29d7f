"""Applying a plan: render everything first, then put it in place, then delete.

Nothing in the output changes before the last page is rendered, so a template that fails, or a disk
that fills until then, leaves the old site whole. Each file is put in place by a rename, and
deletions come last. The manifest learns of new paths before the first rename, and of the rest when
all is done: a build that is killed between leaves nothing of which the next one does not know.
"""

import errno
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from newsgen.diagnostics import Diagnostic, NewsgenError, Span
from newsgen.digest import digest_bytes
from newsgen.files import Folder, LockedError, Scratch, UnsafePathError, lock, made
from newsgen.pages.views import ReleasePage
from newsgen.pipeline.frame import Frame
from newsgen.pipeline.measure import Taken, Watch, make_watch
from newsgen.pipeline.plan import Planner, Step
from newsgen.pipeline.processes import WorkerDiedError, batches, workers
from newsgen.pipeline.profile import Stage, Task
from newsgen.pipeline.render import render_target
from newsgen.pipeline.result import Action, Progress
from newsgen.pipeline.session import Session, locked, worker_died
from newsgen.pipeline.targets import Part
from newsgen.store import Catalogue, Fragments, Manifest, TargetRow, read_only
from newsgen.theme import Renderer

SMALL: Final = 250
"""With fewer pages, starting workers takes longer than rendering."""
TOGETHER: Final = 32
"""Pages that are rendered, and then written, together: what is done in a row takes less time."""
HANDED_OVER: Final = 150
"""Pages, about, that a worker is given at a time."""
LARGE: Final = ("assets", "index")
"""Parts whose files may be too large to hold several of them."""
ROWS: Final = 2_000
"""Staged files that are looked at together."""


class Staged(NamedTuple):
    """A rendered file that waits in the scratch folder."""

    scratch: str
    row: TargetRow


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a worker did with one part."""

    part: Part
    staged: list[Staged]
    counts: dict[Action, int]
    deletions: list[str]
    restamps: list[tuple[str, int]]
    taken: Taken | None


Work = tuple[Path, bool, list[Part]]
"""Parts to render, after the scratch folder and whether it is put in place as a whole."""
Counts = dict[Action, int]
"""How many files were created, updated, kept and deleted."""
_MENDED: Final = "The website is as it was. Mend this and build again."


@dataclass(frozen=True, slots=True)
class _Begun:
    """A plan that is being carried out: what is kept, and what comes from the workers."""

    scratch: Scratch
    counts: Counts
    restamps: list[tuple[str, int]]
    rendered: Iterator[Rendered]


@contextmanager
def applying(session: Session, frame: Frame) -> Iterator[Callable[[], Counts]]:
    """Give a function that carries out the plan, or does nothing if that is not called.

    Workers of a large first build begin at once, while the archive is looked at. How much another
    build has to render is not known before it is planned.

    Raises:
        NewsgenError: a template fails (exit code 1), or the output cannot be written (2).

    """
    with ExitStack() as stack:
        begin = partial(_begin, session, frame, stack)
        is_first = session.manifest.is_empty() and session.catalogue.count() >= SMALL
        begun = begin() if is_first and session.request.jobs > 1 else None
        yield lambda: _finish(session, frame, begun or begin())


def _begin(session: Session, frame: Frame, stack: ExitStack) -> _Begun:
    output = session.request.output
    with _plain_errors(output, _MENDED):
        session.meter.turn(Stage.PLAN)
        stack.enter_context(made(output))
        stack.enter_context(lock(output))
        scratch = Scratch.prepare(session.scratch, output)
        stack.callback(_tidy_up, session, scratch)
        return _begun(session, frame, scratch, stack)


def _begun(session: Session, frame: Frame, scratch: Scratch, stack: ExitStack) -> _Begun:
    """Plan, and start to render: few pages here, many by workers."""
    request, manifest = session.request, session.manifest
    counts = dict.fromkeys(Action, 0)
    restamps: list[tuple[str, int]] = []
    todo: list[Part] = []
    planner = Planner(frame, session.catalogue, manifest)
    for part in planner.parts():
        partition = planner.unchanged(part)
        if partition is None:
            todo.append(part)
        else:
            counts[Action.KEEP] += partition.kept
            restamps += partition.restamps
    session.database.share()
    context = frame, session.database.path, manifest.output, request.drafts, request.profile
    jobs = request.jobs if sum(part.weight for part in todo) >= SMALL else 1
    render = stack.enter_context(workers(open_renderer, context, jobs=jobs))
    work = ((scratch.folder, scratch.whole, parts) for parts in _handed_over(todo))
    rendered = _told(request.progress, todo, chain.from_iterable(render(work)))
    return _Begun(scratch, counts, restamps, rendered)


def _tidy_up(session: Session, scratch: Scratch) -> None:
    session.meter.turn(Stage.DELETE)
    scratch.clear()


def _told(progress: Progress, todo: list[Part], rendered: Iterable[Rendered]) -> Iterator[Rendered]:
    """Tell how far the rendering is."""
    total = sum(part.weight for part in todo)
    done = written = 0
    for one in rendered:
        yield one
        done += one.part.weight
        written += len(one.staged)
        progress("Making pages", done, total + 1)
    progress("Making pages", written, written)


def _finish(session: Session, frame: Frame, begun: _Begun) -> Counts:
    with _plain_errors(frame.output, _MENDED):
        return _finished(session, frame, begun)


def _finished(session: Session, frame: Frame, begun: _Begun) -> Counts:
    manifest, meter = session.manifest, session.meter
    scratch, counts, restamps = begun.scratch, begun.counts, begun.restamps
    closed: list[tuple[str, bytes]] = []
    deletions: list[tuple[str, str]] = []
    is_first = scratch.whole and manifest.is_empty()  # no way to check, nothing to take over
    manifest.begin_staging()
    meter.turn(Stage.STORE)
    for done in meter.each(Stage.RENDER, begun.rendered):
        meter.add(Stage.RENDER, done.taken)
        if is_first:
            manifest.adopt(s.row for s in done.staged)
        else:
            staged = ((s.scratch, s.row) for s in done.staged)
            manifest.stage(staged, last=done.part.kind == "site")
        for action in (Action.CREATE, Action.UPDATE, Action.KEEP):
            counts[action] += done.counts[action]
        deletions += [(path, done.part.name) for path in done.deletions]
        restamps += done.restamps
        closed.append((done.part.name, done.part.rollup))
    session.database.unshare()
    meter.turn(Stage.PLACE)
    folder = Folder(frame.output)
    if not scratch.whole:
        _check_ways(session, folder, {path for path, _ in deletions})
    meter.turn(Stage.STORE)
    manifest.condemn(path for path, _ in deletions)
    manifest.adopt_staged()  # after that: what one part gives up, another may have taken over
    manifest.restamp(restamps)
    manifest.close_partitions(closed)
    session.database.commit()
    with _plain_errors(frame.output, "Every page is whole; build again to make all of them new."):
        meter.turn(Stage.PLACE)
        late = _place(session, folder, scratch)
        meter.turn(Stage.DELETE)
        counts[Action.DELETE] = _delete(session, folder, deletions)
        meter.turn(Stage.PLACE)
        for name, path in late:
            folder.place(scratch.path(name), path)
    meter.turn(Stage.STORE)
    meter.files_compared += len(restamps)
    session.database.commit()
    return counts


def _handed_over(todo: list[Part]) -> Iterator[list[Part]]:
    """Cut parts into lists that have enough pages to be worth handing over."""
    parts: list[Part] = []
    pages = 0
    for part in todo:
        parts.append(part)
        pages += part.weight
        if pages >= HANDED_OVER:
            yield parts
            parts, pages = [], 0
    if parts:
        yield parts


def _check_ways(session: Session, folder: Folder, deletions: set[str]) -> None:
    """See, before anything is moved, that nothing foreign stands in the way of a file.

    Raises:
        UnsafePathError: a link does.
        IsADirectoryError: a folder does, and files in it are not newsgen's to delete.

    """
    for names in session.manifest.staged(ROWS):
        for _, path in names:
            foreign = folder.check(path) - deletions
            if foreign:
                raise IsADirectoryError(errno.EISDIR, "", f"{folder.root}/{min(foreign)}")


def _place(session: Session, folder: Folder, scratch: Scratch) -> list[tuple[str, str]]:
    """Move staged files into the output. Returns those in whose place a folder stands."""
    if scratch.whole:
        folder.place_all(scratch.folder)
        return []
    late: list[tuple[str, str]] = []
    for names in session.manifest.staged(ROWS):
        for name, path in names:
            try:
                folder.place(scratch.path(name), path)
            except IsADirectoryError:
                late.append((name, path))
    return late


def _delete(session: Session, folder: Folder, deletions: list[tuple[str, str]]) -> int:
    """Delete files, unless another part has taken over the path. Returns how many."""
    gone = [path for path, part in deletions if session.manifest.still_in(path, part)]
    for path in gone:
        folder.remove(path)
    session.manifest.forget(gone)
    return len(gone)


@contextmanager
def open_renderer(
    frame: Frame, database: Path, output: int, drafts: bool, profiled: bool
) -> Iterator[Callable[[Work], list[Rendered]]]:
    """Give a worker's function: plan parts of the site and render what is stale.

    It reads the store and writes to the scratch folder only.
    """
    with read_only(database) as connection:
        catalogue = Catalogue(connection, frame.as_of, drafts=drafts)
        planner = Planner(frame, catalogue, Manifest(connection, output))
        fragments = Fragments(connection)
        renderer = Renderer(frame.theme, fragments.html)
        watch = make_watch(profiled=profiled)
        scratch = cache(lambda folder, whole: Scratch(folder, whole=whole))

        def render(work: Work) -> list[Rendered]:
            folder, whole, parts = work
            place = scratch(folder, whole)
            return [
                _render_part(planner, renderer, fragments, place, watch, part) for part in parts
            ]

        yield render


def _render_part(
    planner: Planner,
    renderer: Renderer,
    fragments: Fragments,
    scratch: Scratch,
    watch: Watch,
    part: Part,
) -> Rendered:
    watch.start()
    partition = planner.partition(part)
    stale = [(step, step.target) for step in partition.steps if step.target is not None]
    views = (target.view for _, target in stale)
    fragments.expect(v.release.body.source for v in views if isinstance(v, ReleasePage))
    watch.lap(Task.PLAN)
    staged: list[Staged] = []
    for some in batches(stale, 1 if part.kind in LARGE else TOGETHER):
        pages: list[tuple[bytes, Step]] = []
        for step, target in some:
            pages.append((render_target(planner.frame, renderer, part.root, target), step))
            if target.template:
                watch.end_page(target.template, target.subject)
        staged += _stage(scratch, part, pages)
        watch.lap(Task.WRITE)
    return Rendered(
        part=part,
        staged=staged,
        counts={action: partition.count(action) for action in Action},
        deletions=[step.path for step in partition.steps if step.target is None],
        restamps=partition.restamps,
        taken=watch.taken(),
    )


def _stage(scratch: Scratch, part: Part, pages: list[tuple[bytes, Step]]) -> Iterator[Staged]:
    written = scratch.write([(data, step.path) for data, step in pages])
    for (data, step), (name, stamp) in zip(pages, written, strict=True):
        row = TargetRow(
            path=step.path,
            partition=part.name,
            key=step.key,
            checksums=step.checksums,
            size=stamp.size,
            mtime_ns=stamp.mtime_ns,
            content=digest_bytes(data),
        )
        yield Staged(name, row)


@contextmanager
def _plain_errors(output: Path, hint: str) -> Iterator[None]:
    """Say in plain words why the output cannot be written; `hint` says how the website is."""
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
        raise NewsgenError(_output_diagnostic(output, error, hint)) from error
    except LockedError:
        raise NewsgenError(locked(output)) from None
    except WorkerDiedError:
        raise NewsgenError(worker_died()) from None


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


def _output_diagnostic(output: Path, error: OSError, hint: str) -> Diagnostic:
    why = _REASONS.get(error.errno or 0, error.strerror or str(error))
    return Diagnostic(
        "NG901",
        f"the output folder {output} cannot be written: {why}",
        Span(str(error.filename2 or error.filename or output)),
        hint,
    )
