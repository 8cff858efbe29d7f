"""What every kind of source gives: captures, one for each time that it has an address."""

import mimetypes
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple, Protocol
from urllib.parse import urljoin

from newsgen.importers.byte_order import as_utf8
from newsgen.importers.unread_fields import UnreadValue
from newsgen.model.urls import PAGE_EXTENSIONS

HTML: Final = "text/html"
UNKNOWN_HOST: Final = "unknown.invalid"
"""The host of addresses in a folder that does not show it; `base_url` of the plan says it."""
UNKNOWN_TYPE: Final = "application/octet-stream"
LARGEST_PAGE: Final = 8 << 20
"""Bytes of a page: the longest of real archives has a tenth of it."""
LARGEST_FILE: Final = 256 << 20
"""Bytes of another file, which is held in memory while it is copied."""
_START: Final = 1 << 16
_HTML_TYPES: Final = {HTML, "application/xhtml+xml"}
_LOOKS_LIKE_HTML: Final = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


class RecordFile(NamedTuple):
    """A picture above the text of a record, or a document below it: its address and its words.

    The words are the alternative of a picture, or the title of a document.
    """

    url: str
    words: str = ""
    caption: str = ""


class Record(NamedTuple):
    """What a source of data has of a release beside its HTML, which is the body of the capture.

    `dates` have the name of their field and the text in it; the first that can be read counts.
    `type` is what the source calls such a record, where it has several types. `kind`, `status` and
    `embargo` are as newsgen's front matter has them. `problems` are what the reader could not
    bring along, with names of the plan. `uses` are addresses of files that belong to it, though
    nothing of it shows them. `rest` are texts of fields that the plan does not name,
    `unread` are all those fields.
    """

    title: str
    dates: tuple[tuple[str, str], ...] = ()
    summary: str = ""
    kind: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    pictures: tuple[RecordFile, ...] = ()
    files: tuple[RecordFile, ...] = ()
    status: str = ""
    embargo: str = ""
    type: str = ""
    problems: tuple[tuple[str, str], ...] = ()
    uses: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    unread: tuple[UnreadValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Capture:
    """What a source has of one address at one time.

    Without a `url` it is a place of the source that cannot be read, and `trouble` says why.
    With one, `trouble` says why the body is missing or not whole. `origin` is where in the
    source it is. `alias` is the address by which other pages of the source link to it, where
    that is another one. `same_as` is the digest of another capture's body, which is its body
    too; `digest` is that of its own, where the source knows it. `record` is what a source of
    data knows of a release: it counts instead of what a page says. A redirect is a capture of
    its own, with `location`, and what nobody may see is one with the status 403, whose body and
    record tell only of its files. What `is_listed` is only named by a list of addresses, and
    says nothing of what another source has. `counts` are what the source only counts, such as
    comments; with nothing else, they are all that the capture is for. What is hidden nobody may
    see yet: it is imported, and the report does not list it.
    """

    origin: str
    url: str = ""
    at: datetime | None = None
    status: int = 200
    media_type: str = ""
    charset: str = ""
    location: str = ""
    body: bytes = b""
    trouble: str = ""
    alias: str = ""
    is_guessed: bool = False
    digest: str = ""
    same_as: str = ""
    record: Record | None = None
    is_listed: bool = False
    counts: tuple[tuple[str, int], ...] = ()
    is_hidden: bool = False

    @property
    def is_page(self) -> bool:
        return self.media_type in _HTML_TYPES


class CaptureSource(Protocol):
    """A kind of source. `kind` names it in the plan."""

    kind: str

    def captures(self, wanted: Collection[str] | None = None) -> Iterator[Capture]:
        """Yield all captures, always in one order, or those that have a wanted origin.

        What cannot be read may be among these too.
        """


def joined(base: str, address: str) -> str:
    """Return what an address means to browsers where it stands.

    One that cannot be read is as it is.
    """
    path = address.partition("#")[0].partition("?")[0]  # behind it a backslash is one
    try:
        url = urljoin(base, path.replace("\\", "/") + address[len(path) :])
    except ValueError:
        return address
    scheme, sign, rest = url.partition("://")
    return scheme.lower() + sign + rest if scheme.isalpha() else url


def type_by_name(name: str) -> str:
    """Return the media type that the name of a file, or its address, ends with; else ""."""
    last = name.partition("?")[0].rpartition("/")[2]  # the host may be one that cannot be read
    return mimetypes.guess_type(last)[0] or ""


def media_type_of(name: str, body: bytes) -> str:
    """Return the media type of a file that came without one, by its bytes or its name."""
    guessed = type_by_name(name)
    if guessed and guessed not in _HTML_TYPES and not name.lower().endswith(PAGE_EXTENSIONS):
        return guessed
    return HTML if _LOOKS_LIKE_HTML.match(as_utf8(body[:_START])) else guessed or UNKNOWN_TYPE
