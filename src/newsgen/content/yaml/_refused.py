"""What YAML's parser refuses, and what is too much for front matter, in words.

The parser says where it gave up and what it had begun to read; the text at those two places says
what the author meant.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

import yaml

from newsgen.content.keys import KEYS
from newsgen.content.yaml._words import (
    HAS_COLON,
    LOADER,
    VALUE,
    WHOLE,
    Words,
    as_value,
    begins,
    comments,
    indent,
    line_at,
    line_start,
    no_space,
    quoted,
    quoted_hint,
    tokens_of,
    value_at,
)
from newsgen.model.refusal import KEEP_A_VERSION, unmerged
from newsgen.model.urls import name_of

_COLUMNS: Final = "Keys of one group begin in the same column."


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Where the parser gave up, where the thing it was reading began, and its own words."""

    text: str
    at: int
    since: int
    words: str

    @property
    def line(self) -> str:
        return line_at(self.text, self.at)

    @property
    def opens_line(self) -> bool:
        """Whether nothing but blanks stands before the place on its line."""
        return not self.text[line_start(self.text, self.at) : self.at].strip()


def of_error(error: yaml.YAMLError, text: str) -> Words:
    """Put what the parser refuses in words."""
    trouble = _trouble(error, text)
    rule, words = next((rule, words) for rule in _RULES for words in rule(trouble))
    return replace(words, is_within_line=rule in _WITHIN_LINE)


def _trouble(error: yaml.YAMLError, text: str) -> _Trouble:
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        at = _character(text, getattr(error, "position", 0))
        return _Trouble(text, at, at, "characters are not allowed")
    at = min(error.problem_mark.index, len(text))
    since = min(error.context_mark.index, len(text)) if error.context_mark else at
    return _Trouble(text, at, since, f"{error.context or ''} {error.problem or ''}")


def _character(text: str, position: int) -> int:
    """Return which character a byte belongs to: libyaml counts bytes there."""
    if not yaml.__with_libyaml__:
        return position
    return len(text.encode()[:position].decode(errors="ignore"))


def _too_deep(trouble: _Trouble) -> Iterator[Words]:
    if "nesting" in trouble.words:
        yield deep(trouble.at)


def _invisible(trouble: _Trouble) -> Iterator[Words]:
    if "characters are not allowed" in trouble.words:
        start, hint = line_start(trouble.text, trouble.at), "Delete the line and type it again."
        yield Words(start, "an invisible character stands here", hint)


def _unseen(trouble: _Trouble) -> Iterator[Words]:
    """Find a blank that is none for YAML, or what ends a line for it alone, near the place."""
    end = trouble.at + len(line_at(trouble.text, trouble.at))
    for match in islice(reversed(list(_UNSEEN.finditer(trouble.text, 0, end))), _MOST_TRIED):
        at = match.start()
        spaces = " " * len(match[0])
        if (
            _place_of_error(f"{trouble.text[:at]}{spaces}{trouble.text[match.end() :]}")
            != trouble.at
        ):
            line = line_at(trouble.text, at)
            seen = " ".join(_UNSEEN.sub(" ", line).split())
            message = f"an invisible character stands here ({name_of(match[0][0])})"
            hint = f"Write {seen}" if len(seen) <= _LONGEST_SHOWN else "Type a space in its place."
            yield Words(at, message, hint)


_UNSEEN: Final = re.compile(
    "[\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]+"
)
_MOST_TRIED: Final = 20
_LONGEST_SHOWN: Final = 200


def _place_of_error(text: str) -> int | None:
    """Return where the parser gives a text up, if it does."""
    try:
        yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        return _trouble(error, text).at
    return None


def _left_by_merge(trouble: _Trouble) -> Iterator[Words]:
    """Find a line that git wrote around two versions: the one that was begun, or one near it."""
    at, since = (line_start(trouble.text, place) for place in (trouble.at, trouble.since))
    for start in (since, at, _above(trouble)):
        if mark := unmerged(line_at(trouble.text, start)):
            yield Words(start, mark, KEEP_A_VERSION)


