"""Raw HTML in Markdown, found as Python-Markdown finds it, in a time that grows with the text.

Python-Markdown copies all that follows a piece of raw HTML to see whether a blank line does, and
goes through all open tags for each that closes. Here the same code gets to see less of the text,
and counts the tags: what it finds is the same.
"""

from collections import Counter
from typing import Final

from markdown.htmlparser import HTMLExtractor
from markdown.preprocessors import HtmlBlockPreprocessor

from newsgen.fast.patterns import later

_BLANKS: Final = later(r"[ \n]*")
"""What follows a piece of raw HTML, as far as it matters: whether a line in it is blank."""
_BEFORE: Final = 3
"""So many characters may stand before a tag that is still at the start of its line."""


class HtmlBlocks(HtmlBlockPreprocessor):
    """Look for raw HTML only where it can be."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if "<" not in text and "&" not in text:
            return lines
        extractor = Extractor(self.md)
        extractor.feed(text)
        extractor.close()
        return "".join(extractor.cleandoc).split("\n")


class Extractor(HTMLExtractor):
    """Finds raw HTML."""

    _line: int | None = None
    """Where the line begins in the part of the text that is seen, if not all of it is."""

    def reset(self) -> None:
        super().reset()
        self.stack = OpenTags()

    @property
    def line_offset(self) -> int:
        """Return where the line begins in `rawdata`."""
        return super().line_offset if self._line is None else self._line

    def handle_endtag(self, tag: str) -> None:
        text = self.rawdata
        self._see(len(self.get_endtag_text(tag)))
        super().handle_endtag(tag)
        self.rawdata, self._line = text, None

    def handle_empty_tag(self, data: str, is_block: bool) -> None:
        text = self.rawdata
        is_alone = is_block and not (self.inraw or self.intail)
        if is_alone and self.at_line_start():  # for no other is it asked where it stands
            self._see(len(data))
        super().handle_empty_tag(data, is_block)
        self.rawdata, self._line = text, None

    def _see(self, length: int) -> None:
        """Cut the text to a tag of a length, with the little around it that is looked at."""
        at = self.line_offset + self.offset
        before = min(self.offset, _BEFORE)
        blanks = _BLANKS.match(self.rawdata, at + length)
        self._line = before - self.offset
        self.rawdata = self.rawdata[at - before : blanks.end() if blanks else None]


class OpenTags(list[str]):
    """The names of the tags that are open, which knows at once whether one is."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: Counter[str] = Counter()

    def append(self, tag: str) -> None:
        super().append(tag)
        self._counts[tag] += 1

    def pop(self) -> str:  # type: ignore[override]  # only the last one is ever closed
        tag = super().pop()
        self._counts[tag] -= 1
        return tag

    def __contains__(self, tag: object) -> bool:
        return self._counts[str(tag)] > 0
