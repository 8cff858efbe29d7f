"""Terms that are not in the closed list of their taxonomy."""

from collections.abc import Iterable, Iterator
from typing import Any

from newsgen.content._meta import Meta
from newsgen.content.frontmatter import Located
from newsgen.diagnostics import Diagnostic, Span
from newsgen.model.refusal import closest
from newsgen.model.taxonomy import TAGS, Taxonomy, slug_of


def unknown(taxonomies: Iterable[Taxonomy], meta: Meta, located: Located) -> Iterator[Diagnostic]:
    """Report the values of a release that no closed list has: they get no page."""
    for taxonomy in taxonomies:
        known = {slug_of(term) for term in taxonomy.terms}
        for number, value in enumerate(_values(taxonomy.key, meta) if known else ()):
            if slug_of(value) not in known:
                yield _finding(taxonomy, value, located.value(taxonomy.key, number))


def _values(key: str, meta: Meta) -> Iterable[str]:
    value: Any = meta.tags if key == TAGS else meta.fields.get(key)
    return value if isinstance(value, list | tuple) else (value,) if value else ()


def _finding(taxonomy: Taxonomy, value: str, span: Span) -> Diagnostic:
    near = closest(value, taxonomy.terms)
    others = f"Choose one of the terms of [taxonomies.{taxonomy.name}] in newsgen.toml, or add it."
    message = f"“{value[:100]}” is not a term of {taxonomy.name}"
    return Diagnostic("NG227", message, span, f"Did you mean {near}?" if near else others)
