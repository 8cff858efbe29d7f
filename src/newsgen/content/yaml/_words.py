"""The messages for mistakes in YAML, and what its parser accepts but loses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

import yaml

from newsgen.content._values import KeyRow, each_key
from newsgen.content.keys import KEYS

LOADER: Final = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader


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

VALUE: Final = re.compile(
    r"(?P<lead>[ \t]*(?:(?:- +)*[\w.-]+:[ \t]+|(?:- +)+))(?P<value>\S(?:.*\S)?)\s*$"
)
_JOINED: Final = re.compile(r"[ \t]*(?P<key>(?:- +)*[\w.-]+):(?P<value>[^\s/'\"](?:.*\S)?)\s*$")
HAS_COLON: Final = re.compile(r":(?:\s|$)")
_NEEDS_QUOTES: Final = re.compile(r"[&*!%@`\[\]{}|>,#]|[-?:] |.*(?::\s|:$|\s#)")
WHOLE: Final = "Put the whole text in single quotes."


def line_start(text: str, at: int) -> int:
    """Return where the line of a character begins."""
    return text.rfind("\n", 0, at) + 1


def line_at(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[line_start(text, at) : len(text) if end < 0 else end]


def indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def value_at(text: str, at: int) -> int | None:
    """Return where the value on the line of a character begins."""
    match = VALUE.match(line_at(text, at))
    return match and line_start(text, at) + match.start("value")


def quoted_hint(text: str, at: int) -> str:
    """Say how to write the value of a line in quotes; one that goes on below has no short form."""
    line = line_at(text, at)
    match = VALUE.match(line)
    below = text[line_start(text, at) + len(line) + 1 :].lstrip("\n")
    if not match or indent(line_at(below, 0)) > indent(line):
        return WHOLE
    return f"Write {match['lead'].strip()} {quoted(match['value'])}"


def begins(text: str, at: int) -> Words:
    if hint := _closed_hint(text, at) if text[at] in _BRACKETS else "":
        return Words(at, f"the {text[at]} that opens here is not closed", hint)
    if hint := _stray_hint(text, at) if text[at] in "]}," else "":
        return Words(at, f"the {text[at]} before this value does not belong there", hint)
    hint = quoted_hint(text, at) if at == value_at(text, at) else WHOLE
    return Words(at, f"a text that begins with {text[at]} must be in quotes", hint)


_BRACKETS: Final = {"[": "]", "{": "}"}


def _closed_hint(text: str, at: int) -> str:
    """Say how to write a list or a word whose bracket has no other; any other text needs quotes."""
    match = VALUE.match(line_at(text, at))
    opening, closing = text[at], _BRACKETS[text[at]]
    if not match or at != value_at(text, at) or closing in match["value"]:
        return ""
    row = _row(match)
    inner = match["value"][1:].strip().rstrip(",")
    if not inner:
        return ""
    takes_many = bool(row and (row.reader.items if opening == "[" else row.reader.rows))
    if takes_many or (row is None and "," in inner):
        return f"Write {match['lead'].strip()} {opening}{inner}{closing}"
    is_text = row is None or row.reader.label == "text"
    return "" if is_text else f"Write {match['lead'].strip()} {inner}"


def _row(value: re.Match[str]) -> KeyRow | None:
    """Return the row of newsgen's key before a value."""
    return next((row for row in KEYS if value["lead"].strip() == f"{row.name}:"), None)


def _stray_hint(text: str, at: int) -> str:
    """Say how to write a value without the mark before it; a text may be meant to begin with it."""
    match = VALUE.match(line_at(text, at))
    row = match and _row(match)
    if not match or row is None or at != value_at(text, at) or row.reader.label == "text":
        return ""
    inner = match["value"].lstrip("]}, ")
    return f"Write {match['lead'].strip()} {inner}" if inner else ""


def tokens_of(text: str) -> Iterator[yaml.Token]:
    """Yield what YAML reads a text as, up to where it cannot."""
    try:
        yield from yaml.scan(text, Loader=LOADER)
    except yaml.YAMLError:
        return


def no_space(text: str, at: int) -> Words | None:
    """Find `title:Witness appeal` on the line of a character."""
    match = _JOINED.match(line_at(text, at))
    if match is None or HAS_COLON.search(match.group()):
        return None
    return Words(
        line_start(text, at) + match.start("value"),
        "a space is missing after the colon",
        f"Write {match['key']}: {as_value(match['value'])}",
    )


