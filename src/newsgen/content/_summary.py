"""The summary of a release: the author's, the old system's, or a sentence of the body.

A body that says nothing has none: what is reported then, and what its page shows instead.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Final, NamedTuple

from newsgen.content import lifecycle, markup
from newsgen.content._meta import Meta
from newsgen.content._unmarked import unmarked
from newsgen.diagnostics import Diagnostic, Span
from newsgen.fast.patterns import later
from newsgen.model import labels, safe_again
from newsgen.model.labels import FEWEST_CHARACTERS, LONGEST_CAPTION
from newsgen.model.named import is_caption, only_names
from newsgen.model.release import Status
from newsgen.model.titles import shorten


def choose(meta: Meta, body: str, without_force: Callable[[str], str] = str) -> str:
    """Return the author's summary, else `og.description` or the first sentence that tells.

    What is shorter, or no whole sentence, is used only if there is nothing better, and never a
    label, a date, a caption, a person's name or the title. A closed release calls for nothing, and
    one that says that a missing person is back does not look for them.
    `without_force` takes the name of the force from the ends of a text.
    """
    summary, described = meta.summary, meta.og.get("description", "")
    if meta.status is Status.CLOSED:
        summary, described = ("" if lifecycle.asks(t) else t for t in (summary, described))
    if summary and (summary := without_force(unmarked(summary))):
        return summary
    if back := _return_of_a_person(meta.title, described, body):
        return shorten(without_force(back))
    text = _Texts(meta.title, without_force).most_telling(described, body)
    return "" if meta.status is Status.CLOSED and lifecycle.asks(text) else shorten(text)


FEWEST_COMPARED: Final = 8
"""Long words of a description; of fewer nothing can be said."""
_LONG_WORD: Final = later(r"[^\W\d_]{5,}")
_BEGINNING: Final = 25


def report_of_another(meta: Meta, body: str, place: Callable[[], Span]) -> Iterator[Diagnostic]:
    """Report an `og.description` that shares under a third of its words with title and text."""
    described = "" if meta.summary else meta.og.get("description", "")
    if not described or described[:_BEGINNING] in body or len(body) < 2 * len(described):
        return
    words = {word[1:] for word in _LONG_WORD.findall(described)}  # of any first letter
    shared = 0
    if len(words) < FEWEST_COMPARED:
        return
    for word in words:
        shared += word in body or word in meta.title
        if 3 * shared >= len(words):
            return
    message = f"og.description shares {shared} of its {len(words)} longer words with the text"
    hint = "It may be that of another release. Write what this one says, or delete it: until then "
    yield Diagnostic("NG508", message, place(), f"{hint}the summary comes from the text.")


_SOUGHT: Final = ("issing", "oncern", "ast seen", "to find", "elp find", "you seen", "ooking for")
_FIRST_PARAGRAPHS: Final = 3


def _return_of_a_person(title: str, described: str, body: str) -> str:
    """Return the paragraph that says that whom title or description look for is back, if any."""
    for sign in _SOUGHT:
        if sign in described or sign in title:
            break
    else:
        return ""
    first = islice(markup.paragraphs(body), _FIRST_PARAGRAPHS)
    return next(filter(safe_again.says_back, first), "")


class _Texts(NamedTuple):
    """The texts of a release among which its summary is, and what is left out of them."""

    title: str
    without_force: Callable[[str], str]

    def most_telling(self, described: str, body: str) -> str:
        """Return the text that tells most: lists count only if no paragraph tells anything."""
        descriptions = list(map(_apart, self._plain([described] if described else [])))
        for text in descriptions:
            if len(text) >= FEWEST_CHARACTERS and self._tells(text):
                if is_caption(text) and _opens(text, body):
                    continue
                return text
        paragraphs = self._plain(markup.paragraphs(body))
        return self._best(chain(descriptions, paragraphs)) or self._best(
            self._plain(markup.blocks(body))
        )

    def _plain(self, texts: Iterable[str]) -> Iterator[str]:
        return (self.without_force(unmarked(part)) for text in texts for part in _parts(text))

    def _best(self, texts: Iterable[str]) -> str:
        """Return the first long sentence, else the first text that is long or a sentence."""
        short = ""
        for text in texts:
            is_whole = labels.ends_sentence(text)
            is_long = len(text) >= FEWEST_CHARACTERS
            if is_whole and is_long and self._tells(text):
                return text
            if not short and (is_whole or is_long) and self._tells(text):
                short = text
        return short

    def _tells(self, text: str) -> bool:
        return is_news(text, self.title) and not only_names(text)


def _opens(text: str, body: str) -> bool:
    """Return whether a text is the first paragraph of a body, under which there are others."""
    first = list(islice(markup.paragraphs(body), 2))
    return len(first) > 1 and letters(text) == letters(first[0])


def _parts(text: str) -> list[str]:
    """Return what bars part in a text, without the sentence that lost its email address."""
    if _PROTECTED in text:
        if lost := _LOST_AT_START.match(text):
            text = text[lost.end() :]
        if lost := _LOST_EMAIL.search(text):
            text = text[: max(text.rfind(end, 0, lost.start()) for end in labels.SENTENCE_ENDS) + 1]
    return text.split(_BAR)


_BAR: Final = " | "
_PROTECTED: Final = "protected"
_LOST_EMAIL: Final = later(labels.LOST_EMAIL, re.IGNORECASE)
_LOST_AT_START: Final = later(rf"(?:{labels.LOST_EMAIL}\s*)+", re.IGNORECASE)


def _apart(text: str) -> str:
    """Put a space between sentences: old systems put paragraphs together without one."""
    return _JOINED.sub(r"\g<0> ", text)


_JOINED: Final = later(r"[.?!](?<=[a-z]{2}.)(?=[“‘]?[A-Z][a-z]*[\s,’'])")


def nothing_said(body: str, title: str) -> str | None:
    """Return the words of a body that say nothing; None if any of them do.

    They are a label, a date, a name or the title again, or there are none. A few words are a text
    if they are a sentence: “Found safe.”; and so are several details: `Name: ...`, `Age: ...`, and
    an introduction with a list of three: `Seized:`.
    """
    if len(body) > _LONGEST_BODY or _SHOWN.search(body):
        return None
    texts = []
    for text in markup.blocks(body):
        if _is_text(text, title):
            return None
        texts.append(text)
    if sum(map(_is_labelled, texts)) >= _FEWEST_LABELLED or _INTRODUCED.search(body):
        return None
    return " ".join(texts)


def marks_alone(body: str) -> str:
    """Return a body, as it is typed, that is nothing but marks such as `***` and `<br>`."""
    return " ".join(body.split()) if _MARKS.fullmatch(body) else ""


_MARKS: Final = later(
    r"(?:[^\w<&]|_|&nbsp;|<!--(?:(?!-->).)*-->|</?(?:br|hr|p|div|span|b|i|u|em|strong)\b[^<>]*>)+",
    re.IGNORECASE | re.DOTALL,
)


_OF_A_MENU: Final = (
    r"(?:related|share|see also|contact|follow|in this section|more|menu|links?|tags?|categor"
    r"|topics?|downloads?|you are here|browse|also|read)\b"
)
_INTRODUCED: Final = later(
    rf"<(?:p|h\d)>(?:<\w+>)?(?!{_OF_A_MENU})[^<>]{{2,100}}:(?:</?(?:strong|em)>)*</(?:p|h\d)>\s*"
    r"<[ou]l>(?:\s*<li>(?:(?!</li>).)+</li>){3}",
    re.IGNORECASE | re.DOTALL,
)
"""An introduction and the first three items of its list; of a menu it says nothing."""


def _is_labelled(text: str) -> bool:
    """Return whether a text is a line of a list of details, such as `Name: Alex Rowan`."""
    return _LABELLED.match(text) is not None and not is_label(text.casefold())


_LABELLED: Final = later(r"[^\W\d_][\w '’/()-]{0,30}:(?!\S)")
_FEWEST_LABELLED: Final = 2


def _is_text(text: str, title: str) -> bool:
    if len(text.split()) >= _FEWEST_WORDS:
        return is_news(text, title)
    return text.endswith(ENDS) and bool(letters(text)) and not is_title(text, title)


_LONGEST_BODY: Final = 1000
"""So many characters of HTML have a text in them."""
_FEWEST_WORDS: Final = 4
_SHOWN: Final = later(r"<(?:img|video|audio|table|a)\b")
"""What tells readers something without words, or where they find it."""


def report_little(words: str, summary: str, place: Span) -> Diagnostic:
    """Report words that say nothing, such as `***`; that there are none is said by a rule."""
    is_shown = _is_shown_below(summary, words)
    until = " Until then the page shows the summary below." if is_shown else ""
    words = words[:_MOST_WORDS]
    message = f"“{words}” is all that the text says"
    return Diagnostic("NG550", message, place, f"Write what happened.{until}", subject=words)


_MOST_WORDS: Final = 60
"""Characters of a text that a finding quotes."""


def with_summary(clean: str, words: str, summary: str) -> str:
    """Return the HTML of a body with the summary below its words, unless they say the same."""
    if not _is_shown_below(summary, words):
        return clean
    return f"{clean}\n<p>{html.escape(summary, quote=False)}</p>".lstrip()


def _is_shown_below(summary: str, words: str) -> bool:
    """Return whether a page shows a summary below words that say nothing: it says something else.

    Of a body without a sentence, the summary is its beginning.
    """
    return bool(summary) and summary not in words


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