def _backslash(trouble: _Trouble) -> Iterator[Words]:
    if "escape" in trouble.words or "hexdecimal" in trouble.words:
        match = VALUE.match(trouble.line)
        hint = "Put the whole text in single quotes instead."
        if match and re.fullmatch('".*"', match["value"]):
            hint = f"Write {match['lead'].strip()} " + quoted(match["value"].replace('\\"', '"'))
        at = trouble.text.rfind("\\", trouble.since, trouble.at + 1)
        message = "a backslash has a meaning of its own inside double quotes"
        yield Words(at if at >= 0 else trouble.at, message, hint)


def _unclosed(trouble: _Trouble) -> Iterator[Words]:
    """Find a quote that never closes, or only where the next quote was to open."""
    start = trouble.since if "quoted scalar" in trouble.words else None
    before = _quoted_before(trouble) if "expected" in trouble.words else None
    if before and "\n" in trouble.text[before.start_mark.index : before.end_mark.index]:
        start = before.start_mark.index
    if start is not None:
        message = (
            "the quote that opens here is not closed before the line ends or other text follows"
        )
        hint = "Close it with the same quote; inside single quotes, write an apostrophe twice."
        yield Words(start, message, _without_quote(trouble.text, start) or hint)


def _without_quote(text: str, start: int) -> str:
    """Say how to write the value of a line that begins with a quote and lacks its other one."""
    value = VALUE.match(line_at(text, start))
    hint = quoted_hint(text, start)
    is_first = value is not None and start == value_at(text, start)
    if not (value and is_first) or hint == WHOLE or text[start] not in "'\"":
        return ""
    inner = value["value"][1:]
    if text[start] in inner.replace("''", "") and not re.search(r"\w'\w[^']*$", inner):
        return ""
    return f"Write {value['lead'].strip()} {quoted(inner)}"


def _quoted_before(trouble: _Trouble) -> yaml.Token | None:
    """Return the quoted text that ends just where the parser gave up."""
    for token in tokens_of(trouble.text):
        end = token.end_mark.index
        near = end <= trouble.at and not trouble.text[end : trouble.at].strip(" ")
        if near and getattr(token, "style", None) in ("'", '"'):
            return token
    return None


def _document(trouble: _Trouble) -> Iterator[Words]:
    """Find the line that ends the front matter for YAML: at the place, or above it."""
    if "document" in trouble.words:
        markers = list(re.finditer(r"^(?:---|\.\.\.)(?=\s|\Z)", trouble.text, re.MULTILINE))
        for marker in [m for m in markers if m.end() > trouble.at] or reversed(markers):
            message = f"a line {marker.group()} stands inside the front matter"
            yield Words(marker.start(), message, "Delete it.")


def _tab(trouble: _Trouble) -> Iterator[Words]:
    tab = trouble.line[: indent(trouble.line)].find("\t")
    if tab >= 0:
        at, hint = line_start(trouble.text, trouble.at), "Indent with spaces, two for each level."
        edit = _without_tabs(trouble.text)
        yield Words(at + tab, "a tab stands where spaces belong", hint, edit=edit)


_TABBED: Final = re.compile(r"^(?=[ \t]*\t)[ \t]+(?=[\w.-]+:[ \n]|- )", re.MULTILINE)
_BLOCK_TEXT: Final = re.compile(r"[|>][-+\d]*[ \t]*$", re.MULTILINE)


def _without_tabs(text: str) -> tuple[int, int, str] | None:
    """Return the edit that indents every key by spaces, unless a tab may be part of a text."""
    places = [match.span() for match in _TABBED.finditer(text)]
    if not places or _BLOCK_TEXT.search(text):
        return None
    start, end = places[0][0], places[-1][1]
    spaced = _TABBED.sub(lambda match: match[0].replace("\t", "  "), text)
    return start, end, spaced[start : len(spaced) - (len(text) - end)]


