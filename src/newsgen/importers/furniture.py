"""What goes out of bodies: share bars and the like, known by their names or by how they read.

A selector is chosen only if all that it finds in the bodies of all pages is such, and has no text
that is a page's own.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from selectolax.lexbor import LexborNode

from newsgen.importers.judged import JudgedPage
from newsgen.importers.names import ChosenSelector, named
from newsgen.importers.page_body import above
from newsgen.importers.page_text import words_of

_CALLED: Final = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|addthis|addtoany|sharedaddy|print|breadcrumbs?|cookies?"
    r"|related|comments?|pagination|post-navigation|nav)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PHRASES: Final = re.compile(
    r"(?:print|share|e-?mail|tweet|bookmark|send|save|forward)"
    r" (?:this|page|article|story|version|on|to)\b.{0,40}|(?:tweet|share|print|e-?mail)"
    r"|facebook|twitter|x|linkedin|whatsapp|reddit|printer[- ]friendly\b.{0,20}"
    r"|(?:go )?back to (?:top|news|list|all|the|press)\b.{0,30}|(?:to |^)top(?: of (?:the )?page)?"
    r"|(?:leave|post) a comment|rhann(?:u|wch)\b.{0,30}|argraff\w*\b.{0,30}",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"\s*[|·•»>/:]\s*")
_ELEMENTS: Final = "div, ul, ol, p, nav, section, aside, table, a, button, span, form, font, small"
_LONGEST: Final = 3_000
_SHARE: Final = 0.1


def furniture_in(
    pages: Sequence[JudgedPage], body: Sequence[str], theirs: Sequence[Collection[int]]
) -> tuple[ChosenSelector, ...]:
    """Return the selectors of furniture in bodies. `theirs` has each page's own blocks."""
    every = [_Bodies(page, body, blocks) for page, blocks in zip(pages, theirs, strict=True)]
    met = {name for bodies in every for node in bodies.furniture for name in _names(node)}
    safe = {name for name in met if all(bodies.is_safe(name) for bodies in every)}
    counts: Counter[str] = Counter()
    for bodies in every:
        names = (next((n for n in _names(node) if n in safe), "") for node in bodies.furniture)
        counts.update({name for name in names if name})
    least = max(2, _SHARE * len(pages))
    return tuple(ChosenSelector(name, n) for name, n in counts.most_common() if n >= least)


class _Bodies:
    """The bodies of a page, and the furniture in them: of what is in each other, the outer ones."""

    def __init__(self, page: JudgedPage, body: Sequence[str], theirs: Collection[int]) -> None:
        self._page, self._theirs = page, theirs
        self._tops = {node.mem_id for each in body for node in page.tree.css(each)}
        self._ids: set[int] = set()
        self.furniture: list[LexborNode] = []
        for selector in body:
            for top in page.tree.css(selector):
                self._look(top)

    def _look(self, top: LexborNode) -> None:
        for node in top.css(_ELEMENTS):
            if node.mem_id in self._tops or node.mem_id in self._ids:
                continue
            if self._is_furniture(node):
                self.furniture.append(node)
                self._ids.update(each.mem_id for each in (node, *node.css("*")))

    def _is_furniture(self, node: LexborNode) -> bool:
        blocks = self._page.blocks_of.get(node.mem_id, ())
        if any(at in self._theirs for at in blocks):
            return False
        called = f"{node.attributes.get('class') or ''} {node.id or ''}"
        if _CALLED.search(called):
            return True
        texts = [self._page.blocks[at].text for at in blocks]
        if not texts and len(node.html or "") < _LONGEST:
            texts = [words_of(node)]
        pieces = [piece for text in texts for piece in _BETWEEN.split(text) if piece]
        return bool(pieces) and all(map(_PHRASES.fullmatch, pieces))

    def is_safe(self, name: str) -> bool:
        """Return whether all that a selector finds in the bodies is furniture."""
        return all(
            node.mem_id in self._ids
            or self._tops.isdisjoint(each.mem_id for each in (node, *above(node)))
            for node in self._page.tree.css(name)
        )


def _names(node: LexborNode) -> Iterator[str]:
    """Yield selectors of a piece of furniture, first those that say what it is."""
    names = list(named(node))
    yield from sorted(names, key=lambda name: not _CALLED.search(re.sub(r"^\w+[.#]", "", name)))
    if node.tag == "a" and (node.attributes.get("href") or "").startswith("javascript:"):
        yield 'a[href^="javascript:"]'
    name = next(named(node.parent), "") if node.parent else ""
    if name and node.parent:
        beside = [each.mem_id for each in node.parent.iter()]
        for at, place in ((0, "first"), (-1, "last")):
            if beside[at] == node.mem_id:
                yield f"{name} > {node.tag}:{place}-child"
