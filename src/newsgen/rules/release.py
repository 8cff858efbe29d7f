"""All rules over a single release."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from newsgen.diagnostics import Diagnostic, Span
from newsgen.rules import (
    _address,
    _clock,
    _contact,
    _days,
    _doubled,
    _elements,
    _headings,
    _held_words,
    _homes,
    _identity,
    _links,
    _lost_email,
    _metadata,
    _missing,
    _pictures,
    _plates,
    _residue,
    _still_named,
    _telephone,
    _terms,
    _text,
)
from newsgen.rules.rule import RuleSet

RULES: Final = RuleSet(
    (
        *_address.RULES,
        *_elements.RULES,
        *_headings.RULES,
        *_links.RULES,
        *_metadata.RULES,
        *_pictures.RULES,
        *_telephone.RULES,
        *_text.RULES,
        *_contact.RULES,
        *_terms.RULES,
        *_identity.RULES,
        *_homes.RULES,
        *_plates.RULES,
        *_missing.RULES,
        *_held_words.RULES,
        *_days.RULES,
        *_clock.RULES,
        *_doubled.RULES,
        *_lost_email.RULES,
        *_residue.RULES,
        *_still_named.RULES,
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
