"""The command newsgen next."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import click

from newsgen.cli.data import print_csv, print_json, print_table, widest
from newsgen.cli.options import MakeRequest, format_option, read_time, request_options
from newsgen.diagnostics import Diagnostic, Exit
from newsgen.pipeline.central import ingested, retry_if_damaged
from newsgen.pipeline.leaving import scheduled
from newsgen.pipeline.result import Request
from newsgen.printing import say
from newsgen.report import text
from newsgen.store.releases import Change

MOST = 20
_COLUMNS = ("at", "published", "expired", "updated", "off_lists")


@click.command("next")
@request_options
@format_option("text", "json", "csv", "cron", words="Format; cron is a line for a schedule in UTC.")
@click.option(
    "--due-since",
    metavar="TIME",
    help='Print "due" if a change came between TIME and now (or --as-of), else "not due".',
)
@retry_if_damaged
def command(make_request: MakeRequest, form: str, due_since: str | None) -> int:
    """Show when published releases next change, so that a build can be scheduled for then.

    A change is a release that is published or expires, an update or correction that is due, or a
    release that leaves a list, as it is too old or no longer featured.

    Titles and addresses are not printed, nor mistakes, as pipeline logs may be public.
    """
    if due_since is not None:
        return _print_due(make_request(), due_since)
    with ingested(make_request()) as (session, problems):
        as_of, zone = session.request.as_of, session.config.zone
        changes = scheduled(session, MOST)
    rows = [{"at": _stamp(c.at), **_counts(c)} for c in changes]
    if form == "json":
        print_json(as_of=_stamp(as_of), next=rows[0]["at"] if rows else None, changes=rows)
    elif form == "csv":
        print_csv(rows, _COLUMNS)
    elif form == "text":
        lines = [(f"{c.at.astimezone(zone):%Y-%m-%d %H:%M:%S %Z}", _words(c)) for c in changes]
        print_table(lines, widest(lines))
        if not changes:
            say("Nothing is scheduled.")
    elif changes:
        say(cron(changes[0].at))
    return _exit_of(problems)


def _print_due(request: Request, since: str) -> int:
    """Return whether a change came between a time and that of the request.

    It may be the later one: a clock was ahead when the website was built, with what is held now.
    """
    built = read_time(request.site, since, option="--due-since")
    first, last = sorted((built, request.as_of))
    with ingested(replace(request, as_of=first)) as (session, problems):
        changes = scheduled(session, 1)
    is_due = bool(changes) and changes[0].at <= last
    say("due" if is_due else "not due")
    return _exit_of(problems)


def _exit_of(problems: Sequence[Diagnostic]) -> Exit:
    """Print how many errors there are, and no word of them; return the exit code."""
    if problems:
        say(f"{text.counts_line(problems)}: newsgen check shows where.", err=True)
    return Exit.FINDINGS if problems else Exit.CLEAN


def cron(at: datetime) -> str:
    """Return the first whole minute at or after a time, as a line of cron in UTC."""
    whole = at.astimezone(UTC)
    if whole.second or whole.microsecond:
        whole += timedelta(minutes=1)
    return f"{whole.minute} {whole.hour} {whole.day} {whole.month} *"


def _words(change: Change) -> str:
    words = {"off_lists": "leaves a list" if change.leave == 1 else "leave lists"}
    return ", ".join(
        f"{text.count(n, 'release')} {words.get(word, word)}"
        for word, n in _counts(change).items()
        if n
    )


def _counts(change: Change) -> dict[str, int]:
    _, *numbers = change
    return dict(zip(_COLUMNS[1:], numbers, strict=True))


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
