"""All rules over a single release."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from newsgen.diagnostics import Diagnostic, Span
from newsgen.rules import (
    _address as address,
    _contact as contact,
    _headings as headings,
    _homes as homes,
    _identity as identity,
    _links as links,
    _metadata as metadata,
    _missing as missing,
    _pictures as pictures,
    _plates as plates,
    _telephone as telephone,
    _terms as terms,
    _text as text,
)
from newsgen.rules.rule import RuleSet

RULES: Final = RuleSet(
    (
        *address.RULES,
        *headings.RULES,
        *links.RULES,
        *metadata.RULES,
        *pictures.RULES,
        *telephone.RULES,
        *text.RULES,
        *contact.RULES,
        *terms.RULES,
        *identity.RULES,
        *homes.RULES,
        *plates.RULES,
        *missing.RULES,
    )
)


def with_subjects(diagnostics: Iterable[Diagnostic], source: str) -> tuple[Diagnostic, ...]:
    """Set the subject of findings without one to the words that they mark."""
    lines = source.split("\n")
    return tuple(
        d if d.subject else replace(d, subject=_marked(d.span, lines)) for d in diagnostics
    )


def _marked(span: Span, every: Sequence[str]) -> str:
    lines = list(every[span.line - 1 : span.end_line])
    if not lines or (span.line, span.column) == (span.end_line, span.end_column):
        return ""
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)
