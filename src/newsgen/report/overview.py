"""Many findings for one reader: the first of each rule, a table of rules, and what to run next.

An archive of years has a hundred thousand findings, and most are of a few rules. Errors come before
warnings, and both have the same limit a rule, so that no number of warnings hides an error.
"""

import shlex
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import Final

from newsgen.codes import SITE_RULE, Harm, Severity, code_of
from newsgen.diagnostics import Diagnostic, Tally, first_of, sort_diagnostics, tallies_of
from newsgen.report import text
from newsgen.report.excerpt import Excerpts

LIMIT: Final = 10
"""Findings of a rule that `newsgen check` shows; its table counts all."""
MOST_READ: Final = 20
"""Findings that a person reads without a table of them."""
_COMMANDS: Final = 3
_CODES_TO_FIX: Final = 3


def lines(
    diagnostics: Sequence[Diagnostic], limit: int, excerpts: Excerpts | None = None
) -> Iterator[str]:
    """Yield the first findings of each rule, errors first, and how many more there are.

    With a limit of 0 there is no line.
    """
    if limit == 0:
        return
    tallies = tallies_of(diagnostics)
    for severity in Severity:
        shown = [
            diagnostic
            for tally in tallies
            if tally.severity is severity
            for diagnostic in first_of(diagnostics, tally, limit)
        ]
        for diagnostic in sort_diagnostics(shown):
            yield from text.diagnostic_lines(diagnostic, excerpts)
    if hidden := sum(max(0, tally.number - limit) for tally in tallies):
        yield f"… and {text.count(hidden, 'more finding')}; --limit shows more, --report-file all."


def is_long(diagnostics: Sequence[Diagnostic], limit: int) -> bool:
    """Return whether there are too many findings to read, or some are not shown."""
    return len(diagnostics) > MOST_READ or any(t.number > limit for t in tallies_of(diagnostics))


def table(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    """Yield a row for each rule: how many findings, and how many of them have a fix.

    What stops a build comes first, then what harms people most. Warnings that are about the source
    alone have one row together: they are most of an archive's, and its pages are right.
    """
    tallies = _ordered(diagnostics)
    if tallies:
        yield "findings  fixable  rule"
    for heading, group in groupby(tallies, _heading):
        rows = list(group)
        if heading == Harm.SOURCE:
            rules = ", ".join(tally.code for tally in rows)
            number, fixable = (sum(t.number for t in rows), sum(t.fixable for t in rows))
            yield _row(number, fixable, f"{heading} (pages are right): {rules}")
            continue
        yield f"{heading}:"
        for tally in rows:
            rule = f"{tally.severity} {tally.code} {code_of(tally.code).name}"
            yield _row(tally.number, tally.fixable, rule)


STOPS: Final = "What stops a build"


def _heading(tally: Tally) -> str:
    return STOPS if tally.severity is Severity.ERROR else code_of(tally.code).harm


def _row(number: int, fixable: int, words: str) -> str:
    return f"{number:8,}  {f'{fixable:,}' if fixable else '-':>7}  {words}"


def people_noted(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    """Yield how many findings of people a baseline of all findings hides, and how to see them."""
    tallies = [t for t in _ordered(diagnostics) if code_of(t.code).harm is Harm.PEOPLE]
    hidden = [t for t in tallies if not code_of(t.code).is_essential]
    if hidden:
        codes = ",".join(dict.fromkeys(t.code for t in hidden))
        yield (
            f"{sum(t.number for t in hidden):,} of them are of people who may be named or at risk, "
            "and are not reported from now on. To see them, run:"
        )
        yield f"  newsgen check --no-baseline --select {codes}"


def next_commands(diagnostics: Sequence[Diagnostic], site: Path) -> list[str]:
    """Return the commands that are worth running next, with what each does."""
    where = "" if site == Path() else f" --site {shlex.quote(str(site))}"
    wanted = islice(_commands(_ordered(diagnostics)), _COMMANDS)
    rows = [(f"newsgen {command}{where}{rest}", words) for command, rest, words in wanted]
    width = max((len(command) for command, _ in rows), default=0)
    return [f"  {command:{width}}  # {words}" for command, words in rows]


def _commands(tallies: Sequence[Tally]) -> Iterator[tuple[str, str, str]]:
    """Yield command, options and purpose, the most useful first."""
    errors = [tally for tally in tallies if tally.severity is Severity.ERROR]
    if errors:
        codes = ",".join(dict.fromkeys(tally.code for tally in errors[:_CODES_TO_FIX]))
        yield "check", f" --select {codes}", "show what stops a build"
    people = [t.code for t in tallies if _heading(t) == Harm.PEOPLE]
    if people:
        yield "check", f" --select {','.join(people)}", "show who may be named or at risk"
    if fixable := sorted(
        (t for t in tallies if t.fixable), key=lambda t: (code_of(t.code).rank, -t.fixable)
    ):
        codes = ",".join(dict.fromkeys(tally.code for tally in fixable[:_CODES_TO_FIX]))
        number = sum(tally.fixable for tally in fixable if tally.code in codes)
        yield "check", f" --fix --select {codes}", f"fix {number:,} of them"
    manual = [tally for tally in tallies if tally.fixable < tally.number]
    if manual:
        first = min(manual, key=lambda t: (code_of(t.code).rank, t.fixable - t.number))
        if not first.code.startswith(SITE_RULE):
            yield f"explain {first.code}", "", f"read why {code_of(first.code).name} matters"
        if not code_of(first.code).is_essential:
            yield "check", " --write-baseline", "from then on, report new findings only"


def _ordered(diagnostics: Sequence[Diagnostic]) -> list[Tally]:
    """Return the tallies: errors, then those that harm most, then the most frequent."""
    order = list(Severity)
    return sorted(
        tallies_of(diagnostics),
        key=lambda t: (
            order.index(t.severity),
            (0, 0) if t.severity is Severity.ERROR else code_of(t.code).rank,
            -t.number,
            t.code,
        ),
    )
