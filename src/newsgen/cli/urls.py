"""The command newsgen urls."""

from collections.abc import Callable

import click

from newsgen.cli.options import request_options
from newsgen.cli.results import show_findings
from newsgen.diagnostics import Exit, has_errors, sort_diagnostics
from newsgen.model.ledger import FILE
from newsgen.pipeline import Request, open_session, retry_if_damaged
from newsgen.pipeline.ingest import ingest
from newsgen.pipeline.ledger import read
from newsgen.report import text
from newsgen.retention.ledger import missing_lines, save, written


@click.command("urls")
@request_options
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if an address is missing.")
@retry_if_damaged
def command(make_request: Callable[..., Request], check: bool) -> int:
    """Add the addresses of all published releases to urls.txt.

    No line is ever taken out, but those of releases that newsgen remove has removed.
    """
    with open_session(make_request()) as session:
        ingest(session)
        site, config = session.request.site, session.config
        problems = sort_diagnostics([*session.scan.problems, *session.sources.diagnostics()])
        ledger = read(site)
        missing = missing_lines(ledger, session.catalogue.ledger.public_urls(), config)
        problems += ledger.wrong
    show_findings(problems, quiet=True)
    if has_errors(problems):
        click.echo(f"{FILE} is as it was: mend these first.", err=True)
        return Exit.FINDINGS
    if check:
        for url in missing:
            click.echo(url)
        count = text.count(len(missing), "published address").replace("addresss", "addresses")
        if missing:
            click.echo(f"{count} not in {FILE}: run newsgen urls and commit it.", err=True)
        return Exit.FINDINGS if missing else Exit.CLEAN
    lines = written(ledger, missing, config)
    save(site, lines)
    click.echo(f"{FILE}: {text.count(len(lines), 'line')}, {len(missing):,} new.")
    return Exit.CLEAN
