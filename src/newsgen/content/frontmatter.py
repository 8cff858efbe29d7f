"""Front matter: both fences, and YAML whose every value keeps its place.

YAML guesses nothing here: every scalar is text until the schema gives it a type, so that `10:49:00`
is not 38940, `NO` is not false and an incident number keeps its noughts.
"""

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from newsgen.content import plain_yaml
from newsgen.diagnostics import Diagnostic, Fix, Span

if TYPE_CHECKING:
    from newsgen.content.yaml_tree import Tree

_USUAL: Final = len("```yaml")
_OPENING: Final = re.compile(r"\s*^(?:```ya?ml|---)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_CLOSING: Final = {
    "```": re.compile(r"^```(?:ya?ml)?[ \t]*$", re.MULTILINE | re.IGNORECASE),
    "---": re.compile(r"^-{3,}\s*$", re.MULTILINE),
}
"""The fence of the archives, a fenced `yaml` code block at the top of the file, and Jekyll's."""


class Parts(NamedTuple):
    """A file cut in two; lines count from 1 and say where each part begins."""

    yaml: str
    yaml_line: int
    body: str
    body_line: int


class FrontMatterError(Exception):
    """Front matter that cannot be read at all."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__()
        self.diagnostics = diagnostics


def split(text: str, path: str) -> Parts:
    """Cut a file at its fences, either of the two forms; blank lines may come first.

    Raises:
        FrontMatterError: NG110 without an opening fence, NG111 without a closing one.

    """
    end = text.find("\n```", _USUAL) if text.startswith("```yaml\n") else -1
    if end > 0 and text.startswith("\n```\n", end):  # as nearly all are
        block = text[_USUAL : end + 1]
        return Parts(block, 1, text[end + 4 :], block.count("\n") + 1)
    opening = _OPENING.match(text)
    if opening is None:
        raise FrontMatterError(
            Diagnostic(
                "NG110",
                "the file does not begin with front matter",
                Span(path, 1, 1),
                "Start the file with a line ```yaml, then title, area and url, then a line ```.",
            )
        )
    fence = opening.group().strip()
    end_fence = fence[:3]
    line = text.count("\n", 0, opening.end()) + 1
    closing = _CLOSING[end_fence].search(text, opening.end())
    if closing is None:
        raise FrontMatterError(
            Diagnostic(
                "NG111",
                f"the front matter opened by {fence} is never closed",
                Span(path, line, 1, line, len(fence) + 1),
                f"Put a line {end_fence} after the last key, before the text of the release.",
            )
        )
    body_line = line + text.count("\n", opening.end(), closing.end())
    block = text[opening.end() : closing.start()]
    return Parts(block, line, text[closing.end() :], body_line)


class Block(NamedTuple):
    """The YAML of a file, from a line on; places count from 0 in its text."""

    path: str
    line: int
    text: str

    def top(self) -> Span:
        return Span(self.path, self.line)

    def span(self, start: int, end: int | None = None) -> Span:
        if end is None:
            return Span(self.path, *self.place(start))
        return Span(self.path, *self.place(start), *self.place(end))

    def span_in_line(self, start: int, end: int) -> Span:
        """Return what `span` does for a stretch that ends in the line in which it begins."""
        line, column = self.place(start)
        return Span(self.path, line, column, line, column + end - start)

    def place(self, index: int) -> tuple[int, int]:
        """Return the line and column of a character, as an editor counts them.

        YAML's own lines end at U+2028 and the like too.
        """
        index = min(index, len(self.text))
        line = self.text.count("\n", 0, index)
        return self.line + line, index - self.text.rfind("\n", 0, index)


class Written(NamedTuple):
    """How a text is written in a block: from where to where, and in what quotes or form."""

    start: int
    end: int
    text: str
    style: str | None


class Located:
    """The values of front matter, as plain dictionaries, lists and text, with their places.

    `is_plain` says that the values are of `plain_yaml`.
    """

    def __init__(self, parts: Parts, path: str) -> None:
        """Read the YAML of a file.

        Raises:
            FrontMatterError: the YAML cannot be parsed, is no map, repeats keys or has no end.

        """
        self.path = path
        self._block = Block(path, parts.yaml_line, parts.yaml)
        self._parsed: Tree | None = None
        plain = plain_yaml.read(parts.yaml)
        self.is_plain = plain is not None
        self.values: dict[str, Any] = plain or self._tree.values()

    @property
    def _tree(self) -> "Tree":
        """The tree, which hardly anybody asks for if the text is plain."""
        if self._parsed is None:
            from newsgen.content.yaml_tree import Tree  # noqa: PLC0415 (slow to load)

            self._parsed = Tree(self._block)
        return self._parsed

    def key(self, *keys: str | int) -> Span:
        """Return where a key stands, or the deepest key above it that exists."""
        return self._found(keys, 0)

    def value(self, *keys: str | int) -> Span:
        """Return where a value stands, or that of the deepest key above it that exists."""
        return self._found(keys, 1)

    def _found(self, keys: tuple[str | int, ...], which: int) -> Span:
        if self.is_plain:
            if not keys or str(keys[0]) not in self.values:
                return self._block.top()
            if place := plain_yaml.find(self._block.text, self.values, keys):
                return self._block.span_in_line(*place[which])
        return self._tree.found(keys, which)

    def mended(self, keys: tuple[str | int, ...], text: str) -> Fix | None:
        """Return the edit that gives a key another text and changes nothing else, if there is."""
        from newsgen.content.rewriting import mended  # noqa: PLC0415 (it reads what it wrote)

        was = self._written(keys)
        return mended(self._block, self.values, keys, was, text) if was else None

    def _written(self, keys: tuple[str | int, ...]) -> Written | None:
        places = plain_yaml.find(self._block.text, self.values, keys) if self.is_plain else None
        if places is None:
            return self._tree.written(keys)
        (start, end), text = places[1], self.values
        for key in keys:
            text = text[str(key)]
        quote = self._block.text[start]
        return Written(start, end, str(text), quote if quote in "'\"" else None)
