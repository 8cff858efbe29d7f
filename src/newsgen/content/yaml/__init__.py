"""YAML whose every value keeps its place, and whose mistakes are reported in plain words."""

from typing import NamedTuple

from newsgen.diagnostics import Span


class Block(NamedTuple):
    """The YAML of a file, from a line on; places count from 0 in its text."""

    path: str
    line: int
    text: str

    def top(self) -> Span:
        return Span(self.path, self.line)

    def span(self, start: int, end: int | None = None) -> Span:
        line, column = self.place(start)
        if end is None:
            return Span(self.path, line, column)
        if "\n" in self.text[start:end]:
            return Span(self.path, line, column, *self.place(end))
        return Span(self.path, line, column, line, column + len(self.text[start:end]))

    def place(self, index: int) -> tuple[int, int]:
        """Return the line and column of a character, as an editor counts them.

        YAML's own lines end at U+2028 and the like too.
        """
        index = min(index, len(self.text))
        line = self.text.count("\n", 0, index)
        return self.line + line, index - self.text.rfind("\n", 0, index)
