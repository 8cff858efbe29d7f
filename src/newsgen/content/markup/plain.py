"""Shortcuts through Python-Markdown for text without markup, with the same result.

Most paragraphs of a release are plain text, and Python-Markdown spends nearly all of its time on
finding nothing in them. Here a block that holds no character that any pattern begins with becomes a
paragraph at once, and a body of nothing but such blocks skips the parser. An extension outside the
known set turns the shortcuts off: it may give any character a meaning.
"""

import re
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
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
_LINE = r"(?![ \-+=]|\d+[.)])[^\\`*_\[\]<>&#|{}~\t\r\n\x00-\x1f\x7f]*[^\\`*_\[\]<>&#|{}~\s\x00-\x1f\x7f]"
_INLINE = re.compile(r"[\\`*_\[\]<>&!{}\x00-\x09\x0b-\x1f]|  \n")
_BLOCK = re.compile(rf"{_LINE}(?:\n{_LINE})*")
_BODY = re.compile(rf"\n*{_LINE}(?:\n+{_LINE})*\n*")


def can_shorten(md: Markdown) -> bool:
    """Tell whether every processor is known to leave plain text alone."""
    return all(
        item.name in _KNOWN and type(registry[item.name]).__module__.startswith("markdown.")
        for registry in (
            md.preprocessors,
            md.parser.blockprocessors,
            md.treeprocessors,
            md.inlinePatterns,
            md.postprocessors,
        )
        for item in registry._priority  # noqa: SLF001 (a registry does not list its names otherwise)
    )


def whole_body(body: str) -> str | None:
    """Convert a body of nothing but plain paragraphs, or return nothing."""
    if not _BODY.fullmatch(body):
        return None
    blocks = [block for block in re.split(r"\n\n+", body.strip("\n")) if block]
    return "\n".join(f"<p>{block}</p>" for block in blocks)


class PlainBlocks(Extension):
    """Make a paragraph of a plain block without trying every block and inline pattern on it."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.parser.blockprocessors.register(_PlainParagraph(md.parser), "plain_paragraph", 95)
        md.treeprocessors.register(_PlainTexts(md), "plain_texts", 21)


class _PlainParagraph(BlockProcessor):
    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        return not len(self.parser.state) and _BLOCK.fullmatch(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        SubElement(parent, "p").text = AtomicString(blocks.pop(0))


class _PlainTexts(Treeprocessor):
    """Spare texts that no inline pattern can begin in: list items, headings, cells."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            text = element.text
            if text and not _INLINE.search(text):
                element.text = AtomicString(text)
