"""Shortcuts through Python-Markdown for text without markup, with the same result.

Most of a release is plain paragraphs, headings and short lists, and Python-Markdown spends nearly
all of its time on finding nothing in them. Here a block that holds no character that any pattern
begins with becomes HTML at once; what lies between is converted with a placeholder for each run of
such blocks. An extension outside the known set turns the shortcuts off: it may give any character a
meaning.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

_KNOWN: Final = {
    "empty", "indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote",
    "reference", "paragraph", "table",
    "backtick", "escape", "link", "image_link", "image_reference", "short_reference",
    "short_image_ref", "autolink", "automail", "linebreak", "html", "entity", "not_strong",
    "em_strong", "em_strong2",
    "inline", "prettify", "unescape", "attr_list",
    "normalize_whitespace", "html_block",
    "raw_html", "amp_substitute",
}  # fmt: skip
"""The processors and patterns of Python-Markdown's core and of newsgen's default extensions."""

# A character that starts no inline pattern, table row or attribute list.
_PLAIN = r"[^\\`*_\[\]<>&#|{}~\t\r\n\x00-\x1f\x7f]"
# A line begins with nothing that starts a list, a rule, a heading, a quotation or code.
_START = r"(?![\s\-+=]|\d+[.)])"
_LINE = rf"{_START}{_PLAIN}*[^\\`*_\[\]<>&#|{{}}~\s\x00-\x1f\x7f]"
_BLOCK = re.compile(rf"{_LINE}(?:\n{_LINE})*")
_HEADING = re.compile(rf"(#{{1,6}}) ({_LINE})")
_LIST = re.compile(rf"- {_LINE}(?:\n- {_LINE})*")
_QUOTATION = re.compile(rf"> ({_LINE})")
# The inline markup that releases use most, in its plainest form.
_TOKEN = (
    rf"(?P<image>!?)\[(?P<label>{_PLAIN}+)\]\((?P<url>https?://[A-Za-z0-9./?=%,:;@$'-]+)\)"
    rf"|(?<![^\s(])\*\*(?!\s)(?P<bold>{_PLAIN}+)(?<!\s)\*\*(?=[\s.,;:?!)]|$)"
)
_TOKENS = re.compile(_TOKEN)
_RICH = re.compile(rf"{_START}(?:{_PLAIN}|{re.sub(r'[?]P<[a-z]+>', '?:', _TOKEN)})+(?<! )")
_INLINE = re.compile(r"[\\`*_\[\]<>&!{}\x00-\x09\x0b-\x1f]|  \n")
_GAP = re.compile(r"(\n\n+)")
_PLACEHOLDER: Final = "\ue000"
"""A character of the private use area: a paragraph of it stands for a run of plain blocks."""


def can_shorten(md: Markdown) -> bool:
    """Tell whether every processor is known to leave plain text alone."""
    registries: tuple[Any, ...] = (
        md.preprocessors,
        md.parser.blockprocessors,
        md.treeprocessors,
        md.inlinePatterns,
        md.postprocessors,
    )
    return all(
        item.name in _KNOWN and type(registry[item.name]).__module__.startswith("markdown.")
        for registry in registries
        for item in list(registry._priority)  # noqa: SLF001 (it does not list its names otherwise)
    )


def convert(body: str, convert_rest: Callable[[str], str]) -> tuple[str, bool]:
    """Convert a body, giving to Python-Markdown (`convert_rest`) only what is not plain.

    Returns:
        The HTML, and whether it may hold anything that needs cleaning.

    """
    if _PLACEHOLDER in body:
        return convert_rest(body), True
    rest: list[str] = []
    runs: list[list[str]] = []
    pieces = _GAP.split(body.strip("\n"))  # blocks, with the gaps between them
    for at, (block, done) in enumerate(_shortened(pieces[::2])):
        gap = pieces[2 * at - 1] if at else ""
        if done is None:
            rest += (gap, block)
        elif rest and rest[-1] is _PLACEHOLDER:
            runs[-1].append(done)
        else:
            rest += (gap, _PLACEHOLDER)
            runs.append([done])
    if len(rest) == 2 and rest[1] is _PLACEHOLDER:
        return "\n".join(runs[0]), "[" in body
    parts = convert_rest("".join(rest)).split(f"<p>{_PLACEHOLDER}</p>")
    if len(parts) != len(runs) + 1:  # one stands inside raw HTML, which swallows paragraphs
        return convert_rest(body), True
    filled = ("\n".join(run) + part for run, part in zip(runs, parts[1:], strict=True))
    return parts[0] + "".join(filled), True


def _shortened(blocks: list[str]) -> Iterator[tuple[str, str | None]]:
    """Yield each block with its HTML, or with nothing if only Python-Markdown can tell.

    A list or a quotation joins its like before and after it, so it must stand between paragraphs
    and headings.
    """
    alone = [_alone(block) for block in blocks]
    last = len(blocks) - 1
    for at, (block, done) in enumerate(zip(blocks, alone, strict=True)):
        if done is not None:
            yield block, done
        elif (at and alone[at - 1] is None) or (at < last and alone[at + 1] is None):
            yield block, None
        else:
            yield block, _between(block)


def _alone(block: str) -> str | None:
    """Convert a paragraph or a heading."""
    if _BLOCK.fullmatch(block):
        return f"<p>{block}</p>"
    if block.startswith("#") and (found := _HEADING.fullmatch(block)):
        level = len(found[1])
        return f"<h{level}>{found[2]}</h{level}>"
    if ("](" in block or "**" in block) and _RICH.fullmatch(block):
        return f"<p>{_TOKENS.sub(_token, block)}</p>"
    return None


def _token(found: re.Match[str]) -> str:
    """Convert a link, a picture or strong text."""
    if found["bold"]:
        return f"<strong>{found['bold']}</strong>"
    if found["image"]:
        alt = found["label"].replace('"', "&quot;")
        return f'<img alt="{alt}" src="{found["url"]}">'
    return f'<a href="{found["url"]}">{found["label"]}</a>'


def _between(block: str) -> str | None:
    """Convert a list or a quotation."""
    if _LIST.fullmatch(block):
        items = block[2:].split("\n- ")
        return "<ul>\n" + "\n".join(f"<li>{item}</li>" for item in items) + "\n</ul>"
    if found := _QUOTATION.fullmatch(block):
        return f"<blockquote>\n<p>{found[1]}</p>\n</blockquote>"
    return None


class Shortcuts(Extension):
    """Spares texts without markup the search for it, inside lists, headings and tables too."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.treeprocessors.register(_PlainTexts(md), "plain_texts", 21)
        md.preprocessors.register(_HtmlBlocks(md), "html_block", 20)


class _PlainTexts(Treeprocessor):
    """Mark texts that no inline pattern can begin in, so that none is tried."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            text = element.text
            if text and not _INLINE.search(text):
                element.text = AtomicString(text)


class _HtmlBlocks(HtmlBlockPreprocessor):
    """Look for raw HTML only where it can be."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        return super().run(lines) if "<" in text or "&" in text else lines
