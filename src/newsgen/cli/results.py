"""Printing findings."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click

from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic, NewsgenError
from newsgen.report import json, text


@contextmanager
def errors_as(form: str) -> Iterator[None]:
    """Print what cannot be gone past as JSON too, where JSON was asked for."""
    try:
        yield
    except NewsgenError as error:
        if form != "json":
            raise
        click.echo(json.document(error.diagnostics, {"refused": True}))
        raise click.exceptions.Exit(error.exit_code) from None


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
