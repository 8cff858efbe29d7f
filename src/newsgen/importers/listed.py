"""Lists of addresses that must be answered too: a sitemap, a log of a web server, a plain list.

They stand beside another source, as they have no pages.
"""

import gzip
import re
import zlib
from collections.abc import Container, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Final, cast
from urllib.parse import urlsplit
from xml.parsers import expat

from newsgen.importers.capture import Capture, joined, type_by_name

_CHUNK: Final = 1 << 16
_LONGEST_LINE: Final = 1 << 14
_LONGEST_ADDRESS: Final = 4_096
_GZIP: Final = b"\x1f\x8b"
_SITEMAP: Final = re.compile(rb"<(?:[\w-]+:)?(?:urlset|sitemapindex)\b")
_LOG: Final = re.compile(
    r'(?:(?P<host>[\w.-]+\.[a-z]{2,})(?::\d+)? )?\S+ \S+ .{1,200}? \[[^\]]{10,40}\] '
    r'"(?P<asked>(?:[^"\\]|\\.)*)" (?P<status>\d{3})(?: |$)',
    re.IGNORECASE,
)  # fmt: skip
"""A line of the formats “common” and “combined”, perhaps behind the name of a virtual host."""
_ADDRESS: Final = re.compile(r"(?:https?://|/)\S*", re.IGNORECASE)
_ASKED: Final = re.compile(r"(?P<method>[A-Z]+) (?P<target>\S+)(?: HTTP/[\d.]+)?")
_SAME_AS_200: Final = (206, 304)
_ANSWERED: Final = (401, 403, 404, 410)
"""What a server says of an address; other errors are about the request, or the moment."""
_FIRST_LINES: Final = 5
_DAMAGED: Final = (OSError, EOFError, zlib.error)


class AddressList:
    """A file with addresses."""

    kind = "list"

    def __init__(self, file: Path, base_url: str | None = None) -> None:
        self._file, self._base = file, base_url

    def captures(self, wanted: Container[str] | None = None) -> Iterator[Capture]:
        """Yield each address once, or what cannot be read."""
        if wanted is None:  # there is nothing to read again
            yield from _addresses(self._file, self._base, {self._file.name})


def is_list(file: Path) -> bool:
    """Return whether a file begins as such a list does."""
    try:
        with _opened(file) as stream:
            start = stream.read(_CHUNK)
    except _DAMAGED:
        return False
    if _SITEMAP.search(start):
        return True
    lines = map(str.strip, start.decode("utf-8", "replace").lstrip("\ufeff").splitlines())
    first = [line for line in lines if line and not line.startswith("#")][:_FIRST_LINES]
    fitting = sum(bool(_ADDRESS.fullmatch(line) or _LOG.match(line)) for line in first)
    return 2 * fitting > len(first)


def _opened(file: Path) -> IO[bytes]:
    with file.open("rb") as stream:
        is_packed = stream.read(2) == _GZIP
    return cast("IO[bytes]", gzip.open(file)) if is_packed else file.open("rb")


def _addresses(file: Path, base: str | None, passed: set[str]) -> Iterator[Capture]:
    try:
        with _opened(file) as stream:
            start = stream.read(_CHUNK)
            stream.seek(0)
            if _SITEMAP.search(start):
                yield from _of_sitemap(file, stream, base, passed)
            else:
                yield from _of_lines(file.name, stream, base)
    except _DAMAGED as error:
        yield Capture(file.name, trouble=f"the file cannot be read to its end: {error}")


# Sitemaps


class _SitemapReader:
    """Gathers what stands in `loc`, and whether it is another sitemap."""

    def __init__(self) -> None:
        self.places: list[tuple[str, bool, int]] = []
        self._above: list[str] = []
        self._text: list[str] | None = None
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._add
        self.parser.EntityDeclHandler = self._refuse

    def _refuse(self, *_: object) -> None:
        raise ValueError("it declares entities, which no sitemap needs")

    def _start(self, name: str, _: object) -> None:
        self._above.append(name.rpartition(":")[2])
        if self._above[-1] == "loc" and self._above[-2:-1] in (["url"], ["sitemap"]):
            self._text = []

    def _add(self, text: str) -> None:
        if self._text is not None and len(self._text) < _LONGEST_ADDRESS:
            self._text.append(text)

    def _end(self, _: str) -> None:
        self._above.pop()
        if self._text is not None:
            url, self._text = "".join(self._text).strip(), None
            is_sitemap = self._above[-1:] == ["sitemap"]
            self.places.append((url, is_sitemap, self.parser.CurrentLineNumber))


