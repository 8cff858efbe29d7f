"""Printing findings."""

from collections.abc import Sequence

import click

from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic
from newsgen.report import text

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def show_findings(
    diagnostics: Sequence[Diagnostic], *, quiet: bool, most_warnings: int | None = None
) -> None:
    """Print findings to standard error; only errors if quiet."""
    if quiet:
        diagnostics = [d for d in diagnostics if d.severity is Severity.ERROR]
    for line in text.lines(diagnostics, most_warnings=most_warnings):
        click.echo(_coloured(line), err=True)


def _coloured(line: str) -> str:
    """Colour the severity in a line; click drops colours where they cannot show."""
    if line.startswith(" "):
        return line
    for severity, colour in _COLOURS.items():
        word = f": {severity}["
        if word in line:
            before, _, after = line.partition(word)
            code, _, message = after.partition("]")
            return (
                before + ": " + click.style(f"{severity}[{code}]", fg=colour, bold=True) + message
            )
    return line
