"""Findings for GitHub Actions: annotations on the lines of a pull request, and a summary."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from newsgen.diagnostics import Diagnostic, Span
from newsgen.printing import visible
from newsgen.report import text
from newsgen.report._places import errors_first, in_repository, words

LARGEST_SUMMARY: Final = 1024 * 1024
"""Bytes that GitHub takes from all summaries of one step; it drops a larger one whole."""

_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = _DATA | str.maketrans({":": "%3A", ",": "%2C"})
_MARKUP: Final = re.compile(r"[\\`*_{}\[\]<>#+!|~&$@]")


def lines(diagnostics: Sequence[Diagnostic], *, prefix: str = "") -> Iterator[str]:
    """Return a workflow command for each finding, errors first: GitHub shows ten of each a step."""
    return (_command(diagnostic, prefix) for diagnostic in errors_first(diagnostics))


def _command(diagnostic: Diagnostic, prefix: str) -> str:
    fields = {
        "file": visible(in_repository(diagnostic.span.path, prefix)),
        **_region(diagnostic.span),
        "title": f"{diagnostic.code} {diagnostic.name}",
    }
    properties = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in fields.items())
    return f"::{diagnostic.severity} {properties}::{words(diagnostic).translate(_DATA)}"


def _region(span: Span) -> dict[str, str]:
    """Return lines and columns; GitHub has no columns for a finding over several lines."""
    rows = {"line": str(span.line), "endLine": str(span.end_line)}
    if span.line != span.end_line:
        return rows
    return rows | {"col": str(span.column), "endColumn": str(span.end_column)}


def summary(
    diagnostics: Sequence[Diagnostic], *, prefix: str = "", room: int = LARGEST_SUMMARY
) -> str:
    """Return the table for a step's summary, in at most `room` bytes; empty if it does not fit."""
    counts = text.counts_line(diagnostics) or "nothing wrong"
    parts = [f"### newsgen: {counts}\n\n"]
    if diagnostics:
        parts.append("| | Where | What is wrong | What to do |\n| --- | --- | --- | --- |\n")
    ending = "\n"
    left = room - len("".join(parts).encode()) - 100  # for the words at the end
    for number, diagnostic in enumerate(errors_first(diagnostics)):
        row = _row(diagnostic, prefix)
        left -= len(row.encode())
        if left < 0:
            ending = f"\n… and {len(diagnostics) - number:,} more.\n"
            break
        parts.append(row)
    whole = "".join(parts) + ending
    return whole if len(whole.encode()) <= room else ""


def _row(diagnostic: Diagnostic, prefix: str) -> str:
    kind = f"{diagnostic.severity} {diagnostic.code}"
    where = f"{in_repository(diagnostic.span.path, prefix)}:{diagnostic.span.line}"
    shown = diagnostic.related[: text.MOST_RELATED]
    related = "".join(f"; {r.message}: {r.span.path}:{r.span.line}" for r in shown)
    cells = (kind, where, diagnostic.message + related, diagnostic.hint)
    return f"| {' | '.join(map(_cell, cells))} |\n"


def _cell(value: str) -> str:
    """Return plain text that Markdown and HTML leave as it is."""
    return _MARKUP.sub(lambda match: f"&#{ord(match[0])};", visible(value))
