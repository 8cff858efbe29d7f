"""Mistakes in YAML, in words for someone who has never heard of YAML.

The parser says where it gave up and what it had begun to read; the text at those two places says
what the author meant. No word of an author may vanish either, so three things that YAML allows are
mistakes here: a tag (`!Missing person`), an anchor (`&Witness appeal`) that no alias repeats, and a
comment beside a value (`Patrols in #Kendal`). A comment stands on a line of its own.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import yaml

from newsgen.content.keys import KEYS

_LOADER: Final = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader

MOST_VALUES: Final = 20_000
"""More values than this are an expansion by anchors, not a release's front matter."""
DEEPEST: Final = 50


@dataclass(frozen=True, slots=True)
class Words:
    """What is wrong at a character of the front matter, counted from 0, and how to fix it.

    `edit` is a stretch and what to put there: a proposal, whose outcome has to be read.
    `is_within_line` says that the lines above and below have no part in the mistake.
    """

    at: int
    message: str
    hint: str
    code: str = "NG112"
    edit: tuple[int, int, str] | None = None
    is_within_line: bool = False


def quoted(text: str) -> str:
    """Put a text in single quotes for YAML."""
    inner = text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text
    return "'" + inner.replace("'", "''") + "'"


# Lines: YAML ends them at U+2028 too, but an editor does not, and neither does newsgen.

_VALUE: Final = re.compile(
    r"(?P<lead>[ \t]*(?:(?:- +)*[\w.-]+:[ \t]+|(?:- +)+))(?P<value>\S(?:.*\S)?)\s*$"
)
_JOINED: Final = re.compile(r"[ \t]*(?P<key>(?:- +)*[\w.-]+):(?P<value>[^\s/'\"](?:.*\S)?)\s*$")
_HAS_COLON: Final = re.compile(r":(?:\s|$)")
_NEEDS_QUOTES: Final = re.compile(r"[&*!%@`\[\]{}|>,#]|[-?:] |.*(?::\s|:$|\s#)")
_WHOLE: Final = "Put the whole text in single quotes."
_COLUMNS: Final = "Keys of one group begin in the same column."


def _start(text: str, at: int) -> int:
    """Return where the line of a character begins."""
    return text.rfind("\n", 0, at) + 1


