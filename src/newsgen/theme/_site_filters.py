"""The filters that a site adds, and which of them a template may use."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class SiteFilters:
    """Filters of the site: digests of their code by name, and what loads them in each process."""

    digests: Mapping[str, str] = field(default_factory=dict)
    load: Callable[[], Mapping[str, Callable[..., Any]]] = dict

    def digests_in(self, texts: Iterable[str]) -> list[bytes]:
        """Return the names and digests of the filters that templates with these texts may use.

        One is used by its name, unless `map` is given something else than a plain text, or it is
        asked which filters there are.
        """
        if not self.digests:
            return []
        whole = "\n".join(texts)
        words, is_any = (
            set(re.findall(_WORD, whole)),
            bool(re.search(_NAMED_LATE, re.sub(_FILTER_TAG, "", whole))),
        )
        used = (pair for pair in sorted(self.digests.items()) if is_any or pair[0] in words)
        return [part.encode() for pair in used for part in pair]

    def every_digest(self) -> list[bytes]:
        """Return the names and digests of all."""
        return [part.encode() for pair in sorted(self.digests.items()) for part in pair]


NO_FILTERS: Final = SiteFilters()
_WORD: Final = r"[a-z][a-z0-9_]*"
_PLAIN_TEXT: Final = r"""(?:"[^"\\]*"|'[^'\\]*')"""
_NAMED_LATE: Final = (
    rf"\bmap\b(?!\s*\(\s*(?:{_PLAIN_TEXT}|attribute\s*=\s*[^,()|]*)\s*[,)])|\bfilter\b"
)
"""A use of `map` that may name a filter by an expression, and the test for filters."""
_FILTER_TAG: Final = r"\{%[-+]?\s*filter\b"
