"""The filters that templates have beside Jinja's own, and the links of contacts. All are pure."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC
from functools import lru_cache
from html import unescape
from typing import Any, Final, NamedTuple

from markupsafe import Markup, escape

from newsgen.fast.patterns import later
from newsgen.model.dates import (
    MONTH_NAMES,
    WEEKDAY_NAMES,
    Moment,
    Precision,
    clock,
    in_words,
)
from newsgen.model.direction import language_attributes
from newsgen.model.labels import FEWEST_CHARACTERS
from newsgen.model.named import is_caption
from newsgen.model.typed_addresses import typed_addresses
from newsgen.theme._addresses import absolute, in_query, share_links
from newsgen.theme._files import file_words
from newsgen.theme.failure import MisuseError, refuse_in_json


@lru_cache(1024)
def telephone(number: str) -> str:
    """Write a number for a link: `+44800555111` for 0800 555 111, `101` for 101.

    A number with a `+` keeps it, and loses the `(0)` that is dialled at home only.
    """
    if number.lstrip(" (").startswith("+"):
        return "+" + re.sub(r"\D", "", number.replace("(0)", ""))
    digits = re.sub(r"\D", "", number)
    return f"+44{digits[1:]}" if digits.startswith("0") else digits


def linked(html: str) -> Markup:
    """Make links of telephone numbers, web addresses and e-mail addresses in a body's HTML.

    Links and code stay as they are. A number is left as it is where it may be something else, such
    as a price or a reference, and so is an address without a whole host.
    """
    html = str(html)
    contacts = sorted([*_short(html), *_long(html), *typed_addresses(html)])
    parts: list[str] = []
    done = 0
    for start, end, href in _in_text(html, contacts):
        if start >= done:
            written = _WRITTEN if href.startswith("h") else ""
            parts += html[done:start], f'<a{written} href="{href}">{html[start:end]}</a>'
            done = end
    return Markup("".join([*parts, html[done:]]))  # noqa: S704 (clean HTML, from `html`)


_WRITTEN: Final = ' class="written"'
"""What a page says of a link whose words are its address, so that print does not repeat it."""
_Contact = tuple[int, int, str]
"""Where a number or an address begins and ends, and the target of its link."""


# What numbers look like.


def _apart(first: str) -> str:
    """Return an expression for behind a number's beginning: nothing clings to it on the left."""
    digits = (f"[0-9]{end}{space}" for end in ("", "</a>") for space in (" ", "&nbsp;", r"\n"))
    clinging = (r"[\w.,/@=&%#£€$+-]", "[0-9]:", *digits)
    return "".join(f"(?<!{before}{first})" for before in clinging)


_FOLLOWING: Final = (
    "if|in|with|for|at|by|as|on|from|via|when|where|who|so|but|quot(?:e|ing)|citing|immediately|"
    "straight|now|today|any|anytime|ext|extension|option|line|email|referenc(?:e|ing)|a|ac|os|mewn|gan"
    "|gyda|ar|yn|i|bob|"
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
    ("+", later(rf"\+44{_apart('[+]44')}{_SPACE}?(?:\(0\){_SPACE}?)?[1-35789]{_GROUPS}")),
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
    "tel", "dial", "dialling", "contact", "contacted", "contacting", "report", "reported",
    "reporting", "speak", "information", "emergency", "number", "touch", "crimestoppers", "101",
    "999", "ffonio", "ffoniwch", "galw", "galwch", "cysylltu", "cysylltwch", "argyfwng",
    "wybodaeth", "gwybodaeth",
})  # fmt: skip
_QUOTED: Final = frozenset({
    "quote", "quoting", "reference", "ref", "incident", "crime", "log", "cad", "case",
    "occurrence", "account", "code", "badge", "collar", "serial", "dyfynnu", "dyfynnwch",
    "cyfeirnod",
})  # fmt: skip
_OF_A_QUOTED: Final = frozenset({
    "number", "no", "code", "of", "is",
})  # fmt: skip
_BEFORE: Final = 96
_TAG: Final = later(r"(?:<|\A)[^<>]*>")
"""A tag, or the end of one at the beginning of a text."""
_WORD: Final = later(r"[^\W_]+")


def _before(html: str, at: int) -> str:
    """Return the text before a place in the same paragraph or item, in small letters."""
    text = html[max(0, at - _BEFORE) : at].rpartition("<p>")[2].rpartition("<li>")[2]
    if ">" in text:
        text = _TAG.sub(" ", text)
    return text.replace("&nbsp;", " ").rstrip().lower()


