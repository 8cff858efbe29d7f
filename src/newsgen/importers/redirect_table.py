"""Tables of redirects, as systems export them: an old address and a new one on each line.

Lines of `.htaccess` that begin with Redirect are such lines too, and those of a map of nginx. A
line of an address that is gone has no new one.
"""

import csv
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from newsgen.importers.capture import LARGEST_FILE, Capture
from newsgen.importers.letters import letters_of
from newsgen.importers.tables import DELIMITERS

_ADDRESS: Final = re.compile(
    r'(?:https?://|/)[^\s"]*(?: (?!/|https?://)[^\s"]+)*', re.IGNORECASE
)  # fmt: skip
"""An address, which may have blanks in quotation marks, or in a cell of CSV."""
_HAS_ADDRESS: Final = re.compile(r"(?<![\w<])/(?=\S)|://")
_WORD: Final = re.compile(r'"([^"]*)"|(\S+)')
_DIRECTIVES: Final = {"redirect": 302, "redirectpermanent": 301, "redirecttemp": 302}
"""Those of Apache, with what each answers unless the line says it."""
_GONE: Final = 410
_STATUSES: Final = {
    "301": 301, "302": 302, "303": 303, "307": 307, "308": 308, "410": _GONE, "gone": _GONE,
    "permanent": 301, "moved": 301, "temp": 302, "temporary": 302, "seeother": 303,
}  # fmt: skip
_OTHER: Final = re.compile(r"(?:\d{1,3}|true|false|yes|no|[a-z]{2}(?:-[a-z]{2})?|)")
"""What a table may say beside the answer: whether a redirect is turned on, a language."""
_NOT_TWO: Final = "the line has no two addresses"
_LONGEST_LINE: Final = 1 << 13
_START: Final = 1 << 16
_FIRST_LINES: Final = 20


class RedirectTable:
    """A file with redirects."""

    kind = "redirects"

    def __init__(self, file: Path, base_url: str | None = None) -> None:
        self._file, self._base = file, base_url

    def captures(self, wanted: Container[str] | None = None) -> Iterator[Capture]:
        """Yield each redirect, or what cannot be read."""
        if wanted is not None:  # there is nothing to read again
            return
        if self._file.stat().st_size > LARGEST_FILE:
            yield Capture(self._file.name, trouble=f"it is larger than {LARGEST_FILE >> 20} MB")
            return
        for number, redirect in _redirects(self._file.read_bytes()):
            yield self._based(replace(redirect, origin=f"{self._file.name}, line {number:,}"))

    def _based(self, redirect: Capture) -> Capture:
        """Return a redirect with its old address as an absolute URL."""
        if redirect.trouble:
            return redirect
        url = urljoin(f"{self._base}/", redirect.url) if self._base else redirect.url
        if url.startswith("/"):
            trouble = f"“{url[:200]}” is not an absolute URL: write base_url into the plan"
            return Capture(redirect.origin, trouble=trouble)
        return replace(redirect, url=url)


def is_redirects(file: Path) -> bool:
    """Return whether most of the first lines of a file are redirects."""
    with file.open("rb") as stream:
        redirects = list(islice(_redirects(stream.read(_START)), _FIRST_LINES))
    return 2 * sum(not redirect.trouble for _, redirect in redirects) > len(redirects)


def _redirects(data: bytes) -> Iterator[tuple[int, Capture]]:
    """Yield the redirects with the numbers of their lines, or why a line is not one."""
    is_first = True
    for number, line in _lines(data):
        if not is_first or _HAS_ADDRESS.search(line):  # else it is the head
            yield number, _read(_cells(line))
        is_first = False


def _lines(data: bytes) -> Iterator[tuple[int, str]]:
    """Yield the lines that say something, with their numbers and single spaces."""
    text = letters_of(data, "")[0].removeprefix("\ufeff")
    for number, line in enumerate(text.splitlines(), 1):
        text = " ".join(line[:_LONGEST_LINE].split())
        if text and not text.startswith("#"):
            yield number, text


def _cells(line: str) -> list[str]:
    """Return the cells of a line of CSV, if all are what such a table has, or else its words."""
    line = line.removesuffix(";").rstrip()
    for delimiter in DELIMITERS:
        cells = [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
        if len(cells) > 1 and all(_ADDRESS.fullmatch(cell) or _is_known(cell) for cell in cells):
            return cells
    return [quoted or word for quoted, word in _WORD.findall(line)]


def _is_known(cell: str) -> bool:
    return cell.lower() in _STATUSES or bool(_OTHER.fullmatch(cell.lower()))


def _read(cells: Sequence[str]) -> Capture:
    """Return the redirect, or the address that is gone, that cells have; or why there is none."""
    usual = _DIRECTIVES.get(cells[0].lower(), 0)
    cells = cells[1:] if usual else cells
    addresses = [cell.replace(" ", "%20") for cell in cells if _ADDRESS.fullmatch(cell)]
    words = [cell for cell in cells if not _ADDRESS.fullmatch(cell)]
    status = next((_STATUSES[word.lower()] for word in words if word.lower() in _STATUSES), usual)
    if not all(map(_is_known, words)) or len(addresses) != 1 + (status != _GONE):
        is_both = status == _GONE and len(addresses) > 1
        return Capture(
            "", trouble="the line says gone, and where it leads" if is_both else _NOT_TWO
        )
    return Capture("", addresses[0], status=status or 301, location="".join(addresses[1:]))
