"""Rules on headings: those who cannot see a page find their way by them."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.rules.manuscript import Manuscript

HIGHEST: Final = 2
"""The level of a body's first heading: the release's title is the only one above it."""
LONGEST_BOLD: Final = 80
_HEADING = re.compile(r"^(#{1,6})([ \t]*)(\S.*)$", re.MULTILINE)
_BOLD = re.compile(r"(?:^|\n[ \t]*\n|\A)(\*\*|__)(?! )([^*_\n]+)\1[ \t]*(?=\n[ \t]*\n|\n*\Z)")


def heading_levels(m: Manuscript) -> Iterator[Diagnostic]:
    if "<h" not in m.html:
        return
    above = HIGHEST - 1
    for found in _HEADING.finditer(m.body.text):
        level = len(found[1])
        span = m.body.span(found.start(), found.end(1))
        if not found[2]:
            yield Diagnostic(
                "NG522",
                f"“{found[0][:40]}” becomes a heading, as it begins with #",
                span,
                "Put a space after # if it is a heading, or a backslash before it if it is not.",
            )
        elif level < HIGHEST:
            yield Diagnostic(
                "NG522",
                "this heading is on the level of the release's title",
                span,
                "Write ## for a heading in the text.",
            )
        elif level > above + 1:
            yield Diagnostic(
                "NG522",
                f"this heading skips a level: {found[1]} after {'#' * above}",
                span,
                f"Write {'#' * (above + 1)} here; the theme decides how large it looks.",
            )
        above = max(level, HIGHEST)


def bold_as_heading(m: Manuscript) -> Iterator[Diagnostic]:
    if "**" not in m.body.text and "__" not in m.body.text:
        return
    for found in _BOLD.finditer(m.body.text):
        words = found[2].rstrip()
        if len(words) <= LONGEST_BOLD and not words.endswith((".", "!", "?", "…", ",", "said:")):
            yield Diagnostic(
                "NG523",
                f"the line “{words}” looks like a heading but is text in bold",
                m.body.span(found.start(1), found.end(2) + 2),
                f"Write it as a heading: ## {words}",
            )


RULES: Final[tuple[Callable[[Manuscript], Iterator[Diagnostic]], ...]] = (
    heading_levels,
    bold_as_heading,
)
