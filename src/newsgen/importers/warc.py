"""WARC and WACZ: the files of archive services, and of `wget --warc-file`.

Records are cut out here, so that a damaged one costs itself and no other; what is in one is read
by warcio.
"""

import logging
import re
import zipfile
import zlib
from collections.abc import Container, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParserException

from newsgen.importers.capture import (
    HTML,
    LARGEST_FILE,
    LARGEST_PAGE,
    UNKNOWN_TYPE,
    Capture,
    media_type_of,
)
from newsgen.importers.http_body import unpacked
from newsgen.importers.httrack import DAMAGED_ZIP

logging.getLogger("warcio").setLevel(logging.ERROR)  # else Python prints its warnings
_CHUNK: Final = 1 << 16
_LONGEST_HEAD: Final = 1 << 16
"""Bytes of the headers of a record."""
_GZIP: Final = b"\x1f\x8b\x08"
_VERSION: Final = b"WARC/"
_LENGTH: Final = re.compile(rb"^content-length:\s*(\d{1,15})\s*$", re.IGNORECASE | re.MULTILINE)
_TYPE: Final = re.compile(rb"^warc-type:\s*(\w+)\s*$", re.IGNORECASE | re.MULTILINE)
_TARGET: Final = re.compile(
    rb"^warc-target-uri:\s*<?(https?://[^\s>]+)", re.IGNORECASE | re.MULTILINE
)
_KINDS: Final = {b"response", b"revisit", b"resource"}
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_SAME_AS_WHAT: Final = "the record repeats one that it does not name by a digest"
_NAMES: Final = (".warc", ".warc.gz")
_UNREADABLE: Final = (
    ArchiveLoadFailed, StatusAndHeadersParserException, ValueError, EOFError,
)  # fmt: skip


class DamagedError(Exception):
    """Bytes that are not those of a WARC."""


class Warc:
    """A WARC, gzip or not, or a WACZ with several."""

    kind = "warc"

    def __init__(self, file: Path) -> None:
        self._file = file

    def captures(self, wanted: Container[str] | None = None) -> Iterator[Capture]:
        """Yield what the records say that are answers of a server."""
        with self._file.open("rb") as stream:
            if not _is_zip(stream):
                yield from _captures(self._file.name, stream, wanted)
                return
        try:
            with zipfile.ZipFile(self._file) as packed:
                for name in sorted(packed.namelist()):
                    if name.lower().endswith(_NAMES):
                        yield from self._packed(packed, name, wanted)
        except DAMAGED_ZIP as error:
            yield Capture(self._file.name, trouble=f"the WACZ cannot be read: {_line(error)}")

    def _packed(
        self, packed: zipfile.ZipFile, name: str, wanted: Container[str] | None
    ) -> Iterator[Capture]:
        """Yield what a WARC of a WACZ has, as far as it can be read: others may be whole."""
        origin = f"{self._file.name}/{name}"
        try:
            with packed.open(name) as stream:
                yield from _captures(origin, stream, wanted)
        except DAMAGED_ZIP as error:
            yield Capture(origin, trouble=f"it cannot be read to its end: {_line(error)}")


def _is_zip(stream: IO[bytes]) -> bool:
    """Return whether a file is a zip, and not one that only ends with a document that is."""
    is_zip = stream.read(2) == b"PK" and zipfile.is_zipfile(stream)
    stream.seek(0)
    return is_zip


def is_warc(file: Path) -> bool:
    """Return whether a file is one of these by its name."""
    return file.name.lower().endswith((*_NAMES, ".wacz"))


def _captures(name: str, stream: IO[bytes], wanted: Container[str] | None) -> Iterator[Capture]:
    for number, (head, block, trouble) in enumerate(_records(stream), 1):
        origin = f"{name}, record {number:,}"
        if wanted is not None and origin not in wanted:
            continue
        kind = _TYPE.search(head)
        if not head:
            yield Capture(origin, trouble=trouble)
        elif kind and kind[1].lower() in _KINDS:
            if trouble:
                yield Capture(origin, _url_in(head), trouble=trouble)
            elif capture := _readable(origin, head, block):
                yield capture


