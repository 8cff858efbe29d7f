"""How alike two texts are, by sketches that are small to keep and cheap to compare.

A sketch has one bit for each word of a text, by the word's hash. Some words share a bit, so that of
a long text the number of its words is an estimate.
"""

from collections.abc import Iterable
from html import unescape
from math import log
from typing import Final, NamedTuple

from xxhash import xxh3_64_intdigest

from newsgen.fast.patterns import later

LEAST: Final = 80
"""Texts are alike if more than so many percent of their words are the same."""
BITS: Final = 2048
"""With so many, the words of nearly all releases are counted to two in a hundred."""
_TAG: Final = later(r"<[^>]*>")
_WORD: Final = later(r"\w+")


class Sketch(NamedTuple):
    """The words of a text, and those among them that hold figures, each as bits."""

    words: int
    figures: int


def sketch(html: str) -> Sketch:
    """Return the sketch of a text: tags, letter case and order do not count, nor how often."""
    words = set(_WORD.findall(unescape(_TAG.sub(" ", html)).casefold()))
    return Sketch(_bits(words), _bits(word for word in words if not word.isalpha()))


def percent_alike(one: Sketch, other: Sketch) -> int:
    """Return how many percent of the words of two texts are in both, 0 if they are not alike.

    Their figures must be as much alike: texts that differ in them tell of different things.
    """
    percent = _percent(one.words, other.words)
    if percent > LEAST and (one.figures == other.figures or _are_like(one.figures, other.figures)):
        return percent
    return 0


def _bits(words: Iterable[str]) -> int:
    bits = 0
    for word in words:
        bits |= 1 << xxh3_64_intdigest(word.encode()) % BITS
    return bits


def _are_like(one: int, other: int) -> bool:
    return _percent(one, other) > LEAST


def _percent(one: int, other: int) -> int:
    """Return how many percent of two sets are in both."""
    every = one | other
    if 100 * (one & other).bit_count() <= LEAST * every.bit_count():  # as most, and is cheap
        return 0
    if one == other:
        return 100
    shared = _size(one) + _size(other) - _size(every)
    return min(round(100 * shared / _size(every)), 99)


def _size(bits: int) -> float:
    """Estimate how many words have set these bits: the fuller, the more of them share one."""
    return -BITS * log(1 - min(bits.bit_count(), BITS - 1) / BITS)
