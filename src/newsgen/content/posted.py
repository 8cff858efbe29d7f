"""The dateline: `Posted on 10:49:00 on 5th March 2020`, and what other forces write.

A dateline is data. It is taken out of the body, and the theme renders the date. It opens the body
(for some forces under a heading or paragraph that repeats the title) or closes it; it fills its
line. Below one that closes the body, a caption or the number of its author may stand.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from newsgen.fast.patterns import later
from newsgen.model import dates
from newsgen.model.dates import DateError, Moment
from newsgen.model.labels import LONGEST_LABEL
from newsgen.model.refusal import is_one_edit

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_MARKUP = " \t*_#" + _INVISIBLE
_USUAL: Final = "Posted on "
OF_PUBLICATION: Final = (
    "posted", "published", "date published", "dated", "release date", "issued", "cyhoeddwyd",
    "postiwyd", "dyddiad cyhoeddi", "dyddiad rhyddhau",
)  # fmt: skip
OF_UPDATES: Final = ("last modified", "last updated", "diweddarwyd ddiwethaf")
_PREFIX = later(
    rf"(?P<word>{'|'.join((*OF_PUBLICATION, *OF_UPDATES))})"
    r"\s*(?::|\bon\b|\bat\b|\bar\b)?\s*:?\s*(?P<date>\S.*)",
    re.IGNORECASE,
)
_SUFFIX = later(r"\s+(?:in\s+[A-Z].*|[—–-]\s*see all .*)$")
_LOOKS_DATED = later(r"posted (?:on|at) \d", re.IGNORECASE)
_DIGIT = later(r"[0-9]")
_HEADING = later(r"#{1,6}[ \t]+(?P<text>.*)")
LONGEST_LINE: Final = 120
MOST_LABELS: Final = 2
MOST_SIGNS: Final = 6
"""By so many signs, such as quotation marks, a paragraph differs from the title that it repeats."""
MOST_CAPTIONS: Final = 2
_AUTHOR = later(r"Author ID: ?\d+[ \t]*$", re.MULTILINE)
_YEAR: Final = later(r"(?:19|20)(?<!\d..)\d\d(?!\d)", re.ASCII)
"""It begins with a figure: Python looks for what a pattern begins with faster than before each."""
_EDITED: Final = later(
    r"\s*(?:\((?:edited|amended|(?:last )?(?:updated|modified))\b(?: on| at|:)*(?P<date>[^()]+)\)"
    r"|[—–-]\s*update[ds]?:?\s+(?:at\s+)?(?P<time>\d[\d.:]*\s*(?:[ap]m|hrs|hours)?))$",
    re.IGNORECASE,
)
"""What stands behind a date when the text was changed: `(edited on 11 January 2021)`."""
_NOON: Final = later(r"\b(?:12\s+)?(?:noon|midday)\b", re.IGNORECASE)
_AT: Final = later(r"at\s+(?=\d)", re.IGNORECASE)
_WEBSITE: Final = later(
    r"(?P<word>\w+) (?:on|by) [^\d,;.]{1,60} (?:web ?site|web ?page|page|facebook|twitter) "
    r"(?=on |at )",
    re.IGNORECASE,
)
_LONG_WORD: Final = later(r"[A-Za-z]{5,}")
_KNOWN: Final = (
    *(name.lower() for name in (*dates.MONTH_NAMES, *dates.WEEKDAY_NAMES) if len(name) > 4),
    *("published", "posted", "updated", "issued"),
)
_ITEMS: Final = ("* ", "- ", "+ ", "> ", "• ")
_CAPTION_MARKS: Final = ("**", "_", "![")
YearOf = Callable[[str], int | None]
"""Returns the year of a date that has none, or None if it is not certain."""


class DatedLine(NamedTuple):
    """A date in a body: its moment, its line in the body (from 0) and the text of that line."""

    moment: Moment | None
    line: int
    text: str
    posted: bool = False
    error: DateError | None = None
    weekday: int | None = None
    """The weekday that it gives, 0 for Monday; its date may be of another."""

    @property
    def lacks_year(self) -> bool:
        """Whether it can be no date for want of a year: then it stays in the text."""
        return self.error is not None and self.error.code == "NG313"


class Dateline(NamedTuple):
    """A body with its dateline blanked out, so that every other line keeps its number."""

    body: str
    published: DatedLine | None
    updated: DatedLine | None
    other: DatedLine | None = None
    """Another line that gives a date of publication, and stays: its moment is not taken."""


def _no_year(_: str) -> None:
    return None


def take(body: str, titles: Iterable[str], zone: ZoneInfo, year_of: YearOf = _no_year) -> Dateline:
    """Take the dateline, and a heading or paragraph that repeats the title, out of a body.

    The title may have several forms, such as the written one and the one that readers see.
    Of two datelines that differ by the offset from UTC, the later one is local, and so is right.
    """
    opening, other, cuts = _opening(body, titles, zone, year_of)
    published = opening.get("published")
    if published is None or published.lacks_year:
        published, cut = _closing(body, zone, year_of) or (published, [])
        cuts += cut
    elif other is None and (closing := _closing(body, zone, year_of)):
        other = None if _local_of(published, closing[0]) else closing[0]
    if published is None and "updated" not in opening and not cuts:
        return Dateline(body, None, None, other)
    for start, end in reversed(cuts):
        body = body[:start] + body[end:]
    return Dateline(body, published, opening.get("updated"), other)


def _opening(
    body: str, titles: Iterable[str], zone: ZoneInfo, year_of: YearOf
) -> tuple[dict[str, DatedLine], DatedLine | None, list[tuple[int, int]]]:
    """Return the datelines that open a body by their role, one that is not taken, and the cuts."""
    opening: dict[str, DatedLine] = {}
    cuts: list[tuple[int, int]] = []
    labels = position = line = 0
    while position < len(body):
        end = body.find("\n", position)
        end = len(body) if end < 0 else end
        text = body[position:end]
        if bare := text.strip(_MARKUP):
            if bare[-1] == "," and body[end : end + 2] in ("\n\n", "\n", ""):
                bare = bare[:-1]
            word, dated = read(bare, line, zone, year_of)
            role = "updated" if word in OF_UPDATES else "published"
            chosen = _better(opening[role], word, dated) if role in opening else dated
            if chosen is not None:
                opening[role] = chosen
                if edited := _read_edited(bare, chosen, zone):
                    opening.setdefault("updated", edited)
                if not chosen.lacks_year:
                    cuts.append((position, end))
            elif _repeats(text, titles) or _repeats_alone(text, titles, body[end : end + 2]):
                cuts.append((position, end))
            elif not _is_label(bare) or opening or (labels := labels + 1) > MOST_LABELS:
                return opening, dated if dated and _is_stated(word, dated) else None, cuts
        position, line = end + 1, line + 1
    return opening, None, cuts


def _is_label(bare: str) -> bool:
    """Return whether a line can be a heading of the old page (`News`) that stood above the date."""
    return len(bare) <= LONGEST_LABEL and not bare.endswith((".", ":", "?", "!", '"'))


def _repeats(text: str, titles: Iterable[str]) -> bool:
    heading = _HEADING.match(text) if text.startswith("#") else None
    return heading is not None and _plain(heading["text"]) in map(_plain, titles)


def _repeats_alone(text: str, titles: Iterable[str], below: str) -> bool:
    """Return whether a line is a paragraph that says what the title says; text must follow."""
    if below != "\n\n" or text.lstrip().startswith(_ITEMS):
        return False
    return any(
        abs(len(text) - len(title)) <= MOST_SIGNS and _plain(text) == _plain(title)
        for title in titles
    )


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def _better(first: DatedLine, word: str, second: DatedLine | None) -> DatedLine | None:
    """Return the better of two datelines that mean one date, or None if they do not.

    Of two of one day the first is better, unless the second alone has a time of day. The second
    must say what it is, as a date alone may be a heading; nobody means midnight.
    """
    if local := _local_of(first, second):
        return local
    if not (word and second and second.moment and first.moment):
        return None
    ours, theirs = first.moment, second.moment
    month, minute = dates.Precision.MONTH, dates.Precision.MINUTE
    if month in (ours.precision, theirs.precision) or ours.at.date() != theirs.at.date():
        return None
    is_exact = theirs.precision is minute and (theirs.at.hour or theirs.at.minute)
    return second if is_exact and ours.precision is not minute else first


def _local_of(first: DatedLine, second: DatedLine | None) -> DatedLine | None:
    """Return the local one of two datelines that mean one minute, the other being UTC's clock."""
    if second is None or first.moment is None or second.moment is None:
        return None
    ours, theirs = first.moment, second.moment
    if not (ours.precision is theirs.precision is dates.Precision.MINUTE):
        return None
    apart = abs(theirs.at.replace(second=0) - ours.at.replace(second=0))
    if apart and apart != ours.at.utcoffset():
        return None
    return second if theirs.at > ours.at else first