def _readable(origin: str, head: bytes, block: bytes) -> Capture | None:
    """Return what a record says of an address of the web, or why it cannot be read."""
    try:
        return _capture(origin, head, block)
    except _UNREADABLE as error:
        trouble = f"the record cannot be read: {_line(error)}"
        return Capture(origin, _url_in(head), trouble=trouble)


def _url_in(head: bytes) -> str:
    """Return the address of the web that a record is about, as far as its head tells."""
    match = _TARGET.search(head)
    return match[1].decode("utf-8", "replace") if match else ""


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


class _RecordLoader(ArcWarcRecordLoader):  # type: ignore[misc]
    """It takes answers of any version of HTTP: browsers that crawl speak the newest."""

    HTTP_TYPES = ("HTTP/1.0", "HTTP/1.1", "HTTP/2.0", "HTTP/2", "HTTP/3.0", "HTTP/3", "HTTP/0.9")


def _capture(origin: str, head: bytes, block: bytes) -> Capture | None:
    """Return what a record says of an address of the web. Raises what warcio does."""
    loader = _RecordLoader()
    record: ArcWarcRecord = loader.parse_record_stream(BytesIO(head + block), known_format="warc")
    headers, http = record.rec_headers, record.http_headers
    url = (headers.get_header("WARC-Target-URI") or "").strip("<> ")
    if not url.lower().startswith(("http:", "https:")):
        return None  # such as that of a name server, or of the crawler's own notes
    at = _time(headers.get_header("WARC-Date"))
    is_revisit = record.rec_type == "revisit"
    digest = headers.get_header("WARC-Payload-Digest") or ""
    answer = http.get_header if http else headers.get_header
    written = (answer("Content-Type") or "").strip()
    status = int(http.get_statuscode()) if http else 200
    status = 200 if is_revisit and status == 304 else status  # not modified
    body, problem = b"", ""
    if is_revisit and not digest:
        return Capture(origin, url, media_type=HTML, trouble=_SAME_AS_WHAT)
    if not is_revisit:
        body, problem = _body(record, http, "html" in written.lower())
    cut = headers.get_header("WARC-Truncated")
    charset = _CHARSET.search(written)
    media_type = written.partition(";")[0].strip().lower() or media_type_of(url, body)
    is_said = media_type.partition("/")[2] and media_type != UNKNOWN_TYPE
    return Capture(
        origin,
        url,
        at,
        status,
        media_type if is_said else media_type_of(url, body),
        charset[1] if charset else "",
        (http.get_header("Location") or "").strip() if http else "",
        body,
        problem or (f"the crawl cut it ({cut})" if cut else ""),
        digest=digest,
        same_as=digest if is_revisit else "",
    )


def _body(record: ArcWarcRecord, http: Any, is_page: bool) -> tuple[bytes, str]:
    """Return the body of an answer without its encodings, and what is wrong with it."""
    most = LARGEST_PAGE if is_page else LARGEST_FILE
    transfer = (http.get_header("Transfer-Encoding") or "") if http else ""
    encoding = (http.get_header("Content-Encoding") or "") if http else ""
    data = record.raw_stream.read()
    body, problem = unpacked(data, transfer=transfer, encoding=encoding, most=most)
    length = (http.get_header("Content-Length") or "") if http else ""
    is_plain = not (transfer or encoding)
    if is_plain and not problem and length.isdecimal() and len(body) < int(length):
        problem = f"the body has {len(body):,} of {int(length):,} bytes"
    return body, problem


