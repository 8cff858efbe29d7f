"""The command newsgen urls."""

import click

from newsgen.cli.options import MakeRequest, request_options
from newsgen.cli.results import show_findings
from newsgen.diagnostics import Exit, has_errors
from newsgen.model.ledger import FILE
from newsgen.pipeline import ingested, retry_if_damaged
from newsgen.pipeline.ledger import read
from newsgen.report import text
from newsgen.retention.ledger import missing_lines, save, written


@click.command("urls")
@request_options
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if an address is missing.")
@retry_if_damaged
def command(make_request: MakeRequest, check: bool) -> int:
    """Add the addresses of all published releases to urls.txt.

    Lines are never deleted, except those of releases removed with newsgen remove.
    """
    with ingested(make_request()) as (session, problems):
        site, config = session.request.site, session.config
        ledger = read(site)
        missing = missing_lines(ledger, session.catalogue.ledger.public_urls(), config)
        problems.extend(ledger.wrong)
    show_findings(problems, quiet=True)
    if has_errors(problems):
        click.echo(f"{FILE} is unchanged: fix these first.", err=True)
        return Exit.FINDINGS
    if check:
        for url in missing:
            click.echo(url)
        if missing:
            noun = "published address" if len(missing) == 1 else "published addresses"
            words = f"{len(missing):,} {noun} not in {FILE}: run newsgen urls and commit it."
            click.echo(words, err=True)
        return Exit.FINDINGS if missing else Exit.CLEAN
    lines = written(ledger, missing, config)
    save(site, lines)
    click.echo(f"{FILE}: {text.count(len(lines), 'line')}, {len(missing):,} new.")
    return Exit.CLEAN
