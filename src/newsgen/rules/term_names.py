"""The rule on terms whose names make one address: two spellings of one, more often than not."""

from collections.abc import Iterable, Iterator, Sequence

from newsgen.diagnostics import Diagnostic, Related
from newsgen.model.taxonomy import are_one_word
from newsgen.store.terms import TermSpelling


def check_term_names(spellings: Iterable[Sequence[TermSpelling]]) -> Iterator[Diagnostic]:
    """Yield a finding for each name of a term but the one that most releases have.

    Names that differ in letter case and marks alone are one term. Others have the same page by
    chance.
    """
    for usual, *others in spellings:
        for other in others:
            yield (_spelt if are_one_word(usual.name, other.name) else _clash)(usual, other)


def _spelt(usual: TermSpelling, other: TermSpelling) -> Diagnostic:
    return Diagnostic(
        "NG418",
        f"“{other.name}” and “{usual.name}” of {other.taxonomy} are one term, spelt in two ways",
        other.span,
        f"Write {usual.name}, as {_releases(usual.releases)} to {other.releases:,}.",
        (Related(usual.span, "spelt so here"),),
        subject=f"{other.taxonomy} {other.name}",
    )


def _releases(count: int) -> str:
    return "1 release does" if count == 1 else f"{count:,} releases do"


def _clash(usual: TermSpelling, other: TermSpelling) -> Diagnostic:
    return Diagnostic(
        "NG419",
        f"the terms “{other.name}” and “{usual.name}” of {other.taxonomy} have the same page",
        other.span,
        "Give one of them a name that differs in letters or figures too.",
        (Related(usual.span, "the other one is here"),),
        subject=f"{other.taxonomy} {other.name}",
    )
