"""All rules that need one release and no other."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from newsgen.diagnostics import Diagnostic, Span
from newsgen.rules import (
    address,
    contact,
    headings,
    homes,
    identity,
    links,
    metadata,
    missing,
    pictures,
    plates,
    telephone,
    terms,
    text,
)
from newsgen.rules.rule import Rules

RULES: Final = Rules(
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


def with_subjects(found: Iterable[Diagnostic], source: str) -> tuple[Diagnostic, ...]:
    """Let each finding know the words that it marks, where no rule has said what it is about."""
    return tuple(d if d.subject else replace(d, subject=_marked(d.span, source)) for d in found)


def _marked(span: Span, text: str) -> str:
    lines = text.split("\n")[span.line - 1 : span.end_line]
    if not lines or (span.line, span.column) == (span.end_line, span.end_column):
        return ""
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)
