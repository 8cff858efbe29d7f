"""Whether a text is news: more than a label, a date, a caption, a name or the title again."""

import re
from typing import Final

from newsgen.content import markup
from newsgen.fast.patterns import later
from newsgen.model import labels
from newsgen.model.labels import LONGEST_CAPTION


def is_news(text: str, title: str) -> bool:
    """Return whether a text is more than a label, a date, a caption, a name or the title."""
    folded = text.casefold().lstrip(_BRACKETS)
    if _LABEL.match(folded) or _is_trail(text, folded):
        return False
    if len(text) < LONGEST_CAPTION and (_DATE.match(folded) or _is_name(text)):
        return False
    return not _is_title(text, title)


def nothing_said(body: str, title: str) -> str | None:
    """Return the words of a body that say nothing; None if any of them do.

    They are a label, a date, a name or the title again, or there are none. A few words are a text
    if they are a sentence: “Found safe.”; and so are several details: `Name: ...`, `Age: ...`.
    """
    if len(body) > _LONGEST_BODY or _SHOWN.search(body):
        return None
    texts = list(markup.blocks(body))
    if sum(map(_is_labelled, texts)) >= _FEWEST_LABELLED:
        return None
    return None if any(_is_text(text, title) for text in texts) else " ".join(texts)


def marks_alone(body: str) -> str:
    """Return a body, as it is typed, that is nothing but marks such as `***` and `<br>`."""
    return " ".join(body.split()) if _MARKS.fullmatch(body) else ""


_MARKS: Final = later(
    r"(?:[^\w<&]|_|&nbsp;|<!--(?:(?!-->).)*-->|</?(?:br|hr|p|div|span|b|i|u|em|strong)\b[^<>]*>)+",
    re.IGNORECASE | re.DOTALL,
)


def _is_labelled(text: str) -> bool:
    """Return whether a text is a line of a list of details, such as `Name: Alex Rowan`."""
    return _LABELLED.match(text) is not None and not _LABEL.match(text.casefold())


_LABELLED: Final = later(r"[^\W\d_][\w '’/()-]{0,30}:(?!\S)")
_FEWEST_LABELLED: Final = 2


def _is_text(text: str, title: str) -> bool:
    if len(text.split()) >= _FEWEST_WORDS:
        return is_news(text, title)
    return text.endswith(_ENDS) and bool(_letters(text)) and not _is_title(text, title)


_LONGEST_BODY: Final = 1000
"""So many characters of HTML have a text in them."""
_ENDS: Final = (".", "?", "!", "…")
_FEWEST_WORDS: Final = 4
_SHOWN: Final = later(r"<(?:img|video|audio|table|a)\b")
"""What tells readers something without words, or where they find it."""
_BRACKETS: Final = "([ "
_LABEL: Final = later(
    rf"{labels.PUBLISHED}\b[\s:]*(?:on |at )?(?:[a-z]{{3,9}},? )?\d"
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
    return not text.endswith(_ENDS) and len(_STEP.findall(text)) >= _FEWEST_STEPS


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


def _is_title(text: str, title: str) -> bool:
    """Return whether a text is the title again, or its beginning; a website may stand behind it."""
    text = text.partition(" | ")[0]
    return (
        len(text) < 2 * len(title)
        and _plain_quotes(text[:_HEAD]).lstrip(_OPENING) in _plain_quotes(title)
        and _letters(title).startswith(_letters(text))
    )


_HEAD: Final = 12
"""So many characters are compared first, which is enough for most."""
_OPENING: Final = "\"'“([* "


def _plain_quotes(text: str) -> str:
    return text.casefold().replace("’", "'").replace("‘", "'")


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text).casefold()


_NO_LETTERS: Final = re.compile(r"[\W_]+")
