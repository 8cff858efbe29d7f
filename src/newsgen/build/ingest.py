"""Reading what changed: workers parse files, the owner puts them into the store."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import Final, NamedTuple

from newsgen.build.examine import Examiner
from newsgen.build.measure import Taken, make_watch
from newsgen.build.profile import Stage, Task
from newsgen.build.selection import EVERYTHING, Selection
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
from newsgen.parallel import WorkerDiedError, batches, ordered_map
from newsgen.store import SourceRow
from newsgen.store.catalogue import Entry

BATCH: Final = 96
"""Files a worker reads at a time."""
SMALL: Final = 64
"""With fewer files, starting workers takes longer than reading."""


class Outcome(NamedTuple):
    """What came of one file; `unchanged` says that only its stamp is new."""

    source: SourceRow
    release: Entry | None = None
    unchanged: bool = False


class Batch(NamedTuple):
    """What came of a batch of files, and how long it took if that is asked for."""

    outcomes: list[Outcome]
    taken: Taken | None


def ingest(session: Session, selection: Selection = EVERYTHING) -> None:
    """Bring the store up to the content folder; what was removed there is removed here.

    The files that the selection names are read whatever their stamps say.
    """
    meter = session.meter
    meter.turn(Stage.STORE)
    sources = session.sources
    known = sources.known()
    if selection.paths:
        known = {path: row for path, row in known.items() if not selection.names(path)}
    found = scan.scan(session.content, known, sources.digests, session.scan)
    unread = meter.each(Stage.SCAN, found)
    done = 0
    for outcomes, taken in meter.each(Stage.READ, _read(session, unread)):
        meter.add(Stage.READ, taken)
        _put(session, outcomes)
        done += len(outcomes)
        session.request.progress("Reading releases", done, max(done + 1, session.scan.sources))
    session.request.progress("Reading releases", done, done)
    meter.files_read += done
    sources.forget(session.scan.gone)
    session.catalogue.drop(session.scan.gone)
    sources.restamp(session.scan.same)
    session.database.index()
    session.database.commit()


def _read(session: Session, unread: Iterator[Unread]) -> Iterator[Batch]:
    first = list(islice(unread, SMALL))
    jobs = session.request.jobs if len(first) == SMALL else 1
    work = batches(chain(first, unread), BATCH)
    context = (session.config, str(session.content), session.request.profile)
    try:
        yield from ordered_map(open_reader, context, work, jobs=jobs)
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


def _put(session: Session, outcomes: Iterable[Outcome]) -> None:
    read = [o for o in outcomes if not o.unchanged]
    session.sources.restamp((o.source.path, o.source.stamp) for o in outcomes if o.unchanged)
    session.sources.put(o.source for o in read)
    session.catalogue.put(o.release for o in read if o.release is not None)
    session.catalogue.drop(o.source.path for o in read if o.release is None)


@contextmanager
def open_reader(
    config: Config, content: str, profiled: bool
) -> Iterator[Callable[[list[Unread]], Batch]]:
    """Give a worker's function: a batch of files to outcomes. It reads only those files."""
    watch = make_watch(profiled=profiled)
    examiner = Examiner(config, watch)

    def read(batch: list[Unread]) -> Batch:
        watch.start()
        outcomes: list[Outcome] = []
        found = read_all(content, [path for path, _, _ in batch])
        for data, unread in zip(found, batch, strict=True):
            watch.lap(Task.READ)
            watch.begin_release()
            outcomes.append(_outcome(examiner, data, *unread))
            watch.end_release(unread[0])
        return Batch(outcomes, watch.taken())

    yield read


def _outcome(
    examiner: Examiner, data: bytes | Diagnostic, path: str, stamp: Stamp, known: str
) -> Outcome:
    if isinstance(data, Diagnostic):
        return Outcome(SourceRow(path, stamp, "", (data,)))
    name = scan.blob_digest(data)
    if name == known:
        return Outcome(SourceRow(path, stamp, name, ()), unchanged=True)
    text = decode(data, f"content/{path}")
    if isinstance(text, Diagnostic):
        return Outcome(SourceRow(path, stamp, name, (text,)))
    found, day, accepted, entry = examiner.examine(text, path)
    return Outcome(SourceRow(path, stamp, name, found, day, accepted), entry)
