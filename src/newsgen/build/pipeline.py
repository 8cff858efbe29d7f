"""The central functions: they read aloud."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

from newsgen.build.apply import apply
from newsgen.build.findings import findings
from newsgen.build.frame import Frame, build_frame
from newsgen.build.ingest import ingest
from newsgen.build.plan import Planner
from newsgen.build.profile import Stage
from newsgen.build.receipt import keep_receipt, untouched
from newsgen.build.result import Action, Request, Result, Work
from newsgen.build.selection import EVERYTHING, Selection
from newsgen.build.session import Session, open_session
from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic
from newsgen.files import walk
from newsgen.pages import sitemap
from newsgen.parallel import relax_collector
from newsgen.store import DamagedStoreError
from newsgen.store.findings import Judged
from newsgen.theme import Theme, load_theme

Doing = TypeVar("Doing", bound=Callable[..., Any])


def again_if_damaged(work: Doing) -> Doing:
    """Do the work once more if the cache turned out to be damaged: it is fresh then."""

    @wraps(work)
    def twice(*arguments: Any, **named: Any) -> Any:
        try:
            return work(*arguments, **named)
        except DamagedStoreError:
            return work(*arguments, **named)

    return cast("Doing", twice)


@again_if_damaged
def build(request: Request) -> Result:
    """Build a site: ingest, check, refuse or render.

    Raises:
        NewsgenError: what cannot be gone past: configuration, theme, output or cache.

    """
    relax_collector()
    with open_session(request) as session:
        result = _with_work(session, _build(session))
    return replace(result, profile=session.meter.profile())


def _build(session: Session) -> Result:
    ingest(session)
    session.meter.turn(Stage.PLAN)
    kept = untouched(session)
    if kept is not None:
        result = _result(session, session.findings.judged())
        return result if result.refused else replace(result, counts={Action.KEEP: kept})
    frame = build_frame(session, open_theme(session))
    result = _result(session, findings(session, frame))
    if result.refused:
        return result
    has_unknown = session.manifest.is_empty() and _has_files(session.request.output)
    counts = apply(session, frame)
    _keep_receipt(session, frame)
    unknown = _count_unknown(session) if has_unknown else 0
    return replace(result, counts=counts, unknown=unknown)


def _keep_receipt(session: Session, frame: Frame) -> None:
    news = sitemap.next_change(session.catalogue, session.request.as_of)
    changes = (session.catalogue.next_change(), news.timestamp() if news else None)
    until = min((time for time in changes if time is not None), default=None)
    keep_receipt(session, [source.name for source in frame.theme.chain], until)


@again_if_damaged
def check(request: Request, selection: Selection = EVERYTHING) -> Result:
    """Find all that `build` would refuse or warn about, and write nothing.

    Files that the selection names are read anew; rules over the archive see all of it.
    """
    with open_session(request) as session:
        ingest(session, selection)
        found = findings(session, build_frame(session, open_theme(session)))
        result = _with_work(session, _result(session, found, selection))
        if not selection.paths:
            return result
        return replace(result, sources=session.sources.count(selection.names))


def plan(session: Session) -> tuple[list[Diagnostic], Planner]:
    """Bring the store up to date, and return what is wrong and what plans the build."""
    ingest(session)
    frame = build_frame(session, open_theme(session))
    found = [diagnostic for diagnostic, known in findings(session, frame) if not known]
    return found, Planner(frame, session.catalogue, session.manifest)


def open_theme(session: Session) -> Theme:
    session.meter.turn(Stage.THEME)
    site, options = session.config.site, session.config.theme.options
    return load_theme(session.request.site, site.theme, options, session.config_text)


def refuses(found: Iterable[Diagnostic], fail_on: Severity) -> bool:
    return any(d.severity is Severity.ERROR or fail_on is Severity.WARNING for d in found)


def _result(session: Session, found: list[Judged], selection: Selection = EVERYTHING) -> Result:
    """Sum up what was found, is asked for, and is not in the baseline."""
    asked = [judged for judged in found if selection.has(judged.diagnostic)]
    new = tuple(diagnostic for diagnostic, known in asked if not known)
    return Result(
        diagnostics=new,
        refused=refuses(new, session.request.fail_on),
        sources=session.scan.sources,
        releases=session.catalogue.count(),
        held=session.catalogue.held(),
        known=len(asked) - len(new),
    )


def _with_work(session: Session, result: Result) -> Result:
    """Say how much there was to do."""
    session.meter.turn(Stage.STORE)
    written = result.counts.get(Action.CREATE, 0) + result.counts.get(Action.UPDATE, 0)
    work = Work(
        files_read=session.meter.files_read,
        files_compared=session.meter.files_compared,
        files_written=written,
        rows_written=session.database.rows_written,
    )
    return replace(result, work=work)


def _has_files(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def _count_unknown(session: Session) -> int:
    """Count the files that a build without a manifest found and did not write itself."""
    output = session.request.output
    return sum(1 for entry in walk(output) if session.manifest.row(entry.path) is None)
