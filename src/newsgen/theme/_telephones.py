"""Telephone numbers: their links, and those of a body's HTML as links to call.

Only what is certainly a number to call is one. A number that stays text costs a reader a few taps,
but a price that is a link is a mistake on the page. So 101 and 999 must stand among words that say
whom to call, and other numbers must be written as those of the United Kingdom are.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from markupsafe import Markup

from newsgen.fast.patterns import later


@lru_cache(1024)
def telephone(number: str) -> str:
    """Write a number for a link: `+44800555111` for 0800 555 111, `101` for 101.

    A number with a `+` keeps it, and loses the `(0)` that is dialled at home only.
    """
    if number.lstrip(" (").startswith("+"):
        return "+" + re.sub(r"\D", "", number.replace("(0)", ""))
    digits = re.sub(r"\D", "", number)
    return f"+44{digits[1:]}" if digits.startswith("0") else digits


def telephones(html: str) -> Markup:
    """Make links of the telephone numbers in a body's HTML, but in links and code.

    A number is left as it is where it may be something else, such as a price or a reference.
    """
    html = str(html)
    parts: list[str] = []
    done = 0
    for start, end, link in _in_text(html, sorted([*_short(html), *_long(html)])):
        parts += html[done:start], f'<a href="tel:{link}">{html[start:end]}</a>'
        done = end
    return Markup("".join([*parts, html[done:]]))  # noqa: S704 (clean HTML, from `html`)


_Number = tuple[int, int, str]
"""Where a number begins and ends, and its link."""


# What numbers look like.


def _apart(first: str) -> str:
    """Return an expression for behind a number's beginning: nothing clings to it on the left."""
    digits = ("[0-9]:", "[0-9] ", "[0-9]&nbsp;", "[0-9]</a> ", "[0-9]</a>&nbsp;")
    clinging = (r"[\w.,/@=&%#£€$+-]", *digits)
    return "".join(f"(?<!{before}{first})" for before in clinging)


_FOLLOWING: Final = (
    "if|in|with|for|at|by|as|on|from|via|when|where|who|so|but|quot(?:e|ing)|citing|immediately|"
    "straight|now|today|any|anytime|ext|extension|a|ac|os|mewn|gan|gyda|ar|yn|i|bob|"
    r"(?:or|neu|and|to)(?!\s+[1-8])"  # not as in `101 and 103 High Street`
)
"""Words that may follow 101 and 999; before any other, they count something."""
_SHORT_END: Final = (
    r"(?=(?:\s|&nbsp;|</?(?:strong|em|b|i)>)*+"
    rf"(?:<|$|\(|[.,;:!?)”’\"'–—-](?![0-9])|(?:{_FOLLOWING})\b))"
)
_SHORT: Final = [
    (number, later(rf"{number}(?!\w){_apart(number)}{_SHORT_END}")) for number in ("101", "999")
]
_SPACE: Final = r"(?: |&nbsp;|\n)"
_END: Final = r"(?![\w/:@%+]|\.[0-9])"
_GROUPS: Final = (
    rf"(?:[0-9]{{1,4}}\)?(?:(?:{_SPACE}|-)(?!24\W?h)[0-9]{{2,8}}+{_END}){{1,5}}+"
    rf"|[0-9]{{7,9}}{_END})"
)
"""What follows the first digits: several groups, or one; `24 hours` is not one of them."""
_LONG: Final = [
    ("0", later(rf"0[1-35789]{_apart('0.')}{_GROUPS}")),
    ("+44", later(rf"\+44{_apart('[+]44')}{_SPACE}?(?:\(0\){_SPACE}?)?[1-35789]{_GROUPS}")),
]
_EXISTS: Final = later(r"\+44(?:[12378][0-9]{9}|1[0-9]{8}|800[0-9]{6}|8001111)")

# What the words before a number say.

