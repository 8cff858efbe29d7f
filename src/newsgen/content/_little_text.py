"""Bodies that say nothing: what is reported, and what their pages show instead."""

import html
import re
from typing import Final

from newsgen.content import markup
from newsgen.content._news import ENDS, is_label, is_news, is_title, letters
from newsgen.diagnostics import Diagnostic, Span
from newsgen.fast.patterns import later


def nothing_said(body: str, title: str) -> str | None:
    """Return the words of a body that say nothing; None if any of them do.

    They are a label, a date, a name or the title again, or there are none. A few words are a text
    if they are a sentence: “Found safe.”; and so are several details: `Name: ...`, `Age: ...`, and
    an introduction with a list of three: `Seized:`.
    """
    if len(body) > _LONGEST_BODY or _SHOWN.search(body):
        return None
    texts = list(markup.blocks(body))
    if sum(map(_is_labelled, texts)) >= _FEWEST_LABELLED:
        return None
    if any(_is_text(text, title) for text in texts) or _INTRODUCED.search(body):
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


def report(words: str, summary: str, place: Span) -> Diagnostic:
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
