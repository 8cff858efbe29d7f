"""What other programs call: a site is built, checked, planned or read, and the result is data.

The names are those of `newsgen.__all__`; docs/reference/python.md describes them.
"""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from os import PathLike
from pathlib import Path
from typing import Final, TypedDict

from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic, has_errors
from newsgen.model.release import Release, status_at
from newsgen.pipeline.central import (
    build as build_site,
    check as check_site,
    examine,
    ingested,
    retry_if_damaged,
)
from newsgen.pipeline.leftovers import find_leftovers
from newsgen.pipeline.plan import Planner, list_steps
from newsgen.pipeline.result import Action, Request, Result
from newsgen.pipeline.session import open_session
from newsgen.pipeline.workers import default_jobs

_LOG: Final = logging.getLogger("newsgen")


@dataclass(frozen=True, slots=True)
class FileCounts:
    """Counts of files in the output folder."""

    created: int
    """Files that were not there."""
    updated: int
    """Files that have other bytes now."""
    kept: int
    """Files that were not touched."""
    deleted: int
    """Files that are no longer part of the site."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What `check` found."""

    diagnostics: tuple[Diagnostic, ...]
    """All findings that the baseline does not hide, in order of file and line."""
    refused: bool
    """Whether `build` would refuse the site, by `fail_on`."""
    sources: int
    """How many Markdown files were looked at."""
    releases: int
    """How many releases are published."""
    pages: int
    """How many pages (`type: page`) are published."""
    held: int
    """How many of both are not: drafts, under embargo or expired.

    Those that were withdrawn, have moved or are gone do not count.
    """
    known: int
    """How many findings the baseline hides."""
    seconds: float
    """How long it took, by the clock."""


@dataclass(frozen=True, slots=True)
class BuildResult(CheckResult):
    """What `build` found and did; it has the fields of `CheckResult` too."""

    files: FileCounts
    """What was done with the files of the output; all 0 if the build was refused."""
    unknown_files: int
    """Files in the output folder that newsgen did not write, and left alone."""
    outdated_outputs: tuple[Path, ...]
    """Other output folders that still hold releases which were taken down: build there again."""
    purge: tuple[str, ...]
    """If something was taken down, addresses to purge at a CDN when the website is published."""
    search_engines: tuple[str, ...]
    """Those of them that search engines should take out of their results."""


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """What a build would do with one file of the output."""

    path: str
    """The file, relative to the output folder, with `/`."""
    action: Action
    """Create, update or delete."""
    reason: str
    """Why, for people to read."""


@dataclass(frozen=True, slots=True)
class PlanResult:
    """What `plan` found."""

    diagnostics: tuple[Diagnostic, ...]
    """All findings that the baseline does not hide, in order of file and line."""
    refused: bool
    """Whether errors would stop a build; then `steps` is empty."""
    steps: tuple[PlannedFile, ...]
    """Each file that would be created, updated or deleted."""
    files: FileCounts
    """How many files would be created, updated, kept and deleted."""
    seconds: float
    """How long it took, by the clock."""


@dataclass(frozen=True, slots=True)
class ReleaseRecord:
    """A release as a site knows it, without its body."""

    source: str
    """Its file, relative to the site, with `/`."""
    area: str
    """The area, as the release names it."""
    title: str
    """The title; empty if the release was taken down or has expired."""
    url: str
    """The absolute URL."""
    date: datetime | None
    """When it was published, with an offset from UTC; of a day or month its first instant."""
    precision: str
    """How exact `date` is: `minute`, `day` or `month`; empty without a date."""
    updated: datetime | None
    """When it was last updated, with an offset from UTC."""
    status: str
    """As `newsgen list` has it, such as `published`, `draft`, `embargoed` or `withdrawn`."""
    is_published: bool
    """Whether a build publishes a page about it."""
    kind: str
    """What it is for, such as `news` or `appeal`."""
    summary: str
    """One or two sentences, as plain text."""
    language: str
    """The language of its text, such as `en-GB`."""
    tags: tuple[str, ...]
    """Its tags."""
    embargo: datetime | None
    """Before this time it is not published; with an offset from UTC."""
    expires: datetime | None
    """From this time on it is not published; with an offset from UTC."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site as `load_site` read it."""

    folder: Path
    """The site directory."""
    title: str
    """The title in `newsgen.toml`, or an empty text."""
    base_url: str
    """The absolute URL in `newsgen.toml`, or an empty text."""
    language: str
    """The language of the site, such as `en-GB`."""
    timezone: str
    """The time zone of the site, such as `Europe/London`."""
    areas: tuple[str, ...]
    """The areas that `newsgen.toml` has, by their keys."""
    releases: tuple[ReleaseRecord, ...]
    """All releases that can be read, oldest first; those without a date come last."""
    diagnostics: tuple[Diagnostic, ...]
    """Errors of files, in order of file and line: such releases may be missing from the list."""
    seconds: float
    """How long it took, by the clock."""


