"""What a plan says of the parts of releases: where they are, and how dates are written."""

import re
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from newsgen.config.rows import setting
from newsgen.importers.record_status import PUBLIC_WORDS
from newsgen.model.declared import choice, list_of, not_empty, text
from newsgen.model.refusal import refusal

_CODE: Final = "NG703"


def _selector(written: str) -> str:
    css, _, attribute = written.partition("@")
    try:
        LexborHTMLParser("<p>").css(css.strip())
    except SelectolaxError:
        message = f"“{written}” is not a CSS selector"
        bare = re.search(r"(\[[\w-]+[~|^$*]?=)(\d[\w-]*)\]", css)
        hint = (
            f"A value that begins with a digit needs quotes: {bare[1]}'{bare[2]}']."
            if bare
            else "Such as div.article, or time @datetime."
        )
        raise refusal(_CODE, message, hint) from None
    if "@" in written and not re.fullmatch(r"\s*[\w:-]+\s*", attribute):
        message = f"“{written}” has no name of an attribute behind @"
        raise refusal(_CODE, message, "Such as time @datetime.")
    return written


_SELECTORS: Final = list_of(text(_selector), 'Write ["{}"]')


@dataclass(frozen=True)
class PageSettings:
    """Where the parts of a release are in its page."""

    title: tuple[str, ...] = setting(
        _SELECTORS, "Where the headline is; the first that fits counts", ["h1"], default=()
    )
    date: tuple[str, ...] = setting(
        _SELECTORS,
        "Where the date is; after @ comes the attribute that has it",
        ["time @datetime", ".published"],
        default=(),
    )
    body: tuple[str, ...] = setting(
        _SELECTORS,
        "Where the text is; all that fit count, in the order of the page",
        ["div.article"],
        default=(),
    )
    remove: tuple[str, ...] = setting(
        _SELECTORS, "What to take out of the text, such as share bars", [".share"], default=()
    )
    summary: tuple[str, ...] = setting(
        _SELECTORS, "Where the summary is", ["meta[name=description] @content"], default=()
    )
    tags: tuple[str, ...] = setting(_SELECTORS, "Where each tag is", [".tags a"], default=())
    kind: tuple[str, ...] = setting(
        _SELECTORS, "Where words say what kind of release it is", [".category"], default=()
    )


_NAMES: Final = list_of(text(not_empty, minLength=1), 'Write ["{}"]')


@dataclass(frozen=True)
class RecordSettings:
    """Where the parts of a release are in its record: names of columns or fields."""

    records: str = setting(
        text(),
        "For JSON: the field that has the list of records. Default: the longest list",
        "data.items",
        default="",
    )
    url: tuple[str, ...] = setting(
        _NAMES,
        "The address; or a pattern of it below base_url, with names in braces",
        ["link", "/news/{slug}"],
        default=(),
    )
    also: tuple[str, ...] = setting(
        _NAMES,
        "Other addresses that lead to it, or patterns of them; all count. One of several records "
        "leads to the first",
        ["/node/{nid}"],
        default=(),
    )
    title: tuple[str, ...] = setting(
        _NAMES, "The headline; the first name that has one counts", ["title"], default=()
    )
    date: tuple[str, ...] = setting(_NAMES, "The date", ["published", "created"], default=())
    body: tuple[str, ...] = setting(
        _NAMES, "The text: all of these fields, in this order", ["intro", "text"], default=()
    )
    markup: str = setting(
        choice({"html": "HTML.", "text": "Plain text; a blank line ends a paragraph."}),
        "How the text is written",
        "html",
        default="html",
    )
    status: tuple[str, ...] = setting(
        _NAMES,
        "Who may see it. A record is imported only if all values of these fields are in public",
        ["status"],
        default=(),
    )
    public: tuple[str, ...] = setting(
        list_of(text(), 'Write ["{}"]'),
        'Values of status by which everybody may see it; * is any value, and "" an empty field',
        ["Published"],
        default=PUBLIC_WORDS,
    )
    summary: tuple[str, ...] = setting(_NAMES, "The summary", ["excerpt"], default=())
    kind: tuple[str, ...] = setting(_NAMES, "What kind of release it is", ["type"], default=())
    tags: tuple[str, ...] = setting(_NAMES, "The tags", ["tags[].name"], default=())
    language: tuple[str, ...] = setting(_NAMES, "The language", ["locale"], default=())
    pictures: tuple[str, ...] = setting(
        _NAMES, "Pictures, which are shown above the text", ["image.src"], default=()
    )
    files: tuple[str, ...] = setting(
        _NAMES, "Documents, which are shown below the text", ["attachments"], default=()
    )


@dataclass(frozen=True)
class DateSettings:
    """How dates are written."""

    order: str = setting(
        choice({"day-first": "03/05/2020 is 3 May.", "month-first": "03/05/2020 is 5 March."}),
        "Which of two numbers is the day",
        "day-first",
        default="day-first",
    )
    months: tuple[str, ...] = setting(
        list_of(text(not_empty, minLength=1), "Write all twelve, from January.", most=12),
        "The names of the months in a language other than English and Welsh, from January",
        ["janvier", "février"],
        default=(),
    )
