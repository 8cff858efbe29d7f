"""Mending on the command line: what check --fix and --diff do."""

import sys
from collections.abc import Iterator
from dataclasses import replace

import click

from newsgen.diagnostics import Diagnostic, Exit, NewsgenError
from newsgen.pipeline import Request, check
from newsgen.pipeline.fixes import FixedFile, fix_files, write
from newsgen.pipeline.selection import Selection
from newsgen.report import text
from newsgen.report.visible import visible


def mend(request: Request, chosen: Selection) -> None:
    """Mend the files that have something certain to mend, known findings included.

    Raises:
        NewsgenError: some cannot be written; the others are mended.

    """
    count = number = 0
    unwritten: list[Diagnostic] = []
    for mended in _mendable(request, chosen):
        try:
            write(request.site, mended)
        except NewsgenError as error:
            unwritten += error.diagnostics
        else:
            count, number = count + mended.count, number + 1
    click.echo(f"{text.count(count, 'finding')} mended in {text.count(number, 'file')}.", err=True)
    if unwritten:
        raise NewsgenError(*unwritten)


def show(request: Request, chosen: Selection) -> int:
    """Print what would be mended as a patch, bytes and all; at a terminal, what can be seen."""
    count = number = 0
    for mended in _mendable(request, chosen):
        patch = mended.diff()
        if sys.stdout.isatty():
            patch = "\n".join(map(visible, patch.split("\n")))
        click.echo(patch, nl=False, color=True)  # else it would lose escapes
        count, number = count + mended.count, number + 1
    findings, files = text.count(count, "finding"), text.count(number, "file")
    click.echo(f"{findings} can be mended in {files}.", err=True)
    return Exit.FINDINGS if number else Exit.CLEAN


def _mendable(request: Request, chosen: Selection) -> Iterator[FixedFile]:
    result = check(replace(request, all_findings=True), chosen)
    files = sorted({d.span.path for d in result.diagnostics if d.fix})
    return fix_files(request.site, files, chosen)
