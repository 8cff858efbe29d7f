"""Markdown as people type it, written as Python-Markdown takes it.

Releases are copied from word processors and old websites, so they hold hashtags, headings in list
items and the like. Each rule rewrites one such pattern, in the text alone and before anything is
converted: the shortcuts of `fast.markdown` and Python-Markdown see the same. Code and raw HTML stay
as they are.
"""

import re
from typing import Final

from newsgen.content.markup.typed import (
    _breaks as breaks,
    _bullets as bullets,
    _headings as headings,
    _stars as stars,
)
from newsgen.fast.patterns import later
from newsgen.model.residue import without_residue
from newsgen.model.typed_addresses import without_brackets

_BLOCKS: Final = (
    "address|article|aside|blockquote|body|canvas|center|dd|details|div|dl|dt|fieldset|figcaption"
    "|figure|footer|form|h[1-6]|header|html|iframe|li|main|math|nav|noscript|object|ol|p|pre"
    "|script|section|style|summary|svg|table|tbody|td|textarea|tfoot|th|thead|tr|ul|video"
)
"""Elements whose text Python-Markdown leaves alone, up to their end or that of the body."""
_VERBATIM: Final = later(
    r"^(?P<fence>```|~~~).*?^(?P=fence)"
    rf"|^ {{0,3}}<(?P<tag>{_BLOCKS})\b.*?(?:</(?P=tag)>|\Z)"
    r"|^ {0,3}<!--.*?(?:-->|\Z)",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
"""Fenced code and raw HTML, to their end."""

_HASH: Final = later(r"^(?=#)", re.MULTILINE)


def standard(body: str, *, has_fences: bool = True) -> str:
    """Rewrite what people type into the Markdown that means it.

    What a copied page left is left out. Where the converter knows no fenced code (`has_fences`), a
    `#` in it makes no heading either.
    """
    body = without_residue(body)
    if body.lstrip()[:1] == "#":
        body = headings.without_lead(body)
    if "<" not in body and "`" not in body and "~" not in body:
        return _rewritten(body)
    parts: list[str] = []
    at = 0
    for verbatim in _VERBATIM.finditer(body):
        is_text = verbatim["fence"] and not has_fences
        kept = _HASH.sub(" ", verbatim[0]) if is_text else verbatim[0]
        parts += _rewritten(body[at : verbatim.start()]), kept
        at = verbatim.end()
    return "".join([*parts, _rewritten(body[at:])])


def _rewritten(text: str) -> str:
    for is_needed, rewrite in _RULES:
        if is_needed(text):
            text = rewrite(text)
    return text


def _have_lines(body: str) -> bool:
    """Return whether there may be lines without a blank line between them."""
    return body.count("\n") - body.endswith("\n") > 2 * body.count("\n\n")


def _in_lines(text: str) -> str:
    """Rewrite lists, and short lines, in each block of lines."""
    blocks = text.split("\n\n")
    return "\n\n".join([_block(block) if "\n" in block else block for block in blocks])


def _block(block: str) -> str:
    listed = bullets.rewrite(block)
    if listed == block:
        return breaks.rewrite(block)
    return "\n\n".join(map(breaks.rewrite, listed.split("\n\n")))


def _have_brackets(text: str) -> bool:
    return "<" in text


_RULES: Final = (
    (_have_brackets, without_brackets),
    (stars.may_be_idle, stars.rewrite_idle),
    (stars.may_have_note, stars.rewrite_note),
    (bullets.may_be_apart, bullets.join),
    (_have_lines, _in_lines),
    (headings.may_change, headings.rewrite),
    (stars.may_change, stars.rewrite),
    (stars.may_stand_apart, stars.join_stops),
)
"""Returns whether a text may change, and rewrites it."""