def build(
    site: str | PathLike[str],
    *,
    output: str | PathLike[str] | None = None,
    cache: str | PathLike[str] | None = None,
    use_cache: bool = True,
    as_of: datetime | None = None,
    drafts: bool = False,
    jobs: int | None = None,
    fail_on: Severity = Severity.ERROR,
    adopt_output: bool = False,
) -> BuildResult:
    """Build the website of a site, as `newsgen build` does.

    If a release has an error, the build is refused: nothing is written, and `refused` is true.

    Args:
        site: The site directory, with `newsgen.toml` and `content/`.
        output: The output directory. Default: `output/` in the site.
        cache: The cache directory. Default: `.newsgen/` in the site.
        use_cache: Whether to use a cache; without one, everything is built again.
        as_of: Build as of this time, a datetime with a time zone. Default: now.
        drafts: Whether to include drafts, for a preview.
        jobs: The number of worker processes, at least 1. Default: the number of processors.
        fail_on: The severity that refuses the site: errors only, or warnings too.
        adopt_output: Whether to delete all files in the output directory that are not part of the
            site.

    Raises:
        NewsgenError: there is a fatal problem with the configuration, theme, output or cache,
            another newsgen is using the site, or pages that were taken down may be left.
        TypeError: `as_of` is not a datetime.
        ValueError: `as_of` has no time zone, `jobs` is below 1, or there is a `cache` that is not
            used.

    """
    started = time.monotonic()
    request = _request(
        site,
        output=output,
        cache=cache,
        use_cache=use_cache,
        as_of=as_of,
        drafts=drafts,
        jobs=jobs,
        fail_on=fail_on,
        adopt_output=adopt_output,
    )
    result = build_site(request)
    return BuildResult(
        **_findings(result, started),
        files=_file_counts(result.counts),
        unknown_files=result.unknown,
        outdated_outputs=tuple(map(Path, result.outdated)),
        purge=result.taken_down.purge,
        search_engines=result.taken_down.search_engines,
    )


def check(
    site: str | PathLike[str],
    *,
    output: str | PathLike[str] | None = None,
    cache: str | PathLike[str] | None = None,
    use_cache: bool = True,
    as_of: datetime | None = None,
    drafts: bool = False,
    jobs: int | None = None,
    fail_on: Severity = Severity.ERROR,
    use_plugins: bool = True,
) -> CheckResult:
    """Look for mistakes in all releases, as `newsgen check` does; only the cache is written.

    Other arguments, and errors, are those of `build`.

    Args:
        use_plugins: Whether to run the site's own code: its plug-ins and Markdown extensions.

    """
    started = time.monotonic()
    request = _request(
        site,
        output=output,
        cache=cache,
        use_cache=use_cache,
        as_of=as_of,
        drafts=drafts,
        jobs=jobs,
        fail_on=fail_on,
        no_plugins=not use_plugins,
    )
    return CheckResult(**_findings(check_site(request), started))


@retry_if_damaged
def plan(
    site: str | PathLike[str],
    *,
    output: str | PathLike[str] | None = None,
    cache: str | PathLike[str] | None = None,
    use_cache: bool = True,
    as_of: datetime | None = None,
    drafts: bool = False,
    jobs: int | None = None,
) -> PlanResult:
    """Return what a build would write and delete, as `newsgen plan` does, without doing it.

    Arguments and errors are those of `build`.
    """
    started = time.monotonic()
    request = _request(
        site, output=output, cache=cache, use_cache=use_cache, as_of=as_of, drafts=drafts, jobs=jobs
    )
    with open_session(request) as session:
        leftovers = find_leftovers(session)
        planner = Planner(examine(session), session.catalogue, session.manifest)
        diagnostics = tuple(session.findings.reported())
        is_refused = has_errors(diagnostics)
        steps, counts = ([], {}) if is_refused else list_steps(planner)
        if not is_refused:
            leftovers.refuse(session, {step.path for step in steps})
    return PlanResult(
        diagnostics=diagnostics,
        refused=is_refused,
        steps=tuple([PlannedFile(step.path, step.action, step.reason) for step in steps]),
        files=_file_counts(counts),
        seconds=time.monotonic() - started,
    )


