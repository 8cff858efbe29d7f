"""Titles without what a website put beside them: the name of the force, and a stray bar."""

import html
import re
from functools import lru_cache
from typing import Final

from newsgen.fast.patterns import later
from newsgen.model.area import Area

MARKS: Final = ("|", "¦", " -", "- ", " –", "– ", " —", "— ", " ‒", "‒ ")
"""What stands between a title and a name: a bar, or a dash with a blank at one side."""
_BARS: Final = "|¦"
_EDGE: Final = f" {_BARS}"
_MARKED: Final = later(r"[|¦]|\s[-–—‒]|[-–—‒]\s")
_MARK: Final = later(r"[|¦]+|[-–—‒]+")

_SECTIONS: Final = frozenset({
    "news", "latest news", "newyddion", "press release", "press releases", "news release",
    "news releases", "media release", "media releases",
})  # fmt: skip
_FORMS: Final = (
    "{} police",
    "{} constabulary",
    "{} police service",
    "police {}",
    "police service of {}",
)
_NEWS: Final = ("{} news", "news from {}")
LONGEST_NAME: Final = 120
"""So many characters at most, at either end of a title, can be the name of a force."""
_FEWEST_WORDS: Final = 2
"""What is left of a title has at least so many words, or the title stays as it is."""


def without_force(title: str, area: Area, website: str = "") -> str:
    """Return a title without the names of its force and website at its ends, nor a bar there.

    After a bar, the word for the area and “News” count too; after a dash they may be part of what
    the title says, such as a place. `website` is the name that the release gives of its website.
    """
    while short := _shorter(title, area, website):
        title = short
    return title


def _shorter(title: str, area: Area, website: str) -> str:
    """Return a title without one name or bar, or an empty string if it has none."""
    if not _MARKED.search(title):
        return ""
    bare = title.strip(_EDGE)
    if bare != title:
        return bare
    for match in reversed(list(_MARK.finditer(title, max(len(title) - LONGEST_NAME, 0)))):
        head, name = title[: match.start()], title[match.end() :]
        if _is_name(name, match, area, website, is_last=True) and _says_enough(head):
            return head.rstrip(_EDGE)
    for match in _MARK.finditer(title, 0, LONGEST_NAME):
        name, tail = title[: match.start()], title[match.end() :]
        if _is_name(name, match, area, website, is_last=False) and _says_enough(tail):
            return tail.lstrip(_EDGE)
    return ""


def _is_name(name: str, mark: re.Match[str], area: Area, website: str, *, is_last: bool) -> bool:
    """Return whether a mark parts a title from a name that counts beside it."""
    is_between = _is_bar(mark) or any(
        each.isspace() for each in mark.string[max(mark.start() - 1, 0) : mark.end() + 1]
    )
    names = _names(area, website, _is_bar(mark), is_last=is_last)
    return is_between and _folded(name) in names


def _is_bar(mark: re.Match[str]) -> bool:
    return mark[0][0] in _BARS


def _says_enough(text: str) -> bool:
    return len(text.strip(" |¦-–—‒").split()) >= _FEWEST_WORDS


@lru_cache(maxsize=4096)
def _names(area: Area, website: str, is_bar: bool, *, is_last: bool) -> frozenset[str]:
    """Return the names that count beside a mark: the area's word only where it is no place."""
    key = _folded(area.key)
    names = {_folded(area.name), _folded(website), *(form.format(key) for form in _FORMS)}
    names -= {key, ""}
    names.update(map(_folded, area.aliases))
    if is_bar:
        names.update([form.format(name) for name in names for form in _NEWS])
        names |= _SECTIONS
        if is_last:
            names.add(key)
    return frozenset(names)


def _folded(name: str) -> str:
    """Return a name as it is compared: `Saltmere &amp; Ellerdale` is `saltmere and ellerdale`."""
    if "&" in name:
        name = html.unescape(name).replace("&", "and")
    return " ".join(name.casefold().split())
