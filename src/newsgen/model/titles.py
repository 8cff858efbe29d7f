"""Titles without what a website put beside them: the name of the force, and a stray bar."""

import html
from functools import lru_cache
from typing import Final

from newsgen.model.area import Area

BAR: Final = "|"
DASHES: Final = (" - ", " – ", " — ")
MARKS: Final = (BAR, *DASHES)
"""What stands between a title and a name."""

_SECTIONS: Final = frozenset({"news", "latest news"})
_FORMS: Final = (
    "{} police",
    "{} constabulary",
    "{} police service",
    "police {}",
    "police service of {}",
)
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
    for mark in MARKS:
        if mark not in title:
            continue
        bare = title.strip(" |")
        if bare != title:
            return bare
        head, _, name = title.rpartition(mark)
        if _folded(name) in _names(area, website, mark, is_last=True) and _says_enough(head):
            return head.rstrip(" |")
        name, _, tail = title.partition(mark)
        if _folded(name) in _names(area, website, mark, is_last=False) and _says_enough(tail):
            return tail.lstrip(" |")
    return ""


def _says_enough(text: str) -> bool:
    return len(text.strip(" |-–—").split()) >= _FEWEST_WORDS


@lru_cache(maxsize=4096)
def _names(area: Area, website: str, mark: str, *, is_last: bool) -> frozenset[str]:
    """Return the names that count beside a mark: the area's word only where it is no place."""
    key = _folded(area.key)
    names = {_folded(area.name), _folded(website), *(form.format(key) for form in _FORMS)}
    names -= {key, ""}
    names.update(map(_folded, area.aliases))
    if mark == BAR:
        names |= _SECTIONS
        if is_last:
            names.add(key)
    return frozenset(names)


def _folded(name: str) -> str:
    """Return a name as it is compared: `Saltmere &amp; Ellerdale` is `saltmere and ellerdale`."""
    if "&" in name:
        name = html.unescape(name).replace("&", "and")
    return " ".join(name.casefold().split())
