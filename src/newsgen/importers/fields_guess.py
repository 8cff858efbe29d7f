"""A first plan for records of data: which of their fields have address, title, date and text."""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from newsgen.importers.part_settings import DateSettings, RecordSettings
from newsgen.importers.record_status import guess_status
from newsgen.importers.record_values import names_in, plain_name, texts
from newsgen.importers.records import date_text, files_at
from newsgen.importers.written_dates import read_date

_MOST_NAMES: Final = 400
_LONG: Final = 120
_HAS_TAGS: Final = re.compile(
    r"</?(?:p|br|div|h[1-6]|ul|ol|li|a|strong|em|table|span|img)\b", re.IGNORECASE
)
_LANGUAGE: Final = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
_URL: Final = re.compile(r"(?:https?://|/)[^\s|]*", re.IGNORECASE)
_SLUG: Final = re.compile(r"[\w.~-]{1,200}")
_PICTURE: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:$|[?#])", re.IGNORECASE)
_FILE: Final = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|csv|txt|zip|mp[34])(?:$|[?#])", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"\{?[\da-fA-F]+(?:-[\da-fA-F]+)*\}?")
"""An id: a number, or a GUID."""
_WORDS: Final = ("name", "label", "title")
_LEAST: Final = 0.02
"""The share of the records that a field must fit."""


class FieldFit(NamedTuple):
    """A field with how many records it fits."""

    name: str
    records: int


class _Values(NamedTuple):
    """What the records have under a name: their first texts."""

    name: str
    texts: list[str]


class GuessedFields(NamedTuple):
    """The fields that were guessed, each with how many of the records it fits."""

    fits: dict[str, tuple[FieldFit, ...]]
    settings: RecordSettings
    dates: DateSettings
    records: int


def guess_fields(
    rows: Sequence[Mapping[str, Any]], zone: ZoneInfo, listed: Container[str] = frozenset()
) -> GuessedFields:
    """Return which fields of records have what; the paths of a list are those of addresses."""
    names = list(dict.fromkeys(name for row in rows for name in names_in(row)))[:_MOST_NAMES]
    every = [_values(name, rows) for name in names if not _is_translation(name, names)]
    taken: set[str] = set()
    dates = _order(
        [text for each in every if _is_called(each.name, _NAMES["date"]) for text in each.texts]
    )
    fits: dict[str, tuple[FieldFit, ...]] = {}

    def is_date(text: str) -> bool:
        return read_date(date_text(text), dates, zone) is not None

    for part, is_fit in (
        ("url", _is_url), ("date", is_date), ("language", _LANGUAGE.fullmatch), ("body", _is_long),
        ("title", _is_title), ("pictures", _is_picture), ("files", _is_file),
        ("summary", _is_summary), ("tags", _is_tag),
    ):  # fmt: skip
        free = [each for each in every if each.name not in taken]
        best = _best(part, is_fit, free, len(rows), listed)
        fits[part] = tuple(best)
        taken.update(each.name for each in best)
    for part in ("pictures", "files"):
        fits[part] = tuple(fit._replace(name=_object_of(fit.name, rows)) for fit in fits[part])
    if not fits["url"]:
        slug = next(iter(_best("slug", _SLUG.fullmatch, every, len(rows))), None)
        fits["url"] = (FieldFit(f"/news/{{{slug.name}}}", slug.records),) if slug else ()
    bodies = [
        text for each in every if each.name in {f.name for f in fits["body"]} for text in each.texts
    ]
    has_tags = 2 * sum(bool(_HAS_TAGS.search(text)) for text in bodies) >= len(bodies)
    status, public, seen = guess_status(rows, (name for name in names if "[]" not in name))
    fits["status"] = (FieldFit(status, seen),) if status else ()
    chosen: dict[str, Any] = {
        part: tuple(each.name for each in best) for part, best in fits.items()
    }
    settings = RecordSettings(**chosen, public=public, markup="html" if has_tags else "text")
    return GuessedFields(fits, settings, dates, len(rows))


def _values(name: str, rows: Iterable[Mapping[str, Any]]) -> _Values:
    return _Values(name, [text for row in rows for text in islice(texts(row, name), 1)])


def _is_translation(name: str, names: Iterable[str]) -> bool:
    """Return whether a field is in another language than English, and its neighbour is not."""
    above, _, last = name.rpartition(".")
    if not above or not _LANGUAGE.fullmatch(last) or last.startswith("en"):
        return False
    return any(each.startswith((f"{above}.en-", f"{above}.en_")) or each == f"{above}.en"
               for each in names)  # fmt: skip


# What the values of parts look like, and how they are called, the likeliest name first


_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "url": ("url", "link", "permalink", "canonical", "href", "address", "loc", "guid", "path",
            "id"),
    "slug": ("slug", "alias", "url_name", "urlname", "path", "id", "number", "ref"),
    "date": ("published", "pubdate", "publish", "date", "posted", "issued", "created", "time",
             "updated", "modified"),
    "title": ("title", "headline", "heading", "subject", "name"),
    "body": ("content:encoded", "content", "body", "html", "article", "text", "main",
             "description"),
    "summary": ("summary", "excerpt", "teaser", "standfirst", "intro", "abstract", "description"),
    "tags": ("tags", "tag", "keywords", "topics", "categories", "category"),
    "language": ("language", "lang", "locale"),
    "pictures": ("image", "picture", "photo", "thumbnail", "enclosure", "media"),
    "files": ("attachments", "documents", "document", "files", "file", "enclosure", "download"),
}  # fmt: skip


def _is_called(name: str, likely: Sequence[str]) -> bool:
    return _rank(name, likely) < len(likely)


def _rank(name: str, likely: Sequence[str]) -> int:
    """Return how far down a list of likely names one is; the length of the list if it is not."""
    name = plain_name(name)
    plain = re.sub(r"[\W_]+", "", name.rpartition(".")[2] or name).lower()
    whole = re.sub(r"[\W_]+", "", name).lower()
    for rank, each in enumerate(likely):
        word = re.sub(r"[\W_]+", "", each)
        if word in (plain, whole) or (len(word) > 3 and word in whole):
            return rank
    return len(likely)


def _is_url(text: str) -> bool:
    return bool(_URL.fullmatch(text)) and not (_PICTURE.search(text) or _FILE.search(text))


def _is_long(text: str) -> bool:
    return len(text) > _LONG or bool(_HAS_TAGS.search(text))


def _is_title(text: str) -> bool:
    return 3 < len(text) < 3 * _LONG and " " in text and not _HAS_TAGS.search(text)


def _is_summary(text: str) -> bool:
    return len(text) > 20 and " " in text


def _is_tag(text: str) -> bool:
    return len(text) < _LONG and not _URL.fullmatch(text) and not _NUMBER.fullmatch(text)


def _path_of(url: str) -> str:
    return url if url.startswith("/") else "/" + url.partition("://")[2].partition("/")[2]


def _object_of(name: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the name of the smallest object that has an address and its words."""
    urls = [list(texts(row, name)) for row in rows]
    for end in reversed(list(re.finditer(r"(?:\[\])?\.", name))):
        above = name[: end.start()]
        every = [list(files_at(row, [above])) for row in rows]
        if [[file.url for file in files] for files in every] != urls:
            break
        if any(file.words for files in every for file in files):
            return above
    return name


def _is_picture(text: str) -> bool:
    return bool(_URL.match(text) and _PICTURE.search(text))


def _is_file(text: str) -> bool:
    return bool(_URL.match(text) and _FILE.search(text))


_MUST_BE_CALLED: Final = frozenset({"date", "language", "tags", "summary", "slug"})
"""Parts whose values look like those of many other fields."""


def _best(
    part: str,
    is_fit: Callable[[str], object],
    every: Iterable[_Values],
    records: int,
    listed: Container[str] = frozenset(),
) -> list[FieldFit]:
    """Return the field that fits best, if one does."""
    likely = _NAMES[part]
    scored = []
    for each in every:
        fitting = sum(1 for text in each.texts if is_fit(text))
        share = fitting / max(1, records)
        rank = _rank(each.name, likely)
        is_called = rank < len(likely)
        if (
            share < _LEAST
            or 2 * fitting < len(each.texts)
            or (part in _MUST_BE_CALLED and not is_called)
        ):
            continue
        if part in ("title", "url") and len(set(each.texts)) * 2 < len(each.texts):
            continue  # the same for most, such as an area
        length = sum(map(len, each.texts)) / max(1, len(each.texts))
        is_of_system = each.name.startswith("sys.")
        bonus = 0 if is_of_system else (len(likely) - rank) / len(likely)
        if part == "body":
            bonus += min(length / 2_000, 1)
        elif part == "url":
            bonus += 2 * sum(_path_of(text) in listed for text in each.texts) / records
        elif part == "tags" and each.name.rpartition(".")[2] in _WORDS:
            bonus += 1
        scored.append((share + bonus, each.name, fitting))
    scored.sort(key=lambda row: (-row[0], row[1]))
    return [FieldFit(name, fitting) for _, name, fitting in scored[:1]]


def _order(written: Iterable[str]) -> DateSettings:
    """Return which of two numbers is the day, by dates that have one above 12."""
    counts: Counter[bool] = Counter()
    for text in written:
        if match := re.match(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}\b", text):
            first, second = int(match[1]), int(match[2])
            counts[True] += second > 12
            counts[False] += first > 12
    return DateSettings(order="month-first" if counts[True] > counts[False] else "day-first")
