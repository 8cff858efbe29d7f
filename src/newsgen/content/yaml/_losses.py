"""What YAML's parser accepts, but loses.

No word of an author may vanish, so three things that YAML allows are mistakes here: a tag
(`!Missing person`), an anchor (`&Witness appeal`) that no alias repeats, and a comment beside a
value (`Patrols in #Kendal`). A comment stands on a line of its own.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

import yaml

from newsgen.content.yaml._words import (
    WHOLE,
    Words,
    begins,
    indent,
    line_at,
    line_start,
    quoted_hint,
    tokens_of,
    value_at,
)

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
    in_list = value is not None and text[value] in "[{"
    hint = WHOLE if in_list else quoted_hint(text, at)
    if text[at + 1 : at + 2] == " ":
        hint = hint.removesuffix(".") + ", or put the comment on a line of its own."
    return Words(at, message, hint)


def _goes_on(text: str, token: yaml.Token, at: int) -> bool:
    """Return whether a line with # stands where the plain text above it would go on."""
    start, end = token.start_mark.index, token.end_mark.index
    between = text[end:at]
    alone = not between.strip() and between.count("\n") == 1
    plain: bool = getattr(token, "plain", False)
    return plain and alone and indent(line_at(text, at)) > indent(line_at(text, start))
