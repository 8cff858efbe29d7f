"""Inline patterns, applied as Python-Markdown applies them, in a time that grows with the text.

Python-Markdown copies a whole text for every piece of markup that it finds in it, and again for
every piece that it puts back. Here a pattern goes through a text once, and texts are put back
together. Of the patterns only those are tried whose first character stands somewhere in the tree.
"""

import re
from collections.abc import Callable
from typing import Any, Final
from xml.etree.ElementTree import Element

from markdown import Markdown, __version__
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_RE, AtomicString

from newsgen.fast.patterns import later

KNOWN: Final = "3.11"
"""The version of Python-Markdown whose steps are known here. Any other takes its own."""
TRIGGERS: Final = {
    "backtick": "`", "escape": "\\", "reference": "[", "link": "[", "image_link": "[",
    "image_reference": "[", "short_reference": "[", "short_image_ref": "[", "autolink": "<",
    "automail": "<", "linebreak": "  \n", "html": "<", "entity": "&", "not_strong": "*_",
    "em_strong": "*", "em_strong2": "_",
}  # fmt: skip
"""What a text must have for a pattern to match in it: any of these characters, or the line end."""
_TOUCHING: Final = later(r"[\w\s\\!][\\`*_\[!]")
"""A character that patterns look behind for, before one that they begin with."""


class Patterns(InlineProcessor):
    """Applies the patterns; as Python-Markdown does unless `is_on` tells that each is known."""

    def __init__(self, md: Markdown, is_on: Callable[[], bool]) -> None:
        super().__init__(md)
        self._is_on = is_on
        self._sweeps = False

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        patterns: Any = self.md.inlinePatterns
        is_known = self._is_on()
        self._sweeps = is_known and __version__ == KNOWN
        if is_known:
            text = "\0".join(tree.itertext())
            patterns = [patterns[name] for name in names(patterns) if _is_triggered(name, text)]
        self.inlinePatterns = patterns
        return super().run(tree, ancestors)

    # The two below take the place of Python-Markdown's own steps, which have private names.

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if not self._sweeps:
            return str(super()._InlineProcessor__handleInline(data, patternIndex))  # type: ignore[misc]
        if not isinstance(data, AtomicString):
            for index in range(patternIndex, len(self.inlinePatterns)):
                data = self._swept(index, data)
        return data

    def _InlineProcessor__processPlaceholders(  # noqa: N802
        self,
        data: str | None,
        parent: Element,
        isText: bool = True,  # noqa: N803
    ) -> list[Any]:
        if data and self._sweeps and not isinstance(data, AtomicString):
            data = INLINE_PLACEHOLDER_RE.sub(self._text, data)
        put = super()._InlineProcessor__processPlaceholders  # type: ignore[misc]
        return list(put(data, parent, isText))

    def _text(self, placeholder: re.Match[str]) -> str:
        """Return what a placeholder stands for if it is a text; else the placeholder."""
        node = self.stashed_nodes.get(placeholder[1])
        return node if isinstance(node, str) else placeholder[0]

    def _swept(self, index: int, data: str) -> str:
        """Return a text with a placeholder for all that a pattern matches in it."""
        pattern: Any = self.inlinePatterns[index]
        if any(name.lower() in self.ancestors for name in pattern.ANCESTOR_EXCLUDES):
            return data
        done: list[str] = []
        at = start = 0
        while match := _next_match(pattern, data, start):
            node, begin, end = match
            if node is None:
                start = end
                continue
            done += data[at:begin], self._stashed(node, index, pattern)
            if end > begin and not (_TOUCHING.match(data, end - 1) and _looks_behind(pattern)):
                at = start = end
            else:  # what is looked at next must stand behind the placeholder
                done = ["".join(done)]
                data, at = done[0] + data[end:], len(done[0])
                start = at
        return "".join([*done, data[at:]]) if done else data

    def _stashed(self, node: Any, index: int, pattern: Any) -> str:
        """Keep what a pattern made, with what other patterns find in it; return a placeholder."""
        if not isinstance(node, str) and not isinstance(node.text, AtomicString):
            for child in [node, *node]:
                if child.text:
                    self.ancestors.append(child.tag.lower())
                    child.text = self._InlineProcessor__handleInline(child.text, index + 1)
                    self.ancestors.pop()
                if child.tail:
                    child.tail = self._InlineProcessor__handleInline(child.tail, index)
        return str(self._InlineProcessor__stashNode(node, pattern.type()))  # type: ignore[attr-defined]


def _next_match(pattern: Any, data: str, start: int) -> tuple[Any, int, int] | None:
    """Return what a pattern makes of its next match, and from where to where that was."""
    for match in pattern.getCompiledRegExp().finditer(data, start):
        node, begin, end = pattern.handleMatch(match, data)
        if begin is not None and end is not None:
            return node, begin, end
    return None


def _looks_behind(pattern: Any) -> bool:
    """Return whether what stands before a text may decide whether it matches."""
    return "(?<" in pattern.pattern or hasattr(pattern, "PATTERNS")


def _is_triggered(name: str, text: str) -> bool:
    trigger = TRIGGERS[name]
    return trigger in text if trigger.isspace() else any(mark in text for mark in trigger)


def names(registry: Any) -> list[str]:
    """Return the names in a registry of Python-Markdown's, highest priority first."""
    registry._sort()  # noqa: SLF001 (it does not list its names otherwise)
    return [item.name for item in registry._priority]  # noqa: SLF001
