"""The command newsgen import."""

from importlib.util import find_spec
from pathlib import Path
from typing import Final

import click

from newsgen.cli.options import shared
from newsgen.cli.results import shown_progress, writing
from newsgen.config.load import read as read_config
from newsgen.content.fields import parse_site
from newsgen.content.markup import extensions_told
from newsgen.diagnostics import Exit, fatal
from newsgen.printing import say

_NEEDED: Final = ("charset_normalizer", "selectolax", "warcio")


@click.command("import")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True,
                type=click.Path(path_type=Path, exists=True))  # fmt: skip
@click.option(
    "--plan",
    "plan_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The plan. Default: import.toml in the site.",
)
@click.option("--dry-run", is_flag=True, help="Write the report only.")
@click.option("--limit", type=click.IntRange(1), help="Import the first so many releases only.")
@click.option(
    "--only",
    metavar="PATTERN",
    help="Import only releases whose path the pattern fits, such as /news/2020/**.",
)
@shared("site", "jobs", "quiet")
def command(
    sources: tuple[Path, ...],
    plan_file: Path | None,
    dry_run: bool,
    limit: int | None,
    only: str | None,
    site: Path,
    jobs: int,
    quiet: bool,
) -> int:
    """Bring an old archive in, with a report of what became of every address.

    SOURCE is the folder of a website that was copied, by wget or HTTrack, or a WARC or WACZ. It is
    read only, and nothing is downloaded.

    Without a plan, newsgen looks at the source, writes import.toml, and stops: read it, correct it
    and run the command again. With a plan the releases are written. The exit code is 1 while the
    report has a problem that the plan does not accept.
    """
    _require_libraries()
    from newsgen.importers import plan as plans, report as reports  # noqa: PLC0415 (an extra)
    from newsgen.importers.guess import guessed  # noqa: PLC0415
    from newsgen.importers.run import Order, run  # noqa: PLC0415
    from newsgen.importers.sources import UnknownSourceError, open_source  # noqa: PLC0415

    config_text = read_config(site)
    config = parse_site(config_text)
    file = plan_file or site / plans.FILE
    is_planned = file.exists()
    if plan_file and not is_planned:
        raise click.BadParameter(f"there is no file {file}", param_hint="--plan")
    plan = plans.load(file) if is_planned else plans.ImportPlan()
    try:
        opened = tuple(each for path in sources for each in open_source(path, plan.source))
    except UnknownSourceError as error:
        raise click.BadParameter(f"{error}.", param_hint="SOURCE") from None
    if not is_planned:
        with shown_progress(quiet=quiet) as progress:
            guess = guessed(opened, config, progress)
        with writing(file):
            file.write_text(guess.text, encoding="utf-8", newline="\n")
        say(*guess.lines, "", f"Wrote {file}. Read it, correct it, and run the command again.")
        return Exit.CLEAN
    order = Order(site, opened, plan, config, dry_run, only or "", limit, jobs)
    with shown_progress(quiet=quiet) as progress, extensions_told(config_text):
        report = run(order, progress)
    with writing(site / reports.FOLDER):
        page = reports.write(report, site)
    if not quiet:
        say(*reports.lines(report, is_dry=dry_run), f"Report: {page}")
    return Exit.CLEAN if reports.is_clean(report) else Exit.FINDINGS


def _require_libraries() -> None:
    """Check that the libraries of an extra are installed.

    Raises:
        NewsgenError: one is not.

    """
    if any(find_spec(name) is None for name in _NEEDED):
        message = "what reads old archives is not installed"
        raise fatal("NG706", message, "newsgen", 'Install it with pip install "newsgen[import]".')
