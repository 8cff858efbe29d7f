"""Applying a plan: render everything first, then put it in place, then delete.

Nothing in the output changes before the last page is rendered, so a template that fails, or a disk
that fills until then, leaves the old site whole. Each file is put in place by a rename, and
deletions come last. The manifest learns of new paths before the first rename, and of the rest when
all is done: a build that is killed between leaves nothing of which the next one does not know.
"""

import errno
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

from newsgen.build.frame import Frame
from newsgen.build.measure import Taken, Watch, make_watch
from newsgen.build.plan import Planner, Step
from newsgen.build.profile import Stage, Task
from newsgen.build.render import render_target
from newsgen.build.result import Action
from newsgen.build.session import Session, locked, worker_died
from newsgen.build.targets import Part
from newsgen.diagnostics import Diagnostic, NewsgenError, Span
from newsgen.digest import digest_bytes
from newsgen.files import Folder, LockedError, Scratch, UnsafePathError, lock
from newsgen.pages.views import ReleasePage
from newsgen.parallel import WorkerDiedError, batches, workers
from newsgen.store import Catalogue, Fragments, Manifest, TargetRow, read_only
from newsgen.theme import Renderer

SMALL: Final = 250
"""With fewer pages, starting workers takes longer than rendering."""
TOGETHER: Final = 32
"""Pages that are rendered, and then written, together: what is done in a row takes less time."""
OF_MONTHS: Final = ("release.html", "month.html", "sitemap.xml")
"""The templates that most pages are made with."""
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
Render = Callable[[Iterable[Work]], Iterator[list[Rendered]]]


@contextmanager
def renderers(session: Session, frame: Frame) -> Iterator[Render | None]:
    """Start the workers of a first build: they get ready while the archive is looked at.

    How much another build has to render is not known before it is planned.
    """
    jobs = session.request.jobs
    if jobs == 1 or session.catalogue.count() < SMALL or not session.manifest.is_empty():
        yield None
        return
    session.database.commit()
    with workers(open_renderer, _context(session, frame, is_first=True), jobs=jobs) as render:
        yield render


def _context(session: Session, frame: Frame, *, is_first: bool) -> tuple[Any, ...]:
    request = session.request
    output, database = session.manifest.output, session.database.path
    return frame, database, output, request.drafts, request.profile, is_first


def apply(session: Session, frame: Frame, render: Render | None) -> dict[Action, int]:
    """Carry out the plan, with workers that have been started or such as are needed.

    Returns:
        How many files were created, updated, kept and deleted.

    Raises:
        NewsgenError: a template fails (exit code 1), or the output cannot be written (2).

    """
    session.meter.turn(Stage.PLAN)
    output = session.request.output
    with _plain_errors(output, "The website is as it was. Mend this and build again."):
        output.mkdir(parents=True, exist_ok=True)
        with lock(output):
            scratch = Scratch.prepare(session.scratch, output)
            try:
                return _apply(session, frame, scratch, render)
            finally:
                session.meter.turn(Stage.DELETE)
                scratch.clear()


def _apply(
    session: Session, frame: Frame, scratch: Scratch, started: Render | None
) -> dict[Action, int]:
    manifest, meter = session.manifest, session.meter
    counts = dict.fromkeys(Action, 0)
    closed: list[tuple[str, bytes]] = []
    deletions: list[tuple[str, str]] = []
    restamps: list[tuple[str, int]] = []
    todo: list[Part] = []
    manifest.begin_staging()
    planner = Planner(frame, session.catalogue, manifest)
    for part in planner.parts():
        partition = planner.unchanged(part)
        if partition is None:
            todo.append(part)
        else:
            counts[Action.KEEP] += partition.kept
            restamps += partition.restamps
    meter.turn(Stage.STORE)
    for done in meter.each(Stage.RENDER, _render(session, frame, scratch, todo, started)):
        meter.add(Stage.RENDER, done.taken)
        manifest.stage(((s.scratch, s.row) for s in done.staged), last=done.part.kind == "site")
        for action in (Action.CREATE, Action.UPDATE, Action.KEEP):
            counts[action] += done.counts[action]
        deletions += [(path, done.part.name) for path in done.deletions]
        restamps += done.restamps
        closed.append((done.part.name, done.part.rollup))
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


def _render(
    session: Session, frame: Frame, scratch: Scratch, todo: list[Part], started: Render | None
) -> Iterator[Rendered]:
    """Render into the scratch folder: few pages here, many by workers."""
    request = session.request
    total = sum(part.weight for part in todo)
    jobs = request.jobs if total >= SMALL else 1
    session.database.commit()
    with ExitStack() as stack:
        render = started or stack.enter_context(
            workers(open_renderer, _context(session, frame, is_first=False), jobs=jobs)
        )
        done = written = 0
        work = ((scratch.folder, scratch.whole, parts) for parts in _handed_over(todo))
        for rendered in chain.from_iterable(render(work)):
            yield rendered
            done += rendered.part.weight
            written += len(rendered.staged)
            request.progress("Making pages", done, total + 1)
    request.progress("Making pages", written, written)


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
    frame: Frame, database: Path, output: int, drafts: bool, profiled: bool, is_first: bool
) -> Iterator[Callable[[Work], list[Rendered]]]:
    """Give a worker's function: plan parts of the site and render what is stale.

    It reads the store and writes to the scratch folder only. For a first build templates are made
    ready; what is wrong with them is said when they are asked for.
    """
    with read_only(database) as connection:
        catalogue = Catalogue(connection, frame.as_of, drafts=drafts)
        planner = Planner(frame, catalogue, Manifest(connection, output))
        fragments = Fragments(connection)
        renderer = Renderer(frame.theme, fragments.html)
        watch = make_watch(profiled=profiled)
        scratch = cache(lambda folder, whole: Scratch(folder, whole=whole))
        if is_first:
            with suppress(NewsgenError):
                renderer.prepare(OF_MONTHS)

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
