"""Reading source files: what a worker does, and with all that parsing needs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from newsgen.config import Config
from newsgen.config.load import FILE as CONFIG_FILE, find_key
from newsgen.content import scan
from newsgen.content.markup import MarkupError
from newsgen.content.read import decode, read_source
from newsgen.content.scan import Unread
from newsgen.diagnostics import Diagnostic, NewsgenError, fatal, sort_diagnostics
from newsgen.files import Stamp
from newsgen.pipeline._examine import Examined, Examiner
from newsgen.pipeline._measure import Taken, make_watch
from newsgen.pipeline.profile import Task
from newsgen.pipeline.session import Session, worker_died
from newsgen.pipeline.workers import WorkerDiedError, workers
from newsgen.rules.policy import CONTENT, Policy, SourceFacts
from newsgen.store import SourceFileRow, write_accepted
from newsgen.store.entries import ReleaseEntry
from newsgen.store.findings import write
from newsgen.store.tables import FindingRow


class Outcome(NamedTuple):
    """What came of one file; `unchanged` says that only its stamp is new."""

    source: SourceFileRow
    release: ReleaseEntry | None = None
    findings: Sequence[FindingRow] = ()
    """Its findings as they were judged."""
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
    request = session.request
    context = (session.config, str(session.content), request.as_of, request.profile)
    try:
        with workers(open_reader, context, jobs=jobs) as mapped:
            yield from mapped(work)
    except MarkupError as error:
        raise fatal(
            "NG703",
            str(error),
            find_key(session.config_text, CONFIG_FILE, ("markdown", "extensions")),
            "The settings under [markdown] name Python-Markdown's extensions.",
        ) from None
    except WorkerDiedError:
        raise NewsgenError(worker_died()) from None


@contextmanager
def open_reader(
    config: Config, content: str, as_of: datetime, profiled: bool
) -> Iterator[Callable[[list[Unread]], Batch]]:
    """Give a worker's function: a batch of files to outcomes. It reads only those files."""
    watch = make_watch(profiled=profiled)
    examiner, policy = Examiner(config, watch, as_of=as_of), Policy(config.rules)

    def read(batch: list[Unread]) -> Batch:
        watch.start()
        opened = [_opened(read_source(content, unread[0]), *unread) for unread in batch]
        watch.lap(Task.READ)
        return Batch(list(_outcomes(examiner, policy, opened)), watch.taken())

    yield read


class _Opened(NamedTuple):
    """A file before its text is looked at, if it has any that need be."""

    path: str
    stamp: Stamp
    digest: str = ""
    text: str | None = None
    problems: tuple[Diagnostic, ...] = ()
    unchanged: bool = False


def _opened(data: bytes | Diagnostic, path: str, stamp: Stamp, known: str) -> _Opened:
    if isinstance(data, Diagnostic):
        return _Opened(path, stamp, problems=(data,))
    digest = scan.blob_digest(data)
    if digest == known:
        return _Opened(path, stamp, digest, unchanged=True)
    text = decode(data, f"content/{path}")
    if isinstance(text, Diagnostic):
        return _Opened(path, stamp, digest, problems=(text,))
    return _Opened(path, stamp, digest, text)


def _outcomes(examiner: Examiner, policy: Policy, opened: list[_Opened]) -> Iterator[Outcome]:
    texts = [(file.text, file.path) for file in opened if file.text is not None]
    results = iter(examiner.examine_all(texts))
    for path, stamp, digest, text, problems, unchanged in opened:
        examined = Examined(problems) if text is None else next(results)
        diagnostics, day, accepted, valid_from, valid_until, entry = examined
        facts = {CONTENT + path: SourceFacts(day, accepted)} if diagnostics or accepted else {}
        judged = sort_diagnostics(policy.judge(diagnostics, facts)) if facts else ()
        written = write(diagnostics, judged)
        row = SourceFileRow(
            path,
            *stamp,
            digest=digest,
            diagnostics=written.text,
            day=day,
            accepted=write_accepted(accepted),
            valid_from=valid_from,
            valid_until=valid_until,
        )
        yield Outcome(row, entry, written.judged, unchanged)
