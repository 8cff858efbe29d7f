"""Where in a theme a piece of a page comes from.

A page is rendered a second time, with a mark before each line of a template's own text. If it is
the same page without them, which no clever filter has prevented, they say where each piece is from.
"""

import re
from bisect import bisect_right
from dataclasses import replace
from typing import Final

from newsgen.diagnostics import Span
from newsgen.theme.environment import Templates, line_at
from newsgen.theme.load import Theme
from newsgen.theme.marks import MARK, Marks


def with_marks(theme: Theme) -> Theme:
    """Return a theme whose pages have marks."""
    marking = replace(theme)
    templates = Templates(theme.chain, theme.filters.load())
    templates.environment.add_extension(Marks)
    marking.__dict__["templates"] = templates
    return marking


class SourceSpans:
    """The template lines of a page's pieces, by offset in its text."""

    def __init__(self, page: str, marked: str, template: str) -> None:
        self._fallback = Span(template)
        self._offsets: list[int] = []
        self._spans: list[Span] = []
        taken = 0
        for mark in MARK.finditer(marked):
            self._offsets.append(mark.start() - taken)
            self._spans.append(Span(mark[1], int(mark[2])))
            taken += len(mark[0])
        if MARK.sub("", marked) != page:
            self._offsets, self._spans = [], []
        self._lines = [0, *(match.end() for match in re.finditer("\n", page))]

    def at(self, offset: int) -> Span:
        """Return the template's file and line of a piece; the template alone if it is unknown."""
        index = bisect_right(self._offsets, offset)
        return self._spans[index - 1] if index else self._fallback

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a place in the page; both numbers are from 1."""
        start = self._lines[min(line, len(self._lines)) - 1]
        return start + max(column - 1, 0)


def pointed(theme: Theme, span: Span, piece: str) -> Span:
    """Return the place on a template's line where a piece of a page, or its beginning, stands."""
    line = line_at(theme.chain, span)
    for length in range(min(len(piece), _LONGEST), _SHORTEST - 1, -1):
        if (at := line.find(piece[:length])) >= 0:
            word = re.match(r"\W*[\w-]*", piece[:length])
            end = at + 1 + len(word[0] if word else piece)
            return Span(span.path, span.line, at + 1, span.line, end)
    return span


_LONGEST: Final = 40
_SHORTEST: Final = 3
"""Characters of a piece that are looked for."""
