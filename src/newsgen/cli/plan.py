"""newsgen plan"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import click

from newsgen.build import Request, open_session
from newsgen.build import plan as run
from newsgen.build.plan import Partition, Planner, Step, changed_inputs
from newsgen.build.result import Action
from newsgen.build.session import Session
from newsgen.cli.options import format_option, request_options
from newsgen.cli.results import show_findings
from newsgen.diagnostics import Exit, has_errors
from newsgen.digest import checksums
from newsgen.report import text


@click.command()
@request_options
@format_option
@click.option("--why", metavar="PATH", help="Say why one output file would be written or kept.")
@click.option("--all", "everything", is_flag=True, help="List every file, not the first 20 only.")
def plan(
    make_request: Callable[..., Request], form: str, why: str | None, everything: bool
) -> int:
    """Show what a build would write and delete, and why, without doing it."""
    with open_session(make_request()) as session:
        found, planner, partitions = run(session)
        show_findings(found, quiet=True)
        if why is not None:
            return _explain(session, planner, why.removeprefix("output/").lstrip("/"))
        counts: Counter[Action] = Counter()
        steps = list(_steps(partitions, counts))
    if form == "json":
        click.echo(json.dumps(_as_data(steps, counts), ensure_ascii=False, indent=2))
    else:
        _print(steps, counts, most=None if everything else 20)
    return Exit.FINDINGS if has_errors(found) else Exit.CLEAN


def _steps(partitions: Iterator[Partition], counts: Counter[Action]) -> Iterator[Step]:
    for partition in partitions:
        counts[Action.KEEP] += partition.kept
        for step in partition.steps:
            counts[step.action] += 1
            yield step


def _print(steps: list[Step], counts: Counter[Action], *, most: int | None) -> None:
    for step in steps[:most]:
        click.echo(f"{step.action:6} {step.path}  ({step.reason})")
    if most is not None and len(steps) > most:
        click.echo(f"… and {len(steps) - most:,} more; --all lists them.")
    parts = (f"{counts[action]:,} to {action}" for action in Action)
    click.echo(f"{text.count(sum(counts.values()), 'file')}: {', '.join(parts)}.")


def _as_data(steps: list[Step], counts: Counter[Action]) -> dict[str, Any]:
    return {
        "version": 1,
        "summary": {str(action): counts[action] for action in Action},
        "steps": [{"action": s.action, "path": s.path, "reason": s.reason} for s in steps],
    }


def _explain(session: Session, planner: Planner, path: str) -> int:
    """Name the inputs of one file that changed since it was written."""
    row = session.manifest.row(path)
    root, target = next(
        ((root, t) for root, t in planner.all_targets() if t.path == path), (None, None)
    )
    if root is None or target is None:
        if row is None:
            raise click.UsageError(
                f"{path} is no file of this site. Give a path below the output folder, such as "
                "index.html."
            )
        click.echo(f"{path} would be deleted: it is no longer part of the site.")
        return Exit.CLEAN
    names, encodings = planner.inputs(root, target)
    step = planner.step(root, target, row)
    made = f"template {target.template}" if target.template else "a copy"
    click.echo(f"{path}: {step.action} ({step.reason or 'nothing changed'})")
    click.echo(f"  made with {made} for {target.subject}")
    changed = names
    if row is not None:
        changed = changed_inputs(names, checksums(encodings), row.checksums) if row.key != step.key else []
    for name, encoding in zip(names, encodings, strict=True):
        mark = "changed" if name in changed else "same   "
        if row is None:
            mark = "new    "
        shown = "" if name in ("template", "site") else _short(encoding)
        click.echo(f"  {mark}  {name}  {shown}".rstrip())
    return Exit.CLEAN


def _short(encoding: bytes) -> str:
    value = encoding.decode()
    return value if len(value) <= 70 else value[:69] + "…"
