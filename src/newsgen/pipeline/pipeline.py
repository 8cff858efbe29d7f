"""The central functions: they read aloud."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar, cast

from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic, Found, has_errors
from newsgen.fast.collector import paused_collector
from newsgen.files import walk
from newsgen.pipeline.ingest import ingest
from newsgen.pipeline.profile import Stage
from newsgen.pipeline.receipt import theme_stamps, untouched
from newsgen.pipeline.result import Action, Request, Result, Work
from newsgen.pipeline.selection import EVERYTHING, Selection
from newsgen.pipeline.session import Session, open_session
from newsgen.store import DamagedStoreError

if TYPE_CHECKING:
    from newsgen.pipeline.frame import Frame
    from newsgen.pipeline.plan import Planner

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
    with paused_collector(), open_session(request) as session:
        result = _with_work(session, _build(session))
    return replace(result, profile=session.meter.profile())


def _build(session: Session) -> Result:
    themes = theme_stamps(session.request.site)
    ingest(session, meanwhile=lambda: _stages().prepare(session))
    session.meter.turn(Stage.PLAN)
    kept = untouched(session, themes)
    if kept is not None:
        result = _result(session)
        counts = dict.fromkeys(Action, 0) | {Action.KEEP: kept}
        return result if result.refused else replace(result, counts=counts)
    stages = _stages()
    frame = stages.outline(session)
    has_unknown = session.manifest.is_empty() and _has_files(session.request.output)
    with stages.applying(session, frame) as finish:
        stages.look(session, frame)
        result = _result(session)
        if result.refused:
            return result
        counts = stages.make(session, finish, themes)
    unknown = _count_unknown(session) if has_unknown else 0
    return replace(result, counts=counts, unknown=unknown)


def _look(session: Session) -> "Frame":
    """Look at the archive as a whole, and return its frame."""
    frame: Frame = _stages().outline(session)
    _stages().look(session, frame)
    return frame


def _stages() -> ModuleType:
    """Return what a build does when something has changed: it is slow to load."""
    from newsgen.pipeline import stages  # noqa: PLC0415

    return stages


@again_if_damaged
def check(request: Request, selection: Selection = EVERYTHING) -> Result:
    """Find all that `build` would refuse or warn about, and write nothing.

    Files that the selection names are read anew; rules over the archive see all of it.
    """
    with open_session(request) as session:
        ingest(session, selection, meanwhile=_stages)
        _look(session)
        result = _with_work(session, _result(session, selection))
        if not selection.paths:
            return result
        return replace(result, sources=session.sources.count(selection.names))


def plan(session: Session) -> tuple[Found, "Planner"]:
    """Bring the store up to date, and return what is wrong and what plans the build."""
    ingest(session, meanwhile=_stages)
    frame = _look(session)
    return session.findings.reported(), _stages().planner(session, frame)


def _result(session: Session, selection: Selection = EVERYTHING) -> Result:
    """Sum up what was found, is asked for, and is not in the baseline."""
    new, known = _asked_for(session, selection)
    return Result(
        diagnostics=new,
        refused=has_errors(new) or (session.request.fail_on is Severity.WARNING and len(new) > 0),
        sources=session.scan.sources,
        releases=session.catalogue.count(),
        held=session.catalogue.held(),
        known=known,
    )


def _asked_for(session: Session, selection: Selection) -> tuple[Sequence[Diagnostic], int]:
    """Return the findings that are new, and how many the baseline knows."""
    if selection is EVERYTHING:
        return session.findings.reported(), session.findings.known()
    asked = [judged for judged in session.findings.judged() if selection.has(judged.diagnostic)]
    new = [diagnostic for diagnostic, known in asked if not known]
    return new, len(asked) - len(new)


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
