"""The central functions: they read aloud."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from newsgen.codes import Severity
from newsgen.content.scan import SUFFIX
from newsgen.diagnostics import Diagnostic, errors_in, has_errors, sort_diagnostics
from newsgen.pipeline._receipt import files_if_unchanged, keep_receipt
from newsgen.pipeline.ingest import ingest
from newsgen.pipeline.leftovers import find_leftovers, keep_stamp
from newsgen.pipeline.profile import Stage
from newsgen.pipeline.result import (
    EVERYTHING,
    Action,
    Counts,
    Request,
    Result,
    Selection,
    Show,
    Work,
    unchanged_files,
)
from newsgen.pipeline.session import Session, open_session
from newsgen.store import DamagedStoreError

if TYPE_CHECKING:
    from newsgen.site.frame import Frame

Parameters = ParamSpec("Parameters")
Outcome = TypeVar("Outcome")


def retry_if_damaged(work: Callable[Parameters, Outcome]) -> Callable[Parameters, Outcome]:
    """Run a function again if the cache turned out to be damaged: it is fresh then."""

    @wraps(work)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Outcome:
        try:
            return work(*args, **kwargs)
        except DamagedStoreError:
            return work(*args, **kwargs)

    return run


@retry_if_damaged
def build(request: Request, *, show: Show | None = None) -> Result:
    """Build a site: ingest, check, refuse or render.

    `show` is called with the result before the store is closed; without it, the findings are
    listed.

    Raises:
        NewsgenError: a fatal problem with configuration, theme, output or cache.

    """
    with open_session(request) as session:
        result = _build(session)
        result = replace(
            result,
            work=_work(session, result),
            profile=session.meter.profile(),
            outdated=_outdated(session, result),
        )
        return _shown(result, show)


def _build(session: Session) -> Result:
    leftovers = find_leftovers(session)
    ingest(session)
    if (files := files_if_unchanged(session)) is not None:
        leftovers.refuse(session)
        keep_stamp(session)
        return _result(session, counts=unchanged_files(files))
    frame = assess(session, keeps_clean=True)
    result = _result(session)
    if result.refused:
        return result
    from newsgen.pipeline._apply import apply, open_output  # noqa: PLC0415 (slow, as are these)
    from newsgen.pipeline.frame import next_change  # noqa: PLC0415
    from newsgen.pipeline.plan import make_plan  # noqa: PLC0415
    from newsgen.pipeline.variants import keep_within  # noqa: PLC0415

    with open_output(session) as scratch:
        plan = make_plan(session, frame)
        applied = apply(session, frame, plan, scratch, leftovers)
    if applied.has_pictures:
        keep_within(session, session.config.media.kept)
    keep_stamp(session)
    keep_receipt(session, next_change(session))
    return replace(
        result,
        counts=applied.counts,
        unknown=applied.unknown,
        taken_down=applied.taken_down,
    )


@retry_if_damaged
def check(
    request: Request, selection: Selection = EVERYTHING, *, show: Show | None = None
) -> Result:
    """Find all that `build` would refuse or warn about, and write nothing.

    Files that the selection names are read again; rules over the archive see all of it. `show` is
    called with the result before the store is closed; without it, the findings are listed.
    """
    with open_session(replace(request, all_warnings=True)) as session:
        examine(session, selection)
        return report(session, selection, show)


def report(session: Session, selection: Selection, show: Show | None) -> Result:
    """Return what a check has found."""
    result = _result(session, selection)
    if selection.paths:
        result = replace(result, sources=session.sources.count(selection.names))
    return _shown(replace(result, work=_work(session, result)), show)


def _shown(result: Result, show: Show | None) -> Result:
    if show is None:
        return replace(result, diagnostics=list(result.diagnostics))
    show(result)
    return result


@contextmanager
def ingested(request: Request) -> Iterator[tuple[Session, list[Diagnostic]]]:
    """Open a site and read its releases; yields the errors of their files too."""
    with open_session(request) as session:
        ingest(session)
        if session.config.media.cards:
            from newsgen.pipeline.variants import forget_cards  # noqa: PLC0415 (few have cards)

            forget_cards(session)
        errors = [*errors_in(session.scan.problems), *session.sources.errors()]
        yield session, sort_diagnostics(errors)


def examine(session: Session, selection: Selection = EVERYTHING) -> "Frame":
    """Bring store and findings up to date with the content folder; return the frame of the site."""
    ingest(session, selection)
    return assess(session)


def assess(session: Session, *, keeps_clean: bool = False) -> "Frame":
    """Bring the findings up to date with what was ingested, and return the frame of the site.

    With `keeps_clean`, files that are cleaned to judge them are kept for the build that follows.
    """
    from newsgen.pipeline.frame import build_frame, open_theme  # noqa: PLC0415 (nor a theme)
    from newsgen.pipeline.variants import forget_cards  # noqa: PLC0415 (most need no pictures)

    forget_cards(session)  # first, as a theme may be wrong
    frame = build_frame(session, open_theme(session), keeps_clean=keeps_clean)
    assess_frame(session, frame)
    return frame


def assess_frame(session: Session, frame: "Frame") -> None:
    """Forget the pictures that no page shows any more, and bring the findings up to date."""
    from newsgen.pipeline._findings import find  # noqa: PLC0415 (most commands need no rules)
    from newsgen.pipeline.variants import forget_unused  # noqa: PLC0415 (nor pictures)

    forget_unused(session, frame)
    find(session, frame)


def _result(
    session: Session, selection: Selection = EVERYTHING, *, counts: Counts | None = None
) -> Result:
    """Sum up what was found, is asked for, and is not in the baseline."""
    diagnostics, known = _asked_for(session, selection)
    is_refused = _has_errors(session, diagnostics) or (
        session.request.fail_on is Severity.WARNING and len(diagnostics) > 0
    )
    overview = session.catalogue.overview
    published, since = overview.count(), session.looked_for.since
    looked_at, older = session.sources.count_around(since)
    return Result(
        diagnostics=diagnostics,
        refused=is_refused,
        sources=session.scan.sources,
        releases=published.releases,
        pages=published.pages,
        held=overview.held(),
        known=known,
        counts={} if is_refused or counts is None else counts,
        looked_since=since,
        looked_at=looked_at,
        older=older,
        base_url=session.config.site.base_url or "",
    )


def _has_errors(session: Session, diagnostics: Sequence[Diagnostic]) -> bool:
    """Return whether errors stop a build; without the sources that have some, few others do."""
    if session.request.instead is None:
        return has_errors(diagnostics)
    return any(diagnostic.span.path.endswith(SUFFIX) for diagnostic in errors_in(diagnostics))


def _asked_for(session: Session, selection: Selection) -> tuple[Sequence[Diagnostic], int]:
    """Return the findings that are new, and how many the baseline knows."""
    if not (selection.paths or selection.outside):
        return session.findings.reported(selection.codes), session.findings.known(selection.codes)
    asked = [judged for judged in session.findings.judged() if selection.has(judged.diagnostic)]
    new = [judged.diagnostic for judged in asked if not judged.known]
    return [*_outside(session, selection), *new], len(asked) - len(new)


def _outside(session: Session, selection: Selection) -> Iterator[Diagnostic]:
    """Report files that were named and cannot be read, as they are not in the content folder."""
    if selection.outside:
        from newsgen.rules.archive import check_outside  # noqa: PLC0415
        from newsgen.rules.policy import Policy  # noqa: PLC0415 (most commands need no rules)

        diagnostics = Policy(session.config.rules).judge(check_outside(selection.outside), {})
        yield from (d for d in diagnostics if selection.has_code(d))


def _work(session: Session, result: Result) -> Work:
    """Count how much there was to do."""
    session.meter.turn(Stage.STORE)
    return Work(
        files_read=session.meter.files_read,
        files_compared=session.meter.files_compared,
        files_written=result.counts.get(Action.CREATE, 0) + result.counts.get(Action.UPDATE, 0),
        rows_written=session.database.rows_written,
    )


def _outdated(session: Session, result: Result) -> tuple[str, ...]:
    """Return the output folders that still hold releases which were taken down."""
    site, built = session.request.site, 0 if result.refused else session.manifest.output
    pages = session.catalogue.retired.still_in(but=built)
    folders = [page.folder for page in pages if (site / page.folder / page.path).is_file()]
    return tuple(os.path.normpath(site / folder) for folder in dict.fromkeys(folders))
