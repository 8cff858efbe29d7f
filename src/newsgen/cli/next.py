"""The command newsgen next."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import click

from newsgen.cli.options import request_options
from newsgen.cli.results import show_findings
from newsgen.diagnostics import Exit, has_errors, sort_diagnostics
from newsgen.pipeline import Request, open_session, retry_if_damaged
from newsgen.pipeline.ingest import ingest
from newsgen.report import text
from newsgen.store.schedule import Change

MOST = 20


@click.command("next")
@request_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "cron"]),
    default="text",
    help="How to print it. cron is a line for a schedule in UTC.",
)
@retry_if_damaged
def command(make_request: Callable[..., Request], form: str) -> int:
    """Say when releases next change by themselves, so that a build can be due then.

    A release is published, expires, or has an update or correction whose time comes.

    Neither title nor address is printed: the log of a pipeline may be public.
    """
    with open_session(make_request()) as session:
        ingest(session)
        as_of, zone = session.request.as_of, session.config.zone
        changes = session.catalogue.schedule.changes(MOST)
        problems = sort_diagnostics([*session.scan.problems, *session.sources.diagnostics()])
    match form:
        case "json":
            click.echo(_json(as_of, changes))
        case "cron":
            if changes:
                click.echo(cron(changes[0].at))
        case _:
            for change in changes:
                local = change.at.astimezone(zone)
                click.echo(f"{local:%Y-%m-%d %H:%M:%S %Z}  {_words(change)}")
            if not changes:
                click.echo("Nothing is scheduled.")
    show_findings(problems, quiet=True)
    return Exit.FINDINGS if has_errors(problems) else Exit.CLEAN


def cron(at: datetime) -> str:
    """Return the first whole minute at or after a time, as a line of cron in UTC."""
    whole = at.astimezone(UTC)
    if whole.second or whole.microsecond:
        whole += timedelta(minutes=1)
    return f"{whole.minute} {whole.hour} {whole.day} {whole.month} *"


def _words(change: Change) -> str:
    begins = [f"{text.count(change.begin, 'release')} published"] if change.begin else []
    ends = [f"{text.count(change.end, 'release')} expired"] if change.end else []
    changed = [f"{text.count(change.change, 'release')} updated"] if change.change else []
    return ", ".join([*begins, *ends, *changed])


def _json(as_of: datetime, changes: Sequence[Change]) -> str:
    rows = [
        {"at": _stamp(c.at), "published": c.begin, "expired": c.end, "updated": c.change}
        for c in changes
    ]
    document = {
        "version": 1,
        "as_of": _stamp(as_of),
        "next": rows[0]["at"] if rows else None,
        "changes": rows,
    }
    return json.dumps(document, indent=2)


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
