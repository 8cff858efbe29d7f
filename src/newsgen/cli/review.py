"""The command newsgen review."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import click

from newsgen.cli.data import Row, print_rows, row_of
from newsgen.cli.options import MakeRequest, format_option, request_options
from newsgen.cli.results import verdict
from newsgen.model.dates import parse_period
from newsgen.pipeline import ingested, retry_if_damaged
from newsgen.report import text
from newsgen.report.visible import visible
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
    print_rows(rows, form, _COLUMNS, _lines)
    return verdict(problems, is_overdue=any(row["overdue"] for row in rows))


def _row(due: Due, as_of: datetime) -> Row:
    day, status = f"{due.at:%Y-%m-%d}", str(due.release.status)
    return row_of(due.release, due=day, overdue=due.at <= as_of, why=due.why, status=status)


def _lines(rows: Iterable[Row]) -> Iterator[str]:
    rows = list(rows)
    widths = {name: max((len(str(row[name])) for row in rows), default=0) for name in _COLUMNS}
    for row in rows:
        mark = "overdue" if row["overdue"] else ""
        why, status = f"{row['why']:{widths['why']}}", f"{row['status']:{widths['status']}}"
        yield f"{row['due']}  {mark:7}  {why}  {status}  {visible(row['title'] or row['url'])}"
        yield f"            {visible(row['source'])}"
    overdue = sum(bool(row["overdue"]) for row in rows)
    click.echo(f"{text.count(len(rows), 'release')} due, {overdue:,} of them overdue.", err=True)
