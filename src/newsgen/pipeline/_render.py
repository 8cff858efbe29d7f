"""Rendering what is stale: workers plan partitions and write pages to the scratch folder."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain, zip_longest
from pathlib import Path
from typing import Final, NamedTuple

from newsgen.digest import digest_bytes
from newsgen.files import Scratch
from newsgen.media import UncleanError, cleaned, published
from newsgen.pipeline._verdicts import kept_clean
from newsgen.pipeline.plan import PartitionPlan, Planner, Step
from newsgen.pipeline.result import Action, Counts
from newsgen.pipeline.session import Session
from newsgen.pipeline.variants import CardMaker, VariantMaker
from newsgen.pipeline.workers import workers
from newsgen.plugins.find import PluginError
from newsgen.site.frame import Frame
from newsgen.site.partitions import Planned
from newsgen.site.target import (
    AssetFile,
    CardFile,
    CopiedFile,
    IndexFile,
    Target,
    VariantFile,
)
from newsgen.site.views import ReleasePage
from newsgen.store import Catalogue, Fragments, Manifest, Scope, TargetRow, read_only
from newsgen.theme.render import Renderer


class Makers(NamedTuple):
    """What makes pictures."""

    variants: VariantMaker
    cards: CardMaker

    @classmethod
    def of(cls, frame: Frame) -> "Makers":
        return cls(VariantMaker(frame), CardMaker(frame))


class Staged(NamedTuple):
    """A rendered file that waits in the scratch folder."""

    scratch: str
    row: TargetRow


class Rendered(NamedTuple):
    """What a worker did with one partition; `has_pictures` says whether it may have made some."""

    planned: Planned
    staged: list[Staged]
    counts: Counts
    deletions: list[str]
    restamps: list[tuple[str, int]]
    has_pictures: bool


def render_target(
    frame: Frame, renderer: Renderer, makers: Makers, root: str, target: Target
) -> bytes:
    """Return the bytes of a target of a root.

    Raises:
        NewsgenError: its template fails, or writes XML or JSON that is not well-formed.
        OSError: its file cannot be read.

    """
    match target.view:
        case AssetFile(name=name):
            return _asset(frame.theme.assets[name][1])
        case CopiedFile(path=path):
            return kept_clean(frame.cleaned, path) or _file(frame, path)
        case VariantFile() as variant:
            return makers.variants.bytes_of(variant)
        case CardFile() as card:
            return makers.cards.bytes_of(card)
        case IndexFile(name=name):
            return (frame.index_folder(root) / name).read_bytes()
        case page:
            site, subject = frame.sites[root], target.subject
            try:
                return renderer.render_well_formed(
                    target.template, site=site, page=page, subject=subject
                )
            except PluginError as error:
                raise error.on(subject) from error
            except KeyboardInterrupt as stop:
                stop.add_note(f"{target.template} was being filled in for {subject}.")
                raise


def _asset(data: bytes) -> bytes:
    """Return an asset as it is published: a theme is code, and may have scripts in a drawing."""
    try:
        return cleaned(data)
    except UncleanError:
        return data


def _file(frame: Frame, path: str) -> bytes:
    """Return a file as it is published: empty if it has changed since it was judged."""
    try:
        data = (frame.content / path).read_bytes()
        return published(path, data, frame.config.media.keep)
    except UncleanError:
        return b""


@contextmanager
def rendering(
    session: Session, frame: Frame, partitions: list[Planned], scratch: Scratch
) -> Iterator[Iterator[Rendered]]:
    """Give what becomes of partitions, in order: a few pages are rendered here, many by workers.

    Workers read the store, so nothing may be written to it meanwhile.
    """
    request = session.request
    session.database.commit()
    context = (
        frame, scratch, session.database.path, session.manifest.output,
        request.drafts,
    )  # fmt: skip
    weights = [planned.weight for planned in partitions]
    jobs = jobs_for(weights, request.jobs)
    with workers(open_renderer, context, jobs=jobs) as render:
        rendered = chain.from_iterable(render(batches_of(partitions, jobs)))
        yield _with_progress(session, sum(weights), rendered)


def _with_progress(
    session: Session, pages: int, rendered: Iterable[Rendered]
) -> Iterator[Rendered]:
    progress = session.request.progress
    done = written = 0
    for result in rendered:
        yield result
        done += result.planned.weight
        written += len(result.staged)
        progress("Making pages", done, pages + 1)
    progress("Making pages", written, written)


# In a worker


@contextmanager
def open_renderer(
    frame: Frame, scratch: Scratch, database: Path, output: int, drafts: bool
) -> Iterator[Callable[[list[Planned]], list[Rendered]]]:
    """Give a worker's function: plan partitions of the site and render what is stale.

    It reads the store and writes to the scratch folder only.
    """
    with read_only(database) as connection:
        catalogue = Catalogue(connection, Scope(frame.as_of, drafts=drafts))
        planner = Planner(frame, catalogue, Manifest(connection, output))
        fragments = Fragments(connection)
        renderer = Renderer(frame.theme, fragments.html)
        render = partial(
            _render_partition,
            planner,
            renderer,
            Makers.of(frame),
            fragments,
            scratch,
        )
        yield lambda partitions: [render(planned) for planned in partitions]


def _render_partition(
    planner: Planner,
    renderer: Renderer,
    makers: Makers,
    fragments: Fragments,
    scratch: Scratch,
    planned: Planned,
) -> Rendered:
    plan = PartitionPlan(planned)
    staged: list[Staged] = []
    deletions: list[str] = []
    counts, has_pictures = dict.fromkeys(Action, 0), False
    for steps in planner.steps(plan):
        stale = [(step, step.target) for step in steps if step.target is not None]
        deletions += [step.path for step in steps if step.target is None]
        views = [target.view for _, target in stale]
        fragments.expect(v.release.body.source for v in views if isinstance(v, ReleasePage))
        has_pictures |= any(isinstance(view, VariantFile | CardFile) for view in views)
        for step, target in stale:
            data = render_target(planner.frame, renderer, makers, planned.root, target)
            staged.append(_stage(scratch, planned, step, data))
            counts[step.action] += 1
    counts |= {Action.KEEP: plan.kept, Action.DELETE: len(deletions)}
    return Rendered(planned, staged, counts, deletions, plan.restamps, has_pictures)


def _stage(scratch: Scratch, planned: Planned, step: Step, data: bytes) -> Staged:
    name, stamp = scratch.write(data, step.path)
    row = TargetRow(
        path=step.path,
        partition=planned.key,
        key=step.key,
        checksums=step.checksums,
        size=stamp.size,
        mtime_ns=stamp.mtime_ns,
        content=digest_bytes(data),
    )
    return Staged(name, row)


SMALL: Final = 250
"""With fewer pages, starting workers takes longer than rendering."""
SMALLEST_BATCH: Final = 150
"""Pages, about, that are worth handing over to a worker."""
LARGEST_BATCH: Final = 1_000
"""Pages, about, that a worker is given at most."""


def jobs_for(weights: Collection[int], jobs: int) -> int:
    """Return how many processes render partitions of some weights, `jobs` at most.

    One of them has the largest partition: others are started for what is beside it.
    """
    beside = sum(weights) - max(weights, default=0)
    return jobs if beside >= SMALL else 1


def batches_of(partitions: Sequence[Planned], jobs: int) -> Iterator[list[Planned]]:
    """Cut partitions into batches: a year stays together, as its pages share what a worker makes.

    At the end they are smaller, so that no worker waits long for another.
    """
    batch: list[Planned] = []
    pages, left = 0, sum(planned.weight for planned in partitions)
    for planned, following in zip_longest(partitions, partitions[1:]):
        batch.append(planned)
        pages += planned.weight
        left -= planned.weight
        enough = SMALLEST_BATCH
        if _are_of_one_year(planned, following):
            enough = max(SMALLEST_BATCH, min(LARGEST_BATCH, left // jobs))
        if pages >= enough:
            yield batch
            batch, pages = [], 0
    if batch:
        yield batch


def _are_of_one_year(planned: Planned, following: Planned | None) -> bool:
    if following is None or not planned.year:
        return False
    return (planned.root, planned.year) == (following.root, following.year)
