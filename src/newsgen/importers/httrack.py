"""HTTrack's cache, which knows all addresses, and has pages as the server sent them.

It is a zip that is opened once, however often it is asked.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from sys import intern
from typing import Final, NamedTuple

from newsgen.importers.capture import LARGEST_PAGE

CACHE: Final = "hts-cache/new.zip"
DAMAGED_ZIP: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(OSError, ValueError, RuntimeError, EOFError),
)
"""What a zip is refused with: a RuntimeError is of one that is locked, or of a later kind."""


class CacheEntry(NamedTuple):
    """What the cache says of an address; `saved` is the file that HTTrack made of it."""

    info: zipfile.ZipInfo
    status: str
    saved: str
    media_type: str
    charset: str
    location: str
    modified: str

    @property
    def origin(self) -> str:
        return self.info.filename

    @property
    def url(self) -> str:
        return self.origin if "://" in self.origin else f"http://{self.origin}"


class HTTrackCache:
    """The cache of one copy, if there is one."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / CACHE
        self.trouble = ""

    @cached_property
    def _zip(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(self._file)

    @cached_property
    def entries(self) -> tuple[CacheEntry, ...]:
        """Return all entries; `trouble` says why some are missing."""
        entries: list[CacheEntry] = []
        if not self._file.is_file():
            return ()
        try:
            entries.extend(_entry(self._zip, info) for info in self._zip.infolist())
        except DAMAGED_ZIP as error:
            self.trouble = f"HTTrack's cache cannot be read: {error}"
        return tuple(entries)

    @cached_property
    def saved(self) -> frozenset[str]:
        return frozenset(entry.saved for entry in self.entries if entry.saved)

    @cached_property
    def failed(self) -> frozenset[str]:
        """Return the addresses that failed, of which HTTrack may have kept the message."""
        return frozenset(
            entry.origin for entry in self.entries if not entry.saved and entry.status != "200"
        )

    def page(self, entry: CacheEntry) -> tuple[bytes, str]:
        """Return the page that the cache has, and why it cannot be read; files it has not."""
        if not 0 < entry.info.file_size <= LARGEST_PAGE:
            return b"", ""
        try:
            return self._zip.read(entry.info), ""
        except DAMAGED_ZIP as error:
            return b"", f"HTTrack's cache has it damaged: {error}"


def _entry(cache: zipfile.ZipFile, info: zipfile.ZipInfo) -> CacheEntry:
    headers = dict(_headers(_lines(cache, info)))
    return CacheEntry(
        info,
        intern(headers.get("x-statuscode", "")),
        headers.get("x-save", ""),
        intern(headers.get("content-type", "").partition(";")[0].strip().lower()),
        intern(headers.get("x-charset", "")),
        headers.get("location", ""),
        headers.get("last-modified", ""),
    )


def _lines(cache: zipfile.ZipFile, info: zipfile.ZipInfo) -> list[str]:
    """Return the headers that HTTrack keeps where a zip has what programs want to add."""
    stream = cache.fp
    assert stream is not None
    stream.seek(info.header_offset + 26)
    name, extra = struct.unpack("<HH", stream.read(4))
    stream.seek(info.header_offset + 30 + name)
    return stream.read(extra).decode("utf-8", "replace").split("\r\n")


def _headers(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    for line in lines:
        key, _, value = line.partition(":")
        yield key.strip().lower(), value.strip()
