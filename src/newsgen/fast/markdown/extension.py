"""A Python-Markdown extension that makes it faster and changes nothing in what it gives.

Runs of blocks that `plain` can convert are taken out of the text and put back as HTML at the end;
in what is left, what Python-Markdown does in a time that grows faster than the text is done by
`raw`, `blocks` and `inline`.

It does all this only while every processor is one that it knows: any other may give any character a
meaning. So it looks again at each conversion, wherever it stands among the extensions.
"""

import functools
import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any, Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import HtmlBlockPreprocessor, Preprocessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import BLOCK_LEVEL_ELEMENTS

from newsgen.fast.markdown import _inline as inline, _plain as plain, _raw as raw
from newsgen.fast.markdown._blocks import cut, join_code
from newsgen.fast.patterns import later

_NAMES: Final = {
    *inline.TRIGGERS,
    "empty", "indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote",
    "paragraph", "table",
    "inline", "prettify", "unescape", "attr_list",
    "normalize_whitespace", "html_block",
    "raw_html", "amp_substitute",
}  # fmt: skip
"""The processors and patterns of Python-Markdown's core and of newsgen's default extensions."""

_GAP: Final = later(r"(\n\n+)")
_OPEN, _CLOSE = "\ue000", "\ue001"
"""Two characters of the private use area: a number between them stands for a run of blocks."""
_PLACEHOLDER: Final = later(rf"(<p>)?{_OPEN}(\d+){_CLOSE}(?(1)</p>)")
_OPENING: Final = later(r"<[A-Za-z/!?]|&#")
"""What raw HTML begins with, and a character by its number."""
_CLOSED: Final = later(
    r"""<!--[^-]*+(?:-[^-]++)*+--> | <\?[^<>&?]*+\?> | </[A-Za-z][A-Za-z0-9-]*+\s*+>
    | <[A-Za-z][A-Za-z0-9-]*+
      (?:\s++[A-Za-z_:][\w:.-]*+(?:=(?:"[^"<>]*+"|'[^'<>]*+'|[^\s"'<>=`/]++))?+)*+\s*+/?>
    | &\#(?:[0-9]++|[xX][0-9a-fA-F]++)(?=[^0-9a-fA-F]|\Z)""",
    re.VERBOSE,
)
"""The usual forms of these, to their end."""
_FEW: Final = 200
"""Blocks that processors get at a time; a list of up to twice as many is left as it is."""


class FastText(Extension):
    """Spares text without markup the search for it."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register the shortcuts; processors that another extension has replaced stay."""
        blocks = _PlainBlocks(md)
        md.preprocessors.register(blocks, "fast_blocks", 100)
        md.postprocessors.register(_FilledBlocks(blocks), "fast_blocks", -1000)
        md.parser.blockprocessors.register(_FewBlocks(md.parser, blocks), "fast_lists", 1000)
        if type(md.preprocessors["html_block"]) is HtmlBlockPreprocessor:
            md.preprocessors.register(raw.HtmlBlocks(md), "html_block", 20)
        if type(md.treeprocessors["inline"]) is InlineProcessor:
            md.treeprocessors.register(inline.Patterns(md, lambda: blocks.is_on), "inline", 20)


def extend(md: Markdown) -> bool:
    """Make a converter faster, and return whether every processor of it is known."""
    md.registerExtensions([FastText()], {})
    return can_shorten(md)


def can_shorten(md: Markdown) -> bool:
    """Return whether every processor is known to leave plain text alone."""
    return (
        md.block_level_elements == BLOCK_LEVEL_ELEMENTS
        and md.serializer in Markdown.output_formats.values()
        and type(md.parser) is BlockParser
        and _known() >= set(_fingerprints(md))
    )


