"""Tables of redirects, as systems export them: an old address and a new one on each line.

Lines of `.htaccess` that begin with Redirect are such lines too, and those of a map of nginx. A
line of an address that is gone has no new one.
"""

import csv
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from newsgen.importers.capture import LARGEST_FILE, Capture, joined
from newsgen.importers.letters import letters_of
from newsgen.importers.tables import DELIMITERS, records_of

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
_CODE: Final = re.compile(r"\d{3}")
_OTHER: Final = re.compile(r"(?:\d{1,3}|true|false|yes|no|[a-z]{2}(?:-[a-z]{2})?|)")
"""What a table may say beside the answer: whether a redirect is turned on, a language."""
_NAME: Final = re.compile("[A-Z]?[a-z]+|[A-Z]+")
_EXPRESSION: Final = "newsgen does not read regular expressions"
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
        url = joined(f"{self._base}/", redirect.url) if self._base else redirect.url
        if url.startswith("/"):
            trouble = f"“{url[:200]}” is not an absolute URL: write base_url into the plan"
            return Capture(redirect.origin, trouble=trouble)
        return replace(redirect, url=url)


def is_redirects(file: Path) -> bool:
    """Return whether most of the first lines of a file are redirects, or its head says so."""
    with file.open("rb") as stream:
        data = stream.read(_START)
    redirects = [redirect for _, redirect in islice(_redirects(data), _FIRST_LINES)]
    are_some = any(redirect.trouble.startswith(_EXPRESSION) for redirect in redirects)
    return are_some or 2 * sum(not each.trouble for each in redirects) > len(redirects)


def _redirects(data: bytes) -> Iterator[tuple[int, Capture]]:
    """Yield the redirects with the numbers of their lines, or why a line is not one."""
    lines = letters_of(data, "")[0].removeprefix("\ufeff").splitlines(keepends=True)
    lines = ["\n" if line.lstrip().startswith("#") else line for line in lines]
    at = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    head = "".join(lines[at : at + 1])[:_LONGEST_LINE].strip()
    if table := _table_under(head):
        for number, cells, trouble in records_of(lines[at + 1 :], table.delimiter):
            redirect = Capture("", trouble=trouble) if trouble else table.redirect(cells)
            yield at + 1 + number, redirect
        return
    for number, line in enumerate(lines, 1):
        text = " ".join(line[:_LONGEST_LINE].split())
        if text and (number > at + 1 or _HAS_ADDRESS.search(head)):
            yield number, _read(_cells(text))


# Tables whose head names the columns

_ROLES: Final = {
    "old": {"source", "old", "from"},
    "new": {"target", "new", "to", "destination"},
    "code": {"code", "status", "type"},
    "regex": {"regex", "regexp"},
    "state": {"enabled", "active", "status"},
}
"""The columns, with the words that are in their names."""
_YES: Final = ("1", "true", "yes")
_OFF: Final = ("0", "false", "no", "disabled", "inactive", "off")


class _TableColumns(NamedTuple):
    """A table of redirects: what is between its cells, and which columns are for what."""

    delimiter: str
    columns: Mapping[str, Sequence[int]]

    def redirect(self, cells: Sequence[str]) -> Capture:
        """Return the redirect of a row, or why it is not one."""
        values = {
            role: [cells[at].strip() for at in places if at < len(cells)]
            for role, places in self.columns.items()
        }
        old, new = ("".join(values[role][:1]) for role in ("old", "new"))
        if any(value.lower() in _YES for value in values["regex"]):
            return Capture("", trouble=f"{_EXPRESSION}: “{old[:200]}”")
        if any(value.lower() in _OFF for value in values["state"]):
            return Capture("", trouble="the redirect is turned off")
        codes = [
            value
            for value in values["code"]
            if value.lower() in _STATUSES or _CODE.fullmatch(value)
        ]
        if wrong := next((code for code in codes if code.lower() not in _STATUSES), ""):
            return Capture("", trouble=f"{wrong} is not the status of a redirect")
        if not _ADDRESS.fullmatch(old):
            return Capture("", trouble=_NOT_TWO)
        return _read([old, new, *codes])


def _table_under(head: str) -> _TableColumns | None:
    """Return the table of which a line is the head, if it names an old and a new address."""
    for delimiter in DELIMITERS:
        names = [set(map(str.lower, _NAME.findall(cell))) for cell in _split(head, delimiter)]
        columns = {
            role: [at for at, name in enumerate(names) if name & words]
            for role, words in _ROLES.items()
        }
        ends = (columns["old"][:1], columns["new"][:1])
        if all(ends) and ends[0] != ends[1] and not _HAS_ADDRESS.search(head):
            return _TableColumns(delimiter, columns)
    return None


def _split(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


# Lines that each say what they are


def _cells(line: str) -> list[str]:
    """Return the cells of a line of CSV, if all are what such a table has, or else its words."""
    line = line.removesuffix(";").rstrip()
    for delimiter in DELIMITERS:
        cells = [cell.strip() for cell in _split(line, delimiter)]
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
