"""The central functions: they read aloud."""

import os
from collections.abc import Iterator
from pathlib import Path

from newsgen.build.apply import apply
from newsgen.build.ingest import ingest
from newsgen.build.plan import Partition, Planner
from newsgen.build.result import Request, Result
from newsgen.build.session import Session, open_session
from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic, in_order
from newsgen.files import walk
from newsgen.rules.archive import check_archive, check_files
from newsgen.theme import Theme, load_theme


def build(request: Request) -> Result:
    """Build a site: ingest, check, refuse or render.

    Raises:
        NewsgenError: what cannot be gone past: configuration, theme, output or cache.

    """
    with open_session(request) as session:
        ingest(session)
        theme = open_theme(session)
        planner = Planner(session, theme)
        found = findings(session, planner)
        if refuses(found, request.fail_on):
            return _result(session, found, refused=True)
        is_first = session.manifest.is_empty()
        counts = apply(session, theme, planner)
        unknown = _count_unknown(session) if is_first else 0
        result = _result(session, found, refused=False)
    return Result(result.diagnostics, result.refused, result.releases, result.held, counts, unknown)


def check(request: Request) -> Result:
    """Find all that `build` would refuse or warn about, and write nothing."""
    with open_session(request) as session:
        ingest(session)
        planner = Planner(session, open_theme(session))
        found = findings(session, planner)
        return _result(session, found, refused=refuses(found, request.fail_on))


def plan(session: Session) -> tuple[list[Diagnostic], Planner, Iterator[Partition]]:
    """Work out what a build would do, partition by partition, and what it would refuse."""
    ingest(session)
    planner = Planner(session, open_theme(session))
    return findings(session, planner), planner, planner.partitions()


def open_theme(session: Session) -> Theme:
    site, options = session.config.site, session.config.theme.options
    return load_theme(session.request.site, site.theme, options, session.config_text)


def findings(session: Session, planner: Planner) -> list[Diagnostic]:
    """Gather what is wrong with the files, the releases and the archive, in order of place."""
    found = [*session.scan.problems, *session.sources.diagnostics()]
    found += check_archive(session.catalogue, planner.reserved())
    using = (release for _, release in session.catalogue.files_used())
    found += check_files(using, session.scan.files)
    return in_order(found)


def refuses(found: list[Diagnostic], fail_on: Severity) -> bool:
    return any(d.severity is Severity.ERROR or fail_on is Severity.WARNING for d in found)


def _result(session: Session, found: list[Diagnostic], *, refused: bool) -> Result:
    return Result(
        tuple(found), refused, session.catalogue.count(), session.catalogue.held()
    )


def _count_unknown(session: Session) -> int:
    """Count the files that a build without a manifest found and did not write itself."""
    output: Path = session.request.output
    if not os.path.isdir(output):  # noqa: PTH112
        return 0
    return sum(1 for entry in walk(output) if session.manifest.row(entry.path) is None)
