"""Parts of a body in other languages: marked before Markdown is read, elements in the HTML.

Python-Markdown sees a paragraph of one word where a part begins and where it ends.
"""

import re
from collections.abc import Callable
from hashlib import blake2b
from typing import Final, NamedTuple

from newsgen.fast.patterns import later
from newsgen.model.direction import language_attributes
from newsgen.model.elements import EMPTY
from newsgen.model.language_parts import language_parts

_OPEN, _CLOSE = "\ue012", "\ue013"
"""Two characters of the private use area: what stands for an end of a part is between them."""
_LETTERS: Final = str.maketrans("0123456789", "ghijklmnop")


class Marked(NamedTuple):
    """The languages of the parts of a body, in order; `name` is a part of what stands for them."""

    name: str = ""
    languages: tuple[str, ...] = ()


NONE_MARKED: Final = Marked()


def name_within(body: str) -> str:
    """Return a name for what stands in a body for something else: a digest of it, in letters.

    So no body can say it by itself, in whatever way.
    """
    return blake2b(body.encode(), digest_size=16).hexdigest().translate(_LETTERS)


def mark_parts(body: str) -> tuple[str, Marked]:
    """Return a body with a word in the place of the first and the last line of each part."""
    parts = language_parts(body)
    if not parts:
        return body, NONE_MARKED
    name = name_within(body)
    pieces: list[str] = []
    at = 0
    for number, part in enumerate(parts):
        opening, closing = (f"\n\n{_OPEN}{name}{end}{number}{_CLOSE}\n\n" for end in "qr")
        text = body[part.text_start : part.text_end]
        pieces += body[at : part.start], opening, text, closing
        at = part.end
    return "".join([*pieces, body[at:]]), Marked(name, tuple(part.language for part in parts))


def _ends(marked: Marked) -> re.Pattern[str]:
    return re.compile(f"<p>{_OPEN}{marked.name}([qr])([0-9]+){_CLOSE}</p>\n?")


def language_at(clean: str, marked: Marked, language: str) -> Callable[[int], str]:
    """Return what says in which language a place in HTML is; `language` is the release's."""
    ends = [(end.end(), end[1], int(end[2])) for end in _ends(marked).finditer(clean)]

    def spoken(at: int) -> str:
        last = next((end for end in reversed(ends) if end[0] <= at), None)
        return marked.languages[last[2]] if last and last[1] == "q" else language

    return spoken


_TAG: Final = later(r"<(/?)([a-z][a-z0-9]*)\b[^>]*>")


def with_parts(clean: str, marked: Marked, language: str) -> str:
    """Return HTML with an element for each part; within another element there is none.

    `language` is the release's.
    """
    ends = _ends(marked)
    if sum(1 for _ in ends.finditer(clean)) == 2 * len(marked.languages) and _are_outermost(
        clean, ends
    ):
        tags = [f"<div{language_attributes(part, language)}>\n" for part in marked.languages]
        return ends.sub(lambda end: tags[int(end[2])] if end[1] == "q" else "</div>\n", clean)
    rest = ends.sub("", clean)
    return re.sub(f"{_OPEN}{marked.name}[qr][0-9]+{_CLOSE}", "", rest)


def _are_outermost(clean: str, ends: re.Pattern[str]) -> bool:
    """Return whether all ends of parts are outside of any element."""
    at = depth = 0
    for end in ends.finditer(clean):
        for tag in _TAG.finditer(clean, at, end.start()):
            if tag[2] not in EMPTY:
                depth += -1 if tag[1] else 1
        if depth:
            return False
        at = end.end()
    return True
