"""Front matter: both fences, and YAML whose every value keeps its place.

YAML guesses nothing here: every scalar is text until the schema gives it a type, so that `10:49:00`
is not 38940, `NO` is not false and an incident number keeps its noughts.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

import yaml
from frontmatter.default_handlers import BaseHandler, YAMLHandler

from newsgen.diagnostics import Diagnostic, Related, Span

try:
    from yaml import CBaseLoader as _Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]

MOST_VALUES: Final = 20_000
"""More values than this are an expansion by anchors, not a release's front matter."""
DEEPEST: Final = 50


class NativeHandler(YAMLHandler):
    """The fence of the archives: a fenced `yaml` code block at the top of the file."""

    FM_BOUNDARY = re.compile(r"^```(?:ya?ml)?[ \t]*$", re.MULTILINE)
    START_DELIMITER = "```yaml"
    END_DELIMITER = "```"


HANDLERS: Final[tuple[BaseHandler, ...]] = (NativeHandler(), YAMLHandler())
_OPENING = re.compile(r"\s*^(?:```ya?ml|---)[ \t]*$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parts:
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
    try:
        block, body = handler.split(text[opening.end() - len(opening.group().lstrip()) :])
    except ValueError:
        closing = handler.END_DELIMITER
        raise FrontMatterError(
            Diagnostic(
                "NG111",
                f"the front matter opened by {fence} is never closed",
                Span(path, line, 1, line, len(fence) + 1),
                f"Put a line {closing} after the last key, before the text of the release.",
            )
        ) from None
    return Parts(block, line, body, line + block.count("\n"))


class Located:
    """A YAML tree with its places, as plain dictionaries, lists and text."""

    def __init__(self, parts: Parts, path: str) -> None:
        """Parse the YAML of a file.

        Raises:
            FrontMatterError: the YAML cannot be parsed, is no map, repeats keys or has no end.

        """
        self.path = path
        self._line = parts.yaml_line
        self._problems: list[Diagnostic] = []
        self._count = 0
        self._node = self._compose(parts.yaml)
        self.values: dict[str, Any] = self._plain(self._node, 0)
        if self._problems:
            raise FrontMatterError(*self._problems)

    def _compose(self, text: str) -> yaml.MappingNode:
        try:
            node = yaml.compose(text, Loader=_Loader)
        except yaml.YAMLError as error:
            raise FrontMatterError(_syntax(error, text, self.path, self._line)) from None
        except RecursionError:
            raise FrontMatterError(self._endless(Span(self.path, self._line))) from None
        if not isinstance(node, yaml.MappingNode):
            span = self._span(node) if node is not None else Span(self.path, self._line)
            found = {yaml.SequenceNode: "a list", yaml.ScalarNode: "a text"}.get(
                type(node), "empty"
            )
            raise FrontMatterError(
                Diagnostic(
                    "NG113",
                    f"the front matter is {found}, but it should be keys with values",
                    span,
                    "Write each on a line of its own, such as title: Witness appeal",
                )
            )
        return node

    def _plain(self, node: yaml.Node, depth: int) -> Any:
        self._count += 1
        if self._count > MOST_VALUES or depth > DEEPEST:
            raise FrontMatterError(self._endless(self._span(node)))
        if isinstance(node, yaml.ScalarNode):
            return node.value
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(item, depth + 1) for item in node.value]
        values: dict[str, Any] = {}
        first: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._problems.append(
                    Diagnostic("NG113", "a key should be a word", self._span(key))
                )
                continue
            if key.value in first:
                self._repeated(first[key.value], key)
                continue
            first[key.value] = key
            values[key.value] = self._plain(value, depth + 1)
        return values

    def _repeated(self, first: yaml.Node, again: yaml.Node) -> None:
        self._problems.append(
            Diagnostic(
                "NG114",
                f"the key {again.value} is given twice",
                self._span(again),
                "Keep the one that is right and delete the other.",
                (Related(self._span(first), "first used here"),),
            )
        )

    def _endless(self, span: Span) -> Diagnostic:
        return Diagnostic(
            "NG115",
            "the front matter expands without end: an alias (*name) repeats its own anchor (&name)",
            span,
            "Write the values out, without & and *.",
        )

    def key(self, *keys: str | int) -> Span:
        """Return where a key stands, or the deepest key above it that exists."""
        return self._find(keys)[0]

    def value(self, *keys: str | int) -> Span:
        """Return where a value stands, or that of the deepest key above it that exists."""
        return self._find(keys)[1]

    def has(self, *keys: str | int) -> bool:
        return self._find(keys)[2]

    def _find(self, keys: tuple[str | int, ...]) -> tuple[Span, Span, bool]:
        start = Span(self.path, self._line)
        found = (start, start)
        node: yaml.Node = self._node
        for key in keys:
            step = self._step(node, key)
            if step is None:
                return *found, False
            found, node = (self._span(step[0]), self._span(step[1])), step[1]
        return *found, True

    @staticmethod
    def _step(node: yaml.Node, key: str | int) -> tuple[yaml.Node, yaml.Node] | None:
        if isinstance(node, yaml.MappingNode):
            return next((pair for pair in node.value if pair[0].value == str(key)), None)
        if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            return node.value[key], node.value[key]
        return None

    def _span(self, node: yaml.Node) -> Span:
        start, end = node.start_mark, node.end_mark
        line, column = start.line + self._line, start.column + 1
        end_line, end_column = end.line + self._line, end.column + 1
        if end_column == 1 and end_line > line:  # a block ends where the next line begins
            end_line, end_column = line, column
        return Span(self.path, line, column, end_line, end_column)


