"""The command newsgen next."""

from datetime import UTC, datetime, timedelta

import click

from newsgen.cli.data import print_json
from newsgen.cli.options import MakeRequest, format_option, request_options
from newsgen.cli.results import ingested, verdict
from newsgen.pipeline import retry_if_damaged
from newsgen.report import text
from newsgen.store.schedule import Change

MOST = 20


@click.command("next")
@request_options
@format_option(
    "text", "json", "cron", words="How to print it. cron is a line for a schedule in UTC."
)
@retry_if_damaged
def command(make_request: MakeRequest, form: str) -> int:
    """Show when published releases next change, so that a build can be scheduled for then.

    A change is a release that is published or expires, or an update or correction that is due.

    Titles and addresses are not printed, as pipeline logs may be public.
    """
    with ingested(make_request()) as (session, problems):
        as_of, zone = session.request.as_of, session.config.zone
        changes = session.catalogue.schedule.changes(MOST)
    if form == "json":
        rows = [
            {"at": _stamp(c.at), "published": c.begin, "expired": c.end, "updated": c.change}
            for c in changes
        ]
        print_json(as_of=_stamp(as_of), next=rows[0]["at"] if rows else None, changes=rows)
    elif form == "text":
        for change in changes:
            local = change.at.astimezone(zone)
            click.echo(f"{local:%Y-%m-%d %H:%M:%S %Z}  {_words(change)}")
        if not changes:
            click.echo("Nothing is scheduled.")
    elif changes:
        click.echo(cron(changes[0].at))
    return verdict(problems)


def cron(at: datetime) -> str:
    """Return the first whole minute at or after a time, as a line of cron in UTC."""
    whole = at.astimezone(UTC)
    if whole.second or whole.microsecond:
        whole += timedelta(minutes=1)
    return f"{whole.minute} {whole.hour} {whole.day} {whole.month} *"


def _words(change: Change) -> str:
    counts = {"published": change.begin, "expired": change.end, "updated": change.change}
    return ", ".join(f"{text.count(n, 'release')} {word}" for word, n in counts.items() if n)


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
