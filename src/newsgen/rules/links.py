"""Rules on links: words that say where they lead, and addresses that are links."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from newsgen.diagnostics import Diagnostic
from newsgen.rules.manuscript import Manuscript

VAGUE: Final = frozenset({
    "click", "click here", "click this link", "here", "link", "more", "read more", "see here",
    "this", "this link", "this page", "this website", "cliciwch yma", "yma", "darllen mwy",
})  # fmt: skip
"""Words that say nothing to someone who hears a list of a page's links."""
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"'“”]*[^\s<>()\[\]\"'“”.,;:!?*_]")
_CLICK_HERE = re.compile(r"\bclick here\b", re.IGNORECASE)


def link_words(m: Manuscript) -> Iterator[Diagnostic]:
    for link in m.links:
        words = link.words.strip(" .!…»>").lower()
        if words in VAGUE:
            yield Diagnostic(
                "NG524",
                f"the link's words “{link.words}” do not say where it leads",
                m.body.span(*link.label),
                "Name what is there, such as [the full appeal](…): people who cannot see the page "
                "hear its links as a list.",
            )
        elif _ADDRESS.match(link.words):
            yield Diagnostic(
                "NG524",
                f"the link's words are an address, “{link.words}”",
                m.body.span(*link.label),
                "Write words that say what is there, such as [Victim Support](https://…).",
            )


def unlinked(m: Manuscript) -> Iterator[Diagnostic]:
    """Yield what is written as if it were a link."""
    text = m.body.text
    if "http" not in text and "www." not in text and "lick here" not in text:
        return
    linked = {link.href for link in m.links}
    for found in _CLICK_HERE.finditer(text):
        if text[found.end() : found.end() + 2] != "](":
            yield Diagnostic(
                "NG524",
                "“click here” is no link, and does not say where it would lead",
                m.body.span(*found.span()),
                "Link words that say what is there, such as [the full appeal](https://…).",
            )
    for found in _ADDRESS.finditer(text):
        before = text[max(found.start() - 2, 0) : found.start()]
        in_link = before.endswith(("](", "<", '"', "=", "[")) or text[found.end() :][:1] == "]"
        if not in_link and found[0] not in linked and not _is_reference(text, found.start()):
            yield Diagnostic(
                "NG527",
                f"the address “{found[0]}” is not a link",
                m.body.span(*found.span()),
                "Readers on a phone cannot follow it. Write [what is there](https://…).",
            )


def _is_reference(text: str, at: int) -> bool:
    """Tell whether an address stands in a line such as `[1]: https://…`."""
    return text[text.rfind("\n", 0, at) + 1 : at].rstrip().endswith("]:")


RULES: Final[tuple[Callable[[Manuscript], Iterator[Diagnostic]], ...]] = (link_words, unlinked)
