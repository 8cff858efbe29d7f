"""The command newsgen check."""

import time
from collections.abc import Callable

import click

from newsgen.build import Request
from newsgen.build import check as run
from newsgen.cli.options import fail_on_option, format_option, quiet_option, request_options
from newsgen.cli.progress import shown_progress
from newsgen.cli.results import errors_as, show_findings
from newsgen.diagnostics import Exit
from newsgen.report import json, text


@click.command(short_help="Look for mistakes, and write nothing.")
@request_options
@fail_on_option
@format_option
@quiet_option
def check(make_request: Callable[..., Request], fail_on: str, form: str, quiet: bool) -> int:
    """Look for mistakes in all releases, and write nothing.

    Each is shown with its file, line and column, and with what to do about it.
    """
    started = time.monotonic()
    with errors_as(form), shown_progress(quiet=quiet or form == "json") as progress:
        result = run(make_request(fail_on=fail_on, progress=progress))
    if form == "json":
        click.echo(json.render(result, time.monotonic() - started))
    else:
        show_findings(result.diagnostics, quiet=quiet)
        found = text.counts_line(result.diagnostics) or "nothing wrong"
        if not quiet:
            click.echo(f"{text.count(result.sources, 'release')} checked: {found}.")
    return Exit.FINDINGS if result.refused else Exit.CLEAN
