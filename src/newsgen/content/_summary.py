"""The summary of a release: the author's, the old system's, or a sentence of the body."""

import re
from collections.abc import Iterator
from typing import Final

from newsgen.content import _calls as calls, markup
from newsgen.content._meta import Meta
from newsgen.fast.patterns import later
from newsgen.model import labels
from newsgen.model.elements import TAGS
from newsgen.model.release import Status
from newsgen.model.short import FEWEST_CHARACTERS, shorten


def choose(meta: Meta, body: str) -> str:
    """Return the author's summary, else `og.description` or the first sentence that tells.

    What is shorter, or no whole sentence, is used only if there is nothing better, and never a
    label, a date, a caption, a person's name or the title. A closed release calls for nothing.
    """
    summary, described = meta.summary, meta.og.get("description", "")
    if meta.status is Status.CLOSED:
        summary, described = ("" if calls.asks(t) else t for t in (summary, described))
    return (summary and unmarked(summary)) or shorten(_told(described, body, meta.title))


def nothing_said(body: str, title: str) -> str | None:
    """Return the words of a body that say nothing; None if any of them do.

    They are a label, a date, a name or the title again, or there are none. A few words are a text
    if they are a sentence: “Found safe.”
    """
    if len(body) > _LONGEST_BODY or _SHOWN.search(body):
        return None
    texts = [text for block in _END_OF_BLOCK.split(body) if (text := markup.plain_text(block))]
    return None if any(_is_text(text, title) for text in texts) else " ".join(texts)


def _is_text(text: str, title: str) -> bool:
    if len(text.split()) >= _FEWEST_WORDS:
        return _is_news(text, title)
    return text.endswith(_ENDS_OF_SENTENCE) and not _is_title(text, title)


_LONGEST_BODY: Final = 1000
"""So many characters of HTML have a text in them."""
_END_OF_BLOCK: Final = later(r"</(?:p|h[1-6]|li|dt|dd|pre|blockquote)>|<br ?/?>")
_ENDS_OF_SENTENCE: Final = (".", "?", "!", "…")
_FEWEST_WORDS: Final = 4
_SHOWN: Final = later(r"<(?:img|video|audio|table|a)\b")
"""What tells readers something without words, or where they find it."""


def _told(described: str, body: str, title: str) -> str:
    described = _apart(unmarked(described))
    if len(described) >= FEWEST_CHARACTERS and _is_news(described, title):
        return described
    short = ""
    for text in _candidates(described, body):
        is_whole = text.rstrip(_CLOSING).endswith(_ENDS)
        is_long = len(text) >= FEWEST_CHARACTERS
        if is_whole and is_long and _is_news(text, title):
            return text
        if not short and (is_whole or is_long) and _is_news(text, title):
            short = text
    return short


def _apart(text: str) -> str:
    """Put a space between sentences: old systems put paragraphs together without one."""
    return _JOINED.sub(r"\g<0> ", text)


_JOINED: Final = later(r"[.?!](?<=[a-z]{2}.)(?=[“‘]?[A-Z][a-z]*[\s,’'])")


def _candidates(described: str, body: str) -> Iterator[str]:
    if described:
        yield described
    yield from map(unmarked, markup.paragraphs(body))


_ENDS: Final = (".", "?", "!", "…", ":")
_CLOSING: Final = "\"'”’)]"


def _is_news(text: str, title: str) -> bool:
    """Return whether a text is more than a label, a date, a caption, a name or the title."""
    folded = text.casefold()
    if _LABEL.match(folded):
        return False
    if len(text) < _LONGEST_LABEL and (_DATE.match(folded) or _is_name(text)):
        return False
    return not _is_title(text, title)


_LONGEST_LABEL: Final = 80
_LABEL: Final = later(
    rf"{labels.PUBLISHED}\b[\s:]*(?:on |at )?(?:[a-z]{{3,9}},? )?\d"
    rf"|{labels.CAPTION}\b(?:(?! (?:has|have|is|are|was|were|will)\b)[^.:]){{0,30}}:"
    rf"|{labels.CAPTION} (?:of|shows?) [^.?!]*$|pictured "
)
"""How dates and captions begin."""
_DATE: Final = later(
    r"(?:[\w ]{1,20}: )?(?:[a-z]{3,9},? )?\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9},? (?:20)?\d\d\b"
    r".{0,20}$"
)
_MOST_NAMES: Final = 4
_AGE: Final = later(r",? \(?(?:aged? )?\d{1,2}\)?$")


def _is_name(text: str) -> bool:
    """Return whether a text is a person's name alone, with or without the age."""
    words = _AGE.sub("", text.rstrip(" .,:;")).split()
    return 1 < len(words) <= _MOST_NAMES and all(word[0].isupper() for word in words)


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

# Markup.

_SIGN: Final = re.compile(r"[<*_\[\\#`~\u200b\u2060\ufeff]")
_INVISIBLE: Final = str.maketrans("", "", "\u200b\u2060\ufeff")
_STARTS: Final = ("> ", "+ ", "- ")
_BLOCK: Final = later(r"</?(?:p|br|div|li|ul|ol|h[1-6]|td|tr)\b[^<>]*>", re.IGNORECASE)
_OTHER_TAGS: Final = {
    "address", "article", "aside", "audio", "big", "button", "center", "embed", "font", "footer",
    "form", "header", "iframe", "input", "label", "main", "nav", "noscript", "object", "option",
    "script", "section", "select", "source", "strike", "style", "svg", "tt", "video", "wbr",
}  # fmt: skip
_ELEMENT: Final = later(
    rf"</?(?:{'|'.join(sorted(TAGS | _OTHER_TAGS))})(?:\s[^<>]*)?/?>|<!--.*?-->", re.IGNORECASE
)
"""A tag of HTML; `<name withheld>` is none."""
_LINK: Final = later(r"!?\[([^\[\]]*)\]\([^()\s]*(?: [^()]*)?\)")
_START: Final = later(r"(?:#{1,6}|[*>+-])\s+")
_STRONG: Final = later(
    r"(?<!\w)(?:\*|_){2,}|(?:\*|_){2,}(?!\w)|~~|(?<!\w)`(?=[^`]+`(?!\w))|(?<=\w)`(?!\w)"
)
_EMPHASIS: Final = later(r"(?<![\w*_])([*_])(?=\S)([^*_]+)(?<=\S)\1(?![\w*_])")
_ESCAPED: Final = later(r"\\([^\w\s])")


def unmarked(text: str) -> str:
    """Return a text without the tags and the Markdown that nobody would convert there.

    Characters that nobody can see go as well.
    An asterisk within a word or a number is itself.
    """
    if not _SIGN.search(text) and not text.startswith(_STARTS):
        return text
    text = _ELEMENT.sub("", _BLOCK.sub(" ", text.translate(_INVISIBLE)))
    text = _LINK.sub(r"\1", text).strip()
    if start := _START.match(text):
        text = text[start.end() :]
    text = _EMPHASIS.sub(r"\2", _STRONG.sub("", text))
    return " ".join(_ESCAPED.sub(r"\1", text).split())


def title_without_markup(title: str) -> str:
    """Return a title without tags and without the marks of strong words."""
    if "<" not in title and "**" not in title and "__" not in title:
        return title
    return " ".join(_STRONG.sub("", _ELEMENT.sub("", _BLOCK.sub(" ", title))).split())
