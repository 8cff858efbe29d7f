"""Front matter as YAML's parser reads it: nodes, and with them places and edits.

It is slow to load, and most front matter can do without (see `plain_yaml`).
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from newsgen.content import yaml_words
from newsgen.content.frontmatter import Block, FrontMatterError, Located, Parts
from newsgen.content.yaml_words import DEEPEST, MOST_VALUES, Words
from newsgen.diagnostics import Diagnostic, Fix, Related, Span

try:
    from yaml import CBaseLoader as _Fastest
except ImportError:  # PyYAML built without libyaml
    from yaml import BaseLoader as _Fastest  # type: ignore[assignment]


class _Loader(_Fastest):
    """Gives no node a tag: nobody asks for it, and finding it takes a quarter of the time."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:  # noqa: ARG002
        return ""

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        """Keep no path: only tags depend on it."""

    def ascend_resolver(self) -> None:
        """Keep no path: only tags depend on it."""


class Tree:
    """The nodes of a block of front matter."""

    def __init__(self, block: Block) -> None:
        """Parse a block.

        Raises:
            FrontMatterError: the YAML cannot be parsed, or is no map.

        """
        self._block = block
        self._root = self._compose(block.text)

    def values(self) -> dict[str, Any]:
        """Return the plain values.

        Raises:
            FrontMatterError: the YAML repeats keys, loses words or has no end.

        """
        self._count = 0
        self._problems = [self._said(words) for words in yaml_words.of_losses(self._block.text)]
        values: dict[str, Any] = self._plain(self._root, 0)
        if self._problems:
            raise FrontMatterError(*self._problems)
        return values

    def _compose(self, text: str) -> yaml.MappingNode:
        try:
            node = _Loader(text).get_single_node()
        except yaml.YAMLError as error:
            raise FrontMatterError(self._said(yaml_words.of_error(error, text))) from None
        except RecursionError:
            raise FrontMatterError(self._said(yaml_words.deep(0))) from None
        if not isinstance(node, yaml.MappingNode):
            raise FrontMatterError(self._no_map(node))
        return node

    def _no_map(self, node: yaml.Node | None) -> Diagnostic:
        joined = node and yaml_words.no_space(self._block.text, node.start_mark.index)
        if joined:
            return self._said(joined)
        found = {yaml.SequenceNode: "a list", yaml.ScalarNode: "a text"}.get(type(node), "empty")
        return Diagnostic(
            "NG113",
            f"the front matter is {found}, but it should be keys with values",
            self._span(node) if node is not None else self._block.top(),
            "Write each on a line of its own, such as title: Witness appeal",
        )

    def _plain(self, node: yaml.Node, depth: int) -> Any:
        self._count += 1
        if self._count > MOST_VALUES or depth > DEEPEST:
            raise FrontMatterError(self._said(yaml_words.of_excess(self._root, node, depth)))
        if isinstance(node, yaml.ScalarNode):
            return node.value
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(item, depth + 1) for item in node.value]
        values: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._problems.append(self._no_word(key))
            elif key.value in values:
                self._problems.append(self._repeated(node.value, key))
            else:
                values[key.value] = self._plain(value, depth + 1)
        return values

    def _no_word(self, key: yaml.Node) -> Diagnostic:
        hint = "Begin the line with a key, such as title:"
        return Diagnostic("NG113", "a key should be a word", self._span(key), hint)

    def _repeated(self, group: list[tuple[yaml.Node, yaml.Node]], again: yaml.Node) -> Diagnostic:
        first = next(key for key, _ in group if key.value == again.value)
        return Diagnostic(
            "NG114",
            f"the key {again.value} is given twice",
            self._span(again),
            "Keep the one that is right and delete the other.",
            (Related(self._span(first), "first used here"),),
        )

    def _said(self, words: Words) -> Diagnostic:
        span = self._block.span(words.at)
        return Diagnostic(words.code, words.message, span, words.hint)

    def found(self, keys: tuple[str | int, ...], which: int) -> Span:
        """Return where a key (0) or a value (1) stands, or that of the deepest key above it."""
        return self._span(self._nodes(keys)[which])

    def mended(self, values: Any, keys: tuple[str | int, ...], text: str) -> Fix | None:
        """Return the edit that gives a key another text and changes nothing else.

        As little as possible is replaced, so that quotes, folds and comments stay; else the value
        is written anew on one line. What is proposed has been read again, and is what was meant.
        """
        node: yaml.Node = self._root
        for key in keys:
            step = self._step(node, key)
            if step is None:
                return None
            node = step[1]
        if not isinstance(node, yaml.ScalarNode):
            return None
        wanted = _with(values, keys, text)
        for start, end, new in _rewritings(self._block.text, node, text):
            edited = self._block.text[:start] + new + self._block.text[end:]
            if _fences(edited) == _fences(self._block.text) and _reads_as(edited, wanted):
                return Fix(self._block.span(start, end), new)
        return None

    def _nodes(self, keys: tuple[str | int, ...]) -> tuple[yaml.Node | None, yaml.Node | None]:
        """Return the nodes of a key and its value, or of the deepest key above it that exists."""
        found: tuple[yaml.Node | None, yaml.Node | None] = (None, None)
        node: yaml.Node = self._root
        for key in keys:
            step = self._step(node, key)
            if step is None:
                break
            found, node = step, step[1]
        return found

    @staticmethod
    def _step(node: yaml.Node, key: str | int) -> tuple[yaml.Node, yaml.Node] | None:
        if isinstance(node, yaml.MappingNode):
            return next((pair for pair in node.value if pair[0].value == str(key)), None)
        if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            return node.value[key], node.value[key]
        return None

    def _span(self, node: yaml.Node | None) -> Span:
        if node is None:
            return self._block.top()
        line, column = self._block.place(node.start_mark.index)
        end_line, end_column = self._block.place(node.end_mark.index)
        if end_column == 1 and end_line > line:  # a block ends where the next line begins
            end_line, end_column = line, column
        return Span(self._block.path, line, column, end_line, end_column)


