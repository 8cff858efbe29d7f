"""The options that most commands share."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from newsgen.codes import Severity
from newsgen.config import load as load_config
from newsgen.model import dates
from newsgen.pipeline import Progress, Request
from newsgen.pipeline.result import no_progress
from newsgen.pipeline.workers import default_jobs

Command = TypeVar("Command", bound=Callable[..., Any])

site_option = click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The folder of the site. Default: the one you are in.",
)
quiet_option = click.option("--quiet", "-q", is_flag=True, help="Print errors only.")
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to print the result.",
)
report_format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["auto", "text", "json", "github", "sarif", "junit", "azure"]),
    default="auto",
    help="How to print the findings. Default: text, but in GitHub Actions and Azure Pipelines "
    "what these show on the line.",
)
report_file_option = click.option(
    "--report-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the format to this file, and text to the terminal.",
)
fail_on_option = click.option(
    "--fail-on",
    type=click.Choice([str(s) for s in Severity]),
    default=str(Severity.ERROR),
    help="What stops a build: errors only, or warnings too.",
)

output_option = click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the website goes. Default: output/ in the site.",
)
cache_option = click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where newsgen remembers what it has done. Default: .newsgen/ in the site.",
)
no_cache_option = click.option(
    "--no-cache", is_flag=True, help="Remember nothing: read and write everything."
)
as_of_option = click.option(
    "--as-of",
    metavar="TIME",
    help="Take this time for now, such as 2026-03-05T10:00. Default: now.",
)
drafts_option = click.option(
    "--drafts", is_flag=True, help="Count drafts as published, for a preview."
)
jobs_option = click.option(
    "--jobs",
    "-j",
    type=click.IntRange(1, 256),
    default=default_jobs,
    show_default="the number of processors",
    help="How many processes work at once.",
)
_REQUEST_OPTIONS = (
    site_option,
    output_option,
    cache_option,
    no_cache_option,
    as_of_option,
    drafts_option,
    jobs_option,
)


def request_options(command: Command) -> Command:
    """Give a command the options of a build; it gets `make_request` in their place."""
    return _with_options(command, _REQUEST_OPTIONS)


def cached_request_options(command: Command) -> Command:
    """Give a command the same options but --no-cache: it has to know what was built before."""
    return _with_options(command, [o for o in _REQUEST_OPTIONS if o is not no_cache_option])


def _with_options(command: Command, options: Sequence[Callable[[Any], Any]]) -> Command:
    @wraps(command)
    def with_request(
        site: Path,
        output: Path | None,
        cache: Path | None,
        as_of: str | None,
        drafts: bool,
        jobs: int,
        no_cache: bool = False,
        **rest: Any,
    ) -> Any:
        kept = cache_folder(site, cache, no_cache=no_cache)

        def make_request(*, fail_on: str = "error", progress: Progress = no_progress) -> Request:
            return Request(
                site=site,
                as_of=read_time(site, as_of),
                output=output or site / "output",
                cache=kept,
                jobs=jobs,
                drafts=drafts,
                fail_on=Severity(fail_on),
                progress=progress,
            )

        return command(make_request=make_request, **rest)

    decorated: Any = with_request
    for option in reversed(options):
        decorated = option(decorated)
    return decorated  # type: ignore[no-any-return]


def cache_folder(site: Path, cache: Path | None, *, no_cache: bool) -> Path | None:
    """Return the cache folder of the options, or None."""
    if cache is not None and no_cache:
        raise click.UsageError("--cache and --no-cache exclude each other.")
    return None if no_cache else cache or site / ".newsgen"


def read_time(site: Path, text: str | None) -> datetime:
    """Return the time of --as-of, by the site's own clock, or now."""
    if text is None:
        return datetime.now(UTC)
    try:
        return dates.parse(text, load_config(site).zone).at
    except dates.DateError as error:
        raise click.BadParameter(
            f"{error}. Write it like 2026-03-05T10:00.", param_hint="--as-of"
        ) from None
