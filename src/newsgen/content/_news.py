"""Whether a text is news: more than a label, a date, a caption, a name or the title again."""

from typing import Final

from newsgen.fast.patterns import later
from newsgen.model import labels
from newsgen.model.labels import LONGEST_CAPTION


def is_news(text: str, title: str) -> bool:
    """Return whether a text is more than a label, a date, a caption, a name or the title."""
    folded = text.casefold().lstrip(_BRACKETS)
    if is_label(folded) or _is_trail(text, folded):
        return False
    if len(text) < LONGEST_CAPTION and (_DATE.match(folded) or _is_name(text)):
        return False
    return not is_title(text, title)


def is_label(folded: str) -> bool:
    """Return whether a text in small letters begins as a date, a caption or a credit does."""
    return _LABEL.match(folded) is not None


ENDS: Final = (".", "?", "!", "…")
_BRACKETS: Final = "([ "
_LABEL: Final = later(
    rf"{labels.PUBLISHED}\b[\s:]*(?:on |at )?(?:[a-z]{{3,9}},? )?\d"
    rf"|{labels.PUBLISHED} by:"
    rf"|{labels.CAPTION}\b(?:(?! (?:has|have|is|are|was|were|will)\b)[^.:]){{0,30}}:"
    rf"|{labels.CAPTION} (?:of|shows?|courtesy|credit) [^.?!]*$|pictured |(?:credit|copyright)s?:|©"
    r"|\S+://\S+$|www\.\S+$"
)
"""How dates, captions and credits begin; or an address of a page alone."""
_DATE: Final = later(
    r"(?:[\w ]{1,20}: )?(?:[a-z]{3,9},? )?\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9},? (?:20)?\d\d\b"
    r".{0,20}$"
)
_HOME: Final = later(r"(?:you are here:? ?)?(?:home|hafan)(?: ?page)? ?[>»›|/] ")
_STEP: Final = later(r" [>»›|/] ")
_FEWEST_STEPS: Final = 2


def _is_trail(text: str, folded: str) -> bool:
    """Return whether a text is the way to a page, or a menu: `Home > News > Appeals`."""
    if _HOME.match(folded):
        return True
    return not text.endswith(ENDS) and len(_STEP.findall(text)) >= _FEWEST_STEPS


_MOST_NAMES: Final = 4
_FEWEST_NAMES: Final = 2
_JOINING: Final = frozenset({
    "&", "a", "ab", "age", "aged", "al", "and", "ap", "at", "bin", "de", "from", "in", "la", "o",
    "of", "old", "on", "the", "van", "von", "with", "years", "yn",
})  # fmt: skip
"""Words between the names of people, units and places."""
_LONGEST_AGE: Final = 2


def _is_name(text: str) -> bool:
    """Return whether a text is a person's name alone, with or without rank, age, unit and place.

    `PC Alex Rowan of the Northshire Roads Unit` is one; its first word joins nothing.
    """
    names = 0
    is_joined = False
    for word in text.split():
        bare = word.strip(".,:;()")
        if bare.casefold() in _JOINING or (bare.isdigit() and len(bare) <= _LONGEST_AGE):
            if names < _FEWEST_NAMES:
                return False
            is_joined = True
        elif bare[:1].isupper():
            names += 1
        else:
            return False
    return names >= _FEWEST_NAMES and (is_joined or names <= _MOST_NAMES)


def is_title(text: str, title: str) -> bool:
    """Return whether a text is the title again, or its beginning; a website may stand behind it."""
    text = text.partition(" | ")[0]
    return (
        len(text) < 2 * len(title)
        and _plain_quotes(text[:_HEAD]).lstrip(_OPENING) in _plain_quotes(title)
        and letters(title).startswith(letters(text))
    )


_HEAD: Final = 12
"""So many characters are compared first, which is enough for most."""
_OPENING: Final = "\"'“([* "


def _plain_quotes(text: str) -> str:
    return text.casefold().replace("’", "'").replace("‘", "'")


def letters(text: str) -> str:
    """Return the letters and digits of a text, in small letters."""
    return _NO_LETTERS.sub("", text).casefold()


_NO_LETTERS: Final = later(r"[\W_]+")
