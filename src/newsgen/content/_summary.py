"""The summary of a release: the author's, the old system's, or a sentence of the body."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final, NamedTuple

from newsgen.content import _calls as calls, markup
from newsgen.content._meta import Meta
from newsgen.content._named import only_names
from newsgen.content._news import is_news
from newsgen.content._unmarked import unmarked
from newsgen.fast.patterns import later
from newsgen.model import labels
from newsgen.model.labels import FEWEST_CHARACTERS
from newsgen.model.release import Status
from newsgen.model.short import shorten


def choose(meta: Meta, body: str, without_force: Callable[[str], str] = str) -> str:
    """Return the author's summary, else `og.description` or the first sentence that tells.

    What is shorter, or no whole sentence, is used only if there is nothing better, and never a
    label, a date, a caption, a person's name or the title. A closed release calls for nothing.
    `without_force` takes the name of the force from the ends of a text.
    """
    summary, described = meta.summary, meta.og.get("description", "")
    if meta.status is Status.CLOSED:
        summary, described = ("" if calls.asks(t) else t for t in (summary, described))
    if summary and (summary := without_force(unmarked(summary))):
        return summary
    text = _Texts(meta.title, without_force).most_telling(described, body)
    return "" if meta.status is Status.CLOSED and calls.asks(text) else shorten(text)


class _Texts(NamedTuple):
    """The texts of a release among which its summary is, and what is left out of them."""

    title: str
    without_force: Callable[[str], str]

    def most_telling(self, described: str, body: str) -> str:
        """Return the text that tells most: lists count only if no paragraph tells anything."""
        descriptions = list(map(_apart, self._plain([described] if described else [])))
        for text in descriptions:
            if len(text) >= FEWEST_CHARACTERS and self._tells(text):
                return text
        paragraphs = self._plain(markup.paragraphs(body))
        return self._best(chain(descriptions, paragraphs)) or self._best(
            self._plain(markup.blocks(body))
        )

    def _plain(self, texts: Iterable[str]) -> Iterator[str]:
        return (self.without_force(unmarked(part)) for text in texts for part in _parts(text))

    def _best(self, texts: Iterable[str]) -> str:
        """Return the first long sentence, else the first text that is long or a sentence."""
        short = ""
        for text in texts:
            is_whole = text.rstrip(_CLOSING).endswith(_ENDS)
            is_long = len(text) >= FEWEST_CHARACTERS
            if is_whole and is_long and self._tells(text):
                return text
            if not short and (is_whole or is_long) and self._tells(text):
                short = text
        return short

    def _tells(self, text: str) -> bool:
        return is_news(text, self.title) and not only_names(text)


_ENDS: Final = (".", "?", "!", "…", ":")
_CLOSING: Final = "\"'”’)]"


def _parts(text: str) -> list[str]:
    """Return what bars part in a text, without the sentence that lost its email address."""
    if _PROTECTED in text:
        if lost := _LOST_AT_START.match(text):
            text = text[lost.end() :]
        if lost := _LOST_EMAIL.search(text):
            text = text[: max(text.rfind(end, 0, lost.start()) for end in _ENDS) + 1]
    return text.split(_BAR)


_BAR: Final = " | "
_PROTECTED: Final = "protected"
_LOST_EMAIL: Final = later(labels.LOST_EMAIL, re.IGNORECASE)
_LOST_AT_START: Final = later(rf"(?:{labels.LOST_EMAIL}\s*)+", re.IGNORECASE)


def _apart(text: str) -> str:
    """Put a space between sentences: old systems put paragraphs together without one."""
    return _JOINED.sub(r"\g<0> ", text)


_JOINED: Final = later(r"[.?!](?<=[a-z]{2}.)(?=[“‘]?[A-Z][a-z]*[\s,’'])")
