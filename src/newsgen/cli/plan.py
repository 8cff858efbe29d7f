"""The command newsgen plan."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from newsgen.cli.data import print_csv, print_table, widest
from newsgen.cli.options import MakeRequest, format_option, request_options
from newsgen.cli.results import make_report, show_findings
from newsgen.diagnostics import Diagnostic, Exit, has_errors
from newsgen.model.urls import URLError, output_path, parse_url
from newsgen.pipeline.central import examine, retry_if_damaged
from newsgen.pipeline.leftovers import find_leftovers
from newsgen.pipeline.plan import Planner, Step, explain, list_steps
from newsgen.pipeline.result import Action
from newsgen.pipeline.session import open_session
from newsgen.printing import say, show
from newsgen.report import json, text


@click.command("plan")
@request_options
@format_option("text", "json", "csv")
@click.option("--why", metavar="PATH", help="Explain why one output file would be written or kept.")
@click.option("--all", "everything", is_flag=True, help="List every file, not only the first 20.")
@retry_if_damaged
def command(make_request: MakeRequest, form: str, why: str | None, everything: bool) -> int:
    """Show what a build would write and delete, and why, without doing it."""
    if why is not None and form != "text":
        raise click.UsageError(f"--why prints text only; leave --format {form} out.")
    with make_report(form).errors(), open_session(make_request()) as session:
        leftovers = find_leftovers(session)
        planner = Planner(examine(session), session.catalogue, session.manifest)
        diagnostics = session.findings.reported()
        refused = has_errors(diagnostics)
        is_listed = not refused and why is None
        steps, counts = list_steps(planner) if is_listed else ([], Counter())
        if is_listed:
            leftovers.refuse(session, {step.path for step in steps})
        if form == "json":
            show([_as_json(diagnostics, steps, counts), "\n"])
        else:
            show_findings(diagnostics, quiet=True)
        if why is not None:
            per_host = session.config.site.layout == "per-host"
            path = _below_output(session.request.output, why, per_host=per_host)
            _explain(planner, path)
            return Exit.FINDINGS if refused else Exit.CLEAN
    if refused:
        say("A build would be refused, and would write nothing.", err=True)
        return Exit.FINDINGS
    if form == "csv":
        print_csv(_rows(steps), ("action", "path", "reason"))
    elif form == "text":
        _print(steps, counts, most=None if everything else 20)
    return Exit.CLEAN


def _below_output(output: Path, path: str, *, per_host: bool) -> str:
    """Take a path as the user has it: below the output folder, with the folder, or as a URL."""
    if "://" in path:
        try:
            address = parse_url(path)
        except URLError as error:
            raise click.UsageError(f"{error}.") from None
        return f"{address.host}/" * per_host + output_path(address)
    full = Path(path)
    for base in (output, output.resolve(), Path("output")):
        if full.is_relative_to(base):
            return full.relative_to(base).as_posix() + "/" * path.endswith("/")
    return path.lstrip("/")


def _print(steps: list[Step], counts: Counter[Action], *, most: int | None) -> None:
    lines = [(step.action, step.path, step.reason) for step in steps[:most]]
    print_table(lines, widest(lines))
    if most is not None and len(steps) > most:
        say(f"… and {len(steps) - most:,} more; --all lists them.")
    parts = (f"{counts[action]:,} to {action}" for action in Action)
    say(f"{text.count(sum(counts.values()), 'file')}: {', '.join(parts)}.")


def _as_json(diagnostics: Sequence[Diagnostic], steps: list[Step], counts: Counter[Action]) -> str:
    summary = {"refused": has_errors(diagnostics), **json.counts(counts)}
    return json.document(diagnostics, summary, steps=_rows(steps))


def _rows(steps: list[Step]) -> list[dict[str, str]]:
    return [{"action": s.action, "path": s.path, "reason": s.reason} for s in steps]


def _explain(planner: Planner, path: str) -> None:
    """Name the inputs of one file, and which of them changed since it was written."""
    if not path or path.endswith("/"):
        path += "index.html"
    explained = explain(planner, path) or explain(planner, f"{path}/index.html")
    if explained is None:
        hint = "Give a path below the output folder, such as index.html."
        raise click.UsageError(f"{path} is not a file of this site. {hint}")
    step = explained.step
    say(f"{path}: {step.action} ({step.reason})")
    if step.target is not None:
        origin = f"template {step.target.template}" if step.target.template else "a copy"
        say(f"  made from {origin} for {step.target.subject}")
    for state, name, value in explained.inputs:
        short = value if len(value) <= 70 else value[:69] + "…"
        say(f"  {state:7}  {name}  {short}".rstrip())
