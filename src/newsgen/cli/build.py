"""The command newsgen build."""

import time
from collections.abc import Callable

import click

from newsgen.build import Request
from newsgen.build import build as run
from newsgen.cli.options import fail_on_option, format_option, quiet_option, request_options
from newsgen.cli.progress import shown_progress
from newsgen.cli.results import errors_as, show_findings
from newsgen.diagnostics import Exit
from newsgen.report import json, text


@click.command(short_help="Make the website.")
@request_options
@fail_on_option
@format_option
@quiet_option
def build(make_request: Callable[..., Request], fail_on: str, form: str, quiet: bool) -> int:
    """Make the website: every release at its address, with lists, feeds and sitemaps.

    If any release has a mistake, all mistakes are shown and the website stays as it was.
    Only pages that changed are written.
    """
    started = time.monotonic()
    with errors_as(form), shown_progress(quiet=quiet or form == "json") as progress:
        result = run(make_request(fail_on=fail_on, progress=progress))
    seconds = time.monotonic() - started
    if form == "json":
        click.echo(json.render(result, seconds))
        return Exit.FINDINGS if result.refused else Exit.CLEAN
    show_findings(result.diagnostics, quiet=quiet, most_warnings=text.MOST_WARNINGS)
    if result.refused:
        found = text.counts_line(result.diagnostics)
        click.echo(f"Nothing was written: {found}.", err=True)
        return Exit.FINDINGS
    if not quiet:
        click.echo(text.summary(result, seconds))
    return Exit.CLEAN