def _closing(
    body: str, zone: ZoneInfo, year_of: YearOf
) -> tuple[DatedLine, list[tuple[int, int]]] | None:
    """Read one of the last lines as a dateline: it must say so, or give a time of day."""
    for cuts in _last_lines(body):
        start, end = cuts[0]
        word, dated = read(body[start:end].strip(_MARKUP), 0, zone, year_of)
        if dated is None or not _is_stated(word, dated):
            continue
        line = dated._replace(line=body.count("\n", 0, start))
        return line, [] if line.lacks_year else cuts
    return None


def _is_stated(word: str, dated: DatedLine) -> bool:
    """Return whether a line is meant as a date of publication: it says so, or gives a time of day.

    What a calendar does not have is one, too, and so is a date without its year.
    """
    if dated.moment is None:
        code = dated.error.code if dated.error else ""
        return bool(word) and word not in OF_UPDATES and code in {"NG302", "NG313"}
    is_timed = dated.moment.precision is dates.Precision.MINUTE
    return word not in OF_UPDATES and (bool(word) or is_timed)


_HALVED: Final = later(
    r"\d\s*[ap]\.?m\b|\bnoon\b|\bmidday\b|h(?:ou)?rs\b|\d\s*(?:z|utc|gmt|bst|[+-]\d\d:?\d\d)\b",
    re.IGNORECASE,
)
NOON: Final = 12


