"""Titles and summaries without what a website put beside them, and cut to a length."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from newsgen.fast.patterns import later
from newsgen.model.area import Area, folded_name

_BARS: Final = "|¦"
_EDGE: Final = f" {_BARS}"
_END: Final = f" \u00a0{_BARS}-–—‒"
_MARKED: Final = later(r"[|¦–—‒:-](?:(?<=[|¦:])|(?<=\s.)|(?=\s))")
"""What stands between a title and a name: a bar, a dash with a blank at one side, or a colon."""
_MARK: Final = later(r"[|¦]+|[-–—‒]+")

_SECTIONS: Final = frozenset({
    "news", "latest news", "newyddion", "press release", "press releases", "news release",
    "news releases", "media release", "media releases", "home",
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

_FILE_WORDS: Final = r"[(\[](?:\s*{}\b|[^()\[\]<>]*\d\s*(?:[kmg]i?b|pages?)\b)[^()\[\]<>]*[)\]]\s*$"
"""Kind, size or pages of a file in brackets at the end of its name."""


def without_file_words(name: str, kind: str) -> str:
    """Return what a file is called without its kind, size and pages, which pages say themselves.

    A name that is nothing else stays.
    """
    words = re.search(_FILE_WORDS.format(re.escape(kind)), name, re.IGNORECASE)
    return (words and name[: words.start()].rstrip()) or name


def without_force(title: str, area: Area, website: str = "", host: str = "") -> str:
    """Return a title without the names of its force and website at its ends, nor a mark there.

    After a bar, the word for the area and “News” count too; after a dash they may be part of what
    the title says, such as a place. In brackets at the end a name counts as after a dash; before a
    colon only those of the force do. `website` is the name that the release gives of its website,
    and `host` where it is. A summary that was copied with such a name is as a title.
    """
    return _bare(title, area, website, host) if may_have_force(title) else title


def may_have_force(title: str) -> bool:
    """Return whether a title has a mark that may stand beside a name, which is quick to see."""
    return title.endswith(")") or _MARKED.search(title) is not None


@lru_cache(maxsize=1024)
def _bare(title: str, area: Area, website: str, host: str) -> str:
    """Return a title without names; cached, as a release often gives its title three times."""
    names = _names(area, website, host)
    while short := _shorter(title, names):
        title = short
    return title


class _Names(NamedTuple):
    """The folded names that count beside a mark: by what it is, and on which side of it."""

    after_bar: tuple[str, ...]
    before_bar: tuple[str, ...]
    beside_dash: tuple[str, ...]
    before_colon: tuple[str, ...]


def _shorter(title: str, names: _Names) -> str:
    """Return a title without one name or mark, or an empty string if it has none."""
    if not may_have_force(title):
        return ""
    if (bare := _without_marks(title)) != title:
        return bare
    return _without_end(title, names) or _without_start(title, names)


def _without_marks(title: str) -> str:
    """Leave out bars at both ends, and a dash behind a blank that ends a title."""
    bare = title.rstrip(_END)
    if not title[len(bare) :][:1].isspace():
        bare = title
    return bare.strip(_EDGE)


# Hardly any title with a mark has a name beside it, and to look for that first is cheap.


def _without_end(title: str, names: _Names) -> str:
    if title.endswith(")"):
        head, _, name = title[:-1].rpartition("(")
        if folded_name(name) in names.beside_dash and _says_enough(head):
            return head.rstrip()
    if folded_name(title[-LONGEST_NAME:]).endswith(names.after_bar):
        for match in reversed(list(_MARK.finditer(title, max(len(title) - LONGEST_NAME, 0)))):
            head, name = title[: match.start()], title[match.end() :]
            if _is_name(name, match, names.after_bar, names) and _says_enough(head):
                return head.rstrip(_EDGE)
    return ""


def _without_start(title: str, names: _Names) -> str:
    if not folded_name(title[:LONGEST_NAME]).startswith(names.before_bar):
        return ""
    for match in _MARK.finditer(title, 0, LONGEST_NAME):
        name, tail = title[: match.start()], title[match.end() :]
        if _is_name(name, match, names.before_bar, names) and _says_enough(tail):
            return tail.lstrip(_EDGE)
    name, _, tail = title.partition(":")
    if _begins_a_title(tail) and folded_name(name) in names.before_colon:
        return tail.lstrip()
    return ""


def _is_name(name: str, mark: re.Match[str], beside_bar: tuple[str, ...], names: _Names) -> bool:
    """Return whether a mark parts a title from a name that counts beside it."""
    if mark[0][0] in _BARS:
        return folded_name(name) in beside_bar
    around = mark.string[max(mark.start() - 1, 0) : mark.end() + 1]
    return any(map(str.isspace, around)) and folded_name(name) in names.beside_dash


def _begins_a_title(tail: str) -> bool:
    """Return whether a title begins behind a colon; `NSP: a day in the life` is one title."""
    return _says_enough(tail) and not tail.lstrip()[0].islower()


def _says_enough(text: str) -> bool:
    return len(text.strip(" |¦-–—‒").split(maxsplit=_FEWEST_WORDS)) >= _FEWEST_WORDS


@lru_cache(maxsize=4096)
def _names(area: Area, website: str, host: str) -> _Names:
    """Return the names that count beside a mark: the area's word only where it is not a place."""
    key = folded_name(area.key)
    forces = {folded_name(area.name), *(form.format(key) for form in _FORMS)} - {key, ""}
    forces.update(map(folded_name, area.aliases))
    names = forces | {folded_name(website)} - {key, ""}
    for each in filter(None, (*area.hosts, host)):
        bare = folded_name(each).removeprefix("www.")
        names |= {bare, f"www.{bare}"}
    names |= {f"@{name.replace(' ', '')}" for name in names}
    names |= {form.format(name) for name in names for form in _NEWS}
    beside_bar = {*names, *_SECTIONS}
    return _Names((*beside_bar, key), (*beside_bar,), (*names,), (*forces,))


LONGEST_SUMMARY: Final = 200
LONGEST_TITLE: Final = 150


def shorten(text: str, longest: int = LONGEST_SUMMARY) -> str:
    """Cut a text at the end of a word, with an ellipsis."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    cut = head.rfind(" ")
    return head[: cut if cut > longest // 2 else None].rstrip(" ,;:–-") + "…"


def short_title(title: str) -> str:
    return shorten(title, LONGEST_TITLE)