def _lost(trouble: _Trouble) -> Iterator[Words]:
    """Find a # that hides the end of a line, or of the line above: `[a, b #c]` has no bracket."""
    for words in comments(trouble.text, list(tokens_of(trouble.text))):
        if words.at < trouble.at and trouble.text.count("\n", words.at, trouble.at) < 2:
            yield words


def _after_quote(trouble: _Trouble) -> Iterator[Words]:
    if "mapping values" not in trouble.words and _quoted_before(trouble):
        value = value_at(trouble.text, trouble.at)
        unclosed = _without_quote(trouble.text, value) if value is not None else ""
        hint = unclosed or quoted_hint(trouble.text, trouble.at)
        yield Words(trouble.at, "text follows the closing quote", hint)


def _begins_with(trouble: _Trouble) -> Iterator[Words]:
    """Find a text whose first character means something to YAML.

    That is what the parser was reading, or where it gave up, or the value of that line.
    """
    text, at, since = trouble.text, trouble.at, trouble.since
    if text[since : since + 1] in {*"&*!%@`[{|>"}:
        yield begins(text, since)
    if text[at : at + 1] in {*"&*!%@`"}:
        yield begins(text, at)
    value = value_at(text, at)
    if value is not None and value <= at and _INDICATOR.match(text, value):
        yield begins(text, value)


_INDICATOR: Final = re.compile(r"[&*!%@`\[\]{}|>,#]|[-?](?=\s)")


def _colon_inside(trouble: _Trouble) -> Iterator[Words]:
    before = trouble.text[line_start(trouble.text, trouble.at) : trouble.at]
    if "mapping values" in trouble.words and ":" in before:
        message = "a colon and a space inside a text must be in quotes"
        hint = quoted_hint(trouble.text, trouble.at)
        yield Words(trouble.at, message, hint, edit=_in_quotes(trouble.text, trouble.at))


_TEXT_KEYS: Final = re.compile(
    r"[ \t]*(?:- +)?(?:title|summary|description|alt|caption|note):[ \t]"
)
_OTHER_KEY: Final = re.compile(
    r"[\s,](?:area|url|slug|date|updated|embargo|expires|kind|status|og|article|publish)\s*:"
    r"|\s#|^['\"]"
)
"""What may begin another key, a comment or a quotation in the text of a key."""


def _in_quotes(text: str, at: int) -> tuple[int, int, str] | None:
    """Return the edit that puts the value of a line in quotes, if all of it is surely text."""
    line, start = line_at(text, at), line_start(text, at)
    match = VALUE.match(line)
    is_whole = quoted_hint(text, at) != WHOLE
    if not match or not is_whole or not _TEXT_KEYS.match(line) or _OTHER_KEY.search(match["value"]):
        return None
    return start + match.start("value"), start + match.end("value"), quoted(match["value"])


def _no_colon(trouble: _Trouble) -> Iterator[Words]:
    """Find a line that is not a key: the one that was begun, or the one above a key."""
    if "mapping values" in trouble.words:
        start = _above(trouble)
    elif "':'" in trouble.words:
        start = line_start(trouble.text, trouble.since)
    else:
        return
    line = line_at(trouble.text, start)
    if not (HAS_COLON.search(line) or line.lstrip().startswith("- ")):
        yield no_space(trouble.text, start) or Words(
            start + indent(line),
            "this line has no colon after its key",
            _with_colon(line) or "Write key: value, with a space after the colon.",
        )


def _with_colon(line: str) -> str:
    """Say how to write a line that begins with a key of newsgen, or a word processor's item."""
    if item := re.match(r"\s*[–—•]\s*(\S.*)", line):
        return f"Write - {item[1].rstrip()}, with a hyphen and a space before each item."
    match = _OTHER_SIGN.match(line)
    if match and any(row.name == match["key"] for row in KEYS):
        return f"Write {match['key']}: {as_value(match['value'])}"
    return ""


_OTHER_SIGN: Final = re.compile(
    r"\s*(?P<key>\w+)(?:\s*(?::=|=[>:]?|;|,)\s*|\s+[-–—]>?\s+|\s+)(?P<value>\S.*?)\s*$"
)
"""A key and its value, with another sign than a colon between them, or none."""


