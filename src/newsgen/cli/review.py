"""The command newsgen review."""

from collections.abc import Iterable
from datetime import datetime

import click

from newsgen.cli.data import Row, print_releases, print_table, row_of, widest
from newsgen.cli.options import MakeRequest, format_option, request_options
from newsgen.cli.results import exit_of
from newsgen.model.dates import parse_period
from newsgen.model.release import status_at
from newsgen.pipeline.central import ingested, retry_if_damaged
from newsgen.printing import say
from newsgen.report import text
from newsgen.retention.review import Due, due_by

_COLUMNS = ("due", "overdue", "why", "status", "title", "url", "source")


@click.command("review")
@request_options
@click.option(
    "--due",
    default="30d",
    show_default=True,
    metavar="PERIOD",
    help="How far to look ahead: 30d, 6 weeks, 3 months.",
)
@format_option("text", "json", "csv", words="How to print the list.")
@retry_if_damaged
def command(make_request: MakeRequest, due: str, form: str) -> int:
    """List releases that are due for review or past their retention period, soonest first.

    The exit code is 1 if any is overdue.
    """
    period = parse_period(due)
    if period is None:
        message = f"“{due}” is not a duration: write 30d or 6 months."
        raise click.BadParameter(message, param_hint="--due")
    with ingested(make_request()) as (session, problems):
        as_of, config = session.request.as_of, session.config
        until = period.after(as_of.astimezone(config.zone))
        rows = [_row(due, as_of) for due in due_by(session.catalogue.releases, config, until)]
    print_releases(rows, form, _COLUMNS, _print_table)
    return exit_of(problems, is_overdue=any(row["overdue"] for row in rows))


def _row(due: Due, as_of: datetime) -> Row:
    day = f"{due.at:%Y-%m-%d}"
    status = status_at(as_of, due.release, is_published=due.is_published)
    return row_of(due.release, due=day, overdue=due.at <= as_of, why=due.why, status=status)


def _print_table(rows: Iterable[Row]) -> None:
    """Print two lines for each release, of which the second has its file."""
    rows = list(rows)
    lines = [
        (
            row["due"],
            "overdue" if row["overdue"] else "",
            row["why"],
            row["status"],
            row["title"] or row["url"],
        )
        for row in rows
    ]
    sources = (("", row["source"]) for row in rows)
    pairs = zip(lines, sources, strict=True)
    print_table((cells for pair in pairs for cells in pair), widest(lines))
    overdue = sum(bool(row["overdue"]) for row in rows)
    say(f"{text.count(len(rows), 'release')} due, {overdue:,} of them overdue.", err=True)
