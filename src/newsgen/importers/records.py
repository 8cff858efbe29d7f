"""Records of data: rows of a table, objects of JSON, items of a feed. Each is a release.

A kind of data is a function that yields rows; what is in their fields is the plan's to say.
"""

import hashlib
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields as fields_of, replace
from datetime import UTC, datetime
from html import escape, unescape
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import quote, urljoin

from newsgen.importers.capture import HTML, Capture, Record, RecordFile, joined
from newsgen.importers.part_settings import RecordSettings
from newsgen.importers.record_status import why_not_public
from newsgen.importers.record_values import BRACE, names_in, texts, value_at, without_language
from newsgen.importers.unread_fields import unread_in
from newsgen.model.dates import MONTH_NAMES

_LONGEST_ADDRESS: Final = 4_096
_PARTS: Final = tuple(part.name for part in fields_of(RecordSettings)
                      if part.name not in ("records", "markup", "public"))  # fmt: skip
_ADDRESSES: Final = ("src", "url", "href", "link", "file", "loc", "source_url", "guid")
_WORDS: Final = ("alt", "alt_text", "title", "name", "description", "label")
_CAPTIONS: Final = ("caption", "credit")


class DataRow(NamedTuple):
    """A record: where it is, and its values by their names; or why it cannot be read.

    `doubt` says what is odd about one that can be read.
    """

    origin: str
    values: Mapping[str, Any]
    trouble: str = ""
    doubt: str = ""


ReadRows = Callable[[Path, str], Iterator[DataRow]]
"""Yields the rows of a file; the text says which of its fields has the records."""


class DataSource:
    """A file with records."""

    def __init__(
        self, kind: str, file: Path, read: ReadRows, fields: RecordSettings, base_url: str | None
    ) -> None:
        self.kind, self._file, self._read = kind, file, read
        self._fields, self._base = fields, base_url

    @property
    def file(self) -> Path:
        return self._file

    def reading(self, records: str) -> "DataSource":
        """Return this source with the list of records that has a name."""
        fields = replace(self._fields, records=records)
        return DataSource(self.kind, self._file, self._read, fields, self._base)

    def rows(self) -> Iterator[DataRow]:
        return self._read(self._file, self._fields.records)

    def captures(self, wanted: Container[str] | None = None) -> Iterator[Capture]:
        """Yield a capture of each record, and last of addresses that have no public one."""
        origins: dict[str, tuple[str, bytes]] = {}
        hidden: list[Capture] = []
        others: set[str] = set()
        for row in self.rows():
            if wanted is not None and row.origin not in wanted:
                continue
            capture = capture_of(row, self._fields, self._base)
            if capture.counts:
                hidden.append(capture)
                continue
            if not capture.url:
                yield capture
                continue
            digest = hashlib.blake2b(repr((capture.body, capture.record)).encode()).digest()
            origin, other = origins.setdefault(capture.url, (row.origin, digest))
            if origin == row.origin:
                yield capture
                if wanted is None:
                    yield from self._others(row, capture.url, others)
            elif other != digest:  # another record would be lost
                trouble = f"{capture.url} is the address of {origin} too, which says something else"
                yield Capture(row.origin, trouble=trouble)
        for capture in hidden:
            is_public_too = capture.url in origins
            yield replace(capture, url="", alias=capture.url) if is_public_too else capture

    def _others(self, row: DataRow, url: str, passed: set[str]) -> Iterator[Capture]:
        """Yield redirects from the other addresses of a record that no record before it has."""
        names = self._fields.also
        written = [text for name in names if "{" not in name for text in texts(row.values, name)]
        written += [_address(row.values, [name], self._base)[0] for name in names if "{" in name]
        for other in filter(None, dict.fromkeys(written)):
            old = joined(f"{self._base}/", other) if self._base else other
            if old != url and old not in passed:
                passed.add(old)
                yield Capture(f"{row.origin}, another address", old, status=301, location=url)


def capture_of(row: DataRow, fields: RecordSettings, base: str | None) -> Capture:
    """Return a record as a capture, or why it cannot be one; of what is not public, a count."""
    if row.trouble:
        return Capture(row.origin, trouble=row.trouble)
    values = row.values
    url, trouble = _address(values, fields.url, base)
    why = why_not_public(values, fields.status, fields.public)
    if trouble and not why:
        return Capture(row.origin, trouble=trouble)
    every = [text for name in fields.body for text in texts(values, name)]
    bodies = list(map(paragraphs if fields.markup == "text" else captioned, every))
    problems = [("unread", row.doubt)] if row.doubt else []
    problems += [
        (part, f"{name} names something without an address")
        for part, names in (("pictures", fields.pictures), ("missing-file", fields.files))
        for name in names
        if any(_has_no_address(value) for value in value_at(values, name))
    ]
    title, summary = (" ".join(_first(values, names).split())
                      for names in (fields.title, fields.summary))  # fmt: skip
    pictures, files = (tuple(files_at(values, each)) for each in (fields.pictures, fields.files))
    addresses = (each.url for each in (*pictures, *files))
    shown = " ".join([*bodies, *every, escape(title), summary, *addresses])
    unread = tuple(unread_in(values, [name for part in _PARTS for name in getattr(fields, part)],
                             shown))  # fmt: skip
    record = Record(
        title,
        tuple((name, date_text(text)) for name in fields.date for text in texts(values, name)),
        summary,
        _first(values, fields.kind),
        tuple(dict.fromkeys(_all(values, fields.tags))),
        _first(values, fields.language),
        pictures,
        files,
        problems=tuple(problems),
        rest=tuple(each.words for each in unread if each.is_long),
        unread=unread,
    )
    body = "\n".join(bodies).encode("utf-8", "replace")
    capture = Capture(row.origin, url, media_type=HTML, charset="utf-8", body=body, record=record)
    hidden = ((f"not public ({why})", 1),)
    return replace(capture, status=403, counts=hidden) if why else capture