def _is_quoted(words: list[str]) -> bool:
    """Return whether words end by saying that a reference follows."""
    last = words[-2:] if words and words[-1] in _OF_A_QUOTED else words[-1:]
    return not _QUOTED.isdisjoint(last)


_AREAS: Final = frozenset("1235789")
"""What stands behind the first digit of a number with an area; most zeros are not one."""


def _matches(html: str, first: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Match a pattern wherever its first characters stand: most bodies hardly have any."""
    at = html.find(first)
    while at >= 0:
        match = pattern.match(html, at) if first != "0" or html[at + 1 : at + 2] in _AREAS else None
        if match:
            yield match
        at = html.find(first, match.end() if match else at + 1)


def _short(html: str) -> Iterator[_Contact]:
    """Find 101 and 999 where they are what to call."""
    for number, pattern in _SHORT:
        for match in _matches(html, number, pattern):
            before = _before(html, match.start())
            words = _WORD.findall(before)
            is_near = words and (words[-1] in _WHOM or before[-1] in ":,–(|")
            if is_near and not _CALLING.isdisjoint(words) and not _is_quoted(words):
                yield *match.span(), f"tel:{number}"


def _long(html: str) -> Iterator[_Contact]:
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
                yield start, end, f"tel:{link}"


_NO_LINK_IN: Final = later(r"/(?<=</)(a|code|del|kbd|pre|s|samp|summary)>")
"""Where an element ends that holds no link."""


def _in_text(html: str, contacts: Sequence[_Contact]) -> Iterator[_Contact]:
    """Leave out what stands within tags, and within elements that hold no link.

    They come in order, and what is opened and closed between them is looked at once.
    """
    if not contacts:
        return
    tags = set(_NO_LINK_IN.findall(html))
    depth = done = 0
    is_in_tag = False
    for contact in contacts:
        start = contact[0]
        opened, closed = html.rfind("<", done, start), html.rfind(">", done, start)
        if opened != closed:
            is_in_tag = opened > closed
        for tag in tags:
            depth += html.count(f"<{tag}>", done, start) + html.count(f"<{tag} ", done, start)
            depth -= html.count(f"</{tag}>", done, start)
        done = start
        if not (depth or is_in_tag):
            yield contact


_MINUTE, _DAY = Precision.MINUTE, Precision.DAY


class DateNames(NamedTuple):
    """What pages in a language call months, behind a day and alone, and the days of a week."""

    dated: Sequence[str]
    alone: Sequence[str]
    weekdays: Sequence[str]
    at: str


_ANOTHER_FORM: Final = 'Another form is as page.release.published.at.strftime("%d/%m/%Y").'


class _Languages(dict[str, DateNames]):
    """The names of dates by language; one that has none has those in English."""

    def __missing__(self, language: str) -> DateNames:
        if language and not re.fullmatch("[a-z]{2,3}", language):
            said = f"“{language}” is not a language"
            raise MisuseError(said, _ANOTHER_FORM)
        return self["en"]


def date_filters(words: Mapping[str, Mapping[str, str]]) -> dict[str, Callable[..., str]]:
    """Return the filters that write dates, with the words of a theme by language."""
    known = _Languages({language: _date_names(of) for language, of in words.items()})

    def date(moment: Moment, language: str = "en") -> str:
        """`5 March 2020`, or `March 2020` when no more is known; in Welsh `5 Mawrth 2020`."""
        names = known[language.partition("-")[0]]
        return in_words(moment, language, names.dated, names.alone)

    def datetime(moment: Moment, language: str = "en") -> str:
        """`5 March 2020 at 10:49am`, as far as it is known."""
        hour = clock(moment)
        day = date(moment, language)
        return f"{day} {known[language.partition('-')[0]].at} {hour}" if hour else day

    def weekday(moment: Moment, language: str = "en") -> str:
        """`Thursday 5 March`, for lists whose year is known; in Welsh `Dydd Iau 5 Mawrth`."""
        at, names = moment.at, known[language.partition("-")[0]]
        day, month = names.weekdays[at.weekday()], names.dated[at.month - 1]
        return f"{day} {at.day}\N{NO-BREAK SPACE}{month}"

    return {"date": date, "datetime": datetime, "weekday": weekday}


def _date_names(words: Mapping[str, str]) -> DateNames:
    dated, alone, weekdays = (tuple(words[name].split(", ")) for name in DATE_WORDS)
    return DateNames(dated, alone, weekdays, words["at"])


DATE_WORDS: Final = {"months_in_dates": 12, "months": 12, "weekdays": 7}
"""The words of a theme that are several names, and how many."""
_MONTHS: Final = ", ".join(MONTH_NAMES)
_ENGLISH: Final = date_filters({
    "en": {
        "months_in_dates": _MONTHS,
        "months": _MONTHS,
        "weekdays": ", ".join(WEEKDAY_NAMES),
        "at": "at",
    }
})  # fmt: skip


@lru_cache
def lang(language: str, around: str = "en") -> Markup:
    """Write the attribute `lang`, and `dir` if a text runs the other way than what is around it.

    `around` is the language of what is around it: a page's own begins as English runs.
    """
    return Markup(language_attributes(escape(language), around))  # noqa: S704 (escaped)


def iso(moment: Moment) -> str:
    """Write the moment for machines, to its own precision: for `<time>` and sitemaps."""
    at, precision = moment.at, moment.precision
    if precision is _MINUTE:
        return at.isoformat()
    return at.date().isoformat() if precision is _DAY else f"{at.year:04d}-{at.month:02d}"


def rfc3339(moment: Moment) -> str:
    """Write a whole timestamp, for Atom, JSON Feed and JSON-LD."""
    return moment.at.isoformat()


def rfc822(moment: Moment) -> str:
    """RSS's timestamp; English in every language."""
    # By hand, as Python's package for mail is slow to load.
    at = moment.at.astimezone(UTC)
    day, month = WEEKDAY_NAMES[at.weekday()][:3], MONTH_NAMES[at.month - 1][:3]
    return f"{day}, {at.day:02d} {month} {at.year:04d} {at:%H:%M:%S} +0000"


def as_json(value: Any) -> Markup:
    """Any plain value as JSON text."""
    text = json.dumps(value, ensure_ascii=False, default=refuse_in_json)
    if "\\" in text:
        text = _ESCAPE.sub(_legal, text)
    return Markup(text)  # noqa: S704 (for .json only)


_ESCAPE: Final = later(r"\\(?:u00[01][0-9a-f]|b|f|(.))")
"""An escape of JSON: of a character that no output may hold, or another."""


def _legal(escape: re.Match[str]) -> str:
    return escape[0] if escape[1] else ""


_END_OF_FIGURE: Final = "</figure>\n"


def _is_caption(html: str, at: int, end: int) -> bool:
    """Return whether a paragraph is a caption, and another one stands below it."""
    if html[end - 1] in ".!?:…>" or not html.startswith("<p>", end + len("</p>\n")):
        return False
    return is_caption(unescape(_TAG.sub("", html[at:end])))


def introduced(html: str) -> Markup:
    """Give the first paragraph of a body's HTML the class `introduction`, if it introduces it.

    It has at least 40 characters; labels such as `Appeal`, captions and a film may stand above it.
    A caption with another paragraph below it is a text without a full stop and without a verb.
    """
    html = str(html)
    at = html.find(_END_OF_FIGURE) + len(_END_OF_FIGURE) if html.startswith("<figure") else 0
    while html.startswith("<p>", at) and (end := html.find("</p>\n", at)) >= 0:
        if end - at >= FEWEST_CHARACTERS + len("<p>") and not _is_caption(html, at, end):
            html = f'{html[:at]}<p class="introduction">{html[at + len("<p>") :]}'
            break
        at = end + len("</p>\n")
    return Markup(html)  # noqa: S704 (clean HTML, from `html`)


def metadata(head: Any) -> Markup:
    """Write the meta elements of a page's head: Open Graph and the others."""
    kinds = (("property", head.properties), ("name", head.names))
    return Markup().join(
        Markup('<meta {}="{}" content="{}">\n').format(kind, name, value)
        for kind, pairs in kinds
        for name, value in pairs
    )


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "absolute": absolute,
    **_ENGLISH,
    "file_words": file_words,
    "in_query": in_query,
    "introduced": introduced,
    "iso": iso,
    "json": as_json,
    "lang": lang,
    "linked": linked,
    "metadata": metadata,
    "rfc3339": rfc3339,
    "rfc822": rfc822,
    "share_links": share_links,
    "telephone": telephone,
    "telephones": linked,
    "time": clock,
}
