"""The command newsgen build."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from newsgen.cli.options import (
    fail_on_option,
    quiet_option,
    report_file_option,
    report_format_option,
    request_options,
)
from newsgen.cli.progress import shown_progress
from newsgen.cli.results import make_report
from newsgen.diagnostics import Exit
from newsgen.pipeline import Request, Result, build as run
from newsgen.report import profile, text


@click.command("build")
@request_options
@fail_on_option
@report_format_option
@report_file_option
@quiet_option
@click.option(
    "--profile", "profiled", is_flag=True, help="Say where the time went, and what was slow."
)
def command(
    make_request: Callable[..., Request],
    fail_on: str,
    form: str,
    report_file: Path | None,
    quiet: bool,
    profiled: bool,
) -> int:
    """Make the website: every release at its address, with lists, feeds and sitemaps.

    If any release has a mistake, all mistakes are shown and the website stays as it was.
    Only pages that changed are written.
    """
    started = time.monotonic()
    report = make_report(form, report_file, fail_on)
    with report.errors(), shown_progress(quiet=quiet or report.is_document) as progress:
        request = make_request(fail_on=fail_on, progress=progress)
        result = run(replace(request, profile=profiled))
    seconds = time.monotonic() - started
    report.show(result, seconds, quiet=quiet, most_warnings=text.MOST_WARNINGS)
    if not report.is_document:
        _conclude(result, seconds, quiet=quiet)
    if result.profile is not None and not (report.is_document and form == "json"):
        click.echo("\n".join(profile.lines(result.profile, result.work)), err=True)
    return Exit.FINDINGS if result.refused else Exit.CLEAN


def _conclude(result: Result, seconds: float, *, quiet: bool) -> None:
    if result.refused:
        counts = text.counts_line(result.diagnostics)
        click.echo(f"Nothing was written: {counts}.", err=True)
    fixes = text.fixes_line(result.diagnostics)
    if fixes and not quiet:
        click.echo(fixes, err=True)
    if not (quiet or result.refused):
        click.echo(text.summary(result, seconds))
