"""What begins with #: hashtags, headings in list items; and whole paragraphs as headings."""

import re
from typing import Final

from newsgen.fast.patterns import later
from newsgen.model.labels import (
    LONGEST_HEADING,
    LONGEST_LEAD,
    SHORTEST_SENTENCE,
    is_paragraph,
)

_USUAL: Final = later(rf"#{{1,6}} .{{1,{LONGEST_HEADING}}}$")
_LINE: Final = later(
    r"(?P<before>(?:(?:[-*+>]|\d{1,9}\.)[ \t]+|[ \t]+(?=[-*+>\d]))*+)(?P<marks>#++)(?P<text>.*)"
)
_ITEM: Final = later(r" {0,3}(?:[-*+]|\d{1,9}\.)[ \t]")
_CODE: Final = ("    ", "\t")
_LEVELS: Final = 6
_LINK: Final = later(r"\]\([^()\n]*\)")
_NO_PARAGRAPH: Final = later(r"[-+*>][ \t]|[#|]|\d+[.)]|[-*_]{3}|$")
"""A text that would become something else than a paragraph."""


_UNDERLINE: Final = later(r"\n[=-]+ *(?=\n|\Z)")
_UNDERLINED: Final = later(
    rf"(?P<above>\A\n*|\n\n)(?P<words>[^\s].{{{LONGEST_HEADING},}}+)\n[=-]+ *(?=\n|\Z)"
)
"""A long line with a line of `-` or `=` below."""


_LEAD: Final = later(
    r"(?P<above>\s*)\#{1,6}[ ]"
    rf"(?P<words>[^\s#].{{{SHORTEST_SENTENCE - 2},{LONGEST_HEADING}}}?)[ #]*(?=\n|\Z)"
)


def without_lead(body: str) -> str:
    """Write a lead that is typed as a heading as the paragraph that it is."""
    lead = _LEAD.match(body)
    if lead is None or _NO_PARAGRAPH.match(words := lead["words"].rstrip()) or "{:" in words:
        return body
    if not is_paragraph(_LINK.sub("]", words), LONGEST_LEAD):
        return body
    return f"{lead['above']}{words}\n{body[lead.end() :]}"


def may_change(body: str) -> bool:
    """Return whether a line is a heading or begins with #, and is not a usual heading."""
    if "#" in body and any(
        "#" in line and not _USUAL.match(line) and _LINE.match(line) for line in body.split("\n")
    ):
        return True
    return _UNDERLINE.search(body) is not None


def rewrite(text: str) -> str:
    """Rewrite hashtags, headings in list items and headings that are whole paragraphs."""
    if _UNDERLINE.search(text):
        text = _UNDERLINED.sub(_not_underlined, text)
    lines = text.split("\n")
    first_item: int | None = None
    for at, line in enumerate(lines):
        if "#" not in line or _USUAL.match(line) or not (match := _LINE.match(line)):
            continue
        if line.startswith(_CODE):
            if first_item is None:
                first_item = next((n for n, each in enumerate(lines) if _ITEM.match(each)), at)
            if first_item >= at:
                continue
        lines[at] = _rewritten(match, "".join(lines[at - 1 : at]), "".join(lines[at + 1 : at + 2]))
    return "\n".join(lines)


def _rewritten(line: re.Match[str], above: str, below: str) -> str:
    """Return a line that begins with # as it is meant, between two others."""
    before, marks, text = line["before"], line["marks"], line["text"]
    if len(marks) > _LEVELS or not (text[:1].isspace() or not text):
        return f"{before}\\{marks}{text}"
    words = text.strip().rstrip("#").rstrip()
    if not words or "{:" in words:
        return line[0]
    if before and before.rstrip()[-1:] != ">":
        return before + _in_item(words)
    if before or not _is_long(words) or _NO_PARAGRAPH.match(words):
        return line[0]
    return "\n" * bool(above) + words + "\n" * bool(below)  # a heading needs no blank lines


def _not_underlined(heading: re.Match[str]) -> str:
    """Return a paragraph in place of a long line that is underlined as a heading."""
    words = heading["words"].rstrip()
    if "{:" in words or not _is_long(words) or _NO_PARAGRAPH.match(words):
        return heading[0]
    return f"{heading['above']}{words}\n"


def _in_item(words: str) -> str:
    """Return the text of a list item that was written as a heading."""
    if _is_long(words):
        return words
    return f"**{words.replace('**', '')}**"


def _is_long(words: str) -> bool:
    """Return whether too much of a heading is shown; an address of a link is not."""
    return len(words) > LONGEST_HEADING and len(_LINK.sub("]", words)) > LONGEST_HEADING
