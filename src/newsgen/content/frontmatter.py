"""Front matter: both fences, and YAML whose every value keeps its place.

YAML guesses nothing here: every scalar is text until the schema gives it a type, so that `10:49:00`
is not 38940, `NO` is not false and an incident number keeps its noughts.
"""

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import yaml
from frontmatter.default_handlers import BaseHandler, YAMLHandler

from newsgen.content import plain_yaml, yaml_words
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


class NativeHandler(YAMLHandler):
    """The fence of the archives: a fenced `yaml` code block at the top of the file."""

    FM_BOUNDARY = re.compile(r"^```(?:ya?ml)?[ \t]*$", re.MULTILINE | re.IGNORECASE)
    START_DELIMITER = "```yaml"
    END_DELIMITER = "```"


HANDLERS: Final[tuple[BaseHandler, ...]] = (NativeHandler(), YAMLHandler())
_USUAL: Final = len("```yaml")
_OPENING = re.compile(r"\s*^(?:```ya?ml|---)[ \t]*$", re.MULTILINE | re.IGNORECASE)


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
    handler = HANDLERS[0] if fence.startswith("```") else HANDLERS[1]
    line = text.count("\n", 0, opening.end()) + 1
    assert handler.FM_BOUNDARY is not None
    closing = handler.FM_BOUNDARY.search(text, opening.end())
    if closing is None:
        raise FrontMatterError(
            Diagnostic(
                "NG111",
                f"the front matter opened by {fence} is never closed",
                Span(path, line, 1, line, len(fence) + 1),
                f"Put a line {handler.END_DELIMITER} after the last key, before the text of "
                "the release.",
            )
        )
    body_line = line + text.count("\n", opening.end(), closing.end())
    block = text[opening.end() : closing.start()]
    return Parts(block, line, text[closing.end() :], body_line)


class Located:
    """A YAML tree with its places, as plain dictionaries, lists and text."""

    def __init__(self, parts: Parts, path: str) -> None:
        """Parse the YAML of a file.

        Raises:
            FrontMatterError: the YAML cannot be parsed, is no map, repeats keys or has no end.

        """
        self.path = path
        self._line = parts.yaml_line
        self._text = parts.yaml
        self._tree: yaml.MappingNode | None = None
        plain = plain_yaml.read(parts.yaml)
        self._is_plain = plain is not None
        self.values: dict[str, Any] = plain or self._read(self._node)

    def _read(self, node: yaml.MappingNode) -> dict[str, Any]:
        self._count = 0
        self._problems = [self._said(words) for words in yaml_words.of_losses(self._text)]
        values: dict[str, Any] = self._plain(node, 0)
        if self._problems:
            raise FrontMatterError(*self._problems)
        return values

    @property
    def _node(self) -> yaml.MappingNode:
        """The tree, which hardly anybody asks for if the text is plain."""
        if self._tree is None:
            self._tree = self._compose(self._text)
        return self._tree

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
        joined = node and yaml_words.no_space(self._text, node.start_mark.index)
        if joined:
            return self._said(joined)
        found = {yaml.SequenceNode: "a list", yaml.ScalarNode: "a text"}.get(type(node), "empty")
        return Diagnostic(
            "NG113",
            f"the front matter is {found}, but it should be keys with values",
            self._span(node) if node is not None else Span(self.path, self._line),
            "Write each on a line of its own, such as title: Witness appeal",
        )

    def _plain(self, node: yaml.Node, depth: int) -> Any:
        self._count += 1
        if self._count > MOST_VALUES or depth > DEEPEST:
            raise FrontMatterError(self._said(yaml_words.of_excess(self._node, node, depth)))
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
        span = Span(self.path, *self._place(words.at))
        return Diagnostic(words.code, words.message, span, words.hint)

    def key(self, *keys: str | int) -> Span:
        """Return where a key stands, or the deepest key above it that exists."""
        return self._found(keys, 0)

    def value(self, *keys: str | int) -> Span:
        """Return where a value stands, or that of the deepest key above it that exists."""
        return self._found(keys, 1)

    def _found(self, keys: tuple[str | int, ...], which: int) -> Span:
        if self._is_plain:
            if not keys or str(keys[0]) not in self.values:
                return Span(self.path, self._line)
            if found := plain_yaml.find(self._text, self.values, keys):
                (start, end), (line, column) = found[which], self._place(found[which][0])
                return Span(self.path, line, column, line, column + end - start)
        return self._span(self._nodes(keys)[which])

    def mended(self, keys: tuple[str | int, ...], text: str) -> Fix | None:
        """Return the edit that gives a key another text and changes nothing else.

        As little as possible is replaced, so that quotes, folds and comments stay; else the value
        is written anew on one line. What is proposed has been read again, and is what was meant.
        """
        node: yaml.Node = self._node
        for key in keys:
            step = self._step(node, key)
            if step is None:
                return None
            node = step[1]
        if not isinstance(node, yaml.ScalarNode):
            return None
        wanted = _with(self.values, keys, text)
        for start, end, new in _rewritings(self._text, node, text):
            edited = self._text[:start] + new + self._text[end:]
            if _fences(edited) == _fences(self._text) and _reads_as(edited, wanted):
                return Fix(self._span_between(start, end), new)
        return None

    def _nodes(self, keys: tuple[str | int, ...]) -> tuple[yaml.Node | None, yaml.Node | None]:
        """Return the nodes of a key and its value, or of the deepest key above it that exists."""
        found: tuple[yaml.Node | None, yaml.Node | None] = (None, None)
        node: yaml.Node = self._node
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
            return Span(self.path, self._line)
        line, column = self._place(node.start_mark.index)
        end_line, end_column = self._place(node.end_mark.index)
        if end_column == 1 and end_line > line:  # a block ends where the next line begins
            end_line, end_column = line, column
        return Span(self.path, line, column, end_line, end_column)

    def _span_between(self, start: int, end: int) -> Span:
        return Span(self.path, *self._place(start), *self._place(end))

    def _place(self, index: int) -> tuple[int, int]:
        """Return the line and column of a character, as an editor counts them.

        YAML's own lines end at U+2028 and the like too.
        """
        index = min(index, len(self._text))
        line = self._text.count("\n", 0, index)
        return self._line + line, index - self._text.rfind("\n", 0, index)


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
