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
_LONGEST_NAME: Final = 80
_FEWEST_WORDS: Final = 2
"""What is left of a title has at least so many words, or the title stays as it is."""


def without_force(title: str, area: Area, website: str = "") -> str:
    """Return a title without the names of its force and website at its ends, nor a bar there.

    After a bar, the word for the area and “News” count too; after a dash they may be part of what
    the title says, such as a place. `website` is the name that the release gives of its website.
    """
    if not any(mark in title for mark in MARKS):
        return title
    while short := _shorter(title, area, website):
        title = short
    return title


def _shorter(title: str, area: Area, website: str) -> str:
    """Return a title without one name or bar, or an empty string if it has none."""
    bare = title.strip(" |")
    if bare != title:
        return bare
    for mark in MARKS:
        head, _, name = title.rpartition(mark)
        if _says_enough(head) and _is_name(name, mark, area, website):
            return head.rstrip(" |")
        name, _, tail = title.partition(mark)
        if _says_enough(tail) and _is_prefix(name, mark, area, website):
            return tail.lstrip(" |")
    return ""


def _says_enough(text: str) -> bool:
    return sum(any(map(str.isalnum, word)) for word in text.split()) >= _FEWEST_WORDS


def _is_name(name: str, mark: str, area: Area, website: str) -> bool:
    is_key = mark == BAR and _folded(name) == _folded(area.key)
    return is_key or _is_prefix(name, mark, area, website)


def _is_prefix(name: str, mark: str, area: Area, website: str) -> bool:
    """Return whether a name counts before a title as well, where the area's word may be a place."""
    if len(name) > _LONGEST_NAME:
        return False
    folded = _folded(name)
    return folded in _names(area, website) or (mark == BAR and folded in _SECTIONS)


@lru_cache(maxsize=1024)
def _names(area: Area, website: str) -> frozenset[str]:
    """Return the full names of a force and its website, none of which is a place."""
    key = _folded(area.key)
    names = {_folded(area.name), _folded(website), *(form.format(key) for form in _FORMS)}
    return frozenset((names - {key, ""}) | {_folded(alias) for alias in area.aliases})


def _folded(name: str) -> str:
    """Return a name as it is compared: `Saltmere &amp; Ellerdale` is `saltmere and ellerdale`."""
    if "&" in name:
        name = html.unescape(name).replace("&", "and")
    return " ".join(name.casefold().split())