def _of_sitemap(
    file: Path, stream: IO[bytes], base: str | None, passed: set[str]
) -> Iterator[Capture]:
    """Yield the addresses of a sitemap, and of those that an index names and that lie beside it."""
    reader = _SitemapReader()
    trouble = ""
    while not trouble:
        try:
            data = stream.read(_CHUNK)
            reader.parser.Parse(data, not data)
        except (expat.ExpatError, ValueError, LookupError, *_DAMAGED) as error:
            trouble = f"the sitemap cannot be read to its end: {error}"
        places, reader.places = reader.places, []
        for url, is_sitemap, line in places:
            origin = f"{file.name}, line {line:,}"
            if is_sitemap:
                yield from _of_named(file, url, origin, base, passed)
            else:
                yield _listed(origin, url, base)
        if not data:
            break
    if trouble:
        yield Capture(file.name, trouble=trouble)


def _of_named(
    index: Path, url: str, origin: str, base: str | None, passed: set[str]
) -> Iterator[Capture]:
    """Yield what is in the sitemap that an index names."""
    name = ""
    with suppress(ValueError):
        name = urlsplit(url).path.rpartition("/")[2]
    if name in passed:
        return
    passed.add(name)
    names = (name, name.removesuffix(".gz"), f"{name}.gz") if name else ()
    for file in (index.parent / each for each in names):
        if file.is_file() and file.parent == index.parent:
            yield from _addresses(file, base, passed)
            return
    yield Capture(origin, trouble=f"the sitemap {url} does not lie beside {index.name}")


def _listed(origin: str, url: str, base: str | None, status: int = 200) -> Capture:
    """Return what is known of an address that is in a list, or why it is not one."""
    if url.startswith("/") and base:
        url = joined(base, url)
    if not url.lower().startswith(("http://", "https://")):
        hint = ": write base_url into the plan" if url.startswith("/") else ""
        return Capture(origin, trouble=f"“{url[:200]}” is not an absolute URL{hint}")
    kind = type_by_name(url)
    return Capture(origin, url[:_LONGEST_ADDRESS], None, status, kind, is_listed=True)


# Logs and plain lists


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, str]]:
    """Yield the lines with their numbers, each as far as it may be long."""
    number = 0
    while line := stream.readline(_LONGEST_LINE):
        number += 1
        yield number, line.decode("utf-8", "replace").strip("\ufeff\r\n ")
        while line and not line.endswith(b"\n"):
            line = stream.readline(_LONGEST_LINE)


def _of_lines(name: str, stream: IO[bytes], base: str | None) -> Iterator[Capture]:
    """Yield each address of a log or a plain list once: of a log, with its last answer."""
    answers: dict[str, Capture] = {}
    for number, line in _lines(stream):
        if not line or line.startswith("#"):
            continue
        origin = f"{name}, line {number:,}"
        if (entry := _LOG.match(line)) is None:
            first = line.split()[0]
            capture = _listed(origin, first if _ADDRESS.fullmatch(first) else line, base)
        elif (asked := _asked(entry, origin, base)) is not None:
            capture = asked
        else:
            continue
        if not capture.url:
            yield capture
            continue
        before = answers.get(capture.url)
        if before is None or capture.status < 500 or before.status >= 500:
            answers[capture.url] = capture
    yield from answers.values()


def _asked(entry: re.Match[str], origin: str, base: str | None) -> Capture | None:
    """Return the address that a line of a log is about; None if no reader asked for one."""
    request, status = _ASKED.fullmatch(entry["asked"]), int(entry["status"])
    if request is None or request["method"] not in ("GET", "HEAD"):
        return None
    if status in _SAME_AS_200:
        status = 200
    if status < 200 or (400 <= status < 500 and status not in _ANSWERED):
        return None
    host = entry["host"]
    return _listed(origin, request["target"], f"https://{host}" if host else base, status)
