"""All rules over a single release."""

from collections.abc import Iterable, Sequence
from typing import Final

from newsgen.diagnostics import Diagnostic, Span
from newsgen.rules import (
    _children,
    _clock,
    _contact,
    _days,
    _doubled,
    _elements,
    _embeds,
    _headings,
    _held_words,
    _homes,
    _idle_marks,
    _links,
    _metadata,
    _missing,
    _pictures,
    _plates,
    _residue,
    _still_named,
    _telephone,
    _terms,
    _text,
    _victims,
)
from newsgen.rules.rule import RuleSet

MODULES: Final = (
    _elements, _headings, _links, _metadata, _pictures, _telephone, _text, _contact,
    _terms, _children, _victims, _homes, _plates, _missing, _held_words, _days, _clock,
    _doubled, _residue, _idle_marks, _still_named,
    _embeds,
)  # fmt: skip
RULES: Final = RuleSet([rule for module in MODULES for rule in module.RULES])


def with_subjects(diagnostics: Iterable[Diagnostic], source: str) -> tuple[Diagnostic, ...]:
    """Set the subject of findings without one to the words that they mark."""
    every = tuple(diagnostics)
    last_line = max((d.span.end_line for d in every if not d.subject), default=0)
    lines = source.split("\n", last_line)
    return tuple(
        d
        if d.subject
        else Diagnostic(
            d.code, d.message, d.span, d.hint, d.related, _marked(d.span, lines), d.fix, d.severity
        )
        for d in every
    )


def _marked(span: Span, every: Sequence[str]) -> str:
    lines = list(every[span.line - 1 : span.end_line])
    if not lines or (span.line, span.column) == (span.end_line, span.end_column):
        return ""
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)
