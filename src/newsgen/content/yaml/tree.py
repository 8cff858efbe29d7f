"""Front matter as YAML's parser reads it: nodes, and with them places."""

import re
from bisect import bisect_right
from collections.abc import Collection
from typing import Any, Final

import yaml

from newsgen.content.yaml import Block
from newsgen.content.yaml._refused import DEEPEST, MOST_VALUES, deep, of_error, of_excess, too_many
from newsgen.content.yaml._words import LOADER, Words, no_space, of_losses
from newsgen.diagnostics import Diagnostic, Fix, Related, Span
from newsgen.fast.yaml import MOST_KEYS, Extent, Keys, Written

MOST_MISTAKES: Final = 10
"""Mistakes of a block that are reported: one without end is read no further."""


def _parsed(text: str) -> tuple[yaml.Node | None, Words | None]:
    """Return the node of a text, or why it has none."""
    try:
        return LOADER(text).get_single_node(), None
    except yaml.YAMLError as error:
        return None, of_error(error, text)
    except RecursionError:
        return None, deep(0)


class _EndlessError(Exception):
    """There are more values than front matter has, or groups inside groups without end."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words


_NOTHING: Final = yaml.MappingNode("", [])


class Tree:
    """The nodes of a block of front matter, or of what can be read of it after `mistakes`.

    `cut` has the keys that cannot be read, or not all of them.
    """

    def __init__(self, block: Block, *, most_mistakes: int = MOST_MISTAKES) -> None:
        """Parse a block: what is not YAML, not a map, given twice, lost or without end is left out.

        After `most_mistakes`, nothing is read.
        """
        self._block = block
        self.mistakes: list[Diagnostic] = []
        self._unsure: set[int] = set()
        self._count = 0
        text, self._root = self._compose(block.text, most_mistakes)
        self.values: dict[str, Any] = self._values(self._root)
        self.cut = keys_of(block.text, lines_cut(block.text, text) | self._unsure)
        if self.mistakes and not self.values:
            self.cut |= {UNKNOWN}

    def _compose(self, text: str, most_mistakes: int) -> tuple[str, yaml.MappingNode]:
        """Return the nodes of a text, or of what can be read of it, and that text."""
        last = -1
        node, words = _parsed(text)
        while words:
            if words.at <= last:  # what was left out had a part in it
                return "", _NOTHING
            self.mistakes.append(self._said(words))
            rest = self._rest_after(text, words)
            if rest is None or len(self.mistakes) >= most_mistakes:
                return "", _NOTHING
            text, last = rest, words.at
            node, words = _parsed(text)
        for lost in of_losses(text, most_mistakes):
            self.mistakes.append(self._said(lost))
            if len(self.mistakes) >= most_mistakes:
                return "", _NOTHING
            text = divided(text, lost.at)[1]
            node, _ = _parsed(text)
        if isinstance(node, yaml.MappingNode):
            return text, node
        if not self.mistakes:
            self.mistakes.append(self._no_map(node))
        return "", _NOTHING

    @staticmethod
    def _rest_after(text: str, words: Words) -> str | None:
        """Return the lines without that of a mistake, or else the keys but that which has it."""
        if rest := without_line(text, words):
            return rest
        key, others = divided(text, words.at)
        return others if _parsed(key)[1] else None

    def _no_map(self, node: yaml.Node | None) -> Diagnostic:
        joined = node and no_space(self._block.text, node.start_mark.index)
        if joined:
            return self._said(joined)
        shape = {yaml.SequenceNode: "a list", yaml.ScalarNode: "a text"}.get(type(node), "empty")
        return Diagnostic(
            "NG113",
            f"the front matter is {shape}, but it should be keys with values",
            self._span(node) if node is not None else self._block.top(),
            "Write each on a line of its own, such as title: Witness appeal",
        )

    def _values(self, root: yaml.MappingNode) -> dict[str, Any]:
        if len(root.value) > MOST_KEYS:
            self.mistakes = [self._said(too_many(0, f"{MOST_KEYS} keys"))]
            return {}
        try:
            values: dict[str, Any] = self._plain(root, 0)
        except _EndlessError as error:
            self.mistakes = [self._said(error.words)]
            return {}
        unsure = keys_of(self._block.text, self._unsure)
        return {key: value for key, value in values.items() if key not in unsure}

    def _plain(self, node: yaml.Node, depth: int) -> Any:
        self._count += 1
        if self._count > MOST_VALUES or depth > DEEPEST:
            raise _EndlessError(of_excess(self._root, node, depth))
        if isinstance(node, yaml.ScalarNode):
            return node.value
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(item, depth + 1) for item in node.value]
        return self._map(node, depth)

    def _map(self, node: yaml.Node, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        if len(node.value) > MOST_VALUES:  # maybe of one key
            raise _EndlessError(too_many(node.start_mark.index, f"{MOST_VALUES:,} values"))
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.mistakes.append(self._no_word(key))
                self._unsure.add(self._line_of(key))
            elif key.value in values:
                self.mistakes.append(self._repeated(node.value, key))
                self._unsure.add(self._line_of(key))
            else:
                values[key.value] = self._plain(value, depth + 1)
        return values

    def _line_of(self, node: yaml.Node) -> int:
        return self._block.text.count("\n", 0, node.start_mark.index)

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
        span, fix = self._block.span(words.at), None
        if words.edit and self._can_be_read_after(words.edit):
            start, end, text = words.edit
            fix = Fix(self._block.span(start, end), text)
        return Diagnostic(words.code, words.message, span, words.hint, fix=fix)

    def _can_be_read_after(self, edit: tuple[int, int, str]) -> bool:
        """Return whether an edit leaves nothing wrong but what has a fix itself."""
        start, end, new = edit
        text = self._block.text[:start] + new + self._block.text[end:]
        left = Tree(self._block._replace(text=text), most_mistakes=1).mistakes
        return not left or (text != self._block.text and all(d.fix for d in left))

    def key(self, keys: Keys) -> Extent | None:
        """Return where a key stands, or the deepest key above it that exists."""
        steps = self._steps(keys)
        return self._extent(steps[-1][0]) if steps else None

    def value(self, keys: Keys) -> Extent | None:
        """Return where a value stands, or that of the deepest key above it that exists."""
        steps = self._steps(keys)
        return self._extent(steps[-1][1]) if steps else None

    def written(self, keys: Keys) -> Written | None:
        """Return how the text of a key is written, if it has one."""
        steps = self._steps(keys)
        node = steps[-1][1] if steps and len(steps) == len(keys) else None
        if not isinstance(node, yaml.ScalarNode):
            return None
        return Written(node.start_mark.index, node.end_mark.index, node.value, node.style)

    def _steps(self, keys: Keys) -> list[tuple[yaml.Node, yaml.Node]]:
        """Return the nodes of each key and its value, as far down as they exist."""
        steps: list[tuple[yaml.Node, yaml.Node]] = []
        for key in keys:
            step = self._step(steps[-1][1] if steps else self._root, key)
            if step is None:
                break
            steps.append(step)
        return steps

    @staticmethod
    def _step(node: yaml.Node, key: str | int) -> tuple[yaml.Node, yaml.Node] | None:
        if isinstance(node, yaml.MappingNode):
            return next((pair for pair in node.value if pair[0].value == str(key)), None)
        if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            return node.value[key], node.value[key]
        return None

    def _extent(self, node: yaml.Node) -> Extent:
        start, end = node.start_mark.index, node.end_mark.index
        line, _ = self._block.place(start)
        end_line, end_column = self._block.place(end)
        is_below = end_column == 1 and end_line > line  # a block ends where the next line begins
        return (start, start) if is_below else (start, end)

    def _span(self, node: yaml.Node) -> Span:
        return self._block.span(*self._extent(node))


_KEY: Final = r"(?P<quote>[\"']?)(?P<key>[\w.-]+)(?P=quote):(?:[ \t]|$)"
_KEY_LINE: Final = re.compile(rf"(?P<indent> *){_KEY}")
_FIRST_WORD: Final = re.compile(r"[^\w#]*([\w.-]+)")
_MARKER: Final = re.compile(r"(?:---|\.\.\.)(?:\s|$)")
_KEYLESS: Final = re.compile(rf"(?!#|- |{_KEY})\S")
"""A line at the margin that has no key, and is not an item of a list or a comment."""
UNKNOWN: Final = ""
MOST_NAMES: Final = 100
"""Each of more would have to be compared with those that may be missing."""
_TABBED: Final = re.compile(r" *\t")


def without_line(text: str, words: Words) -> str | None:
    """Return a text without the line of a mistake, or None if that could mislead.

    A line that others belong to is kept, and so is one above a line that is not plainly a key.
    """
    if not words.is_within_line:
        return None
    lines, at = text.split("\n"), text.count("\n", 0, words.at)
    if _TABBED.match(lines[at]):
        wrong = {number for number, line in enumerate(lines) if _TABBED.match(line)}
    else:
        wrong = {at}
    if not all(_stands_alone(lines, number, wrong) for number in wrong):
        return None
    return _blanked(lines, wrong)


def _stands_alone(lines: list[str], number: int, wrong: set[int]) -> bool:
    """Return whether the next line is a key that does not belong to this line, or the last."""
    below = range(number + 1, len(lines))
    following = next((n for n in below if lines[n].strip()), None)
    if following is None or following in wrong:
        return True
    key = _KEY_LINE.match(lines[following])
    line = lines[number]
    return key is not None and len(key["indent"]) <= len(line) - len(line.lstrip())


def divided(text: str, at: int) -> tuple[str, str]:
    """Return the topmost key above a character with all that belongs to it, and the other keys."""
    lines, number = text.split("\n"), text.count("\n", 0, at)
    begins = [0, *_topmost(lines), len(lines)]
    next_key = bisect_right(begins, number, hi=len(begins) - 1)
    within = range(begins[next_key - 1], begins[next_key])
    return _blanked(lines, {*range(len(lines))} - {*within}), _blanked(lines, within)


def _topmost(lines: list[str]) -> list[int]:
    """Return the lines of the keys that belong to no other: none is indented less."""
    keys = [(n, key) for n, line in enumerate(lines) if (key := _KEY_LINE.match(line))]
    first = len(keys[0][1]["indent"]) if keys else 0
    return [n for n, key in keys if len(key["indent"]) <= first]


def _blanked(lines: list[str], wrong: Collection[int]) -> str:
    return "\n".join(" " * len(line) if n in wrong else line for n, line in enumerate(lines))


def lines_cut(text: str, rest: str) -> set[int]:
    """Return the lines, from 0, that are not in the rest of a text."""
    if rest == text:
        return set()
    lines, left = text.split("\n"), rest.split("\n")
    return {n for n, line in enumerate(lines) if n >= len(left) or line != left[n]}


def keys_of(text: str, numbers: Collection[int]) -> frozenset[str]:
    """Return the keys of some lines: their first words, and those of the topmost keys above them.

    `UNKNOWN` stands for the key of a line without one; of many keys, it stands for them all.
    """
    if not numbers:
        return frozenset()
    lines = text.split("\n")
    begins = [0, *_topmost(lines)]
    written = {n for n in numbers if not _MARKER.match(lines[n])}
    named = written | {begins[bisect_right(begins, n) - 1] for n in written}
    words = {word[1] for n in named if (word := _FIRST_WORD.match(lines[n]))}
    is_unknown = any(_KEYLESS.match(lines[n]) for n in written)
    return frozenset(
        {UNKNOWN} if len(words) > MOST_NAMES else words | ({UNKNOWN} if is_unknown else set())
    )