def as_value(text: str) -> str:
    return quoted(text) if _NEEDS_QUOTES.match(text) else text


_COMMENT: Final = re.compile(r"#(?<![^\W\d]#)(?<![&/]#)")
_TAG: Final = re.compile(r"!(?<!\w!)")
_ANCHOR: Final = re.compile(r"&(?<!\w&)[\w-]+(?![\w;-])")


def of_losses(text: str, most: int) -> list[Words]:
    """Find each place where valid YAML would lose words, or the first of them.

    Hardly any release holds a character that could begin one, and only such a text is read again.
    """
    if not (_COMMENT.search(text) or _TAG.search(text) or _ANCHOR.search(text)):
        return []
    tokens = list(tokens_of(text))
    losses = (*islice(_marks(text, tokens), most), *islice(comments(text, tokens), most))
    return sorted(losses, key=lambda words: words.at)[:most]


def _marks(text: str, tokens: list[yaml.Token]) -> Iterator[Words]:
    """Find tags, and anchors that no alias repeats."""
    repeated = {token.value for token in tokens if isinstance(token, yaml.AliasToken)}
    for token in tokens:
        if isinstance(token, yaml.TagToken) or (
            isinstance(token, yaml.AnchorToken) and token.value not in repeated
        ):
            yield begins(text, token.start_mark.index)


def comments(text: str, tokens: list[yaml.Token]) -> Iterator[Words]:
    """Find comments beside a value, or below one whose text they seem to go on."""
    end, last = 0, None
    for token in tokens:
        if not isinstance(token, yaml.ScalarToken | yaml.StreamEndToken):
            continue
        for comment in re.finditer(r"#[^\n]*", text[end : _first(text, token)]):
            at = end + comment.start()
            before = text[line_start(text, at) : at]
            if before.strip():
                yield _beside(text, at)
            elif last and _goes_on(text, last, at):
                yield Words(at, _LOST, WHOLE)
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
    value = value_at(text, at)
    message = begins(text, at).message if at == value else _LOST
    if not_text := _without_comment(text, at):
        return Words(at, _NOT_READ, not_text)
    in_list = value is not None and text[value] in "[{"
    hint = WHOLE if in_list else quoted_hint(text, at)
    if text[at + 1 : at + 2] == " ":
        hint = hint.removesuffix(".") + ", or put the comment on a line of its own."
    return Words(at, message, hint)


_NOT_READ: Final = "a comment stands on the line of a key"
_OWN_LINE: Final = "put the comment on a line of its own."


def _without_comment(text: str, at: int) -> str:
    """Say how to write a line without its comment, if its key takes a date, a choice or the like.

    Such a value does not go on behind the #, so quotes would not help.
    """
    start = line_start(text, at)
    match = _WITH_COMMENT.fullmatch(text[start:at])
    if match is None or not _takes_no_text(match["key"]):
        return ""
    value = match["value"].strip()
    if value[:1] in _BRACKETS and not value.endswith(_BRACKETS[value[0]]):
        return ""
    if not value:
        return _OWN_LINE.capitalize()
    return f"Write {match['lead'].strip()} {value} and {_OWN_LINE}"


_WITH_COMMENT: Final = re.compile(r"(?P<lead>[ \t]*(?:- +)*(?P<key>[\w.-]+):)(?P<value>|[ \t].*)")


def _takes_no_text(key: str) -> bool:
    """Return whether a key, wherever it stands, takes no free text: its examples have no blank."""
    rows = [row for name, row in each_key(KEYS) if name.rpartition(".")[2] == key]
    return bool(rows) and not any(
        row.reader.label == "text" and " " in str(row.examples[0]) for row in rows
    )


def _goes_on(text: str, token: yaml.Token, at: int) -> bool:
    """Return whether a line with # stands where the plain text above it would go on."""
    start, end = token.start_mark.index, token.end_mark.index
    between = text[end:at]
    alone = not between.strip() and between.count("\n") == 1
    plain: bool = getattr(token, "plain", False)
    return plain and alone and indent(line_at(text, at)) > indent(line_at(text, start))
