"""The command newsgen check."""

import time
from collections.abc import Callable
from pathlib import Path

import click

from newsgen.build import Request
from newsgen.build import check as run
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
from newsgen.report import text


@click.command(short_help="Look for mistakes, and write nothing.")
@request_options
@fail_on_option
@report_format_option
@report_file_option
@quiet_option
def check(
    make_request: Callable[..., Request],
    fail_on: str,
    form: str,
    report_file: Path | None,
    quiet: bool,
) -> int:
    """Look for mistakes in all releases, and write nothing.

    Each is shown with its file, line and column, and with what to do about it.
    """
    started = time.monotonic()
    report = make_report(form, report_file, fail_on)
    with report.errors(), shown_progress(quiet=quiet or report.is_document) as progress:
        result = run(make_request(fail_on=fail_on, progress=progress))
    report.show(result, time.monotonic() - started, quiet=quiet)
    if not (quiet or report.is_document):
        found = text.counts_line(result.diagnostics) or "nothing wrong"
        click.echo(f"{text.count(result.sources, 'release')} checked: {found}.")
        if fixes := text.fixes_line(result.diagnostics):
            click.echo(fixes)
    return Exit.FINDINGS if result.refused else Exit.CLEAN
