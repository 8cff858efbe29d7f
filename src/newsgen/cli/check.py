"""The command newsgen check."""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import click

from newsgen.cli.options import MakeRequest, report_options, request_options
from newsgen.cli.results import Report, show_findings, shown_progress
from newsgen.codes import CODES, select
from newsgen.config import load as load_config
from newsgen.diagnostics import Exit
from newsgen.model.refusal import did_you_mean
from newsgen.pipeline.central import check
from newsgen.pipeline.result import NOTHING, Request, Result, Selection
from newsgen.printing import say
from newsgen.report import overview, text
from newsgen.rules import policy
from newsgen.rules.policy import BASELINE_FILE


def selection(
    site: Path, paths: Iterable[Path], selected: Iterable[str], ignored: Iterable[str]
) -> Selection:
    """Return the selection that the command line describes.

    Raises:
        click.UsageError: a path is not in the site's content folder, or a code is unknown.

    """
    below = [(path, _below_content(site, path)) for path in paths]
    return Selection(
        paths=tuple(name for _, name in below),
        codes=_chosen(site, list(selected), list(ignored)),
        outside=tuple(
            path.resolve().relative_to(site.resolve()).as_posix()
            for path, name in below
            if name == NOTHING and path.is_file()
        ),
    )


def _chosen(site: Path, selected: list[str], ignored: list[str]) -> frozenset[str] | None:
    """Return the codes that are selected and not ignored; None for all that there are."""
    if not (selected or ignored):
        return None
    known = load_config(site).plugins.codes | CODES.keys()
    chosen = _codes(selected, "--select", known) or known
    return frozenset(chosen - _codes(ignored, "--ignore", known))


def _codes(written: Iterable[str], option: str, known: frozenset[str]) -> frozenset[str]:
    chosen: set[str] = set()
    for word in ",".join(written).replace(" ", ",").split(","):
        codes = select(word) & known
        if word and not codes:
            names = [*(code.name for code in CODES.values()), *sorted(known - CODES.keys())]
            meant = did_you_mean(word, names, "newsgen explain lists them.")
            raise click.BadParameter(f"there is no rule “{word}”. {meant}", param_hint=option)
        chosen |= codes
    return frozenset(chosen)


def _below_content(site: Path, path: Path) -> str:
    """Return a path below the content folder.

    A folder that holds the content folder stands for all of it, and a file of the site that is no
    content, as a list of changed files may name, for nothing that could be found.
    """
    content = site / "content"
    for base, full in (
        (os.path.abspath(content), os.path.abspath(path)),  # noqa: PTH100 (keeps links as they are)
        (os.path.realpath(content), os.path.realpath(path)),
    ):
        if full == base or base.startswith(full + os.sep):
            return ""
        if full.startswith(base + os.sep):
            return full[len(base) + 1 :].replace(os.sep, "/")
    if path.resolve().is_relative_to(site.resolve()):
        return NOTHING
    raise click.BadParameter(f"{path} is not in the site {site}.", param_hint="PATH")


@click.command("check")
@click.argument(
    "paths", metavar="[PATH]...", nargs=-1, type=click.Path(exists=True, path_type=Path)
)
@click.option(
    "--select",
    "selected",
    metavar="CODES",
    multiple=True,
    help="Report only these: codes, names or prefixes of codes, such as NG5,NG601.",
)
@click.option("--ignore", "ignored", metavar="CODES", multiple=True, help="Do not report these.")
@click.option("--fix", is_flag=True, help="Apply safe fixes, and check what is left.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, as a patch.")
@click.option(
    "--write-baseline",
    is_flag=True,
    help=f"Write all findings to {BASELINE_FILE}; from then on only new ones are reported.",
)
@click.option("--no-baseline", is_flag=True, help=f"Report the findings of {BASELINE_FILE} too.")
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=overview.LIMIT,
    show_default=True,
    help="How many findings of each rule the terminal shows, errors first; reports have all.",
)
@click.option(
    "--no-plugins",
    is_flag=True,
    help="Do not run the site's own code: leave out its plug-ins and Markdown extensions.",
)
@click.option("--summary", is_flag=True, help="Show the table of rules only.")
@request_options
@report_options
def command(
    make_request: MakeRequest,
    paths: tuple[Path, ...],
    selected: tuple[str, ...],
    ignored: tuple[str, ...],
    fix: bool,
    diff: bool,
    write_baseline: bool,
    no_baseline: bool,
    limit: int,
    no_plugins: bool,
    summary: bool,
    report: Report,
    quiet: bool,
) -> int:
    """Look for mistakes in all releases, or in those at each PATH, and write nothing.

    Each is shown with its file, line and column, and with what to do about it. With a PATH only
    what concerns those files is reported; rules over the archive still see all of it.
    """
    if write_baseline and (paths or selected or ignored or fix or diff):
        raise click.UsageError("--write-baseline notes all findings: leave the other options out.")
    form = click.get_current_context().params["form"]  # that of the report may be automatic
    if (write_baseline or diff) and (form not in ("auto", "text") or report.file):
        raise click.UsageError("--diff and --write-baseline print text: leave the format out.")
    started = time.monotonic()
    lines = partial(overview.lines, limit=0 if summary else limit)
    with report.errors(), ExitStack() as shown:
        progress = shown.enter_context(shown_progress(quiet=quiet or report.is_document))
        every = no_baseline or write_baseline
        request = make_request(
            fail_on=report.fail_on,
            progress=progress,
            all_findings=every,
            no_plugins=no_plugins,
        )
        chosen = selection(request.site, paths, selected, ignored)
        if diff or fix:
            from newsgen.cli import fixes  # noqa: PLC0415 (it parses, and a check may not need to)

            if diff:
                return fixes.print_patch(request, chosen)
        run = fixes.apply if fix else check

        def show(result: Result) -> None:
            shown.close()
            report.show(result, time.monotonic() - started, quiet=quiet, lines=lines)
            if not (quiet or report.is_document):
                is_long = summary or overview.is_long(result.diagnostics, limit)
                say(*_summary(result, report.site, is_long=is_long))

        if write_baseline:
            return _write_baseline(request)
        result = run(request, chosen, show=show)
    return Exit.FINDINGS if result.refused else Exit.CLEAN


def _summary(result: Result, site: Path, *, is_long: bool) -> Iterator[str]:
    problems = text.counts_line(result.diagnostics) or "nothing wrong"
    known = f" ({text.count(result.known, 'known finding')} not shown)" if result.known else ""
    yield f"{text.count(result.sources, 'release')} checked: {problems}{known}."
    if is_long:
        yield from overview.table(result.diagnostics)
    if fixes := text.fixes_line(result.diagnostics):
        yield fixes
    if is_long and (commands := overview.next_commands(result.diagnostics, site)):
        yield from ("Worth running next:", *commands)


def _write_baseline(request: Request) -> int:
    """Note all findings, and show the errors that a baseline may not hold."""
    diagnostics = check(request).diagnostics
    known = policy.baseline_of(diagnostics)
    policy.save_baseline(request.site, known)
    left = known.unknown(diagnostics)
    say(f"{text.count(known.known.total(), 'known finding')} written to {BASELINE_FILE}.")
    say(*overview.people_noted(diagnostics))
    if left:
        show_findings(left, quiet=False)
        say(
            f"{text.count(len(left), 'error')} cannot be in a baseline: such releases cannot be "
            "published."
        )
    return Exit.FINDINGS if left else Exit.CLEAN