_FLOW: Final = frozenset(",[]{}#&*!|>%@`\"'")
_FENCE: Final = re.compile(r"^(?:```|---|\.\.\.)", re.MULTILINE)


def _rewritings(yaml_text: str, node: yaml.ScalarNode, text: str) -> Iterator[tuple[int, int, str]]:
    """Yield ways to write another text in the place of a value, the gentlest first."""
    start, end = node.start_mark.index, node.end_mark.index
    written, old = yaml_text[start:end], node.value
    before, after = _in_common(old, text)
    gone = old[before : len(old) - after]
    if gone and written.count(gone) == 1:
        at = start + written.index(gone)
        yield at, at + len(gone), text[before : len(text) - after]
    if node.style not in ("|", ">"):
        yield start, end, _as_yaml(text, node.style)


def _in_common(old: str, new: str) -> tuple[int, int]:
    """Return how many characters two texts share at their beginning, and then at their end."""
    shorter = min(len(old), len(new))
    before = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    most = shorter - before
    after = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    return before, after


def _with(values: Any, keys: tuple[str | int, ...], text: str) -> Any:
    """Return a copy of nested values in which one is another text."""
    if not keys:
        return text
    if isinstance(values, list):
        return [_with(v, keys[1:], text) if at == keys[0] else v for at, v in enumerate(values)]
    return {k: _with(v, keys[1:], text) if k == str(keys[0]) else v for k, v in values.items()}


def _fences(text: str) -> int:
    """Count the lines that may end the front matter."""
    return len(_FENCE.findall(text))


def _reads_as(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return Located(Parts(text, 1, "", 1), "").values == wanted
    except FrontMatterError:
        return False


def _as_yaml(text: str, style: str | None) -> str:
    """Write a text as one line of YAML, in the quotes it had if they can hold it."""
    plain = style not in ("'", '"')
    if "\n" in text:
        style = '"'
    elif plain and (_FLOW.intersection(text) or ": " in text):
        style = "'"
    written = yaml.dump(
        text, Dumper=yaml.SafeDumper, default_style=style or None, allow_unicode=True, width=10**9
    )
    return str(written).removesuffix("\n").removesuffix("\n...")
