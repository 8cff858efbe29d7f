"""The command newsgen urls."""

from collections.abc import Iterable

import click

from newsgen.cli.options import MakeRequest, read_release, request_options
from newsgen.cli.results import show_findings
from newsgen.diagnostics import Exit, has_errors
from newsgen.model.ledger import FILE
from newsgen.pipeline.central import ingested, retry_if_damaged
from newsgen.pipeline.ledger import read
from newsgen.pipeline.session import Session
from newsgen.printing import say
from newsgen.report import text
from newsgen.retention.ledger import missing_lines, public_urls, save, written
from newsgen.retention.named import addresses_of


@click.command("urls")
@request_options
@click.argument("releases", metavar="[RELEASE]...", nargs=-1)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if an address is missing.")
@retry_if_damaged
def command(make_request: MakeRequest, releases: tuple[str, ...], check: bool) -> int:
    """Add all published addresses to urls.txt, or only those of some releases.

    RELEASE is a URL, a path such as /news/x.aspx, or a file such as content/x.md.

    Lines are never deleted, except those of releases removed with newsgen remove.
    """
    with ingested(make_request()) as (session, problems):
        site, config = session.request.site, session.config
        ledger = read(site)
        public = public_urls(session)
        if releases:
            public = _chosen(session, releases, public)
        missing = missing_lines(ledger, public, config)
        problems.extend(ledger.wrong)
    show_findings(problems, quiet=True)
    if has_errors(problems):
        say(f"{FILE} is unchanged: fix these first.", err=True)
        return Exit.FINDINGS
    if check:
        say(*missing)
        if missing:
            count = text.count(len(missing), "published address")
            say(f"{count} not in {FILE}: run newsgen urls and commit it.", err=True)
        return Exit.FINDINGS if missing else Exit.CLEAN
    lines = written(ledger, missing, config)
    save(site, lines)
    say(f"{FILE}: {text.count(len(lines), 'line')}, {len(missing):,} new.")
    return Exit.CLEAN


def _chosen(session: Session, releases: Iterable[str], public: list[str]) -> list[str]:
    """Return the addresses, old ones too, of the releases that are named."""
    chosen: set[str] = set()
    for release in releases:
        urls = addresses_of(session, read_release(session, release))
        if urls.isdisjoint(public):
            message = f"{release} was not published yet. {FILE} has published addresses only."
            raise click.BadParameter(message, param_hint="RELEASE")
        chosen |= urls
    return [url for url in public if url in chosen]
