"""The command newsgen list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

import click

from newsgen.cli.data import Row, print_releases, print_table, row_of, widest
from newsgen.cli.options import Choice, MakeRequest, format_option, read_area, request_options
from newsgen.cli.results import exit_of
from newsgen.model.dates import Precision
from newsgen.model.release import EXPIRED, Release, status_at
from newsgen.pipeline.central import ingested, retry_if_damaged
from newsgen.printing import say
from newsgen.report import text
from newsgen.store.pairs import PairRow

_HELD = ("draft", "embargoed", EXPIRED)
_DATE_WIDTH: Final = len("2026-03-05 10:49")
_STATUS_WIDTH: Final = len("published")
_COLUMNS = ("date", "area", "status", "title", "url", "source")


@click.command("list")
@request_options
@format_option("text", "json", "csv", words="How to print the list.")
@click.option("--area", help="Only this area.")
@click.option("--year", type=click.IntRange(1900, 2200), help="Only this year.")
@click.option(
    "--status",
    type=Choice(["published", "held", *_HELD, "closed", "withdrawn", "moved", "gone"]),
    help="Only this status; held includes drafts, embargoed and expired releases.",
)
@click.option(
    "--translations",
    is_flag=True,
    help="Only those that have a translation or say why not, and which translations lag behind.",
)
@click.option(
    "--suggest", is_flag=True, help="With --translations: list possible pairs, for you to judge."
)
@retry_if_damaged
def command(
    make_request: MakeRequest,
    form: str,
    area: str | None,
    year: int | None,
    status: str | None,
    translations: bool,
    suggest: bool,
) -> int:
    """List releases, oldest first; those without a date come last."""
    if suggest and not translations:
        raise click.UsageError("--suggest needs --translations.")
    with ingested(make_request()) as (session, problems):
        catalogue, as_of = session.catalogue, session.request.as_of
        areas = _areas(area, {*session.config.areas, *catalogue.overview.areas()})
        if translations and area is None:
            areas.add("")  # of pages that are of no area
        wanted = _HELD if status == "held" else (status,)
        releases = (
            (status_now, release)
            for published, release in catalogue.releases.all()
            if release.area in areas
            and (year is None or (release.published and release.published.year == year))
            and (status_now := status_at(as_of, release, is_published=published))
            and (status is None or status_now in wanted)
        )
        if translations:
            _print_translations(releases, catalogue.pairs.every(), form, suggest)
            return exit_of(problems)
        rows = (
            row_of(release, date=_date(release), area=release.area, status=status_now)
            for status_now, release in releases
        )
        table = partial(_print_table, max(map(len, areas), default=0))
        print_releases(rows, form, _COLUMNS, table)
    return exit_of(problems)


def _print_translations(
    releases: Iterable[tuple[str, Release]], pairs: Mapping[str, PairRow], form: str, suggest: bool
) -> None:
    from newsgen.cli import translations  # noqa: PLC0415 (rarely asked for)

    if suggest:
        columns: tuple[str, ...] = ("source", "translation_of", "shared")
        rows = [
            {"source": f"content/{b.source}", "translation_of": a.source, "shared": shared}
            for a, b, shared in translations.likely_pairs((r for _, r in releases), pairs)
        ]
    else:
        columns = translations.COLUMNS
        rows = list(translations.rows_of(releases, pairs))
    print_releases(rows, form, columns, partial(_print_all, columns[: translations.IN_TEXT]))
    if not (rows or suggest) and form == "text":
        say("No release says that it has a translation. --suggest lists what may be one.", err=True)


def _print_all(columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Print a line for each pair, and how many there are."""
    lines = [[row[column] or "-" for column in columns] for row in rows]
    print_table(lines, widest(lines) if lines else ())
    say(f"{text.count(len(lines), 'line')}.", err=True)


def _areas(wanted: str | None, known: set[str]) -> set[str]:
    """Return the areas to list: all that are known, or the one that is wanted in any letter case.

    Raises:
        click.BadParameter: the site has no such area.

    """
    if wanted is None:
        return known
    same = {area for area in known if area.lower() == wanted.lower()}
    return same or {read_area(wanted, sorted(known))}


_DATES: Final = {
    Precision.MONTH: "%Y-%m",
    Precision.DAY: "%Y-%m-%d",
    Precision.MINUTE: "%Y-%m-%d %H:%M",
}


def _date(release: Release) -> str:
    moment = release.published
    return moment.at.strftime(_DATES[moment.precision]) if moment else ""


def _print_table(width: int, rows: Iterable[Row]) -> None:
    """Print a line for each release, and how many there are; areas are so wide."""
    number = 0

    def cells() -> Iterator[tuple[str, ...]]:
        nonlocal number
        for number, row in enumerate(rows, 1):  # noqa: B007 (the last is the count)
            name = row["title"] or row["url"]  # the title of what was taken down is not kept
            yield row["date"] or "-", row["area"], row["status"], name

    print_table(cells(), (_DATE_WIDTH, width, _STATUS_WIDTH))
    say(f"{text.count(number, 'release')}.", err=True)
