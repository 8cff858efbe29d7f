"""Findings on stretches of a text: one each, but few enough to read."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Final

from newsgen.diagnostics import Diagnostic, Fix
from newsgen.rules.manuscript import Look, Manuscript, Passage, Value
from newsgen.rules.rule import Check

MOST: Final = 20
"""Findings of one code in a body; the last stands for the rest."""
AROUND: Final = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that is wrong, and its replacement if that is certain."""

    start: int
    end: int
    message: str
    right: str | None = None


Find = Callable[[str], Iterable[Mark]]


def in_every_text(code: str, hint: str, *, when: Look | None = None) -> Callable[[Find], Check]:
    """Make a rule of what finds marks in a text: it looks at every text that readers see.

    `when` is asked once of all words together whether they may hold any.
    """

    def make(find: Find) -> Check:
        @wraps(find)
        def check(m: Manuscript) -> Iterable[Diagnostic]:
            return report_all(code, m, find, hint) if when is None or m.look(when) else ()

        return check

    return make


def in_body(code: str, hint: str) -> Callable[[Find], Check]:
    """Make a rule of what finds marks in a text: it looks at the body."""

    def make(find: Find) -> Check:
        @wraps(find)
        def check(m: Manuscript) -> Iterable[Diagnostic]:
            return report(code, m.body, find(m.body.text), hint)

        return check

    return make


def report(code: str, passage: Passage, marks: Iterable[Mark], hint: str) -> Iterator[Diagnostic]:
    """Yield a finding for each mark; a value of the front matter has one for all marks."""
    every = list(marks)
    most = 1 if isinstance(passage, Value) else MOST
    separate = len(every) if len(every) <= most else most - 1
    for mark in every[:separate]:
        yield _finding(code, passage, [mark], hint)
    if rest := every[separate:]:
        yield _finding(code, passage, rest, hint)


def report_all(code: str, m: Manuscript, find: Find, hint: str) -> Iterator[Diagnostic]:
    """Yield findings for every text that readers see."""
    for passage in m.passages:
        if marks := list(find(passage.text)):
            yield from report(code, passage, marks, hint)


def _finding(code: str, passage: Passage, marks: list[Mark], hint: str) -> Diagnostic:
    first, text = marks[0], passage.text
    more = f", and {len(marks) - 1} more like it" if len(marks) > 1 else ""
    where = f"{passage.name}: " if passage.name else ""
    return Diagnostic(
        code,
        f"{where}{first.message}{more}",
        passage.span(first.start, first.end),
        hint,
        subject=text[max(0, first.start - AROUND) : first.end + AROUND],
        fix=_fix(passage, [mark for mark in marks if mark.right is not None]),
    )


def _fix(passage: Passage, marks: list[Mark]) -> Fix | None:
    """Return the edit that fixes all marks, or else the first, if a fold prevents that."""
    for chosen in (marks, marks[:1]):
        if chosen and (fix := _edit(passage, chosen)):
            return fix
    return None


def _edit(passage: Passage, marks: list[Mark]) -> Fix | None:
    pieces, at = [], marks[0].start
    for mark in marks:
        pieces += [passage.text[at : mark.start], mark.right or ""]
        at = mark.end
    return passage.fix(marks[0].start, at, "".join(pieces))
