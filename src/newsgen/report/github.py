"""Findings for GitHub Actions: annotations on the lines of a pull request, and a summary."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from newsgen.diagnostics import Diagnostic, Span
from newsgen.report import text
from newsgen.report.places import errors_first, in_repository
from newsgen.report.visible import visible

LARGEST_SUMMARY: Final = 1024 * 1024
"""Bytes that GitHub takes from all summaries of one step; it drops a larger one whole."""

_MARKUP: Final = re.compile(r"[\\`*_{}\[\]<>#+!|~&$@]")


def lines(diagnostics: Iterable[Diagnostic], *, prefix: str = "") -> Iterator[str]:
    """Yield a workflow command for each finding, errors first: GitHub shows ten of each a step."""
    for found in errors_first(diagnostics):
        yield _command(found, prefix)


def _command(found: Diagnostic, prefix: str) -> str:
    place = {"file": visible(in_repository(found.span.path, prefix)), **_region(found.span)}
    named = place | {"title": f"{found.code} {found.name}"}
    properties = ",".join(f"{key}={_property(value)}" for key, value in named.items())
    related = (f"{text.place(r.span)}: {visible(r.message)}" for r in found.related)
    message = [visible(found.message), *related]
    if found.hint:
        message.append(visible(found.hint))
    return f"::{found.severity} {properties}::{_data(chr(10).join(message))}"


def _region(span: Span) -> dict[str, str]:
    """Return lines and columns; GitHub knows no columns of a finding over several lines."""
    rows = {"line": str(span.line), "endLine": str(span.end_line)}
    if span.line != span.end_line:
        return rows
    return rows | {"col": str(span.column), "endColumn": str(span.end_column)}


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def summary(
    diagnostics: Sequence[Diagnostic], *, prefix: str = "", room: int = LARGEST_SUMMARY
) -> str:
    """Return the table for a step's summary, in at most `room` bytes; nothing if none fits."""
    counts = text.counts_line(diagnostics) or "nothing wrong"
    parts = [f"### newsgen: {counts}\n\n"]
    if diagnostics:
        parts.append("| | Where | What is wrong | What to do |\n| --- | --- | --- | --- |\n")
    ending = "\n"
    left = room - len("".join(parts).encode()) - 100  # for the words at the end
    for number, found in enumerate(errors_first(diagnostics)):
        row = _row(found, prefix)
        left -= len(row.encode())
        if left < 0:
            ending = f"\n… and {len(diagnostics) - number:,} more.\n"
            break
        parts.append(row)
    whole = "".join(parts) + ending
    return whole if len(whole.encode()) <= room else ""


def _row(found: Diagnostic, prefix: str) -> str:
    where = f"{in_repository(found.span.path, prefix)}:{found.span.line}"
    related = "".join(f"; {r.message}: {r.span.path}:{r.span.line}" for r in found.related)
    cells = (f"{found.severity} {found.code}", where, found.message + related, found.hint)
    return f"| {' | '.join(map(_cell, cells))} |\n"


def _cell(value: str) -> str:
    """Return plain text that Markdown and HTML leave as it is."""
    return _MARKUP.sub(lambda found: f"&#{ord(found[0])};", visible(value))