class _PlainBlocks(Preprocessor):
    """Put a placeholder for each run of blocks that `plain` can convert."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.is_on = False
        self._judged: list[list[Any]] = []
        self.runs: list[tuple[str, str]] = []
        """The text and the HTML of each run."""

    def run(self, lines: list[str]) -> list[str]:
        """Take the runs out, if every processor is known."""
        self.runs = []
        parts = [[*registry] for registry in _registries(self.md)]
        parts += [self.md.block_level_elements.copy(), [self.md.serializer]]
        if parts != self._judged:
            self.is_on, self._judged = can_shorten(self.md), parts
        text = "\n".join(lines)
        if not (self.is_on and text.strip("\n")) or _OPEN in text or _CLOSE in text:
            return lines
        start, core, end = text.partition(text.strip("\n"))
        pieces = _GAP.split(core)  # blocks, with the gaps between them
        void = " />" if self.md.output_format == "xhtml" else ">"
        done = plain.Shortcuts(text, void).convert(pieces[::2])
        rest = [start]
        at = 0
        for is_known, group in groupby(done, lambda html: html is not None):
            first, at = at, at + len(list(group))
            source = "".join(pieces[2 * first : 2 * at - 1])
            if is_known:
                rest.append(f"{_OPEN}{len(self.runs)}{_CLOSE}")
                self.runs.append((source, plain.joined(done[first:at])))
            elif _is_contained(source):
                rest.append(source)
            else:
                self.runs = []
                return lines
            rest += pieces[2 * at - 1 : 2 * at]
        return "".join([*rest, end]).split("\n")


def _is_contained(source: str) -> bool:
    """Return whether all that begins in some blocks is sure to end in them.

    Else what stands in other blocks, or how long they are, decides what is raw HTML.
    """
    at = 0
    while opening := _OPENING.search(source, at):
        closed = _CLOSED.match(source, opening.start())
        if closed is None:
            return False
        at = closed.end()
    return True


class _FilledBlocks(Postprocessor):
    """Put the runs of blocks back: as HTML, or as they were inside raw HTML."""

    def __init__(self, blocks: _PlainBlocks) -> None:
        super().__init__()
        self._blocks = blocks

    def run(self, text: str) -> str:
        return _PLACEHOLDER.sub(self._fill, text) if self._blocks.runs else text

    def _fill(self, placeholder: re.Match[str]) -> str:
        source, html = self._blocks.runs[int(placeholder[2])]
        return html if placeholder[1] else source


class _FewBlocks(BlockProcessor):
    """Hand the blocks of a long text to the processors in short lists, and long blocks in parts.

    Each processor takes the first block off the list and often puts something back, which moves all
    the others. None that is known looks at any but the first.
    """

    def __init__(self, parser: BlockParser, blocks: _PlainBlocks) -> None:
        super().__init__(parser)
        self._blocks = blocks

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 (any block will do)
        """Return whether all processors are known."""
        return self._blocks.is_on

    def run(self, parent: Element, blocks: list[str]) -> bool:
        """Have all blocks processed if they are many; else change only what they begin with."""
        if len(blocks) > 2 * _FEW:
            self._process(parent, [part for block in blocks for part in cut(block)])
            blocks.clear()
            return True
        parts = cut(blocks[0])
        blocks[:1] = parts
        return len(parts) > 1 or (self._is_behind_code(parent) and join_code(blocks))

    def _process(self, parent: Element, many: list[str]) -> None:
        while many:
            if self._is_behind_code(parent):
                join_code(many)
            few = many[:_FEW]
            del many[:_FEW]
            self.parser.parseBlocks(parent, few)

    def _is_behind_code(self, parent: Element) -> bool:
        """Return whether code that follows joins what is there; in a list item it is not code."""
        last = self.lastChild(parent)
        return parent.tag != "li" and last is not None and last.tag == "pre"


@functools.cache
def _known() -> set[tuple[Any, ...]]:
    """Return the processors of Python-Markdown's core and of newsgen's default extensions."""
    converters = [
        Markdown(),
        Markdown(extensions=[TableExtension(), SaneListExtension(), AttrListExtension()]),
        Markdown(extensions=[FastText()]),
    ]
    fingerprints = {item for md in converters for item in _fingerprints(md)}
    names = {*_NAMES, "fast_blocks", "fast_lists"}
    return {item for item in fingerprints if item[0] in names}


def _fingerprints(md: Markdown) -> Iterable[tuple[Any, ...]]:
    """Yield the name, the class and the expressions of every processor and pattern."""
    for registry in _registries(md):
        for name in inline.names(registry):
            item = registry[name]
            yield name, type(item), getattr(item, "RE", None), getattr(item, "compiled_re", None)


def _registries(md: Markdown) -> tuple[Any, ...]:
    return (
        md.preprocessors,
        md.parser.blockprocessors,
        md.treeprocessors,
        md.inlinePatterns,
        md.postprocessors,
    )