_WHOM: Final = frozenset({
    "call", "calling", "ring", "ringing", "phone", "phoning", "telephone", "tel", "dial",
    "dialling", "us", "police", "contact", "contacting", "number", "line", "emergency",
    "emergencies", "on", "via", "or", "and", "is", "to", "using", "through", "by", "ffonio",
    "ffoniwch", "galw", "galwch", "deialu", "heddlu", "ar", "neu", "drwy", "i",
})  # fmt: skip
"""Words that may stand right before 101 and 999."""
_CALLING: Final = frozenset({
    "call", "calls", "calling", "called", "ring", "ringing", "phone", "phoning", "telephone",
    "tel", "dial", "dialling", "contact", "contacted", "contacting", "report", "information",
    "emergency", "number", "touch", "crimestoppers", "101", "999", "ffonio", "ffoniwch", "galw",
    "galwch", "cysylltu", "cysylltwch", "argyfwng", "wybodaeth", "gwybodaeth",
})  # fmt: skip
_QUOTED: Final = frozenset({
    "quote", "quoting", "reference", "ref", "incident", "crime", "log", "cad", "case",
    "occurrence", "account", "code", "badge", "collar", "serial", "dyfynnu", "dyfynnwch",
    "cyfeirnod",
})  # fmt: skip
_OF_A_QUOTED: Final = frozenset({
    "number", "no", "code", "of", "is",
})  # fmt: skip
_BEFORE: Final = 64
_TAG: Final = later(r"<[^<>]*>")
_WORD: Final = later(r"[^\W_]+")


def _before(html: str, at: int) -> str:
    """Return the text before a place in the same paragraph or item, in small letters."""
    text = html[max(0, at - _BEFORE) : at].rpartition("<p>")[2].rpartition("<li>")[2]
    if "<" in text:
        text = _TAG.sub(" ", text)
    return text.replace("&nbsp;", " ").rstrip().lower()


def _is_quoted(words: list[str]) -> bool:
    """Return whether words end by saying that a reference follows."""
    last = words[-2:] if words and words[-1] in _OF_A_QUOTED else words[-1:]
    return not _QUOTED.isdisjoint(last)


def _matches(html: str, first: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Match a pattern wherever its first characters stand: most bodies hardly have any."""
    at = html.find(first)
    while at >= 0:
        match = pattern.match(html, at)
        if match:
            yield match
        at = html.find(first, match.end() if match else at + 1)


def _short(html: str) -> Iterator[_Number]:
    """Find 101 and 999 where they are what to call."""
    for number, pattern in _SHORT:
        for match in _matches(html, number, pattern):
            before = _before(html, match.start())
            words = _WORD.findall(before)
            is_near = words and (words[-1] in _WHOM or before[-1] in ":,–(")
            if is_near and not _CALLING.isdisjoint(words) and not _is_quoted(words):
                yield *match.span(), number


def _long(html: str) -> Iterator[_Number]:
    """Find numbers with an area or a country; without groups, where words say that they are."""
    for first, pattern in _LONG:
        for match in _matches(html, first, pattern):
            written, (start, end) = match[0], match.span()
            link = telephone(written)
            if not _EXISTS.fullmatch(link):
                continue
            words = _WORD.findall(_before(html, start))
            if _is_quoted(words) or (written.isdigit() and _CALLING.isdisjoint(words)):
                continue
            if is_in_brackets := ")" in written and first == "0":
                start -= 1
            if not is_in_brackets or html[start] == "(":
                yield start, end, link


_NO_LINK_IN: Final = later(r"</(a|code|del|kbd|pre|s|samp|summary)>")
"""Where an element ends that holds no link."""


def _in_text(html: str, numbers: Sequence[_Number]) -> Iterator[_Number]:
    """Leave out numbers within tags, and within elements that hold no link.

    They come in order, and what is opened and closed between them is looked at once.
    """
    if not numbers:
        return
    tags = set(_NO_LINK_IN.findall(html))
    depth = done = 0
    is_in_tag = False
    for number in numbers:
        start = number[0]
        opened, closed = html.rfind("<", done, start), html.rfind(">", done, start)
        if opened != closed:
            is_in_tag = opened > closed
        for tag in tags:
            depth += html.count(f"<{tag}>", done, start) + html.count(f"<{tag} ", done, start)
            depth -= html.count(f"</{tag}>", done, start)
        done = start
        if not (depth or is_in_tag):
            yield number
