"""What a force is called: the name in its tags and titles, and other names that titles carry."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from newsgen.model.area import unconfigured_area
from newsgen.model.titles import LONGEST_NAME, without_force
from newsgen.scaffold.patterns import Pattern, Sureness, sureness

_MARKS: Final = re.compile(r"\s*[|¦]+\s*|\s+[-–—‒]+\s+")
"""What stands between a title and a name."""
_FEWEST_TITLES: Final = 5
_COMMON: Final = 0.8
"""Words beside so large a part of the titles are a name, whatever they say."""
_FORCE: Final = re.compile(r"\b(?:police|constabulary|heddlu)\b", re.IGNORECASE)
_SMALL_WORDS: Final = frozenset({"and", "of", "the"})


class Titled(NamedTuple):
    """The title of a release, and what the release calls its website."""

    title: str
    website: str


class ForceNames(NamedTuple):
    """The name of a force, and the aliases that titles need to be shown without them."""

    name: Pattern
    aliases: tuple[Pattern, ...]


def names_of(key: str, titles: Sequence[Titled]) -> ForceNames:
    """Return what the releases of an area call their force."""
    name = _name(key, titles)
    return ForceNames(name, tuple(_aliases(key, name.text, titles)))


def _name(key: str, titles: Sequence[Titled]) -> Pattern:
    """Return what most releases call their website, if it has the area's name in it."""
    names = Counter(
        name
        for title in titles
        for name in dict.fromkeys((title.website, *_ends(title.title)))
        if key.casefold() in name.casefold()
    )
    for name, number in names.most_common(1):
        if (sure := sureness(number, len(titles))) is not Sureness.GUESSED:
            return Pattern(name, sure)
    return Pattern(key, Sureness.GUESSED)


def _aliases(key: str, name: str, titles: Sequence[Titled]) -> Iterator[Pattern]:
    """Yield what stands at the ends of many titles after those that newsgen knows are left out."""
    area = replace(unconfigured_area(key), name=name)
    rest = [without_force(title.title, area, title.website) for title in titles]
    for text, number in Counter(end for title in rest for end in _ends(title)).most_common():
        if number < _FEWEST_TITLES:
            return
        if number >= _COMMON * len(titles) or _is_like(text, key, name):
            yield Pattern(text, sureness(number, len(titles)))


def _ends(title: str) -> tuple[str, ...]:
    """Return what a title begins and ends with, beside a bar or a dash."""
    first, *others = _MARKS.split(title)
    if not others:
        return ()
    return tuple(end for end in dict.fromkeys((first, others[-1])) if 0 < len(end) <= LONGEST_NAME)


def _is_like(text: str, key: str, name: str) -> bool:
    """Return whether a text is a name for a force: its initials, or its area with “Police”."""
    words = [word for word in re.split(r"[\s-]+", name) if word.casefold() not in _SMALL_WORDS]
    initials = "".join(word[0] for word in words if word)
    is_initials = len(initials) > 1 and text.casefold() == initials.casefold()
    return is_initials or bool(_FORCE.search(text) and key.casefold() in text.casefold())
