"""The command newsgen list."""

import csv
import json
import sys
from collections.abc import Callable
from datetime import datetime

import click

from newsgen.cli.options import request_options
from newsgen.cli.results import show_findings
from newsgen.diagnostics import Exit, has_errors, sort_diagnostics
from newsgen.model.dates import Precision
from newsgen.model.release import Release, Status
from newsgen.pipeline import Request, open_session, retry_if_damaged
from newsgen.pipeline.ingest import ingest
from newsgen.report import text

_STATUSES = (
    *("published", "held", "draft", "embargoed", "expired"),
    *("closed", "withdrawn", "moved", "gone"),
)
_HELD = ("draft", "embargoed", "expired")
_COLUMNS = ("date", "area", "status", "title", "url", "source")


@click.command("list")
@request_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    help="How to print the list.",
)
@click.option("--area", help="Only this area.")
@click.option("--year", type=click.IntRange(1900, 2200), help="Only this year.")
@click.option(
    "--status",
    type=click.Choice(_STATUSES),
    help="Only these; held are drafts, embargoed and expired ones.",
)
@retry_if_damaged
def command(
    make_request: Callable[..., Request],
    form: str,
    area: str | None,
    year: int | None,
    status: str | None,
) -> int:
    """List the releases, oldest first, those without a date last."""
    with open_session(make_request()) as session:
        ingest(session)
        as_of = session.request.as_of
        rows = [
            _row(release, _standing(release, as_of, published=published))
            for published, release in session.catalogue.releases.all()
            if (area is None or release.area.lower() == area.lower())
            and (year is None or (release.published and release.published.year == year))
        ]
        problems = sort_diagnostics([*session.scan.problems, *session.sources.diagnostics()])
    rows = [row for row in rows if _fits(row["status"], status)]
    if form == "json":
        click.echo(json.dumps({"version": 1, "releases": rows}, ensure_ascii=False, indent=2))
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, _COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    else:
        _print(rows)
    show_findings(problems, quiet=True)
    return Exit.FINDINGS if has_errors(problems) else Exit.CLEAN


def _standing(release: Release, as_of: datetime, *, published: bool) -> str:
    if release.status != Status.PUBLISHED and (published or release.status != Status.CLOSED):
        return release.status
    if published:
        return "published"
    if release.expires is not None and release.expires <= as_of:
        return "expired"
    return "embargoed"


def _fits(status: str, wanted: str | None) -> bool:
    return wanted in (None, status) or (wanted == "held" and status in _HELD)


def _row(release: Release, status: str) -> dict[str, str]:
    return {
        "date": _date(release),
        "area": release.area,
        "status": status,
        "title": release.title,
        "url": release.url,
        "source": f"content/{release.source}",
    }


def _date(release: Release) -> str:
    moment = release.published
    if moment is None:
        return ""
    shapes = {
        Precision.MONTH: "%Y-%m",
        Precision.DAY: "%Y-%m-%d",
        Precision.MINUTE: "%Y-%m-%d %H:%M",
    }
    return moment.at.strftime(shapes[moment.precision])


def _print(rows: list[dict[str, str]]) -> None:
    areas = max((len(row["area"]) for row in rows), default=0)
    for row in rows:
        mark = "" if row["status"] == "published" else f" ({row['status']})"
        name = row["title"] or row["url"]  # the title of what was taken down is not kept
        click.echo(f"{row['date'] or '-':16}  {row['area']:{areas}}  {name}{mark}")
    click.echo(f"{text.count(len(rows), 'release')}.", err=True)
