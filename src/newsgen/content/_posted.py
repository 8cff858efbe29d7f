"""The dateline: `Posted on 10:49:00 on 5th March 2020`, and what other forces write.

A dateline is data. It is taken out of the body, and the theme renders the date. It opens the body
(under a heading that repeats the title, for some forces) or closes it; it fills its line.
"""

import re
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from newsgen.fast.patterns import later
from newsgen.model import dates
from newsgen.model.dates import DateError, Moment

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_MARKUP = " \t*_#" + _INVISIBLE
_USUAL: Final = "Posted on "
_PREFIX = later(
    r"(?P<word>posted|published|date published|issued|last modified|last updated)"
    r"\s*(?::|\bon\b|\bat\b)?\s*:?\s*(?P<date>\S.*)",
    re.IGNORECASE,
)
_SUFFIX = later(r"\s+(?:in\s+[A-Z].*|[—–-]\s*see all .*)$")
_LOOKS_DATED = later(r"posted (?:on|at) \d", re.IGNORECASE)
_DIGIT = later(r"[0-9]")
_HEADING = later(r"#{1,6}[ \t]+(?P<text>.*)")
LONGEST_LINE: Final = 120
LONGEST_LABEL: Final = 30
MOST_LABELS: Final = 2


class DatedLine(NamedTuple):
    """A date in a body: its moment, its line in the body (from 0) and the text of that line."""

    moment: Moment | None
    line: int
    text: str
    posted: bool = False
    error: DateError | None = None


class Dateline(NamedTuple):
    """A body with its dateline blanked out, so that every other line keeps its number."""

    body: str
    published: DatedLine | None
    updated: DatedLine | None


def take(body: str, title: str, zone: ZoneInfo) -> Dateline:
    """Take the dateline, and a heading that repeats the title, out of a body."""
    opening: dict[str, DatedLine] = {}
    cuts: list[tuple[int, int]] = []
    labels = position = line = 0
    while position < len(body):
        end = body.find("\n", position)
        end = len(body) if end < 0 else end
        text = body[position:end]
        if bare := text.strip(_MARKUP):
            word, dated = read(bare, line, zone)
            role = "updated" if word.startswith("last") else "published"
            if dated is not None and role not in opening:
                opening[role] = dated
                cuts.append((position, end))
            elif _repeats(text, title):
                cuts.append((position, end))
            elif not _is_label(bare) or opening or (labels := labels + 1) > MOST_LABELS:
                break
        position, line = end + 1, line + 1
    published = opening.get("published")
    if published is None and (closing := _closing(body, zone)):
        published, cut = closing
        cuts.append(cut)
    if published is None and "updated" not in opening and not cuts:
        return Dateline(body, None, None)
    for start, end in reversed(cuts):
        body = body[:start] + body[end:]
    return Dateline(body, published, opening.get("updated"))


def _is_label(bare: str) -> bool:
    """Return whether a line can be a heading of the old page (`News`) that stood above the date."""
    return len(bare) <= LONGEST_LABEL and not bare.endswith((".", ":", "?", "!", '"'))


def _repeats(text: str, title: str) -> bool:
    heading = _HEADING.match(text) if text.startswith("#") else None
    return heading is not None and _plain(heading["text"]) == _plain(title)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def _closing(body: str, zone: ZoneInfo) -> tuple[DatedLine, tuple[int, int]] | None:
    """Read the last line as a dateline: it must say so, or give a time of day."""
    stripped = body.rstrip()
    start = stripped.rfind("\n") + 1
    if not start:  # a body of one line is text, whatever it says
        return None
    word, dated = read(stripped[start:].strip(_MARKUP), stripped.count("\n"), zone)
    if dated is None or word.startswith("last") or dated.moment is None:
        return None
    if not word and dated.moment.precision is not dates.Precision.MINUTE:
        return None
    return dated, (start, len(stripped))


def read(text: str, line: int, zone: ZoneInfo) -> tuple[str, DatedLine | None]:
    """Read a line as a dateline.

    Returns:
        The word that introduces it, in lower case or empty, and the date; or no date if the line
        is text. A line `Posted on 31st ...` is a dateline even when its date is wrong.

    """
    if len(text) > LONGEST_LINE:
        return "", None
    if text.startswith(_USUAL) and (moment := dates.parse_usual(text[len(_USUAL) :], zone)):
        return "posted", DatedLine(moment, line, text, posted=True)
    if not _DIGIT.search(text):
        return "", None
    prefix = _PREFIX.fullmatch(text)
    word = prefix["word"].lower() if prefix else ""
    posted = word == "posted"
    date = (prefix["date"] if prefix else text).strip(_MARKUP).rstrip(".")
    if prefix:
        date = _SUFFIX.sub("", date)
    try:
        return word, DatedLine(dates.parse(date, zone), line, text, posted)
    except DateError as error:
        if error.code == "NG301" and not _LOOKS_DATED.match(text):
            return "", None
        return word, DatedLine(None, line, text, posted, error)
