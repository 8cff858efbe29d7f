"""Shortcuts through Python-Markdown for text without markup, with the same result.

Most paragraphs of a release are plain text, and Python-Markdown spends nearly all of its time on
finding nothing in them. Here every block that holds no character that any pattern begins with
becomes a paragraph at once; what lies between is converted with a placeholder for each run of plain
blocks. An extension outside the known set turns the shortcuts off: it may give any character a
meaning.
"""

import re
from collections.abc import Callable
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

# A line of a plain block: it begins with nothing that starts a list, a rule, a heading, a quotation
# or code, and holds nothing that starts an inline pattern, a table row or an attribute list.
_LINE = (
    r"(?![ \-+=]|\d+[.)])"
    r"[^\\`*_\[\]<>&#|{}~\t\r\n\x00-\x1f\x7f]*[^\\`*_\[\]<>&#|{}~\s\x00-\x1f\x7f]"
)
_BLOCK = re.compile(rf"{_LINE}(?:\n{_LINE})*")
_INLINE = re.compile(r"[\\`*_\[\]<>&!{}\x00-\x09\x0b-\x1f]|  \n")
_GAP = re.compile(r"\n\n+")
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
        for item in registry._priority  # noqa: SLF001 (a registry does not list its names otherwise)
    )


def convert(body: str, convert_rest: Callable[[str], str]) -> str:
    """Convert a body, giving to Python-Markdown (`convert_rest`) only what is not plain."""
    if _PLACEHOLDER in body:
        return convert_rest(body)
    rest: list[str] = []
    runs: list[list[str]] = []
    for block in _GAP.split(body.strip("\n")):
        if not _BLOCK.fullmatch(block):
            rest.append(block)
        elif rest and rest[-1] is _PLACEHOLDER:
            runs[-1].append(f"<p>{block}</p>")
        else:
            rest.append(_PLACEHOLDER)
            runs.append([f"<p>{block}</p>"])
    if rest == [_PLACEHOLDER]:
        return "\n".join(runs[0])
    parts = convert_rest("\n\n".join(rest)).split(f"<p>{_PLACEHOLDER}</p>")
    if len(parts) != len(runs) + 1:  # one stands inside raw HTML, which swallows paragraphs
        return convert_rest(body)
    return parts[0] + "".join(
        "\n".join(run) + part for run, part in zip(runs, parts[1:], strict=True)
    )


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