_VALUE = re.compile(r"(?P<key>\s*(?:- )?[\w.-]+): +(?P<value>\S.*?)\s*$")


def _syntax(error: yaml.YAMLError, text: str, path: str, first_line: int) -> Diagnostic:
    """Put a YAML error in words for someone who has never heard of YAML."""
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", error))
    if mark is None:  # a character that YAML forbids
        position = getattr(error, "position", 0)
        line, column = text.count("\n", 0, position), 0
    else:
        line, column = mark.line, mark.column
    context = getattr(error, "context", None) or ""
    lines = text.split("\n")
    line = min(line, len(lines) - 1)
    message, hint = _words(problem, context, lines[line])
    if "mapping values" in problem and column <= lines[line].find(":"):
        line, column = _line_above(lines, line)
        message, hint = _misplaced(lines[line])
    elif "scalar" in context or "flow" in context:
        started = error.context_mark  # type: ignore[attr-defined]
        line, column = started.line, started.column
        message, hint = _unfinished(context, lines[line])
    column = min(column, len(lines[line]))
    return Diagnostic("NG112", message, Span(path, line + first_line, column + 1), hint)


def _words(problem: str, context: str, line: str) -> tuple[str, str]:
    found = _VALUE.match(line)
    if found and ("mapping values are not allowed" in problem or found["value"][0] in "&*!%@`[{|>"):
        value = found["value"]
        why = (
            "a colon and a space inside a text"
            if "mapping values" in problem
            else f"a text that begins with {value[0]}"
        )
        return f"{why} must be in quotes", f"Write {found['key'].strip()}: {quoted(value)}"
    if found and found["value"][0] in "'\"":
        return (
            "text follows the closing quote",
            f"Write {found['key'].strip()}: {quoted(found['value'])}",
        )
    if "\t" in line or "'\\t'" in problem:
        return "a tab stands where spaces belong", "Indent with spaces, two for each level."
    if "special characters" in problem or "control characters" in problem:
        return "an invisible character stands here", "Delete the line and type it again."
    if "could not find expected ':'" in problem:
        return _misplaced("")
    what = f"{context} {problem}".strip()
    return (
        f"the front matter cannot be read here ({what})",
        "Each key begins its own line, and keys of one group are indented alike.",
    )


def _line_above(lines: list[str], line: int) -> tuple[int, int]:
    """Return the line a key's trouble comes from: the one above, if that has no colon."""
    above = next((n for n in range(line - 1, -1, -1) if lines[n].strip()), line)
    return (line if ":" in lines[above] else above), 0


def _misplaced(line: str) -> tuple[str, str]:
    if ":" not in line:
        return (
            "this line has no colon after its key",
            "Write key: value, with a space after the colon.",
        )
    return (
        "this line is indented further than its neighbours",
        "Keys of one group begin in the same column.",
    )


def _unfinished(context: str, line: str) -> tuple[str, str]:
    if "quoted scalar" in context:
        return (
            "the quote that opens here is not closed before the line ends or other text follows",
            "Close it with the same quote; inside single quotes, write an apostrophe twice.",
        )
    found = _VALUE.match(line)
    if found and found["value"][0] in "[{":
        return (
            f"a text that begins with {found['value'][0]} must be in quotes",
            f"Write {found['key'].strip()}: {quoted(found['value'])}",
        )
    return _misplaced("")


def quoted(text: str) -> str:
    """Put a text in single quotes for YAML."""
    inner = text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text
    return "'" + inner.replace("'", "''") + "'"