@retry_if_damaged
def load_site(
    site: str | PathLike[str],
    *,
    cache: str | PathLike[str] | None = None,
    use_cache: bool = True,
    as_of: datetime | None = None,
    drafts: bool = False,
    jobs: int | None = None,
) -> Site:
    """Read the settings and releases of a site, and write only the cache.

    Arguments and errors are those of `build`. With `drafts`, a draft counts as published.
    """
    started = time.monotonic()
    request = _request(
        site, cache=cache, use_cache=use_cache, as_of=as_of, drafts=drafts, jobs=jobs
    )
    with ingested(request) as (session, problems):
        releases = [
            _record(release, request.as_of, is_published=is_published)
            for is_published, release in session.catalogue.releases.all()
        ]
        config = session.config
    return Site(
        folder=request.site,
        title=config.site.title or "",
        base_url=config.site.base_url or "",
        language=config.site.language,
        timezone=config.site.timezone,
        areas=tuple(config.areas),
        releases=tuple(releases),
        diagnostics=tuple(problems),
        seconds=time.monotonic() - started,
    )


def _request(
    site: str | PathLike[str],
    *,
    output: str | PathLike[str] | None = None,
    cache: str | PathLike[str] | None,
    use_cache: bool,
    as_of: datetime | None,
    drafts: bool,
    jobs: int | None,
    fail_on: Severity = Severity.ERROR,
    no_plugins: bool = False,
    adopt_output: bool = False,
) -> Request:
    _check_time(as_of)
    if jobs is not None and jobs < 1:
        raise ValueError(f"jobs is {jobs}, but at least 1 process is needed")
    if cache is not None and not use_cache:
        raise ValueError("cache cannot be combined with use_cache=False")
    folder = Path(site)
    return Request(
        site=folder,
        as_of=as_of or datetime.now(UTC),
        output=Path(output or folder / "output"),
        cache=Path(cache or folder / ".newsgen") if use_cache else None,
        jobs=jobs or default_jobs(),
        drafts=drafts,
        fail_on=fail_on,
        no_plugins=no_plugins,
        adopt_output=adopt_output,
        notice=_LOG.warning,
        is_cache_named=cache is not None,
    )


def _check_time(as_of: object) -> None:
    """Refuse what is not an instant; callers without types may pass a text or a date."""
    if as_of is None:
        return
    if not isinstance(as_of, datetime):
        raise TypeError(f"as_of takes a datetime with a time zone, {_TIME}, not {as_of!r}")
    if as_of.utcoffset() is None:
        raise ValueError(f"as_of needs a time zone, {_TIME}")


_TIME: Final = "such as datetime(2026, 3, 5, 10, tzinfo=datetime.UTC)"


class _CheckFields(TypedDict):
    """The fields of `CheckResult`."""

    diagnostics: tuple[Diagnostic, ...]
    refused: bool
    sources: int
    releases: int
    pages: int
    held: int
    known: int
    seconds: float


def _findings(result: Result, started: float) -> _CheckFields:
    return _CheckFields(
        diagnostics=tuple(result.diagnostics),
        refused=result.refused,
        sources=result.sources,
        releases=result.releases,
        pages=result.pages,
        held=result.held,
        known=result.known,
        seconds=time.monotonic() - started,
    )


def _file_counts(counts: Mapping[Action, int]) -> FileCounts:
    return FileCounts(
        created=counts.get(Action.CREATE, 0),
        updated=counts.get(Action.UPDATE, 0),
        kept=counts.get(Action.KEEP, 0),
        deleted=counts.get(Action.DELETE, 0),
    )


def _record(release: Release, at: datetime, *, is_published: bool) -> ReleaseRecord:
    moment, updated = release.published, release.updated
    return ReleaseRecord(
        source=f"content/{release.source}",
        area=release.area,
        title=release.title,
        url=release.url,
        date=moment.at if moment else None,
        precision=str(moment.precision) if moment else "",
        updated=updated.at if updated else None,
        status=str(status_at(at, release, is_published=is_published)),
        is_published=is_published,
        kind=str(release.kind),
        summary=release.summary,
        language=release.language,
        tags=release.tags,
        embargo=release.embargo,
        expires=release.expires,
    )
