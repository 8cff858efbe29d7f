"""What is wrong with a declared value, in plain words of our own.

The reader is a press officer: "should be a list, but it is the text “x”".
"""

import re
from collections.abc import Iterable
from enum import Enum, auto
from typing import Any, Final, NamedTuple

from newsgen.fast.patterns import later

Keys = tuple[str | int, ...]
"""What leads to a value inside of others."""


def dotted(keys: Keys) -> str:
    """Return the name of a value in messages, such as `images.1.alt`."""
    return ".".join(str(key + 1) if isinstance(key, int) else key for key in keys)


class Fault(Enum):
    """The kinds of mistake; who reads the value gives each a code, unless the refusal has its own.

    `RULE` is whatever a check of the value itself says.
    """

    SHAPE = auto()
    CHOICE = auto()
    MISSING = auto()
    UNKNOWN = auto()
    RULE = auto()


class Refusal(NamedTuple):
    """One mistake in a value.

    `keys` lead from the value that was read to the wrong one inside it. Without a `code` of its
    own, `message` goes on from the name of the value: "should be text, but it is a list". `known`
    are the names that an unknown one could have been, and `right` is what was certainly meant.
    """

    fault: Fault
    message: str
    hint: str = ""
    code: str = ""
    keys: Keys = ()
    known: tuple[str, ...] = ()
    right: str = ""

    def below(self, *keys: str | int) -> "Refusal":
        """Return the same mistake as seen from what holds the value; keys lead there to it."""
        return self._replace(keys=(*keys, *self.keys))

    def words(self, name: str) -> str:
        """Return what is wrong with the value called `name`."""
        return self.message if self.fault is Fault.RULE else f"{name} {self.message}"


class RefusalError(ValueError):
    """A value cannot be taken: every mistake in it."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(*refusals)
        self.refusals = refusals

    def below(self, *keys: str | int) -> "RefusalError":
        """Return the same error as seen from what holds the value; keys lead there to it."""
        return RefusalError(*(wrong.below(*keys) for wrong in self.refusals))


class NoTextError(TypeError):
    """A template prints a value that has no text of its own, such as a list."""

    def __init__(self, value: Any) -> None:
        super().__init__(f"{type(value).__name__} has no text")
        self.value = value


class Textless:
    """A value that a template prints by its fields, or through a filter: it has no text itself."""

    __slots__ = ()

    def __str__(self) -> str:
        raise NoTextError(self)


MISSING = Refusal(Fault.MISSING, "is missing")


def refusal(code: str, message: str, hint: str = "") -> RefusalError:
    """Return the error that a check of a value raises; its code is a diagnostic's."""
    return RefusalError(Refusal(Fault.RULE, message, hint, code))


def wrong_shape(value: Any, wanted: str, hint: str = "") -> RefusalError:
    """Return the error of a value that is a list, say, where text belongs."""
    message = f"should be {wanted}, but it is {shape_of(value)}"
    return RefusalError(Refusal(Fault.SHAPE, message, hint))


def wrong_choice(value: str, words: Iterable[str], otherwise: str = "") -> RefusalError:
    """Return the error of a word that is not one of those to choose from.

    `otherwise` is the hint if none is near.
    """
    allowed = [str(word) for word in words]
    hint = did_you_mean(value, allowed, otherwise)
    joined = "-".join(value.lower().replace("_", " ").replace("-", " ").split())
    right = joined if joined in allowed else ""
    quoted = (f"'{word}'" for word in allowed)
    message = f"is “{value}”, but it can only be {either(quoted)}"
    return RefusalError(Refusal(Fault.CHOICE, message, hint, right=right))


_LEFT_BY_MERGE: Final = later(r"\s*(?:<{7}|>{7}|\|{7})(?: .*)?|={7}\s*", re.DOTALL)
KEEP_A_VERSION: Final = "Keep one of the two versions, and delete the marks of the merge."
KEEP_ALL_LINES: Final = "Keep the lines of both versions, and delete the marks of the merge."


def unmerged(line: str) -> str:
    """Return what is wrong with a line that git wrote around two versions; "" if it did not."""
    if not _LEFT_BY_MERGE.fullmatch(line):
        return ""
    return f"“{line.strip()[:60]}” was left by a merge of two versions"


def either(words: Iterable[str]) -> str:
    """Return words as a person lists those to choose from."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def shape_of(value: Any) -> str:
    """Name the shape of a value as a person would."""
    if isinstance(value, dict):
        return "a map of keys and values"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if value is None or value == "":
        return "empty"
    return f"the text “{str(value)[:60]}”"


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a hint at the known name that a misspelt one is nearest to, or another hint."""
    return suggestion(nearest(name, known), otherwise)


def suggestion(near: str, otherwise: str = "") -> str:
    """Return a hint at what is meant, or another hint if that is not known."""
    return f"Did you mean {near}?" if near else otherwise


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that a misspelt one is nearest to, or an empty text."""
    from difflib import get_close_matches  # noqa: PLC0415 (only a slip needs it)

    close = get_close_matches(name.lower(), known, n=1, cutoff=0.8)
    return close[0] if close and close[0] != name else ""


def closest(name: str, known: Iterable[str]) -> str:
    """Return the closest known name, whatever its letter case, or an empty text."""
    from difflib import get_close_matches  # noqa: PLC0415 (only a slip needs it)

    folded = {key.casefold(): key for key in known}
    close = get_close_matches(name.casefold()[:100], folded, n=1, cutoff=0.75)
    return folded[close[0]] if close else ""


def is_one_edit(text: str, other: str) -> bool:
    """Return whether one letter, or two that are swapped, make all the difference of two texts."""
    if abs(len(text) - len(other)) > 1:
        return False
    if len(text) != len(other):
        longer, shorter = (text, other) if len(text) > len(other) else (other, text)
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    differing = [at for at, (a, b) in enumerate(zip(text, other, strict=True)) if a != b]
    if len(differing) == 2:
        pair = slice(differing[0], differing[0] + 2)
        return text[pair] == other[pair][::-1]
    return len(differing) == 1


def edits(text: str, other: str) -> int:
    """Count the letters to insert, delete, replace or swap that make one text of another.

    Source: the Damerau-Levenshtein distance, with further edits between letters that are swapped.
    """
    far = len(text) + len(other)
    table = [[far] * (len(other) + 2) for _ in range(len(text) + 2)]
    table[1][1:] = range(len(other) + 1)
    last_rows: dict[str, int] = {}
    for row, letter in enumerate(text, 1):
        table[row + 1][1] = row
        last_column = 0
        for column, its in enumerate(other, 1):
            swapped_row, swapped_column = last_rows.get(its, 0), last_column
            between = row - swapped_row + column - swapped_column - 2
            if letter == its:
                last_column = column
            table[row + 1][column + 1] = min(
                table[row][column] + (letter != its),
                table[row + 1][column] + 1,
                table[row][column + 1] + 1,
                table[swapped_row][swapped_column] + between + 1,
            )
        last_rows[letter] = row
    return table[-1][-1]
