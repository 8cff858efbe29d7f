"""Reading source files: what a worker does, and with all that parsing needs."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple

from newsgen.build.examine import Examiner
from newsgen.build.measure import Taken, make_watch
from newsgen.build.profile import Task
from newsgen.build.session import Session, worker_died
from newsgen.config import Config
from newsgen.config.load import FILE as CONFIG_FILE
from newsgen.config.load import find_key
from newsgen.content import scan
from newsgen.content.markup import MarkupError
from newsgen.content.read import decode, read_all
from newsgen.content.scan import Unread
from newsgen.diagnostics import Diagnostic, NewsgenError
from newsgen.files import Stamp
from newsgen.parallel import WorkerDiedError, batches, workers
from newsgen.store import SourceRow
from newsgen.store.catalogue import Entry

TOGETHER: Final = 32
"""Files that are examined together."""


class Outcome(NamedTuple):
    """What came of one file; `unchanged` says that only its stamp is new."""

    source: SourceRow
    release: Entry | None = None
    unchanged: bool = False


class Batch(NamedTuple):
    """What came of a batch of files, and how long it took if that is asked for."""

    outcomes: list[Outcome]
    taken: Taken | None


def read(session: Session, work: Iterable[list[Unread]], *, jobs: int) -> Iterator[Batch]:
    """Read and examine batches of files, in order.

    Raises:
        NewsgenError: a Markdown extension is missing or fails, or a worker was killed.

    """
    context = (session.config, str(session.content), session.request.profile)
    try:
        with workers(open_reader, context, jobs=jobs) as mapped:
            yield from mapped(work)
    except MarkupError as error:
        raise NewsgenError(
            Diagnostic(
                "NG703",
                str(error),
                find_key(session.config_text, CONFIG_FILE, ("markdown", "extensions")),
                "The settings under [markdown] name Python-Markdown's extensions.",
            )
        ) from None
    except WorkerDiedError:
        raise NewsgenError(worker_died()) from None


@contextmanager
def open_reader(
    config: Config, content: str, profiled: bool
) -> Iterator[Callable[[list[Unread]], Batch]]:
    """Give a worker's function: a batch of files to outcomes. It reads only those files."""
    watch = make_watch(profiled=profiled)
    examiner = Examiner(config, watch)

    def read(batch: list[Unread]) -> Batch:
        watch.start()
        found = read_all(content, [path for path, _, _ in batch])
        outcomes: list[Outcome] = []
        for files in batches(zip(found, batch, strict=True), TOGETHER):
            opened = [_opened(data, *unread) for data, unread in files]
            watch.lap(Task.READ)
            outcomes += _outcomes(examiner, opened)
        return Batch(outcomes, watch.taken())

    yield read


def _opened(
    data: bytes | Diagnostic, path: str, stamp: Stamp, known: str
) -> tuple[Outcome, str | None]:
    """Return what is known of a file without looking at its text, and the text to be looked at."""
    if isinstance(data, Diagnostic):
        return Outcome(SourceRow(path, stamp, "", (data,))), None
    name = scan.blob_digest(data)
    if name == known:
        return Outcome(SourceRow(path, stamp, name, ()), unchanged=True), None
    text = decode(data, f"content/{path}")
    if isinstance(text, Diagnostic):
        return Outcome(SourceRow(path, stamp, name, (text,))), None
    return Outcome(SourceRow(path, stamp, name, ())), text


def _outcomes(examiner: Examiner, opened: list[tuple[Outcome, str | None]]) -> Iterator[Outcome]:
    texts = [(text, outcome.source.path) for outcome, text in opened if text is not None]
    examined = iter(examiner.examine_all(texts))
    for outcome, text in opened:
        if text is None:
            yield outcome
            continue
        found, day, accepted, entry = next(examined)
        source = outcome.source._replace(diagnostics=found, day=day, accepted=accepted)
        yield Outcome(source, entry)
