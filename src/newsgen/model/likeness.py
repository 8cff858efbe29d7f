"""How alike two texts are, by sketches that are small to keep and cheap to compare.

A sketch has one bit for each word of a text, by the word's hash. Some words share a bit, so that of
a long text the number of its words is an estimate.
"""

import string
from collections.abc import Iterable
from html import unescape
from math import log
from typing import Final, NamedTuple

from xxhash import xxh32_intdigest

from newsgen.fast.patterns import later

LEAST: Final = 80
"""Texts are alike if more than so many percent of their words are the same."""
LONGER: Final = 300
"""One may be longer by a fifth and so many characters, such as those of a picture."""
BITS: Final = 2048
"""With so many, the words of nearly all releases are counted to two in a hundred."""
_TAG: Final = later(r"<[^>]*>")
_FIGURES: Final = frozenset(b"0123456789")
_WITHOUT_MARKS: Final = bytes.maketrans(string.punctuation.encode(), b" " * len(string.punctuation))
_MARKS: Final = "‘’“”–—…•·£\N{NO-BREAK SPACE}"


class Sketch(NamedTuple):
    """The words of a text and those among them that hold figures, each as bits, and its length."""

    words: int
    figures: int
    length: int


def sketch(html: str) -> Sketch:
    """Return the sketch of a text: tags, letter case and order do not count, nor how often."""
    text = unescape(_TAG.sub(" ", html)).casefold()
    if not text.isascii():
        for mark in _MARKS:
            text = text.replace(mark, " ")
    words = set(text.encode().translate(_WITHOUT_MARKS).split())
    figures = [word for word in words if not _FIGURES.isdisjoint(word)]
    return Sketch(_bits(words), _bits(figures), len(html))


def percent_alike(first: Sketch, second: Sketch) -> int:
    """Return how many percent of the words of two texts are in both, 0 if they are not alike.

    Their figures must be as much alike: texts that differ in them tell of different things.
    """
    if not may_be_alike(first.length, second.length):
        return 0
    percent = _percent(first.words, second.words)
    if percent > LEAST and (
        first.figures == second.figures or _are_like(first.figures, second.figures)
    ):
        return percent
    return 0


def may_be_alike(length: int, other: int) -> bool:
    """Return whether texts of two lengths can be alike; nearer lengths are at least as likely."""
    return abs(length - other) <= max(length, other) // 5 + LONGER


def _bits(words: Iterable[bytes]) -> int:
    bits = 0
    for number in map(xxh32_intdigest, words):
        bits |= 1 << number % BITS
    return bits


def _are_like(first: int, second: int) -> bool:
    return _percent(first, second) > LEAST


def _percent(first: int, second: int) -> int:
    """Return how many percent of two sets are in both."""
    every = first | second
    if 100 * (first & second).bit_count() <= LEAST * every.bit_count():  # as most, and is cheap
        return 0
    if first == second:
        return 100
    size = _size(every)
    return min(round(100 * (_size(first) + _size(second) - size) / size), 99)


def _size(bits: int) -> float:
    """Estimate how many words have set these bits: the fuller, the more of them share one."""
    return -BITS * log(1 - min(bits.bit_count(), BITS - 1) / BITS)
