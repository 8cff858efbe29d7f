"""The command newsgen list."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

import click

from newsgen.cli.data import Row, print_rows, row_of
from newsgen.cli.options import MakeRequest, format_option, request_options
from newsgen.cli.results import verdict
from newsgen.model.dates import Precision
from newsgen.model.release import Release, status_at
from newsgen.pipeline import ingested, retry_if_damaged
from newsgen.report import text
from newsgen.report.visible import visible

_HELD = ("draft", "embargoed", "expired")
_COLUMNS = ("date", "area", "status", "title", "url", "source")


@click.command("list")
@request_options
@format_option("text", "json", "csv", words="How to print the list.")
@click.option("--area", help="Only this area.")
@click.option("--year", type=click.IntRange(1900, 2200), help="Only this year.")
@click.option(
    "--status",
    type=click.Choice(["published", "held", *_HELD, "closed", "withdrawn", "moved", "gone"]),
    help="Only this status; held includes drafts, embargoed and expired releases.",
)
@retry_if_damaged
def command(
    make_request: MakeRequest, form: str, area: str | None, year: int | None, status: str | None
) -> int:
    """List releases, oldest first; those without a date come last."""
    with ingested(make_request()) as (session, problems):
        catalogue, as_of = session.catalogue, session.request.as_of
        wanted = _HELD if status == "held" else (status,)
        rows = (
            row_of(release, date=_date(release), area=release.area, status=status_now)
            for published, release in catalogue.releases.all()
            if (area is None or release.area.lower() == area.lower())
            and (year is None or (release.published and release.published.year == year))
            and (status_now := status_at(as_of, release, is_published=published))
            and (status is None or status_now in wanted)
        )
        areas = catalogue.overview.areas() if area is None else [area]
        print_rows(rows, form, _COLUMNS, partial(_lines, max(map(len, areas), default=0)))
    return verdict(problems)


_DATES: Final = {
    Precision.MONTH: "%Y-%m",
    Precision.DAY: "%Y-%m-%d",
    Precision.MINUTE: "%Y-%m-%d %H:%M",
}


def _date(release: Release) -> str:
    moment = release.published
    return moment.at.strftime(_DATES[moment.precision]) if moment else ""


def _lines(width: int, rows: Iterable[Row]) -> Iterator[str]:
    """Yield a line for each release; areas are so wide."""
    number = 0
    for row in rows:
        number += 1
        mark = "" if row["status"] == "published" else f" ({row['status']})"
        name = visible(row["title"] or row["url"])  # the title of what was taken down is not kept
        yield f"{row['date'] or '-':16}  {row['area']:{width}}  {name}{mark}"
    click.echo(f"{text.count(number, 'release')}.", err=True)
