"""The command newsgen import."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsgen.cli.options import MakeRequest, makes_request, require_extra, shared
from newsgen.cli.results import shown_progress, writing
from newsgen.config.load import read as read_config
from newsgen.content import parse_site
from newsgen.content.markup import extensions_told
from newsgen.deployers.output import open_output
from newsgen.deployers.plan import refusals_of_output
from newsgen.diagnostics import Exit
from newsgen.model.refusal import RefusalError
from newsgen.pipeline.result import Request
from newsgen.printing import say
from newsgen.retention.import_report import FOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsgen.config import Config
    from newsgen.importers.capture import CaptureSource
    from newsgen.importers.order import Order


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
@click.option("--limit", type=click.IntRange(1), help="Import only the first releases, this many.")
@click.option(
    "--only",
    metavar="PATTERN",
    help="Import only releases whose path matches the pattern, such as /news/2020/**.",
)
@click.option(
    "--verify",
    "only_verify",
    is_flag=True,
    help="After a build, compare the website with the source, and write only the report.",
)
@shared("site", "output", "cache", "as_of", "jobs", "quiet")
@makes_request
def command(
    make_request: MakeRequest,
    sources: tuple[Path, ...],
    plan_file: Path | None,
    dry_run: bool,
    limit: int | None,
    only: str | None,
    only_verify: bool,
    quiet: bool,
) -> int:
    """Import an old archive, and report what became of every address.

    SOURCE is a website that wget or HTTrack copied, a WARC or WACZ, an export of WordPress, RSS or
    Atom, CSV or JSON. Give more of them for addresses that must be answered too: a sitemap, a log
    of the web server, a list or a table of redirects. newsgen does not change a SOURCE, and
    downloads nothing.

    Without a plan, newsgen looks at the source, writes import.toml, and stops: read it, correct it
    and run the command again. With a plan the releases are written. The exit code is 1 while the
    report has a problem that the plan does not accept.

    With --verify, the output directory is asked for every address of the source, and the words of
    its pages are compared. No server has to run.
    """
    require_extra("import", "what reads old archives", "selectolax", "warcio")
    if only:
        _check_pattern(only)
    if only_verify and (dry_run or only or limit is not None):
        raise click.UsageError("--verify looks at everything: leave the other options out.")
    request = make_request()
    site = request.site
    from newsgen.importers import plan as plans, report as reports  # noqa: PLC0415 (an extra)
    from newsgen.importers.order import Order  # noqa: PLC0415
    from newsgen.importers.run import run  # noqa: PLC0415
    from newsgen.importers.sources import BESIDE, UnknownSourceError, open_source  # noqa: PLC0415

    config_text = read_config(site)
    config = parse_site(config_text)
    file = plan_file or site / plans.FILE
    is_planned = file.exists()
    if plan_file and not is_planned:
        raise click.BadParameter(f"there is no file {file}", param_hint="--plan")
    plan = plans.load(file) if is_planned else plans.ImportPlan()
    try:
        opened = tuple(
            each for path in sources for each in open_source(path, plan.source, plan.fields)
        )
    except UnknownSourceError as error:
        raise click.BadParameter(f"{error}.", param_hint="SOURCE") from None
    if all(source.kind in BESIDE for source in opened):
        message = "a list of addresses or redirects has no pages: give the source too."
        raise click.BadParameter(message, param_hint="SOURCE")
    if not is_planned:
        if only_verify:
            message = f"there is no plan {file}. Import first."
            raise click.UsageError(message)
        _guess(opened, config, file, quiet=quiet)
        return Exit.CLEAN
    order = Order(site, opened, plan, config, dry_run, only or "", limit, request.jobs)
    if only_verify:
        return _verify(order, request, quiet=quiet)
    with shown_progress(quiet=quiet) as progress, extensions_told(config_text):
        report = run(order, progress)
    with writing(site / FOLDER):
        page = reports.write(report, site)
    if not quiet:
        say(*reports.lines(report, is_dry=dry_run), f"Report: {page}")
    return Exit.CLEAN if reports.is_clean(report) else Exit.FINDINGS


def _guess(
    sources: "Sequence[CaptureSource]", config: "Config", file: Path, *, quiet: bool
) -> None:
    """Look at the sources and write a plan, unless they are empty."""
    from newsgen.importers.data_plan import plan_of_data  # noqa: PLC0415 (an extra)
    from newsgen.importers.guess import guessed  # noqa: PLC0415
    from newsgen.importers.records import DataSource  # noqa: PLC0415
    from newsgen.importers.wxr import Wxr  # noqa: PLC0415
    from newsgen.importers.wxr_plan import plan_of_wxr  # noqa: PLC0415

    looks = {Wxr: plan_of_wxr, DataSource: plan_of_data}
    look = next((looks[kind] for kind in map(type, sources) if kind in looks), guessed)
    with shown_progress(quiet=quiet) as progress:
        guess = look(sources, config, progress)
    if guess.is_empty:
        message = "it is empty: nothing in it can be read."
        raise click.BadParameter(message, param_hint="SOURCE")
    with writing(file):
        file.write_text(guess.text, encoding="utf-8", newline="\n")
    say(*guess.lines, "", f"Wrote {file}. Read it, correct it, and run the command again.")


def _verify(order: "Order", request: Request, *, quiet: bool) -> int:
    """Compare the output directory with the source, unless it is not that of this site."""
    from newsgen.importers import report as reports  # noqa: PLC0415 (an extra)
    from newsgen.importers.verify import BuiltSite, verify  # noqa: PLC0415

    with open_output(request) as output:
        refusals = [refusal.reason for refusal in refusals_of_output(output)]
        if refusals:
            for reason in refusals:
                say(f"Not compared: {reason}. Run newsgen build, then verify again.", err=True)
            return Exit.FINDINGS
        built = BuiltSite(output.folder, order.config, output.roots, output.catalogue)
        with shown_progress(quiet=quiet) as progress:
            verification = verify(order, built, progress)
    with writing(order.site / FOLDER):
        page = reports.write_verification(verification, order.site)
    if not quiet:
        say(*reports.verified_lines(verification), f"Report: {page}")
    return Exit.CLEAN if verification.is_clean else Exit.FINDINGS


def _check_pattern(written: str) -> None:
    from newsgen.importers.patterns import pattern  # noqa: PLC0415 (an extra)

    try:
        pattern(written)
    except RefusalError as error:
        refusal = error.refusals[0]
        message = f"{refusal.message}. {refusal.hint}"
        raise click.BadParameter(message, param_hint="--only") from None