def _hyphen_joined(trouble: _Trouble) -> Iterator[Words]:
    """Find `-src: /a.jpg` on the line or above it: without the space it is not an item."""
    for start in (line_start(trouble.text, trouble.at), _above(trouble)):
        line = line_at(trouble.text, start)
        if match := _JOINED_ITEM.match(line):
            hint = f"Write - {match['item']}"
            yield Words(start + indent(line), "a space is missing after the hyphen", hint)


_JOINED_ITEM: Final = re.compile(r"\s*-(?P<item>[^\W\d][\w.]*:(?:\s.*)?)$")


def _above(trouble: _Trouble) -> int:
    """Return where the nearest line above that says something begins, or the line itself."""
    start = here = line_start(trouble.text, trouble.at)
    while start:
        start = line_start(trouble.text, start - 1)
        line = line_at(trouble.text, start).strip()
        if line and not line.startswith("#"):
            return start
    return here


def _indentation(trouble: _Trouble) -> Iterator[Words]:
    if "mapping values" in trouble.words:
        start = line_start(trouble.text, trouble.at)
        yield Words(start, "this line is indented further than its neighbours", _COLUMNS)
    misfit = trouble.opens_line and trouble.line.strip() and "expected" in trouble.words
    if misfit and not trouble.line.lstrip().startswith(":"):
        yield Words(trouble.at, "this line is not indented like its neighbours", _COLUMNS)


def _anything_else(trouble: _Trouble) -> Iterator[Words]:
    yield Words(
        trouble.at,
        "the front matter cannot be read here",
        "Each key begins its own line, and keys of one group are indented alike.",
    )


_RULES: Final[tuple[Callable[[_Trouble], Iterator[Words]], ...]] = (
    _too_deep,
    _invisible,
    _unseen,
    _left_by_merge,
    _backslash,
    _unclosed,
    _document,
    _tab,
    _lost,
    _after_quote,
    _begins_with,
    _colon_inside,
    _hyphen_joined,
    _no_colon,
    _indentation,
    _anything_else,
)
"""Each knows one mistake; those before it have had their turn."""
_WITHIN_LINE: Final = frozenset(
    [
        *(_invisible, _unseen, _left_by_merge, _backslash, _unclosed, _document, _tab),
        *(_after_quote, _begins_with, _colon_inside, _no_colon),
    ]
)


MOST_VALUES: Final = 5_000
"""More values than this are an expansion by anchors, not a release's front matter."""
DEEPEST: Final = 50
_MOVE: Final = "Move what is not front matter below its last line."


def deep(at: int) -> Words:
    return Words(
        at,
        f"the front matter holds groups inside groups, more than {DEEPEST} deep",
        "Write the values out, each under a key of its own.",
        "NG115",
    )


def too_many(at: int, most: str) -> Words:
    return Words(at, f"the front matter holds more than {most}", _MOVE, "NG115")


def of_excess(root: yaml.Node, node: yaml.Node, depth: int) -> Words:
    """Say why a tree has no end, or none in sight, at the node where counting stopped."""
    at, aliases = node.start_mark.index, "Write the values out, without & and *."
    if any(below is node for below in _below(node)):
        message = "an alias (*name) repeats its own anchor (&name)"
    elif depth > DEEPEST:
        return deep(at)
    elif sum(1 for _ in _below(root)) >= MOST_VALUES:
        return too_many(at, f"{MOST_VALUES:,} values")
    else:
        message = "its aliases (*name) multiply what they stand for"
    return Words(at, f"the front matter expands without end: {message}", aliases, "NG115")


def _below(node: yaml.Node) -> Iterator[yaml.Node]:
    """Yield every node below a node once, however many aliases lead to it."""
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        for child in _children(waiting.pop()):
            if id(child) not in seen:
                seen.add(id(child))
                waiting.append(child)
                yield child


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [value for _, value in node.value]
    return node.value if isinstance(node, yaml.SequenceNode) else []