def _line(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[_start(text, at) : len(text) if end < 0 else end]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _value_at(text: str, at: int) -> int | None:
    """Return where the value on the line of a character begins."""
    match = _VALUE.match(_line(text, at))
    return match and _start(text, at) + match.start("value")


def _quoted_hint(text: str, at: int) -> str:
    """Say how to write the value of a line in quotes; one that goes on below has no short form."""
    line = _line(text, at)
    match = _VALUE.match(line)
    below = text[_start(text, at) + len(line) + 1 :].lstrip("\n")
    if not match or _indent(_line(below, 0)) > _indent(line):
        return _WHOLE
    return f"Write {match['lead'].strip()} {quoted(match['value'])}"


def _begins(text: str, at: int) -> Words:
    if hint := _closed_hint(text, at) if text[at] in _BRACKETS else "":
        return Words(at, f"the {text[at]} that opens here is not closed", hint)
    if hint := _stray_hint(text, at) if text[at] in "]}," else "":
        return Words(at, f"the {text[at]} before this value does not belong there", hint)
    hint = _quoted_hint(text, at) if at == _value_at(text, at) else _WHOLE
    return Words(at, f"a text that begins with {text[at]} must be in quotes", hint)


_BRACKETS: Final = {"[": "]", "{": "}"}


def _closed_hint(text: str, at: int) -> str:
    """Say how to write a list or a word whose bracket has no other; any other text needs quotes."""
    match = _VALUE.match(_line(text, at))
    opening, closing = text[at], _BRACKETS[text[at]]
    if not match or at != _value_at(text, at) or closing in match["value"]:
        return ""
    row = next((row for row in KEYS if match["lead"].strip() == f"{row.name}:"), None)
    inner = match["value"][1:].strip().rstrip(",")
    if not inner:
        return ""
    takes_many = bool(row and (row.reader.items if opening == "[" else row.reader.rows))
    if takes_many or (row is None and "," in inner):
        return f"Write {match['lead'].strip()} {opening}{inner}{closing}"
    is_text = row is None or row.reader.label == "text"
    return "" if is_text else f"Write {match['lead'].strip()} {inner}"


def _stray_hint(text: str, at: int) -> str:
    """Say how to write a value without the mark before it; a text may be meant to begin with it."""
    match = _VALUE.match(_line(text, at))
    row = match and next((row for row in KEYS if match["lead"].strip() == f"{row.name}:"), None)
    if not match or row is None or at != _value_at(text, at) or row.reader.label == "text":
        return ""
    inner = match["value"].lstrip("]}, ")
    return f"Write {match['lead'].strip()} {inner}" if inner else ""


def _tokens(text: str) -> Iterator[yaml.Token]:
    """Yield what YAML reads a text as, up to where it cannot."""
    try:
        yield from yaml.scan(text, Loader=_LOADER)
    except yaml.YAMLError:
        return


# What the parser refuses.


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Where the parser gave up, where the thing it was reading began, and its own words."""

    text: str
    at: int
    since: int
    words: str

    @property
    def line(self) -> str:
        return _line(self.text, self.at)

    @property
    def opens_line(self) -> bool:
        """Whether nothing but blanks stands before the place on its line."""
        return not self.text[_start(self.text, self.at) : self.at].strip()


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
        start, hint = _start(trouble.text, trouble.at), "Delete the line and type it again."
        yield Words(start, "an invisible character stands here", hint)


def _backslash(trouble: _Trouble) -> Iterator[Words]:
    if "escape" in trouble.words or "hexdecimal" in trouble.words:
        match = _VALUE.match(trouble.line)
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
    value = _VALUE.match(_line(text, start))
    hint = _quoted_hint(text, start)
    is_first = value is not None and start == _value_at(text, start)
    if not (value and is_first) or hint == _WHOLE or text[start] not in "'\"":
        return ""
    inner = value["value"][1:]
    if text[start] in inner.replace("''", "") and not re.search(r"\w'\w[^']*$", inner):
        return ""
    return f"Write {value['lead'].strip()} {quoted(inner)}"


def _quoted_before(trouble: _Trouble) -> yaml.Token | None:
    """Return the quoted text that ends just where the parser gave up."""
    for token in _tokens(trouble.text):
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
    tab = trouble.line[: _indent(trouble.line)].find("\t")
    if tab >= 0:
        at, hint = _start(trouble.text, trouble.at), "Indent with spaces, two for each level."
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
    for words in _comments(trouble.text, list(_tokens(trouble.text))):
        if words.at < trouble.at and trouble.text.count("\n", words.at, trouble.at) < 2:
            yield words


def _after_quote(trouble: _Trouble) -> Iterator[Words]:
    if "mapping values" not in trouble.words and _quoted_before(trouble):
        value = _value_at(trouble.text, trouble.at)
        unclosed = _without_quote(trouble.text, value) if value is not None else ""
        hint = unclosed or _quoted_hint(trouble.text, trouble.at)
        yield Words(trouble.at, "text follows the closing quote", hint)


def _begins_with(trouble: _Trouble) -> Iterator[Words]:
    """Find a text whose first character means something to YAML.

    That is what the parser was reading, or where it gave up, or the value of that line.
    """
    text, at, since = trouble.text, trouble.at, trouble.since
    if text[since : since + 1] in {*"&*!%@`[{|>"}:
        yield _begins(text, since)
    if text[at : at + 1] in {*"&*!%@`"}:
        yield _begins(text, at)
    value = _value_at(text, at)
    if value is not None and value <= at and _INDICATOR.match(text, value):
        yield _begins(text, value)


_INDICATOR: Final = re.compile(r"[&*!%@`\[\]{}|>,#]|[-?](?=\s)")


def _colon_inside(trouble: _Trouble) -> Iterator[Words]:
    before = trouble.text[_start(trouble.text, trouble.at) : trouble.at]
    if "mapping values" in trouble.words and ":" in before:
        message = "a colon and a space inside a text must be in quotes"
        hint = _quoted_hint(trouble.text, trouble.at)
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
    line, start = _line(text, at), _start(text, at)
    match = _VALUE.match(line)
    is_whole = _quoted_hint(text, at) != _WHOLE
    if not match or not is_whole or not _TEXT_KEYS.match(line) or _OTHER_KEY.search(match["value"]):
        return None
    return start + match.start("value"), start + match.end("value"), quoted(match["value"])


def _no_colon(trouble: _Trouble) -> Iterator[Words]:
    """Find a line that is not a key: the one that was begun, or the one above a key."""
    if "mapping values" in trouble.words:
        start = _above(trouble)
    elif "':'" in trouble.words:
        start = _start(trouble.text, trouble.since)
    else:
        return
    line = _line(trouble.text, start)
    if not (_HAS_COLON.search(line) or line.lstrip().startswith("- ")):
        yield no_space(trouble.text, start) or Words(
            start + _indent(line),
            "this line has no colon after its key",
            _with_colon(line) or "Write key: value, with a space after the colon.",
        )


def _with_colon(line: str) -> str:
    """Say how to write a line that begins with a key of newsgen."""
    key, _, value = line.strip().partition(" ")
    if value and any(row.name == key for row in KEYS):
        return f"Write {key}: {_as_value(value.strip())}"
    return ""


def _above(trouble: _Trouble) -> int:
    """Return where the nearest line above that says something begins, or the line itself."""
    start = here = _start(trouble.text, trouble.at)
    while start:
        start = _start(trouble.text, start - 1)
        line = _line(trouble.text, start).strip()
        if line and not line.startswith("#"):
            return start
    return here


def no_space(text: str, at: int) -> Words | None:
    """Find `title:Witness appeal` on the line of a character."""
    match = _JOINED.match(_line(text, at))
    if match is None or _HAS_COLON.search(match.group()):
        return None
    return Words(
        _start(text, at) + match.start("value"),
        "a space is missing after the colon",
        f"Write {match['key']}: {_as_value(match['value'])}",
    )


def _as_value(text: str) -> str:
    return quoted(text) if _NEEDS_QUOTES.match(text) else text


def _indentation(trouble: _Trouble) -> Iterator[Words]:
    if "mapping values" in trouble.words:
        start = _start(trouble.text, trouble.at)
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
    _backslash,
    _unclosed,
    _document,
    _tab,
    _lost,
    _after_quote,
    _begins_with,
    _colon_inside,
    _no_colon,
    _indentation,
    _anything_else,
)
"""Each knows one mistake; those before it have had their turn."""
_WITHIN_LINE: Final = frozenset(
    [
        *(_invisible, _backslash, _unclosed, _document, _tab),
        *(_after_quote, _begins_with, _colon_inside, _no_colon),
    ]
)


# What the parser accepts, but loses.

_COMMENT: Final = re.compile(r"#(?<![^\W\d]#)(?<![&/]#)")
_TAG: Final = re.compile(r"!(?<!\w!)")
_ANCHOR: Final = re.compile(r"&(?<!\w&)[\w-]+(?![\w;-])")


def of_losses(text: str) -> list[Words]:
    """Find each place where valid YAML would lose words.

    Hardly any release holds a character that could begin one, and only such a text is read again.
    """
    if not (_COMMENT.search(text) or _TAG.search(text) or _ANCHOR.search(text)):
        return []
    tokens = list(_tokens(text))
    losses = (*_marks(text, tokens), *_comments(text, tokens))
    return sorted(losses, key=lambda words: words.at)


def _marks(text: str, tokens: list[yaml.Token]) -> Iterator[Words]:
    """Find tags, and anchors that no alias repeats."""
    repeated = {token.value for token in tokens if isinstance(token, yaml.AliasToken)}
    for token in tokens:
        if isinstance(token, yaml.TagToken) or (
            isinstance(token, yaml.AnchorToken) and token.value not in repeated
        ):
            yield _begins(text, token.start_mark.index)


def _comments(text: str, tokens: list[yaml.Token]) -> Iterator[Words]:
    """Find comments beside a value, or below one whose text they seem to go on."""
    end, last = 0, None
    for token in tokens:
        if not isinstance(token, yaml.ScalarToken | yaml.StreamEndToken):
            continue
        for comment in re.finditer(r"#[^\n]*", text[end : _first(text, token)]):
            at = end + comment.start()
            before = text[_start(text, at) : at]
            if before.strip():
                yield _beside(text, at)
            elif last and _goes_on(text, last, at):
                yield Words(at, _LOST, _WHOLE)
        end, last = token.end_mark.index, token


_LOST: Final = "the text from # on would be lost: it must be in quotes"


def _first(text: str, token: yaml.Token) -> int:
    """Return where the text of a token begins: that of `|` and `>` begins on the next line."""
    start: int = token.start_mark.index
    if getattr(token, "style", None) in ("|", ">"):
        return text.find("\n", start) if "\n" in text[start:] else len(text)
    return start


def _beside(text: str, at: int) -> Words:
    """Judge a comment beside something, which may be meant as one if a blank follows the #."""
    value = _value_at(text, at)
    message = _begins(text, at).message if at == value else _LOST
    in_list = value is not None and text[value] in "[{"
    hint = _WHOLE if in_list else _quoted_hint(text, at)
    if text[at + 1 : at + 2] == " ":
        hint = hint.removesuffix(".") + ", or put the comment on a line of its own."
    return Words(at, message, hint)


def _goes_on(text: str, token: yaml.Token, at: int) -> bool:
    """Return whether a line with # stands where the plain text above it would go on."""
    start, end = token.start_mark.index, token.end_mark.index
    between = text[end:at]
    alone = not between.strip() and between.count("\n") == 1
    plain: bool = getattr(token, "plain", False)
    return plain and alone and _indent(_line(text, at)) > _indent(_line(text, start))


# What is too much to be front matter.


def deep(at: int) -> Words:
    return Words(
        at,
        f"the front matter holds groups inside groups, more than {DEEPEST} deep",
        "Write the values out, each under a key of its own.",
        "NG115",
    )


def of_excess(root: yaml.Node, node: yaml.Node, depth: int) -> Words:
    """Say why a tree has no end, or none in sight, at the node where counting stopped."""
    at, aliases = node.start_mark.index, "Write the values out, without & and *."
    if any(below is node for below in _below(node)):
        message = "an alias (*name) repeats its own anchor (&name)"
    elif depth > DEEPEST:
        return deep(at)
    elif sum(1 for _ in _below(root)) >= MOST_VALUES:
        return Words(
            at,
            f"the front matter holds more than {MOST_VALUES:,} values",
            "Move what is not front matter below its last line.",
            "NG115",
        )
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