def without_half_time(dateline: Dateline) -> Dateline:
    """Leave only the day of a dateline whose hour may be that before noon or after."""
    line = dateline.published
    if line is None or line.moment is None or line.moment.precision is not dates.Precision.MINUTE:
        return dateline
    at = line.moment.at
    if not 1 <= at.hour <= NOON or _HALVED.search(line.text):
        return dateline
    day = Moment(at.replace(hour=0, minute=0, second=0), dates.Precision.DAY)
    return dateline._replace(published=line._replace(moment=day))


def take_bare(dateline: Dateline, zone: ZoneInfo, agrees: Callable[[Moment], bool]) -> Dateline:
    """Take a date that is the last paragraph of a body, for a release that has no other date.

    One that does not agree with its URL stays in the text. Below a label (`Next hearing`) or
    another date it is a date of something else.
    """
    body = dateline.body
    above, blank, last = body.rstrip().rpartition("\n\n")
    if not blank or "\n" in last or last.startswith(("#", *_ITEMS)):
        return dateline
    word, dated = read(
        last.strip(_MARKUP).removesuffix(","), body.count("\n", 0, len(above) + 2), zone
    )
    if word or dated is None or dated.moment is None:
        return dateline
    before = above.rpartition("\n")[2].strip(_MARKUP)
    if not before or before.endswith((":", ",")) or _is_label(before) or read(before, 0, zone)[1]:
        return dateline
    if not agrees(dated.moment):
        return dateline._replace(other=dated)
    return dateline._replace(body=f"{above}\n\n", published=dated)


