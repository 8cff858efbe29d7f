"""Terms of a release that have no page, or that it has twice."""

from collections.abc import Iterable, Iterator
from typing import Any

from newsgen.content._meta import Meta
from newsgen.content.frontmatter import Located
from newsgen.diagnostics import Diagnostic, Related, Span
from newsgen.model.refusal import closest
from newsgen.model.taxonomy import TAGS, Taxonomy, slug_of, terms_among


def check(taxonomies: Iterable[Taxonomy], meta: Meta, located: Located) -> Iterator[Diagnostic]:
    """Report values of a release that get no page, or that are one term in two spellings."""
    for taxonomy in taxonomies:
        values = _values(taxonomy.key, meta)
        if len(terms_among(values, taxonomy.terms)) == len(values):
            continue  # each is a term of its own
        known = {slug_of(term) for term in taxonomy.terms}
        first: dict[str, tuple[str, int]] = {}
        for number, value in enumerate(values):
            slug = slug_of(value)
            before, at = first.setdefault(slug, (value, number))
            if slug and at == number and (not known or slug in known):
                continue
            span = located.value(taxonomy.key, number)
            if known and slug not in known:
                yield _not_listed(taxonomy, value, span)
            elif slug:
                yield _repeated(taxonomy, value, span, before, located.value(taxonomy.key, at))
            else:
                yield _without_letters(taxonomy, value, span)


def _values(key: str, meta: Meta) -> tuple[str, ...]:
    value: Any = meta.tags if key == TAGS else meta.fields.get(key)
    return tuple(value) if isinstance(value, list | tuple) else (value,) if value else ()


def _not_listed(taxonomy: Taxonomy, value: str, span: Span) -> Diagnostic:
    near = closest(value, taxonomy.terms)
    others = f"Choose one of the terms of [taxonomies.{taxonomy.name}] in newsgen.toml, or add it."
    message = f"“{value[:100]}” is not a term of {taxonomy.name}"
    return Diagnostic("NG227", message, span, f"Did you mean {near}?" if near else others)


def _without_letters(taxonomy: Taxonomy, value: str, span: Span) -> Diagnostic:
    message = (
        f"“{value[:100]}” of {taxonomy.name} has neither a letter nor a digit, so it has no page"
    )
    return Diagnostic("NG227", message, span, "Write the term in letters, or take it out.")


def _repeated(taxonomy: Taxonomy, value: str, span: Span, first: str, other: Span) -> Diagnostic:
    message = f"“{value}” and “{first}” of {taxonomy.name} are one term, which is there twice"
    return Diagnostic(
        "NG418", message, span, "Take one of them out.", (Related(other, "it is here too"),)
    )
