"""The command newsgen build."""

import time
from contextlib import ExitStack
from functools import partial

import click

from newsgen.cli.options import MakeRequest, report_options, request_options
from newsgen.cli.results import Report, shown_progress
from newsgen.diagnostics import Exit
from newsgen.pipeline.central import build as run
from newsgen.pipeline.result import Result
from newsgen.printing import say
from newsgen.report import text
from newsgen.report.profile import lines as profile_lines


@click.command("build")
@request_options
@report_options
@click.option(
    "--adopt-output",
    is_flag=True,
    help="Delete all files in the output directory that are not part of the site.",
)
@click.option("--profile", is_flag=True, help="Show where the time went, by stage.")
def command(
    make_request: MakeRequest, report: Report, quiet: bool, profile: bool, adopt_output: bool
) -> int:
    """Build the website: every release at its address, with lists, feeds and sitemaps.

    If any release has an error, all errors are shown and the website does not change. Only pages
    that changed are written. In old releases a build looks only for what stops it.
    """
    started = time.monotonic()
    lines = partial(text.lines, most_warnings=text.MOST_WARNINGS)
    with report.errors(), ExitStack() as shown:
        progress = shown.enter_context(shown_progress(quiet=quiet or report.is_document))

        def show(result: Result) -> None:
            shown.close()
            report.show(result, time.monotonic() - started, quiet=quiet, lines=lines)

        request = make_request(
            fail_on=report.fail_on, progress=progress, profile=profile, adopt_output=adopt_output
        )
        result = run(request, show=show)
    seconds = time.monotonic() - started
    if not report.is_document:
        _conclude(result, seconds, quiet=quiet)
    if result.outdated:
        say(*text.outdated(result.outdated), err=True)
    if result.profile is not None and not (report.is_document and report.form == "json"):
        say(*profile_lines(result.profile, result.work), err=True)
    return Exit.FINDINGS if result.refused else Exit.CLEAN


def _conclude(result: Result, seconds: float, *, quiet: bool) -> None:
    if result.refused:
        say(f"Nothing was written: {text.counts_line(result.diagnostics)}.", err=True)
    fixes = text.fixes_line(result.diagnostics)
    if fixes and not quiet:
        say(fixes, err=True)
    if not (quiet or result.refused):
        say(*text.summary(result, seconds), *text.to_purge(result.taken_down))
    if not result.refused:
        say(*text.local(result.base_url), err=True)
    if not quiet:
        say(*text.looked(result), err=result.refused)