def _last_lines(body: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the lines that may be a closing dateline: the last, or one above a caption.

    `Author ID: 12` below a release date goes with it, whatever stands below them.
    """
    end = len(body.rstrip())
    start = body.rfind("\n", 0, end) + 1
    if not start:  # a body of one line is text, whatever it says
        return
    yield [(start, end)]
    for _ in range(MOST_CAPTIONS):
        if not _is_caption(body[start:end]):
            break
        blank = body[:start].endswith("\n\n")
        end = len(body[:start].rstrip())
        start = body.rfind("\n", 0, end) + 1
        if blank and body[:start].endswith("\n\n"):
            yield [(start, end)]
    at = body.rfind("\nRelease date:") + 1 if "\nRelease date:" in body else 0
    below = body.find("\n", at) + 1
    if at and below and (author := _AUTHOR.match(body, below)):
        yield [(at, below - 1), author.span()]


def _is_caption(line: str) -> bool:
    bare = line.strip()
    return bare.startswith(_CAPTION_MARKS) or _is_label(bare)


def read(
    text: str, line: int, zone: ZoneInfo, year_of: YearOf = _no_year
) -> tuple[str, DatedLine | None]:
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
    date = (prefix["date"] if prefix else text).strip(_MARKUP).rstrip(_MARKUP + ".")
    if prefix:
        date = _SUFFIX.sub("", date)
    try:
        moment = dates.parse(date, zone)
        return word, DatedLine(moment, line, text, posted, weekday=dates.weekday_in(date))
    except DateError as error:
        if word and (completed := _with_year(date, zone, year_of)):
            weekday = dates.weekday_in(date)
            return word, DatedLine(completed[0], line, text, posted, completed[1], weekday)
        is_date = error.code != "NG301" or _LOOKS_DATED.match(text)
        as_written = (word, DatedLine(None, line, text, posted, error)) if is_date else ("", None)
        return _read_meant(text, line, zone, year_of) or as_written


def _read_meant(
    text: str, line: int, zone: ZoneInfo, year_of: YearOf
) -> tuple[str, DatedLine] | None:
    """Read a line that is a dateline but for a remark or a slip of the keyboard."""
    meant = _tidied(text) if _YEAR.search(text) else text
    word, dated = read(meant, line, zone, year_of) if meant != text else ("", None)
    return (word, dated._replace(text=text)) if dated and dated.moment else None


def _tidied(text: str) -> str:
    """Return a line without remarks on its date and without slips of the keyboard."""
    text = _NOON.sub("12pm", _EDITED.sub("", text))
    text = _WEBSITE.sub(r"\g<word> ", _AT.sub("", text) if _AT.match(text) else text)
    return _LONG_WORD.sub(_meant, text)


def _meant(word: re.Match[str]) -> str:
    """Return the month, weekday or word of a dateline that a word is but for one slip."""
    written = word[0].lower()
    if written in _KNOWN:
        return word[0]
    alike = (
        name
        for name in _KNOWN
        # One slip leaves the first letter or the last as it is.
        if (name[0] == written[0] or name[-1] == written[-1]) and abs(len(name) - len(written)) <= 1
    )
    return next((name for name in alike if is_one_edit(written, name)), word[0])


def _read_edited(text: str, dated: DatedLine, zone: ZoneInfo) -> DatedLine | None:
    """Read the remark behind a date that says when the text was changed."""
    may_be = (text.endswith(")") or "pdate" in text.lower()) and _YEAR.search(text)
    edited = _EDITED.search(text) if may_be else None
    if edited is None or dated.moment is None:
        return None
    date = edited["date"] or f"{edited['time']} {dated.moment.at:%d/%m/%Y}"
    try:
        return dated._replace(moment=dates.parse(date.strip(" ."), zone), weekday=None)
    except DateError:
        return None


def offset_in(text: str) -> str | None:
    """Return the offset from UTC that a date gives, with or without a word before it, or None."""
    prefix = _PREFIX.fullmatch(text.strip(_MARKUP))
    date = _SUFFIX.sub("", prefix["date"]) if prefix else text
    return dates.offset_in(date.strip(_MARKUP).rstrip("."))


def _with_year(
    date: str, zone: ZoneInfo, year_of: YearOf
) -> tuple[Moment | None, DateError | None] | None:
    """Read a date that lacks nothing but its year, which the rest of the release may give."""
    try:
        dates.parse(dates.with_year(date, _LEAP_YEAR), zone)
        if year := year_of(date):
            return dates.parse(dates.with_year(date, year), zone), None
    except DateError:
        return None
    return None, DateError("NG313", f"“{date}” has no year")


_LEAP_YEAR: Final = 2000


_UTC: Final = ZoneInfo("UTC")


def year_of(date: str, values: dict[str, Any], body: str) -> int | None:
    """Return the year of a date, as the front matter and the text of a release say it."""
    path = _path(values.get("url"))
    if folders := dates.month_of_path(path):
        return folders[0]
    weekday = dates.weekday_in(date)
    for text in (path, "\n".join([*_texts(values), body])):
        years = {int(year) for year in _YEAR.findall(text)}
        fitting = {year for year in years if weekday in (None, _weekday(date, year))}
        if len(fitting) == 1 and (weekday is not None or text is path):
            return fitting.pop()
    return None


def _path(url: Any) -> str:
    try:
        return urlsplit(url).path if isinstance(url, str) else ""
    except ValueError:
        return ""


def _texts(value: Any) -> Iterable[str]:
    """Yield all texts of the front matter."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for below in value.values() if isinstance(value, dict) else value:
            yield from _texts(below)


def _weekday(date: str, year: int) -> int | None:
    """Return the weekday of a date in a year, or None if that has no such day."""
    try:
        return dates.parse(dates.with_year(date, year), _UTC).at.weekday()
    except dates.DateError:
        return None
