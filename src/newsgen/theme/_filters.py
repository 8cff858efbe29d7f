"""The filters that templates have beside Jinja's own. All are pure."""

import json
import re
from collections.abc import Callable
from datetime import UTC
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote

from markupsafe import Markup, escape

from newsgen.fast.patterns import later
from newsgen.model.dates import (
    MONTH_NAMES,
    WEEKDAY_NAMES,
    Moment,
    Precision,
    clock,
    in_words,
    month_names,
)
from newsgen.model.labels import FEWEST_CHARACTERS
from newsgen.theme._files import file_words
from newsgen.theme._telephones import telephone, telephones

_WELSH_DAYS: Final = (
    "Dydd Llun", "Dydd Mawrth", "Dydd Mercher", "Dydd Iau", "Dydd Gwener", "Dydd Sadwrn", "Dydd Sul"
)  # fmt: skip
_MINUTE, _DAY = Precision.MINUTE, Precision.DAY
_ROOTED = later(r'((?:href|src|poster)=")/(?!/)')


def datetime(moment: Moment, language: str = "en") -> str:
    """`5 March 2020 at 10:49am`, as far as it is known."""
    day, hour = in_words(moment, language), clock(moment)
    if not hour:
        return day
    return f"{day} am {hour}" if language.startswith("cy") else f"{day} at {hour}"


def weekday(moment: Moment, language: str = "en") -> str:
    """`Thursday 5 March`, for lists whose year is known; in Welsh `Dydd Iau 5 Mawrth`."""
    at = moment.at
    days = _WELSH_DAYS if language.startswith("cy") else WEEKDAY_NAMES
    return f"{days[at.weekday()]} {at.day}\N{NO-BREAK SPACE}{month_names(language)[at.month - 1]}"


_RIGHT_TO_LEFT: Final = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}
)
_SCRIPTS: Final = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Syrc", "Thaa"})
"""Scripts that run from right to left; a tag with another script, such as `ks-Deva`, does not."""


def _direction(language: str) -> str:
    first, *others = language.split("-")
    script = next((part.title() for part in others if len(part) == 4), "")
    is_rtl = script in _SCRIPTS if script else first in _RIGHT_TO_LEFT
    return "rtl" if is_rtl else "ltr"


@lru_cache
def lang(language: str, around: str = "en") -> Markup:
    """Write the attribute `lang`, and `dir` if a text runs the other way than what is around it.

    `around` is the language of what is around it: a page's own begins as English runs.
    """
    turned = _direction(language)
    direction = "" if turned == _direction(around) else f' dir="{turned}"'
    return Markup(f' lang="{escape(language)}"{direction}')  # noqa: S704 (escaped)


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
    text = json.dumps(value, ensure_ascii=False)
    if "\\" in text:
        text = _ESCAPE.sub(_legal, text)
    return Markup(text)  # noqa: S704 (for .json only)


_ESCAPE: Final = later(r"\\(?:u00[01][0-9a-f]|b|f|(.))")
"""An escape of JSON: of a character that no output may hold, or another."""


def _legal(escape: re.Match[str]) -> str:
    return escape[0] if escape[1] else ""


def absolute(text: str, base: str) -> Markup:
    """HTML whose links and pictures from the root get the host of `base`: for feeds."""
    host = base.rstrip("/")
    return Markup(_ROOTED.sub(rf"\g<1>{host}/", str(text)))  # noqa: S704 (clean HTML, from `html`)


_END_OF_FIGURE: Final = "</figure>\n"


def introduced(html: str) -> Markup:
    """Give the first paragraph of a body's HTML the class `introduction`, if it introduces it.

    It has at least 40 characters; labels such as `Appeal`, captions and a film may stand above it.
    """
    html = str(html)
    at = html.find(_END_OF_FIGURE) + len(_END_OF_FIGURE) if html.startswith("<figure") else 0
    while html.startswith("<p>", at) and (end := html.find("</p>\n", at)) >= 0:
        if end - at >= FEWEST_CHARACTERS + len("<p>"):
            html = f'{html[:at]}<p class="introduction">{html[at + len("<p>") :]}'
            break
        at = end + len("</p>\n")
    return Markup(html)  # noqa: S704 (clean HTML, from `html`)


def share_links(url: str, email: str) -> Markup:
    """Write the items of a list of links for sharing an address; they load nothing.

    `email` is the word for it; the others are names.

    Here, and not in a template, as every release has them.
    """
    quoted = in_query(url)
    return Markup(  # noqa: S704 (escaped)
        f"""\
<li><a href="mailto:?body={quoted}">{escape(email)}</a></li>
<li><a href="https://wa.me/?text={quoted}" rel="nofollow">WhatsApp</a></li>
<li><a href="https://www.facebook.com/sharer/sharer.php?u={quoted}" rel="nofollow">Facebook</a></li>
<li><a href="https://x.com/intent/post?url={quoted}" rel="nofollow">X</a></li>"""
    )


def in_query(text: str) -> str:
    """Write a text so that it can stand in the query of an address, which may stand in HTML."""
    return quote(text, safe=":/").replace(":", "%3A").replace("/", "%2F")  # quicker than safe=""


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
    "date": in_words,
    "datetime": datetime,
    "file_words": file_words,
    "in_query": in_query,
    "introduced": introduced,
    "iso": iso,
    "json": as_json,
    "lang": lang,
    "metadata": metadata,
    "rfc3339": rfc3339,
    "rfc822": rfc822,
    "share_links": share_links,
    "telephone": telephone,
    "telephones": telephones,
    "time": clock,
    "weekday": weekday,
}