# Values


def _first(values: Any, names: Iterable[str]) -> str:
    return next((text for name in names for text in texts(values, name)), "")


def _all(values: Any, names: Iterable[str]) -> Iterator[str]:
    """Yield all texts of a list of words, which may be one text with commas or bars."""
    for name in names:
        every = list(texts(values, name))
        for text in every:
            parts = re.split(r"[,;|]", text) if len(every) == 1 else [text]
            yield from filter(None, (" ".join(part.split()) for part in parts))


def files_at(values: Any, names: Iterable[str]) -> Iterator[RecordFile]:
    """Yield pictures or documents: addresses, or objects that have one and its words."""
    for name in names:
        for value in value_at(values, name):
            if isinstance(value, str) and value.strip():
                for url in value.split("|"):
                    if url.strip():
                        yield RecordFile(url.strip())
            elif isinstance(value, Mapping):
                url, words, caption = (
                    _first_within(value, keys) for keys in (_ADDRESSES, _WORDS, _CAPTIONS)
                )
                if url:
                    yield RecordFile(url, "" if url.endswith(f"/{words}") else words, caption)


def _has_no_address(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and not _first_within(value, _ADDRESSES)


def _first_within(value: Mapping[str, Any], keys: Sequence[str]) -> str:
    """Return the first text that an object has under one of some names, however deep it is."""
    if text := _first(value, keys):
        return text
    names = sorted(names_in(value), key=lambda name: name.count("."))
    return next((text for key in keys for name in names if _last_step(name) == key
                 for text in texts(value, name)), "")  # fmt: skip


def _last_step(name: str) -> str:
    """Return the last part of a name that is not a language, such as `title` of `title.en-GB`."""
    above = without_language(name)
    return name.rpartition(".")[2] if above == name else _last_step(above)


# Addresses


def _address(values: Any, names: Sequence[str], base: str | None) -> tuple[str, str]:
    """Return the address of a record, or why it has none."""
    for name in names:
        missing: list[str] = []

        def fill(brace: re.Match[str], missing: list[str] = missing) -> str:
            text = _first(values, [brace[1]])
            missing += [] if text else [brace[1]]
            return quote(text, safe="/-._~%")

        is_pattern = "{" in name
        try:
            text = BRACE.sub(fill, name) if is_pattern else _first(values, [name])
            text.encode()
        except UnicodeEncodeError as error:
            return "", f"“{error.object[:200]}” holds half of a character, so it is not an address"
        if not text or missing:
            continue
        with suppress(ValueError):
            url = urljoin(f"{base}/", text) if base else text
            if url.lower().startswith(("http://", "https://")):
                return url[:_LONGEST_ADDRESS], ""
        hint = "" if base or "://" in text else ": write base_url into the plan"
        return "", f"“{text[:200]}” is not an absolute URL{hint}"
    return "", f"the record has no address in {', '.join(names) or 'fields.url'}"


# Texts

_CAPTIONED: Final = re.compile(r"""<img\b[^>]*\sdata-caption=(?:"([^"]+)"|'([^']+)')[^>]*>""")


def captioned(text: str) -> str:
    """Return HTML in which a picture with a caption among its attributes is a figure.

    Systems keep it so, and write the figure only when they show the page.
    """

    def figure(match: re.Match[str]) -> str:
        caption = unescape(match[1] or match[2])
        return f"<figure>{match[0]}<figcaption>{caption}</figcaption></figure>"

    return _CAPTIONED.sub(figure, text)


def paragraphs(text: str) -> str:
    """Return a text without tags as HTML: a blank line ends a paragraph, another one a line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    every = (part.strip() for part in re.split(r"\n[ \t]*\n", lines))
    return "\n".join(
        f"<p>{'<br>'.join(escape(line.strip(), quote=False) for line in part.split(chr(10)))}</p>"
        for part in every if part
    )  # fmt: skip


_EPOCH: Final = re.compile(r"(?:/Date\()?(\d{9,10}|\d{12,13})(?:[+-]\d{4})?(?:\)/)?(?:\.0+)?")
_COMPACT: Final = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?\d\d)?(Z?))?")
_YEAR_FIRST: Final = re.compile(r"((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})\b")
_SHORT_YEAR: Final = re.compile(r"(?<!\d)(\d{1,2}[/.-]\d{1,2}[/.-])(\d\d)(?=\s|$)")
_SHORT_NAME: Final = re.compile(
    rf"(\d{{1,2}})-({'|'.join(name[:3] for name in MONTH_NAMES)})-(\d\d|\d{{4}})\b", re.IGNORECASE
)


def date_text(text: str) -> str:
    """Return a date as people write it, where a program wrote it in another shape."""
    if match := _EPOCH.fullmatch(text):
        number = int(match[1])
        seconds = number / 1_000 if number > 10**11 else number
        with suppress(ValueError, OverflowError, OSError):
            return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    if match := _COMPACT.fullmatch(text):
        day = "-".join(match.groups()[:3])
        return f"{day} {match[4]}:{match[5]}{match[6]}" if match[4] else day
    text = _YEAR_FIRST.sub(lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}", text)
    text = _SHORT_NAME.sub(lambda m: f"{m[1]} {m[2]} {_long(m[3])}", text)
    return _SHORT_YEAR.sub(lambda m: m[1] + _long(m[2]), text, count=1)


def _long(year: str) -> str:
    """Return a year with its century; no force had a website before 1990."""
    return year if len(year) > 2 else f"{'19' if int(year) >= 90 else '20'}{year}"