def _time(text: str | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at and not at.tzinfo else at  # WARC has no other zone


def _records(stream: IO[bytes]) -> Iterator[tuple[bytes, bytes, str]]:
    """Yield the head and block of each record; without a head, why bytes were passed over."""
    unpacked = _Bytes(stream)
    while True:
        head = b""
        try:
            head = unpacked.head()
            if not head:
                return
            block = unpacked.block(_length(head))
        except DamagedError as error:
            yield head, b"", f"{error}: what follows is skipped up to the next record"
            if not unpacked.find_next():
                return
            continue
        too_long = "" if block is not None else f"it is larger than {LARGEST_FILE >> 20} MB"
        yield head, block or b"", too_long


def _length(head: bytes) -> int:
    """Return how long the block of a record is. Raises DamagedError."""
    if length := _LENGTH.search(head):
        return int(length[1])
    raise DamagedError("a record does not say how long it is")


class _Bytes:
    """The bytes of a WARC, unpacked if they are packed: each record, or all as one."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._raw = stream.read(_CHUNK)
        # The first bytes may be the damaged ones.
        self._is_packed = _GZIP in self._raw and _VERSION + b"1." not in self._raw
        self._unpack = zlib.decompressobj(31)
        self._ready = b""
        self._is_inside = False

    def head(self) -> bytes:
        """Return the headers of the next record with the empty line; empty at the end."""
        while True:
            self._ready = self._ready.lstrip(b"\r\n")
            at, size = _end_of_head(self._ready)
            if self._ready and not self._ready.startswith(_VERSION[: len(self._ready)]):
                raise DamagedError("these are not the bytes of a record")
            if at >= 0:
                head, self._ready = self._ready[: at + size], self._ready[at + size :]
                return head
            if len(self._ready) > _LONGEST_HEAD:
                raise DamagedError("the headers of a record do not end")
            if not (more := self._more()):
                if self._ready:
                    raise DamagedError("the file ends in the headers of a record")
                return b""
            self._ready += more

    def block(self, length: int) -> bytes | None:
        """Return so many bytes; None if they are too many to be held, and are passed over."""
        is_kept = length <= LARGEST_FILE + _LONGEST_HEAD
        pieces = []
        while length > 0:
            piece, self._ready = (self._ready or self._more()), b""
            if not piece:
                raise DamagedError("the file ends in it")
            piece, self._ready = piece[:length], piece[length:]
            length -= len(piece)
            if is_kept:
                pieces.append(piece)
        return b"".join(pieces) if is_kept else None

    def find_next(self) -> bool:
        """Go to where a record seems to begin, beyond what is damaged; False if none does."""
        sign = _GZIP if self._is_packed else _VERSION
        data = self._ready[1:]
        if self._is_packed:  # the damaged one may begin where the bytes do
            data = self._unpack.unused_data if self._unpack.eof else self._raw[1:]
        self._ready = b""
        while True:
            at = data.find(sign)
            if at >= 0 and self._begins_at(data[at:]):
                return True
            if at >= 0:
                data = data[at + 1 :]
                continue
            more = self._stream.read(_CHUNK)
            if not more:
                return False
            data = data[-len(sign) + 1 :] + more

    def _begins_at(self, data: bytes) -> bool:
        """Go on from bytes, if a record begins there."""
        if not self._is_packed:
            self._ready = data
            return bool(re.match(rb"WARC/1\.\d\r?\n", data + self._peek(16)))
        try:
            first = zlib.decompressobj(31).decompress(data + self._peek(1024), len(_VERSION))
        except zlib.error:
            return False
        if not first.startswith(_VERSION):
            return False
        self._raw, self._unpack, self._is_inside = data, zlib.decompressobj(31), False
        return True

    def _peek(self, length: int) -> bytes:
        """Return bytes that follow in the file, which are read again."""
        place = self._stream.tell()
        ahead = self._stream.read(length)
        self._stream.seek(place)
        return ahead

    def _more(self) -> bytes:
        """Return further bytes, unpacked; empty at the end. Raises DamagedError."""
        if not self._is_packed:
            data, self._raw = self._raw or self._stream.read(_CHUNK), b""
            return data
        while True:
            if self._unpack.eof:
                self._raw, self._unpack = self._unpack.unused_data, zlib.decompressobj(31)
                self._is_inside = False
            self._raw = self._raw or self._stream.read(_CHUNK)
            if not self._is_inside:
                self._raw = self._raw.lstrip(b"\0")  # some tools fill the last block of a file
            is_end = not self._raw
            if is_end and not self._is_inside:
                return b""
            try:
                unpacked = self._unpack.decompress(self._raw, _CHUNK)
            except zlib.error as error:
                raise DamagedError(f"the gzip is damaged ({error})") from None
            self._raw, self._is_inside = self._unpack.unconsumed_tail, True
            if unpacked:
                return unpacked
            if is_end and not self._unpack.eof:
                self._is_inside = False
                raise DamagedError("the file ends within its gzip")


def _end_of_head(data: bytes) -> tuple[int, int]:
    """Return where the empty line behind headers is, and how long it is; -1 if it is not there."""
    at = data.find(b"\r\n\r\n")
    return (at, 4) if at >= 0 else (data.find(b"\n\n"), 2)
