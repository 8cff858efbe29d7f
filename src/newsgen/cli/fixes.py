"""Fixes on the command line: `check --fix` and `--diff`."""

import sys
from collections.abc import Iterator
from dataclasses import replace

import click

from newsgen.diagnostics import Diagnostic, Exit, NewsgenError, fixable_paths
from newsgen.pipeline import Request, check
from newsgen.pipeline.fixes import FixedFile, fix_files, write
from newsgen.pipeline.selection import Selection
from newsgen.report import text
from newsgen.report.visible import visible


def apply(request: Request, chosen: Selection) -> None:
    """Apply all safe fixes, those of known findings included.

    Raises:
        NewsgenError: some files cannot be written; the others are fixed.

    """
    counts: list[int] = []
    unwritten: list[Diagnostic] = []
    for fixed in _fixed_files(request, chosen):
        try:
            write(request.site, fixed)
        except NewsgenError as error:
            unwritten += error.diagnostics
        else:
            counts.append(fixed.count)
    _tell("mended", counts)
    if unwritten:
        raise NewsgenError(*unwritten)


def print_patch(request: Request, chosen: Selection) -> int:
    """Print the fixes as a patch, byte for byte; at a terminal, with visible characters only."""
    counts = []
    for fixed in _fixed_files(request, chosen):
        patch = fixed.diff()
        if sys.stdout.isatty():
            patch = "\n".join(map(visible, patch.split("\n")))
        click.echo(patch, nl=False, color=True)  # else it would lose escapes
        counts.append(fixed.count)
    _tell("can be mended", counts)
    return Exit.FINDINGS if counts else Exit.CLEAN


def _tell(done: str, counts: list[int]) -> None:
    findings, files = text.count(sum(counts), "finding"), text.count(len(counts), "file")
    click.echo(f"{findings} {done} in {files}.", err=True)


def _fixed_files(request: Request, chosen: Selection) -> Iterator[FixedFile]:
    files: list[str] = []
    check(
        replace(request, all_findings=True),
        chosen,
        show=lambda result: files.extend(fixable_paths(result.diagnostics)),
    )
    return fix_files(request.site, files, chosen, jobs=request.jobs)
