"""Read newsgen.toml, and say on which line it is wrong."""

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from newsgen.config.settings import CONFIG, Config
from newsgen.diagnostics import Diagnostic, NewsgenError, Span, fatal
from newsgen.files.regular import read_own
from newsgen.files.unread import line_of, why_unread
from newsgen.model.declared import ValueReader
from newsgen.model.refusal import Fault, Refusal, RefusalError
from newsgen.model.wellformed import legal

FILE: Final = "newsgen.toml"
Table = TypeVar("Table")


def load(site: Path) -> Config:
    """Read a site's configuration; without a file the defaults hold.

    Raises:
        NewsgenError: with every unknown setting and wrong value, each on its line (exit code 2).

    """
    return parse(read(site))


def read(site: Path) -> str:
    """Return the text of a site's newsgen.toml; without a file, none. Raises as `load` does."""
    if not site.is_dir():
        hint = "Name the folder of a site with --site, or make one with newsgen init."
        raise fatal("NG704", f"there is no folder {site}", str(site), hint)
    try:
        return read_own(site / FILE)
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        hint = "Save the file again with the encoding UTF-8."
        place = Span(FILE, line_of(error))
        raise fatal("NG701", f"the file {why_unread(error)}", place, hint) from None
    except OSError as error:
        raise fatal("NG701", f"the file {why_unread(error)}", FILE) from None


def parse(text: str) -> Config:
    """Read the text of a newsgen.toml. Raises as `load` does."""
    return read_table(CONFIG, parse_toml(text, FILE), text, FILE)


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """Parse TOML; a syntax error becomes a diagnostic with its line and column.

    Its texts are without the characters that XML forbids.

    Raises:
        NewsgenError: the text is not TOML.

    """
    try:
        return {key: legal(value) for key, value in tomllib.loads(text).items()}
    except RecursionError:
        message = "the file holds tables or lists inside each other, thousands deep"
        raise fatal("NG701", message, file, "No setting needs more than three.") from None
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = re.search(r" \(at line (\d+), column (\d+)\)$", message)
        lines = text.split("\n")
        line, column = map(int, place.groups()) if place else (len(lines), len(lines[-1]) + 1)
        message, hint = _twice(lines, line) if _TWICE.match(message) else (message, _SYNTAX)
        message = re.sub(r" \(at .*\)$", "", message)
        raise fatal(
            "NG701",
            f"the file is not valid TOML: {message[0].lower()}{message[1:]}",
            Span(file, line, column),
            hint,
        ) from None
    except ValueError:  # of a number with thousands of digits
        raise fatal("NG701", "the file holds a number that is too long", file) from None


_SYNTAX: Final = "Text goes in double quotes, and each setting on a line of its own."
_TWICE: Final = re.compile("Cannot (declare|overwrite|mutate)")
"""How the parser begins to say that a name is there already; it goes on in Python's words."""


def _twice(lines: list[str], number: int) -> tuple[str, str]:
    """Say that the key or table of a line is there already, and what to do about it."""
    headers = {n: m[1] for n, line in enumerate(lines, 1) if (m := _HEADER.match(line))}
    table = headers.get(number)
    if not table:
        key = _KEY.match(lines[number - 1])  # a value of several lines ends without it
        said = f"the key {key[1]} is given twice" if key else "a key is given twice"
        return said, "Keep the one that is right and delete the other."
    name = table.strip("[] ")
    first = next(n for n, header in headers.items() if header.strip("[] ") == name)
    message = f"the table {table} is there already"
    if first == number:
        return message, "Write all that belongs to it in one place."
    if headers[first].startswith("[[") or table.startswith("[["):
        return message, f"Write [[{name}]] in both lines, {first} and {number}: there are several."
    return message, f"Line {first} has it: write all that belongs to it there."


_KEY: Final = re.compile(r"\s*([^\s=][^=]*?)\s*=")
_HEADER: Final = re.compile(r"\s*(\[\[?[^\[\]]+\]\]?)")


def read_table(reader: ValueReader[Table], values: dict[str, Any], text: str, file: str) -> Table:
    """Return what the values of a TOML file say; `text` is its text.

    Raises:
        NewsgenError: with every unknown setting and wrong value, each on its line.

    """
    try:
        return reader.read(values, _ANY_ZONE)
    except RefusalError as error:
        raise NewsgenError(
            *(diagnostic_of(wrong, text, file) for wrong in error.refusals)
        ) from None


_ANY_ZONE: Final = ZoneInfo("UTC")
"""No setting is a local time, for which a zone would count."""


def diagnostic_of(wrong: Refusal, text: str, file: str) -> Diagnostic:
    """Report a mistake in a TOML file on its line."""
    keys = tuple(map(str, wrong.keys))
    name, span = ".".join(keys), find_key(text, file, keys)
    if wrong.fault is Fault.UNKNOWN:
        return Diagnostic("NG702", f"there is no setting {name}", span, wrong.hint)
    return Diagnostic("NG703", wrong.words(name), span, wrong.hint)


def find_key(text: str, file: str, keys: tuple[str, ...]) -> Span:
    """Find the line of a key, as deep as the text goes; TOML parsers do not tell."""
    first, exact = _keys_of(text)
    above = (exact[keys[:n]] for n in range(len(keys) - 1, 0, -1) if keys[:n] in exact)
    number = first.get(keys) or next(above, 0)
    if not number:
        return Span(file)
    line = text.split("\n")[number - 1]
    start = len(line) - len(line.lstrip()) + 1
    return Span(file, number, start, number, len(line.rstrip()) + 1)


def find_in(files: Iterable[tuple[str, str]], keys: tuple[str, ...]) -> Span:
    """Find the line of a key in the first of several files that has it, each a name and a text."""
    for file, text in files:
        if keys in _keys_of(text)[0]:
            return find_key(text, file, keys)
    return Span(FILE)


_Lines = dict[tuple[str, ...], int]
"""The numbers of lines, by the keys that stand there."""


@lru_cache(maxsize=8)
def _keys_of(text: str) -> tuple[_Lines, _Lines]:
    """Return the first line of each key or of one below it, and the first of each key itself."""
    first: _Lines = {}
    exact: _Lines = {}
    table: tuple[str, ...] = ()
    items: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*\[(\[?)([^\[\]]+)\]\]?\s*(?:#.*)?$", line):
            keys = table = _numbered(_split(header[2]), items, is_item=bool(header[1]))
        elif setting := re.match(r"\s*((?:[\w.-]|\"[^\"]*\"|'[^']*'|\s*\.\s*)+?)\s*=", line):
            keys = (*table, *_split(setting[1]))
        else:
            continue
        for path in (keys, tuple(key for key in keys if not key.isdigit())):
            exact.setdefault(path, number)
            for n in range(1, len(path) + 1):
                first.setdefault(path[:n], number)
    return first, exact


def _numbered(
    keys: tuple[str, ...], items: dict[tuple[str, ...], int], *, is_item: bool
) -> tuple[str, ...]:
    """Return the keys of a header with the number of each list's item, which are counted here."""
    numbered: tuple[str, ...] = ()
    for at, key in enumerate(keys, 1):
        numbered = (*numbered, key)
        if is_item and at == len(keys):
            items[numbered] = items.get(numbered, -1) + 1
        if numbered in items:
            numbered = (*numbered, str(items[numbered]))
    return numbered


def _split(dotted: str) -> tuple[str, ...]:
    parts = re.findall(r"\"([^\"]*)\"|'([^']*)'|([\w-]+)", dotted)
    return tuple(next(part for part in groups if part) for groups in parts if any(groups))
