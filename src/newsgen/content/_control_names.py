"""Keys of release control, by the names in `release_control.toml`.

A name is known in any spelling: `embargo-until`, `Embargo_Until` and `embargoUntil` are one name.
What is one edit away from it counts as it, as does what is two edits away from seven letters on.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from enum import Enum, auto
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from newsgen.fast.patterns import later
from newsgen.model.refusal import edits, is_one_edit


class Effect(Enum):
    """What a value that is a flag says: whether `true` hides a release, or shows it."""

    HIDES = auto()
    SHOWS = auto()
    ENDS = auto()
    """It is a time from which on a release is not to be seen; of all others it is the first."""
    SAYS = auto()
    """It is a state, for which a word such as `restricted` stands."""


class Control(NamedTuple):
    """What a name is in newsgen, and what its values mean."""

    key: str
    effect: Effect


_CONTROLS: Final = {
    "embargo": Control("embargo", Effect.HIDES),
    "shown": Control("embargo", Effect.SHOWS),
    "draft": Control("status: draft", Effect.HIDES),
    "withdrawn": Control("status: withdrawn", Effect.HIDES),
    "status": Control("status", Effect.SHOWS),
    "expires": Control("expires", Effect.ENDS),
}
"""The controls by their names in `release_control.toml`."""
_FLAGS: Final = {
    "flags_that_show": Effect.SHOWS,
    "flags_that_hide": Effect.HIDES,
    "states": Effect.SAYS,
}

_CAMEL: Final = later(r"(?<=[a-z0-9])(?=[A-Z])")
_STRONG: Final = frozenset({
    "embargo", "embargoed", "draft", "withheld", "unpublish", "unpublished", "expires",
    "expiry", "expiration", "withdrawn",
})  # fmt: skip
"""Words that make a control of any name they are in, such as `news_embargo`."""


@lru_cache(maxsize=1000)
def control_named(key: str) -> Control | None:
    """Return the control that a key is, or is like; `None` if it is something else."""
    words = _words(key)
    name = "".join(words)
    names, other_words = _names()
    if exact := names.get(name):
        return exact
    if name in other_words or len(name) < _SHORTEST:
        return None
    near = min(_candidates(name), key=lambda known: edits(name, known), default="")
    if near and edits(name, near) <= (2 if len(near) >= _LONG else 1):
        return names[near]
    return next((names[word] for word in words if word in _STRONG), None)


@lru_cache(maxsize=1000)
def flag_named(key: str) -> Effect | None:
    """Return the effect of a name with other uses, be it one letter off, if its value has one."""
    name = "".join(_words(key))
    flags = _flags()
    if name in flags or len(name) < _LONG - 1:
        return flags.get(name)
    return next((flags[known] for known in flags if is_one_edit(name, known)), None)


def is_date_name(key: str) -> bool:
    """Return whether a key is what other systems call the day of publication."""
    return "".join(_words(key)) in _lists()["dates"]


def _candidates(name: str) -> Iterator[str]:
    """Yield the names that two edits may lead to: each changes at most two letters of the set."""
    letters = set(name)
    for known, its in _letters().items():
        if abs(len(known) - len(name)) <= 2 and len(letters ^ its) <= 4:
            yield known


@cache
def _letters() -> dict[str, frozenset[str]]:
    return {name: frozenset(name) for name in _names()[0]}


_SHORTEST: Final = 3
_LONG: Final = 7
"""Letters: a name this long is known with two edits."""


def _words(key: str) -> list[str]:
    text = _CAMEL.sub(" ", unicodedata.normalize("NFKC", key)).casefold()
    return re.findall(r"[^\W_]+", text)


@cache
def _flags() -> dict[str, Effect]:
    return {name: effect for key, effect in _FLAGS.items() for name in _lists()[key]}


@cache
def _names() -> tuple[dict[str, Control], frozenset[str]]:
    """Return the controls by their names, and the words that are none."""
    lists = _lists()
    names = {name: control for key, control in _CONTROLS.items() for name in lists[key]}
    return names, frozenset(lists["other_words"])


@cache
def _lists() -> dict[str, list[str]]:
    text = Path(__file__).with_name("release_control.toml").read_text(encoding="utf-8")
    return {key: names.replace("-", "").split() for key, names in tomllib.loads(text).items()}
