"""Reading source files: what a worker does, and with all that parsing needs."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple, TypeVar

from newsgen.config import Config
from newsgen.content import scan
from newsgen.content.markup import extensions_told
from newsgen.content.scan import Unread, decode, read_source
from newsgen.diagnostics import Diagnostic, sort_diagnostics
from newsgen.files import Stamp
from newsgen.pipeline._examine import Examined, Examiner
from newsgen.pipeline._receipt import policy_of
from newsgen.pipeline.session import Session
from newsgen.pipeline.workers import OpenWorker, workers
from newsgen.plugins.find import Plugins
from newsgen.rules.policy import CONTENT, LookedFor, SourceFacts
from newsgen.store import SourceFileRow, write_accepted
from newsgen.store.entries import ReleaseEntry
from newsgen.store.findings import write
from newsgen.store.tables import FindingRow

Answer = TypeVar("Answer")


class Outcome(NamedTuple):
    """What came of one file; `unchanged` says that only its stamp is new."""

    source: SourceFileRow
    release: ReleaseEntry | None = None
    findings: Sequence[FindingRow] = ()
    """Its findings as they were judged."""
    unchanged: bool = False


def read(
    session: Session, work: Iterable[list[Unread]], jobs: int, over: Collection[str] = ()
) -> Iterator[list[Outcome]]:
    """Read and examine batches of files, in order; some are `over`, whatever they say themselves.

    Raises as `read_by` does.
    """
    return read_by(open_reader, session, work, jobs, over, session.request.instead)


def read_by(
    open_worker: OpenWorker[list[Unread], Answer],
    session: Session,
    work: Iterable[list[Unread]],
    jobs: int,
    *context: object,
) -> Iterator[Answer]:
    """Have workers read batches of files; each is opened by what examining needs, and a context.

    Raises:
        NewsgenError: a Markdown extension is missing or fails, or a worker was killed.

    """
    needs = (
        session.config,
        session.plugins,
        str(session.content),
        session.request.as_of,
        session.looked_for,
    )
    with (
        extensions_told(session.config_text),
        workers(open_worker, (*needs, *context), jobs=jobs) as mapped,
    ):
        yield from mapped(work)


@contextmanager
def open_reader(
    config: Config,
    plugins: Plugins,
    content: str,
    as_of: datetime,
    looked_for: LookedFor,
    over: Collection[str] = (),
    instead: Mapping[str, bytes] | None = None,
) -> Iterator[Callable[[list[Unread]], list[Outcome]]]:
    """Give a worker's function: a batch of files to outcomes. It reads only those files."""
    other = instead or {}
    reader = Reader(config, plugins, as_of, looked_for, over=over)

    def read(batch: list[Unread]) -> list[Outcome]:
        opened = [
            open_file(other.get(unread[0]) or read_source(content, unread[0]), *unread)
            for unread in batch
        ]
        return [look.outcome() for look in reader.look(opened)]

    yield read


class Opened(NamedTuple):
    """A file before its text is looked at, if it has any that need be."""

    path: str
    stamp: Stamp
    digest: str = ""
    text: str | None = None
    problems: tuple[Diagnostic, ...] = ()
    unchanged: bool = False


def open_file(data: bytes | Diagnostic, path: str, stamp: Stamp, known: str = "") -> Opened:
    """Decode the bytes of a file, unless their digest is the one that is known."""
    if isinstance(data, Diagnostic):
        return Opened(path, stamp, problems=(data,))
    digest = scan.blob_digest(data)
    if digest == known:
        return Opened(path, stamp, digest, unchanged=True)
    text = decode(data, f"content/{path}")
    if isinstance(text, Diagnostic):
        return Opened(path, stamp, digest, problems=(text,))
    return Opened(path, stamp, digest, text)


class Look(NamedTuple):
    """What a look at a file gave: what came of its text, and the findings that count, in order."""

    file: Opened
    examined: Examined
    judged: Sequence[Diagnostic]

    def outcome(self) -> Outcome:
        """Return it as the store takes it in."""
        path, stamp, digest, *_ = self.file
        diagnostics, day, accepted, looked_for, valid_from, valid_until, entry = self.examined
        written = write(diagnostics, self.judged, day)
        row = SourceFileRow(
            path,
            *stamp,
            digest=digest,
            diagnostics=written.text,
            day=day,
            accepted=write_accepted(accepted),
            looked_for=looked_for,
            valid_from=valid_from,
            valid_until=valid_until,
        )
        return Outcome(row, entry, written.judged, self.file.unchanged)


class Reader:
    """Looks at source files, by one configuration and its plug-ins; one for each process."""

    def __init__(
        self,
        config: Config,
        plugins: Plugins,
        as_of: datetime,
        looked_for: LookedFor,
        *,
        over: Collection[str] = (),
    ) -> None:
        self._examiner = Examiner(
            config, as_of=as_of, plugins=plugins, looked_for=looked_for, over=over
        )
        self._policy = policy_of(config, plugins)

    def look(self, opened: Sequence[Opened]) -> Iterator[Look]:
        """Examine the texts of files, and judge what is wrong with each."""
        texts = [(file.text, file.path) for file in opened if file.text is not None]
        results = iter(self._examiner.examine_all(texts))
        for file in opened:
            examined = Examined(file.problems) if file.text is None else next(results)
            yield Look(file, examined, self._judged(file.path, examined))

    def _judged(self, path: str, examined: Examined) -> Sequence[Diagnostic]:
        if not (examined.diagnostics or examined.accepted):
            return ()
        facts = {CONTENT + path: SourceFacts(examined.day, examined.accepted, examined.looked_for)}
        return sort_diagnostics(self._policy.judge(examined.diagnostics, facts))
