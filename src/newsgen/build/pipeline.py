"""The central functions: they read aloud."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

from newsgen.build.apply import apply
from newsgen.build.frame import Frame, build_frame
from newsgen.build.ingest import ingest
from newsgen.build.plan import Planner
from newsgen.build.profile import Stage
from newsgen.build.result import Action, Request, Result, Work
from newsgen.build.selection import EVERYTHING, Selection
from newsgen.build.session import Session, open_session
from newsgen.codes import Severity
from newsgen.config.load import FILE as CONFIG_FILE
from newsgen.config.load import find_key
from newsgen.diagnostics import Diagnostic, in_order
from newsgen.files import walk
from newsgen.parallel import relax_collector
from newsgen.rules.archive import check_archive, check_files, check_titles
from newsgen.rules.link_targets import check_links
from newsgen.rules.policy import CONTENT, Policy, Source
from newsgen.store import DamagedStoreError, Fragments
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
    frame = build_frame(session, open_theme(session))
    result = _result(session, findings(session, frame))
    if result.refused:
        return result
    has_unknown = session.manifest.is_empty() and _has_files(session.request.output)
    counts = apply(session, frame)
    unknown = _count_unknown(session) if has_unknown else 0
    return replace(result, counts=counts, unknown=unknown)


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
    found = session.baseline.unknown(findings(session, frame))
    return found, Planner(frame, session.catalogue, session.manifest)


def open_theme(session: Session) -> Theme:
    session.meter.turn(Stage.THEME)
    site, options = session.config.site, session.config.theme.options
    return load_theme(session.request.site, site.theme, options, session.config_text)


def findings(session: Session, frame: Frame) -> list[Diagnostic]:
    """Gather what is wrong with the files, the releases and the archive, in order of place.

    Each is as severe as the configuration, the release's date and its author's word make it.
    """
    session.meter.turn(Stage.CHECK)
    found = [*session.scan.problems, *session.sources.diagnostics()]
    reserved = frame.reserved()
    found += check_archive(session.catalogue, reserved)
    using = (release for _, release in session.catalogue.files_used())
    found += check_files(using, session.scan.files)
    found += check_titles(session.catalogue)
    pages = {root: frozenset(path for path, _ in own) for root, own in reserved.items()}
    found += check_links(session.catalogue, Fragments(session.database.connection), pages)
    found += _missing_options(session, frame)
    accepted = session.sources.accepted()
    paths = {d.span.path.removeprefix(CONTENT) for d in found} | accepted.keys()
    sources = {
        CONTENT + path: Source(day, accepted.get(path, ()))
        for path, day in session.sources.days(paths).items()
    }
    return in_order(Policy(session.config.rules).judge(found, sources))


def _missing_options(session: Session, frame: Frame) -> Iterator[Diagnostic]:
    """Yield the theme's options that name a file nobody has put into the content folder."""
    for name, value in frame.theme.options.items():
        is_path = value in frame.theme.urls and value.startswith("/")
        if is_path and value.lstrip("/") not in session.scan.files:
            yield Diagnostic(
                "NG501",
                f"the file {value} is not in the content folder",
                find_key(session.config_text, CONFIG_FILE, ("theme", "options", name)),
                f"Put it there as content{value}, or change the option {name}.",
            )


def refuses(found: Iterable[Diagnostic], fail_on: Severity) -> bool:
    return any(d.severity is Severity.ERROR or fail_on is Severity.WARNING for d in found)


def _result(session: Session, found: list[Diagnostic], selection: Selection = EVERYTHING) -> Result:
    """Sum up what was found and is not in the baseline."""
    found = selection.filter(found)
    new = session.baseline.unknown(found)
    return Result(
        diagnostics=tuple(new),
        refused=refuses(new, session.request.fail_on),
        sources=session.scan.sources,
        releases=session.catalogue.count(),
        held=session.catalogue.held(),
        known=len(found) - len(new),
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
